package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/presets"
	"sttwizard/ui/kit"
)

// detailFrom is the width from which the chosen preset stands beside the list.
const detailFrom = 88

func (h *home) view(m *Model, width, height int) string {
	lines := []string{""}
	lines = append(lines, h.news(m, width)...)
	if len(lines) > 1 {
		lines = append(lines, "")
	}
	room := height - len(lines)
	switch {
	case !h.stored.loaded:
		lines = append(lines, "   "+m.styles.Dim.Render("reading the presets"))
	case len(h.entries) == 0:
		lines = append(lines, h.welcome(m, width)...)
	case width >= detailFrom:
		list, detail := h.list(m, 50, room), h.detail(m, width-52, room)
		columns := kit.Beside(room, kit.Column{Text: list, Width: 52}, kit.Column{Text: detail})
		return strings.Join(lines, "\n") + "\n" + columns
	default:
		listHeight := room
		if room > 14 {
			listHeight = room - 7
		}
		lines = append(lines, strings.Split(h.list(m, width, listHeight), "\n")...)
		if listHeight < room {
			for len(lines) < height-6 {
				lines = append(lines, "")
			}
			lines = append(lines, strings.Split(h.detail(m, width, 6), "\n")...)
		}
	}
	return strings.Join(lines, "\n")
}

// news is what somebody should know at once: what runs, what was left.
func (h *home) news(m *Model, width int) []string {
	s := m.styles
	var out []string
	add := func(style lipgloss.Style, mark, text, k string) {
		text = string(terminal.Safe(text, width-6-max(10, ansi.StringWidth(k))))
		line := " " + style.Render(mark+" "+text)
		if k != "" {
			line += strings.Repeat(" ", max(2, width-ansi.StringWidth(text)-4-ansi.StringWidth(k)-2)) + s.Dim.Render(k)
		}
		out = append(out, line)
	}
	h.tellOpen(m, func(alarm bool, text, k string) {
		style, mark := s.Warning, s.Marks.Warning
		if alarm {
			style, mark = s.Error, s.Marks.Error
		}
		add(style, mark, text, k)
	})
	if n, why := m.back.unasked(); n > 0 {
		told := "not asked for: " + words.Count(n, "task") + ", as " + strings.Join(why, "; and ")
		out = append(out, kit.Marked(s.Dim, s.Marks.Idle, " ", kit.FirstLines(told, width-6, 2))...)
	}
	for _, w := range m.back.endedHere() {
		add(s.Dim, s.Marks.Done, endedWords(m, w.attempt), "")
	}
	if n := len(m.back.broken); n > 0 {
		add(s.Error, s.Marks.Error, words.Count(n, "journal")+" can't be read; a task of it may be running", "t  tasks")
	}
	for _, err := range []error{m.back.problem, h.stored.problem, h.stored.choosing} {
		if err != nil {
			out = append(out, kit.Marked(s.Error, s.Marks.Error, " ", kit.FirstLines(sentence(err), width-6, 3))...)
		}
	}
	if h.stored.unsent != nil {
		add(s.Text, s.Marks.Idle, "unsent: "+draftWords(h.stored.unsent.draft)+", "+words.Ago(m.now(), h.stored.unsent.at), "g  go on")
	}
	return out
}

// tellOpen tells of the open attempts, of many only a few.
func (h *home) tellOpen(m *Model, tell func(alarm bool, text, keys string)) {
	open, only := m.back.open(), h.only(m)
	for i, a := range open {
		if i == 2 && len(open) > 3 {
			tell(false, fmt.Sprintf("and %d more", len(open)-2), "t  tasks")
			break
		}
		keys := "t  tasks"
		if a == only {
			keys = "x  stop   " + keys
		}
		tell(a.Contradiction() != attempt.NoContradiction, openWords(m, a), keys)
	}
}

// openStates are the states of open attempts in the words of home.
var openStates = map[attempt.State]string{
	attempt.Sending: "may be running", attempt.Unknown: "may be running", attempt.RunningNoID: "is running, its id is not known",
	attempt.Started: "is running", attempt.Stopping: "was told to stop and not seen to end",
}

