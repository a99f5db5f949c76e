package home

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/presets"
	"sttwizard/ui/kit"
)

// card draws what the chosen row is about.
func (p *picture) card(width, height int) []string {
	if len(p.rows) == 0 {
		return nil
	}
	r := p.rows[p.at]
	lines, keys, request := p.about(r, width-4)
	room := height - 2
	blank := func(l string) bool { return l == "" }
	if len(lines)+len(keys)+len(request) > room && height < airyCard {
		lines, keys = slices.DeleteFunc(lines, blank), slices.DeleteFunc(keys, blank)
		request = slices.DeleteFunc(request, blank)
	}
	if most := room - len(keys); len(lines) > most && most > 1 { // what can be done is seen in any case
		lines = append(lines[:most-1:most-1], p.st.Dim.Render(p.st.Marks.More))
	}
	lines = append(lines, keys...)
	if room-len(lines) >= min(leastRequest, len(request)) { // a brace alone tells nothing
		lines = append(lines, request...)
	}
	if len(lines) < height-3 && height >= airyCard {
		lines = append([]string{""}, lines...)
	}
	return p.st.Card(r.name, lines, width, height)
}

// leastRequest is how many lines of a request are worth to be shown.
const leastRequest = 4

// about returns the lines of a row's card: what it is, what can be done with it, and what
// it asks of Agora.
func (p *picture) about(r row, width int) (out, keys, request []string) {
	var facts [][2]string
	answers := p.answers(r)
	say := func(look lipgloss.Style, text string, most int) {
		for _, l := range kit.Lines(text, width, most) {
			out = append(out, look.Render(l))
		}
	}
	switch {
	case r.preset != nil && r.preset.Err != nil:
		say(p.st.Error, reason(r.preset.Err), 6)
		out = append(out, "")
		say(p.st.Dim, "The file is left as it is. Repair it with an editor: "+r.preset.Path, 4)
	case r.preset != nil:
		say(p.st.Text, r.preset.Preset.Note, 3)
		facts = p.s.presetFacts(*r.preset, answers)
	case r.attempt != nil:
		say(p.st.Text, p.s.sentence(r), 3)
		facts = p.s.taskFacts(r)
	default:
		say(p.st.Text, cmp.Or(r.what, r.words), 4)
		if r.stranger {
			facts = [][2]string{{"task", r.name}}
		}
		if r.kept != nil {
			facts = append(p.s.draftFacts(answers), [2]string{"kept", p.s.ago(r.kept.At)})
		}
	}
	if len(out) > 0 && len(facts) > 0 {
		out = append(out, "")
	}
	for _, f := range facts {
		out = append(out, p.fact(f, width)...)
	}
	if r.preset != nil {
		keys = []string{"", p.presetKeys(*r.preset, width)}
	}
	return out, keys, p.request(answers, width)
}

// presetKeys names what can be done with a preset's file, as far as there is room.
func (p *picture) presetKeys(e presets.Entry, width int) string {
	line := ""
	for _, b := range p.s.presetKeys(e) {
		key := p.st.Key.Render(b.Show()) + p.st.Dim.Render(" "+b.What())
		if lipgloss.Width(line)+lipgloss.Width(key) > width {
			break
		}
		line += p.st.Spots.Key(key, b.Show()) + "  "
	}
	return strings.TrimRight(line, " ")
}

// answers returns the draft that a row begins with; nil: it has none.
func (p *picture) answers(r row) *form.Draft {
	switch {
	case r.preset != nil && r.preset.Err == nil:
		return p.s.world.Answers(r.preset.Preset)
	case r.kept != nil:
		return r.kept.Draft
	}
	return nil
}

// request draws what answers ask of Agora, as JSON with its secrets masked, below a blank
// line.
func (p *picture) request(d *form.Draft, width int) []string {
	if d == nil {
		return nil
	}
	out := []string{""}
	for _, l := range d.Answered().Lines(d.Project(), d.Show) {
		out = append(out, p.st.JSON(string(terminal.Safe(l.Text, width)), agora.IsPlaceholder))
	}
	return out
}

// airyCard is the height from which a card keeps its blank lines though it is cut.
const airyCard = 14

// factNames is how wide the names of facts are.
const factNames = 13

// fact draws a name and what it stands for, which goes on below.
func (p *picture) fact(f [2]string, width int) []string {
	lines := kit.Lines(f[1], max(8, width-factNames), 3)
	for i, l := range lines {
		name := ""
		if i == 0 {
			name = f[0]
		}
		lines[i] = p.st.Dim.Render(fmt.Sprintf("%-*s", factNames, name)) + p.st.Text.Render(l)
	}
	return lines
}

// sentence says in full how a task stands that somebody should look at; else it is
// empty.
func (s *Screen) sentence(r row) string {
	out := r.stands.InFull()
	if needs := s.world.Work(r.attempt).Needs; needs != "" {
		return words.Capital(out + ", as " + needs)
	}
	if r.stands.Health < words.Look && r.attempt.State() != attempt.Abandoned {
		return ""
	}
	return words.Capital(out)
}

