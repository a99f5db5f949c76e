package tasklist

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// sheet is a text that grows line by line, at most so wide.
type sheet struct {
	look  *kit.Styles
	now   time.Time
	width int
	lines []string
}

func (p *sheet) blank() { p.lines = append(p.lines, "") }

// words adds a sentence, broken into lines.
func (p *sheet) words(style lipgloss.Style, text string) {
	p.lines = append(p.lines, kit.Paragraph(style, text, p.width-4, 0)...)
}

// facts adds names and what each stands for, which goes on below if it is long.
func (p *sheet) facts(rows [][2]string) { p.table(kit.Facts{Rows: rows, Names: 9}) }

// table adds a table as wide as the page.
func (p *sheet) table(f kit.Facts) {
	f.Width, f.Wrap = p.width, true
	if drawn := f.Draw(p.look); drawn != "" {
		p.lines = append(p.lines, strings.Split(drawn, "\n")...)
	}
}

// detail returns the lines about a row: beside the table, or alone.
func (s *Screen) detail(st *kit.Styles, r row, width int) []string {
	p := &sheet{look: st, now: s.world.Now(), width: min(width, 100)}
	p.blank()
	if r.broken != nil {
		p.unreadable(r.broken)
		return p.lines
	}
	a := r.attempt
	p.words(st.Title, cmp.Or(a.Intent().Channel, "no channel"))
	p.words(st.Text, words.Capital(s.sentenceOf(a))+".")
	for _, trouble := range s.troubles(a) {
		p.words(st.Warning, trouble)
	}
	p.blank()
	p.facts(s.facts(a))
	p.blank()
	if actions := a.Actions(); len(actions) > 0 {
		var rows [][2]string
		for _, act := range actions {
			rows = append(rows, actionWordsFor(a, act))
		}
		p.table(kit.Facts{Rows: rows, Names: 7, Keys: true})
		p.blank()
	}
	p.timeline(a)
	return p.lines
}

// unreadable says what is known of a journal that can't be read, and what to do.
func (p *sheet) unreadable(b *attempt.Broken) {
	title := "A journal that can't be read"
	if channel := brokenChannel(b); channel != "" {
		title = channel
	}
	p.words(p.look.Title, title)
	p.words(p.look.Error, "This attempt's journal can't be read: "+full(b.Err))
	p.blank()
	p.words(p.look.Text, "A task of it "+explain.MayCost+
		". Look into the channel: if bots are there that nobody knows, they are its own.")
	p.words(p.look.Text, "The file is left as it is; sttwizard never removes it. "+
		"Take it away yourself once you know that nothing runs.")
	p.blank()
	facts := [][2]string{{"attempt", b.ID}, {"file", b.Path}}
	if b.Known != nil {
		bots, via := explain.Bots(*b.Known), explain.Via(*b.Known)
		known := [][2]string{{"bots", cmp.Or(bots, "not known")}, {"via", cmp.Or(via, "not known")}}
		facts = append(known, facts...)
	}
	p.facts(facts)
}

// sentenceOf says how an attempt stands.
func (s *Screen) sentenceOf(a *attempt.Attempt) string {
	w := s.world.Work(a)
	switch {
	case a.Elsewhere():
		held := explain.HeldOf(a, s.world.Now())
		return held.What + "; " + held.Do
	case a.Contradiction() != attempt.NoContradiction:
		return a.Meaning()
	case a.State() == attempt.Started && w.Err == nil && a.Transcribes(w.Status) && explain.Listens(a) != "":
		return explain.Listens(a)
	case a.State() == attempt.Started && w.Status != "" && w.Err == nil:
		return a.StatusMeaning(w.Status)
	case a.State() == attempt.Stopped && a.How() == attempt.HowAbsent:
		return "it ran, and then its bots were not in the channel any more"
	case a.State() == attempt.Stopped && a.How() == attempt.HowRemoved:
		return "its bots were taken out of the channel and did not come back"
	}
	meaning := a.Told().Meaning()
	if by := explain.Certain(a.CertainAt(), s.world.Now()); by != "" {
		meaning += "; " + by
	}
	return meaning
}