// openWords says of an open attempt what it is, and since when.
func openWords(m *Model, a *attempt.Attempt) string {
	in := a.Intent()
	since := sentAt(a)
	name, other := in.Channel, m.otherPlace(a)
	if other != "" { // first, as the end of the line may be cut
		name += " (" + other + ")"
	}
	told := name + " " + openStates[a.State()]
	if a.Unseen() {
		told = name + " " + openStates[attempt.Unknown]
	}
	if told := toldAt(a); a.State() == attempt.Stopping && !told.IsZero() {
		since = told
	}
	switch ending := m.back.of(a).ending(); {
	case a.Contradiction() != attempt.NoContradiction:
		told = name + ": " + a.Meaning()
	case ending && a.State().InDoubt():
		told += ", and is stopped as soon as it is found"
	case ending:
		told = name + " is being stopped"
	}
	if a.Overdue(m.now()) {
		told += ", " + explain.ReminderPassed
	}
	told += ", " + words.Lasts(m.now().Sub(since)) + m.back.goingOn(m, a)
	place := usecases.PlaceOf(a)
	switch {
	case m.onProduction(a):
		place = productionMark + ", " + place
	case other != "":
		return told
	}
	return told + " (" + place + ")"
}

// goingOn says in a few words what goes on about an attempt that is not settled;
// empty: nothing that one has to know.
func (b *background) goingOn(m *Model, a *attempt.Attempt) string {
	w := b.of(a)
	switch at := a.CertainAt(); {
	case w.stopErr != nil && !w.ending():
		return ", not stopped"
	case a.Elsewhere():
		return ", another sttwizard works on it"
	case !a.State().InDoubt():
		return ""
	case w.given:
		return ", not settled"
	case at.After(m.now()):
		return ", certain at " + m.clockTime(at)
	case w.settler != nil:
		return ", asking Agora"
	}
	return ""
}

// mostEnded is how many ends home tells of.
const mostEnded = 2

// endedHere returns the attempts whose end this run has seen, the newest first.
func (b *background) endedHere() []*work {
	var out []*work
	for _, a := range b.attempts {
		if w := b.of(a); !w.endedHere.IsZero() && a.Sends() > 0 && a.State() != attempt.Acknowledged {
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b *work) int { return b.endedHere.Compare(a.endedHere) })
	return out[:min(mostEnded, len(out))]
}

// endedWords says how an attempt ended, and when.
func endedWords(m *Model, a *attempt.Attempt) string {
	told := a.Intent().Channel + ": " + a.Meaning() + ", " + m.clockTime(a.Since())
	if a.State() == attempt.Stopped {
		told = a.Intent().Channel + " ended " + m.clockTime(a.Since()) + ", after " + words.Lasts(a.Since().Sub(sentAt(a)))
	}
	return told
}

// clockTime writes a time of day as "15:02:11".
func (m *Model) clockTime(at time.Time) string { return at.In(m.now().Location()).Format("15:04:05") }

func draftWords(d *form.Draft) string {
	if channel := d.Request().RTC.ChannelName; channel != "" {
		return channel
	}
	return "a draft without a channel"
}

// welcome is what stands there before there is any preset.
func (h *home) welcome(m *Model, width int) []string {
	s := m.styles
	keys := [][2]string{{"n", "new task: answer a few questions, review, send"}}
	if !m.hasConn {
		keys = append(keys, [2]string{"s", "try it first in the sandbox: nothing is real, " + explain.SandboxBills})
	}
	if h.stored.hasOwn() {
		keys = append(keys, [2]string{"c", "choose, test or add a connection"})
	} else {
		keys = append(keys, [2]string{"a", "connect to Agora: App ID, customer key and customer secret, once"})
	}
	const presets = "Answers saved as a preset (ctrl+s) are listed here: one key to use them again."
	ways := kit.Facts{Rows: keys, Names: 3, Width: width, Wrap: true, Keys: true}.Draw(&s.Styles)
	out := []string{kit.Margin + s.Title.Render("Start a speech-to-text task"), "", ways, ""}
	return append(out, kit.Paragraph(s.Dim, presets, min(width-6, 80), 3)...)
}

// list draws the presets.
func (h *home) list(m *Model, width, height int) string {
	s := m.styles
	shown := h.shown()
	head := " " + s.Title.Render("Presets")
	if h.filter.Words() != "" {
		head += s.Dim.Render(fmt.Sprintf("  with %q: %d of %d", string(terminal.Safe(h.filter.Words(), 20)), len(shown), len(h.entries)))
	}
	lines := make([]string, 0, len(shown))
	first := max(0, min(h.at-(height-1)/2, len(shown)-(height-1)))
	for i := first; i < min(len(shown), first+height-1); i++ {
		lines = append(lines, h.row(m, shown[i], i == h.at, width))
	}
	if len(shown) == 0 {
		lines = append(lines, "   "+s.Dim.Render("none has that; esc shows all"))
	}
	return head + "\n" + strings.Join(lines, "\n")
}

