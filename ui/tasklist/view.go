package tasklist

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

const (
	// panelFrom is the width from which the details stand beside the table.
	panelFrom  = 118
	panelWidth = 46
	// airyFrom is the height from which the table has a head and blank lines, and
	// airyWidth the width from which sentences above it are whole.
	airyFrom, airyWidth = 13, 78
)

// View draws the table, with the details of the chosen row beside it or alone.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	switch {
	case len(s.rows) == 0:
		return s.empty(st, width)
	case s.details:
		row, _ := s.row()
		return strings.Join(s.detail(st, row, width), "\n")
	case width >= panelFrom:
		row, ok := s.row()
		panel := ""
		if ok {
			details := st.Around(s.detail(st, row, panelWidth-1), 0, panelWidth-1, height)
			panel = st.Divided(strings.Split(details, "\n"), 0, height)
		}
		table := kit.Column{Text: s.table(st, width-panelWidth-2, height), Width: width - panelWidth}
		return kit.Beside(height, table, kit.Column{Text: panel})
	}
	return s.table(st, width, height)
}

func (s *Screen) empty(st *kit.Styles, width int) string {
	told := "No task of this machine is kept here. Those that ended are kept for 30 days."
	if s.world.Team() {
		told = "No task of the team is kept. Those that ended stay for as long as its journal keeps them."
	}
	if !s.world.Loaded() {
		told = "reading the journals"
	}
	out := []string{"", "   " + st.Dim.Render(told), ""}
	out = append(out, kit.Paragraph(st.Dim, s.takeUpWords(), min(width-6, 76), 0)...)
	if told := s.strangersWords(false); told != "" {
		out = append(append(out, ""), kit.Paragraph(st.Text, words.Capital(told)+".", min(width-6, 76), 0)...)
	}
	return strings.Join(out, "\n")
}

// takeUpWords says what a task that another machine started is taken up by.
func (s *Screen) takeUpWords() string {
	words := "p takes up a task that another machine started: you need its id"
	if !s.world.Version().Named() {
		words += " and its builder token"
	}
	return words + "."
}

// tableLine is a line of the table: a row, or a few words between rows.
type tableLine struct {
	row   *row
	words string
}

// lines returns what the table lists; mark is the chosen row's place.
func (s *Screen) lines(shown []row, airy bool) (out []tableLine, mark int) {
	past := false
	for i := range shown {
		row := &shown[i]
		if !past && row.broken == nil && !row.attempt.Open() && !s.kept[row.id()] {
			past = true
			if i > 0 && airy {
				out = append(out, tableLine{})
			}
			if i > 0 || airy {
				out = append(out, tableLine{words: "earlier, kept for 30 days"})
			}
		}
		if row.id() == s.at {
			mark = len(out)
		}
		out = append(out, tableLine{row: row})
	}
	return out, mark
}

func (s *Screen) table(st *kit.Styles, width, height int) string {
	shown := s.shown()
	among := s.among()
	l := layoutFor(width, s.placeColumn(shown, width), s.channelColumn(shown, among))
	airy := height >= airyFrom
	head := []string{"   " + st.Text.Render(string(terminal.Safe(s.summary(len(shown)), width-4)))}
	if words := s.strangersWords(width < airyWidth); words != "" {
		head = append(head, "   "+st.Dim.Render(string(terminal.Safe(words, width-4))))
	}
	if bar := s.stopsBar(st); bar != "" {
		head = append(head, bar)
	}
	if airy {
		head = append([]string{""}, append(head, "", l.head(st))...)
	}
	if len(shown) == 0 {
		return strings.Join(append(head, "   "+st.Dim.Render("none has that; esc shows all")), "\n")
	}
	lines, mark := s.lines(shown, airy)
	return strings.Join(append(head, s.visible(st, l, among, lines, mark, height-len(head))...), "\n")
}

// stopsBar draws how many have ended of several that were to be stopped from here;
// empty: nothing of the kind goes on.
func (s *Screen) stopsBar(st *kit.Styles) string {
	over := 0
	for _, a := range s.stops {
		if !s.world.Work(a).Ending {
			over++
		}
	}
	if n := len(s.stops); n > 1 {
		bar := kit.Margin + st.Bar(float64(over)/float64(n), kit.BarWidth)
		return bar + st.Dim.Render(fmt.Sprintf("  stopping, %d of %d done", over, n))
	}
	return ""
}

// summary says in a line what there is.
func (s *Screen) summary(shown int) string {
	may, runs := 0, 0
	for _, r := range s.rows {
		switch {
		case r.broken == nil && !r.mayRun():
		case r.broken == nil && s.seenRunning(r.attempt):
			runs++
		default:
			may++
		}
	}
	words := "nothing is running"
	switch {
	case runs > 0 && may > 0:
		words = fmt.Sprintf("%d running, %d may be running", runs, may)
	case runs > 0:
		words = fmt.Sprintf("%d running", runs)
	case may > 0:
		words = fmt.Sprintf("%d may be running", may)
	}
	if s.filter.Words() != "" {
		words = fmt.Sprintf("with %q: %d of %d", string(terminal.Safe(s.filter.Words(), 20)), shown, len(s.rows))
	}
	if problem := s.world.Problem(); problem != nil {
		words = explain.Sentence(problem, "")
	}
	return words
}