// troubles are what somebody should know besides.
func (s *Screen) troubles(a *attempt.Attempt) []string {
	var out []string
	now := s.world.Now()
	if a.Overdue(now) {
		out = append(out, "Its reminder was "+past(a.PlannedEnd(), now)+"; "+explain.ReminderStops+".")
	}
	if damage := a.Damage(); damage != "" {
		out = append(out, "Its journal is damaged: "+damage+".")
	}
	w := s.world.Work(a)
	if !a.Open() {
		return out
	}
	if w.StopErr != nil {
		out = append(out, "Not stopped: "+s.explained(a, w.StopErr, agora.OpStop))
	}
	if w.By != nil {
		if line := tasks.StandIn(a, *w.By); line != "" {
			out = append(out, words.Capital(line)+".")
		}
	}
	if w.Err == nil {
		since := words.Clock(now, a.SentAt())
		if long := explain.StaysStarted(a, w.Status, since, "enter and then w say", w.Captions); long != "" {
			out = append(out, long)
		}
	}
	switch {
	case w.Lost != nil:
		out = append(out, "It can't be asked for. "+words.Capital(full(w.Lost)))
	case w.Needs != "":
		out = append(out, "Not asked: "+w.Needs+"; r asks for it.")
	case w.Err != nil && !a.Elsewhere():
		out = append(out, s.explained(a, w.Err, agora.OpQuery))
	}
	return out
}

// explained puts a failure into words.
func (s *Screen) explained(a *attempt.Attempt, err error, op string) string {
	if errors.Is(err, attempt.ErrNoProbe) {
		return "Whether its bots are in the channel can't be asked, so nothing can be proved: look into the channel."
	}
	in := a.Intent()
	e := explain.Failure(err, explain.Context{Op: op, Connection: in.Connection}.Of(a))
	if e.Kind == "other" {
		return words.Capital(full(err))
	}
	return e.What + " " + words.Capital(e.Do) + "."
}

// full returns an error as a whole sentence.
func full(err error) string { return strings.TrimSuffix(explain.Sentence(err, ""), ".") + "." }

// past says when a time was: "16:30, 12 min ago".
func past(at, now time.Time) string {
	told := words.ClockOrDay(now, at)
	if d := now.Sub(at); d >= time.Minute {
		told += ", " + words.Lasts(d) + " ago"
	}
	return told
}

// mostNamed is how many of a long list, such as keywords, are named.
const mostNamed = 12

// facts are what one may need to know or read to somebody.
func (s *Screen) facts(a *attempt.Attempt) [][2]string {
	var out [][2]string
	add := func(name, value string) { out = append(out, [2]string{name, value}) }
	in, now := a.Intent(), s.world.Now()
	if w := s.world.Work(a); a.Open() {
		if w.Status != "" {
			add("Agora", string(w.Status)+", asked at "+words.Clock(now, w.Answered))
		} else if !w.Answered.IsZero() {
			add("Agora", "asked at "+words.Clock(now, w.Answered))
		}
	}
	if d := since(a, now); d != "" {
		add("ran", d)
	}
	if spent := explain.SpentMore(s.world.Prices(), a, now); spent != "" {
		add("cost", spent)
	}
	if end := a.PlannedEnd(); !end.IsZero() && a.Open() {
		add("reminder", words.ClockOrDay(now, end))
	}
	if a.Task().ID != "" || a.Open() {
		add("task", cmp.Or(a.Task().ID, "not known"))
	}
	if who := explain.Person(a.Starter()); !a.Mine() {
		add("started", "by "+who)
	}
	if bots := explain.Bots(in); bots != "" {
		add("bots", bots)
	}
	for _, fact := range explain.RunsWith(a, mostNamed) {
		add(fact[0], string(terminal.Safe(fact[1], 0)))
	}
	if in.Captions != "" {
		add("storage", in.Captions)
	}
	if c := s.world.Work(a).Captions; c.Word != "" {
		add("captions", c.Headed().Line)
	}
	via := in.Connection
	if mark := s.world.Production(a); mark != "" {
		via += " (" + mark + ")"
	}
	if via == connections.SandboxName {
		via += ", " + explain.SandboxBills
	}
	add("via", explain.Listed(via, string(in.Version)))
	add("attempt", a.ID())
	return out
}

// timeColumn is how wide the times of a time line stand.
const timeColumn = 10

// timeline adds all records of the journal in words. Probes that saw the same one
// after the other are one line.
func (p *sheet) timeline(a *attempt.Attempt) {
	zone := p.now.Location()
	day, last := "", ""
	var rows [][2]string
	flush := func() { p.table(kit.Facts{Rows: rows, Names: timeColumn}); rows = nil }
	for _, r := range a.Records() {
		at := r.At.In(zone)
		told := words.Capital(explain.Record(a.Intent().Version, r))
		told = strings.TrimSuffix(told, ": task "+a.Task().ID) // it stands above
		if r.Event == attempt.EventProbe && told == last {
			continue
		}
		last = told
		if d := at.Format("Monday, 2 January"); d != day {
			if day = d; !words.Midnight(at).Equal(words.Midnight(p.now)) {
				flush()
				p.words(p.look.Dim, d)
			}
		}
		rows = append(rows, [2]string{at.Format("15:04:05"), told})
	}
	flush()
}