// The columns of the list of presets.
const (
	nameColumn     = 20
	languageColumn = 16
)

func (h *home) row(m *Model, e presets.Entry, here bool, width int) string {
	s := m.styles
	lead, look := s.Lead(here)
	if e.Err != nil {
		return lead + kit.Row(kit.Text(s.Marks.Error, s.Error, 2), kit.Text(e.Name, look, nameColumn-2),
			kit.Text(reason(e.Err), s.Dim, max(8, width-nameColumn-4)))
	}
	when := ""
	if !e.LastUsed.At.IsZero() {
		when = strings.TrimSuffix(words.Ago(m.now(), e.LastUsed.At), " ago")
	}
	return lead + kit.Row(kit.Text(e.Name, look, nameColumn),
		kit.Text(languageWords(e.Preset, s.Marks.Arrow), s.Dim, languageColumn),
		kit.Text(when, s.Dim, max(1, width-nameColumn-languageColumn-len(kit.Margin))))
}

// languageWords writes what a preset transcribes and translates: "en → es fr".
func languageWords(p presets.Preset, arrow string) string {
	r, _ := p.Request()
	words := strings.Join(primaryTags(r.Languages), " ")
	if r.Translate == nil {
		return words
	}
	var targets []string
	for _, t := range r.Translate.Languages {
		targets = append(targets, primaryTags(t.Target)...)
	}
	if len(targets) == 0 {
		return words
	}
	return words + " " + arrow + " " + strings.Join(targets, " ")
}

// primaryTags shortens "en-US" to "en".
func primaryTags(codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i], _, _ = strings.Cut(c, "-")
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

// detail draws what is in the chosen preset.
func (h *home) detail(m *Model, width, height int) string {
	s := m.styles
	e := h.selected()
	if e == nil {
		return ""
	}
	lines := []string{" " + s.Title.Render(string(terminal.Safe(e.Name, width-2)))}
	add := func(look lipgloss.Style, text string, most int) {
		lines = append(lines, kit.Marked(look, "", " ", kit.Lines(text, width-3, most))...)
	}
	if e.Err != nil {
		add(s.Error, reason(e.Err), 6)
		lines = append(lines, "")
		add(s.Dim, "The file is left as it is. Repair it with an editor: "+e.Path, 4)
		return strings.Join(lines, "\n")
	}
	add(s.Text, e.Preset.Title, 2)
	if height > 8 {
		add(s.Dim, e.Preset.Note, 3)
		lines = append(lines, "")
	}
	facts := kit.Facts{Rows: h.facts(m, *e), Names: 13, Width: width, Margin: 1}
	return strings.Join(append(lines, facts.Draw(&s.Styles)), "\n")
}

// facts are the lines of a preset's detail: what it sets, and what it asks.
func (h *home) facts(m *Model, e presets.Entry) [][2]string {
	var out [][2]string
	d := draftOf(e.Preset, m.project())
	for _, path := range []string{agora.PathChannelName, agora.PathLanguages, agora.PathTranslatedPairs, agora.PathBucket} {
		if told := pathWords(d, path); told != "" {
			out = append(out, [2]string{shortNames[path], told})
		}
	}
	if d.On(form.Encryption) {
		out = append(out, [2]string{"encryption", pathWords(d, agora.PathCryptionMode)})
	}
	if n := len(e.Preset.Secrets); n > 0 {
		out = append(out, [2]string{"secrets", fmt.Sprintf("%d in %s", n, placesOf(e.Preset.Secrets))})
	}
	if len(e.Preset.Ask) > 0 {
		out = append(out, [2]string{"asks", askWords(d, e.Preset.Ask)})
	}
	if !e.LastUsed.At.IsZero() {
		told := words.Ago(m.now(), e.LastUsed.At)
		if e.LastUsed.Result != "" {
			told += ", " + e.LastUsed.Result
		}
		if e.LastUsed.Duration > 0 {
			told += " after " + words.Lasts(e.LastUsed.Duration)
		}
		out = append(out, [2]string{"last used", told})
	}
	return out
}

var shortNames = map[string]string{
	agora.PathChannelName: "channel", agora.PathLanguages: "languages",
	agora.PathTranslatedPairs: "translation", agora.PathBucket: "captions",
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
			words = append(words, strings.ToLower(q.Title[:1])+q.Title[1:])
		}
	}
	return strings.Join(words, ", ")
}