// seenRunning reports whether a task is known to run, and not only believed to.
func (s *Screen) seenRunning(a *attempt.Attempt) bool {
	w := s.world.Work(a).Doing
	stands := explain.StandingOf(a, w, s.world.Now())
	return stands.Health <= words.Well || a.Transcribes(w.Status) && w.Err == nil && !w.Barred
}

func (l layout) head(st *kit.Styles) string {
	dim := st.Dim
	cells := []kit.Cell{kit.Text("  state", dim, stateColumn+2), kit.Text("channel", dim, l.channel)}
	for _, c := range tableColumns {
		if l.shows(c) {
			cells = append(cells, kit.Text(c.head, dim, l.of(c)))
		}
	}
	return kit.Margin + kit.Row(cells...)
}

// visible draws the lines round the chosen one; where there are more, the first or
// the last line says how many rows.
func (s *Screen) visible(st *kit.Styles, l layout, among *explain.Among, lines []tableLine, mark, height int) []string {
	from := max(0, min(mark-height/2, len(lines)-height))
	to := min(len(lines), from+max(1, height))
	above, below := from > 0, to < len(lines)
	out := make([]string, 0, to-from)
	for i := from; i < to; i++ {
		switch {
		case above && i == from && i != mark:
			out = append(out, s.further(st, lines[:from+1], "above", "↑"))
		case below && i == to-1 && i != mark:
			out = append(out, s.further(st, lines[to-1:], "below", "↓"))
		case lines[i].row == nil:
			out = append(out, "     "+st.Dim.Render(lines[i].words))
		default:
			row := lines[i].row
			line := s.rowLine(st, l, *row, among, i == mark)
			out = append(out, st.Spots.Row(line, l.width, i == mark, func() { s.at = row.id() }))
		}
	}
	return out
}

func (s *Screen) further(st *kit.Styles, lines []tableLine, where, arrow string) string {
	n := 0
	for _, l := range lines {
		if l.row != nil {
			n++
		}
	}
	return "     " + st.Dim.Render(fmt.Sprintf("%s %d more %s: %s", st.Marks.More, n, where, arrow))
}

func (s *Screen) rowLine(st *kit.Styles, l layout, r row, among *explain.Among, here bool) string {
	lead, look := st.Lead(here)
	if r.broken != nil {
		return lead + s.brokenLine(st, l, r, look)
	}
	now := s.world.Now()
	stands := s.standing(r.attempt, now)
	stands.place = s.place(r.attempt, l.place)
	word := stands.Word
	if l.rank < rankSays {
		word = stands.narrow
	}
	mark, marked := st.Stands(stands.Health)
	if r.mayRun() && s.world.Work(r.attempt).Ending {
		mark = s.world.Sign()
	}
	rest := st.Text
	if stands.Health == words.Over {
		rest = st.Dim
		if !here {
			look = st.Dim
		}
	}
	apart := ""
	if s.kept[r.id()] {
		apart = among.Apart(r.attempt)
	}
	channel := kit.NameApart(r.attempt.Intent().Channel, apart, l.channel-1)
	cells := []kit.Cell{kit.Text(mark+" "+word, marked, stateColumn+2), kit.Text(channel, look, l.channel)}
	for _, c := range tableColumns {
		if !l.shows(c) {
			continue
		}
		style := rest
		switch {
		case c.rank == rankEnd && r.attempt.Overdue(now):
			style = st.Warning
		case c.rank == rankPlace && r.mayRun() && s.world.Production(r.attempt) != "":
			style = st.Error.Bold(true)
		}
		cells = append(cells, kit.Text(c.text(r.attempt, stands, now), style, l.of(c)))
	}
	return lead + kit.Row(cells...)
}

// standing says how an attempt stands in the table. Where nothing is wrong with it but
// that its reminder has passed, that is its word: it differs from what runs as it should.
func (s *Screen) standing(a *attempt.Attempt, now time.Time) standing {
	stands := standingOf(a, s.world.Work(a), now)
	if stands.Overdue && stands.Health == words.Look {
		stands.Word, stands.narrow = "overdue", "overdue"
	}
	return stands
}

// brokenLine names a journal that can't be read, by its channel if that part can,
// and says why.
func (s *Screen) brokenLine(st *kit.Styles, l layout, r row, look lipgloss.Style) string {
	const idWidth = 28
	name, room := brokenChannel(r.broken), l.channel
	if name == "" {
		name, room = r.broken.ID, max(l.channel, min(idWidth, l.width-5-stateColumn))
	}
	cells := []kit.Cell{kit.Text(st.Marks.Error+" unreadable", st.Error, stateColumn+2), kit.Text(name, look, room)}
	if left := l.width - 5 - stateColumn - room; left > 12 {
		cells = append(cells, kit.Text(explain.Sentence(r.broken.Err, ""), st.Dim, left))
	}
	return kit.Row(cells...)
}

// strangersWords is the line about tasks that this machine did not start; empty where
// there are none.
func (s *Screen) strangersWords(short bool) string {
	if s.strangers.Count == 0 {
		return ""
	}
	what, up := "1 task runs", "it"
	if s.strangers.Count > 1 {
		what, up = fmt.Sprintf("%d tasks run", s.strangers.Count), "one"
	}
	words := fmt.Sprintf("%s on %s that this machine did not start", what, s.strangers.On)
	switch {
	case s.strangers.Unsure:
		words += ", or of unknown outcome here"
	case !short:
		words += "; p takes " + up + " up"
	}
	return words
}