// taskFacts are the lines of a task's card.
func (s *Screen) taskFacts(r row) [][2]string {
	a, now := r.attempt, s.world.Now()
	in, w, at := a.Intent(), s.world.Work(a), s.world.Place(a)
	var out [][2]string
	add := func(name, value string) {
		if value != "" && value != r.name {
			out = append(out, [2]string{name, value})
		}
	}
	add("channel", in.Channel)
	add("languages", explain.Spoken(a))
	add("storage", in.Captions)
	add("captions", w.Captions.Headed().Word)
	if !a.SentAt().IsZero() {
		add("started", words.Ago(now, a.SentAt()))
	}
	add("cost", explain.Spent(s.world.Prices(), a, now))
	if end := a.PlannedEnd(); !end.IsZero() && a.Open() {
		add("reminder", words.ClockOrDay(now, end)+"; "+explain.ReminderStops)
	}
	if who := explain.Person(a.Starter()); !a.Mine() {
		add("started by", who)
	}
	place := tasks.PlaceOf(a)
	if at.Production {
		place = connections.ProductionMark + ", " + place
	}
	add("runs at", place)
	add("task", a.Task().ID)
	if a.Open() {
		add("Agora", s.said(w))
	}
	return out
}

// said is what Agora said of a task, and when.
func (s *Screen) said(w Work) string {
	return strings.Trim(string(w.Status)+", "+s.askedAt(w.Answered), ", ")
}

// presetFacts are the lines of a preset's card: what it asks and sets, by the draft that
// it makes, where its secrets are, and how it was last used.
func (s *Screen) presetFacts(e presets.Entry, d *form.Draft) [][2]string {
	var out [][2]string
	if asks := askWords(d, e.Preset.Ask); asks != "" {
		out = append(out, [2]string{"asks", asks})
	}
	out = append(out, s.draftFacts(d)...)
	if !e.LastUsed.At.IsZero() {
		told := words.Ago(s.world.Now(), e.LastUsed.At)
		if e.LastUsed.Result != "" {
			told += ", " + e.LastUsed.Result
		}
		if e.LastUsed.Duration > 0 {
			told += " after " + words.Lasts(e.LastUsed.Duration)
		}
		out = append(out, [2]string{"last used", told})
	}
	return append(out, [2]string{"file", e.Name + ".yaml"})
}

// draftFacts are the answers that a card has.
func (s *Screen) draftFacts(d *form.Draft) [][2]string {
	var out [][2]string
	for _, path := range shownPaths {
		if told := pathWords(d, path); told != "" {
			out = append(out, [2]string{shortNames[path], told})
		}
	}
	if d.On(form.Encryption) {
		out = append(out, [2]string{"encryption", cmp.Or(pathWords(d, agora.PathCryptionMode), "on")})
	}
	if told := s.world.Secrets(d); told != "" {
		out = append(out, [2]string{"secrets", told})
	}
	return out
}

// shownPaths are the answers that the card has, shortNames what it calls them.
var shownPaths = []string{
	agora.PathChannelName, agora.PathLanguages, agora.PathTranslatedPairs, agora.PathBucket, agora.PathMaxIdleTime,
}

var shortNames = map[string]string{
	agora.PathChannelName: "channel", agora.PathLanguages: "languages",
	agora.PathTranslatedPairs: "translation", agora.PathBucket: "storage", agora.PathMaxIdleTime: "idle time",
}

// pathWords returns a draft's answer at a path in words.
func pathWords(d *form.Draft, path string) string {
	for _, q := range form.Table() {
		if q.Path == path {
			return q.Words(d)
		}
	}
	return ""
}

func askWords(d *form.Draft, paths []string) string {
	var words []string
	for _, path := range paths {
		if q, ok := form.QuestionFor(d, path); ok {
			words = append(words, q.InSentence())
		}
	}
	return strings.Join(words, ", ")
}

// languages writes what a task transcribes and translates: "en → es fr"; beside it what a
// change without an answer may have made of it.
func (s *Screen) languages(a *attempt.Attempt, arrow string) string {
	runs := a.Settings()
	told := []string{requestLanguages(runs.Request, arrow)}
	if told[0] == "" && len(runs.Perhaps) > 0 {
		told[0] = "?"
	}
	for _, r := range runs.Perhaps {
		if other := requestLanguages(r, arrow); !slices.Contains(told, other) {
			told = append(told, other)
		}
	}
	return strings.Join(told, " or ")
}

// languageWords writes the same of a preset.
func languageWords(p presets.Preset, arrow string) string {
	r, _ := p.Request()
	return requestLanguages(r, arrow)
}

// requestLanguages writes it of a request: "en de → es fr", or each that is translated
// otherwise for itself, "en → es fr, de".
func requestLanguages(r agora.Request, arrow string) string {
	var parts []string
	for _, h := range explain.HeardOf(r.Languages, r.Translate) {
		part := strings.Join(tagsAmong(r.Languages, h.From), " ")
		if len(h.Into) > 0 {
			part += " " + arrow + " " + strings.Join(primaryTags(h.Into), " ")
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// primaryTags shortens "en-US" to "en", but where another one of the same language stands
// beside it.
func primaryTags(codes []string) []string { return tagsAmong(codes, codes) }

// tagsAmong shortens some of all that stand there.
func tagsAmong(all, codes []string) []string {
	out, times := make([]string, len(codes)), map[string]int{}
	for _, c := range all {
		tag, _, _ := strings.Cut(c, "-")
		times[tag]++
	}
	for i, c := range codes {
		if out[i], _, _ = strings.Cut(c, "-"); times[out[i]] > 1 {
			out[i] = c
		}
	}
	return out
}

// reason shortens an error about a file to what is wrong in it.
func reason(err error) string {
	if e, ok := err.(*presets.FileError); ok {
		return e.Err.Error()
	}
	return err.Error()
}
