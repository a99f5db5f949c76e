// Package review is the screen that shows what would be sent, line by line, with what
// is wrong with it, and the exact request. It sends nothing itself: it tells what a
// person chose, and is told whether that can be done.
package review

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// World is what the screen asks for.
type World interface {
	// Draft returns the answers that are reviewed.
	Draft() *form.Draft
	// Request returns the calls and the body as text, secrets masked.
	Request() []string
	// Reminder says when somebody is reminded of the task, in so many columns.
	Reminder(room int) string
	// Costs says what a start costs; empty: nothing.
	Costs() string
	// Version returns the version of the API that would be called.
	Version() agora.Version
	// Opened reports whether a line was opened, by its key, while it was marked: then its
	// warnings were looked at.
	Opened(key string) bool
	// Base returns what the answers are compared with, by what that is; nil: there is none.
	Base(Against) *form.Base
	// Against returns with what they were compared when the review was left.
	Against() (Against, bool)
	// Saves reports whether a preset is edited, which one wants to save and not to start.
	Saves() bool
	// BackTo names what one came from; "back" where it was a question.
	BackTo() string
	// Sign returns what moves while something is waited for.
	Sign() string
}

// Outcome is what a person chose: a Way, an Edit or a Say.
type Outcome interface{ outcome() }

// Way is where a person wants to go from here.
type Way int

const (
	Send       Way = iota // what is reviewed, which has no errors
	Save                  // it as a preset
	CopyCurl              // to the clipboard
	WriteCurl             // into a file
	Export                // it as a program
	Remind                // at another time
	Check                 // whether everything is in place
	Connection            // take another one
	Back                  // to where one came from
	Steps                 // to all questions
	GoHome                // the answers are kept
	LookAgain             // whether an attempt can be written down now
	Alone                 // with this machine's journal, as the team's can't be reached
	OtherText             // another text is shown
)

// Edit is the question that is to be answered anew, by its key or a path.
type Edit struct{ Key string }

// Compare is that the answers are compared with something else from now on.
type Compare struct{ With Against }

// Say is what a person should know.
type Say struct {
	Words string
	Bad   bool
}

func (Way) outcome()  {}
func (Edit) outcome() {}
func (Say) outcome()  {}

func (Compare) outcome() {}

// Screen is the screen.
type Screen struct {
	world  World
	chosen func(Outcome) tea.Cmd

	groups  []form.ReviewGroup
	against comparison
	unsent  []form.Unsent // kept, and not sent by this version
	counts  form.Counts
	at      int // among the lines that can be edited; onButton: on the button above
	json    bool
	trouble string // why nothing may be sent; empty: it may
	alone   bool   // it may with this machine's journal
	ahead   string // what keeps a start from working, as Agora was asked; it may be sent all the same
	beside  string // what else runs in the channel that nobody here knows of, as Agora was asked
	sending bool   // the checks before a start run
}

// page is how many lines a page key moves.
const page = 10

// Where one stands above the lines.
const (
	onButton = -1 // on the button that starts
	onSave   = -2 // on the one that saves the preset that is edited
)

// New makes the screen, which stands on the line with a key, as after it was edited.
// Where there is none, or it was opened because of its mark and is not wrong now, that is
// the first line with an error, or else the button: with warnings enter starts as well. It
// calls chosen with what a person wants.
func New(world World, key string, chosen func(Outcome) tea.Cmd) *Screen {
	s := &Screen{world: world, chosen: chosen, at: onButton}
	s.against = firstOf(world)
	s.Reload()
	at := slices.Index(s.lines(), key)
	wrong := func(r form.ReviewRow) bool { return r.Question.Key == key && len(r.Errors) > 0 }
	if at < 0 || world.Opened(key) && s.first(wrong) < 0 {
		at = s.firstToLookAt()
	}
	s.at = at
	return s
}

// StandAs goes to the line on which another one was left.
func (s *Screen) StandAs(left *Screen) { s.at = max(s.top(), min(left.at, len(s.lines())-1)) }

// KnowAs tells what another one knew ahead of a start, until that is looked at anew.
func (s *Screen) KnowAs(left *Screen) { s.ahead, s.beside = left.ahead, left.beside }

// IsMarked reports whether the line with a key has an error or a warning.
func (s *Screen) IsMarked(key string) bool {
	return s.first(func(r form.ReviewRow) bool { return r.Question.Key == key && len(r.Errors)+len(r.Warnings) > 0 }) >= 0
}

// firstToLookAt is the first line with an error, else the first button.
func (s *Screen) firstToLookAt() int {
	if at := s.first(func(r form.ReviewRow) bool { return len(r.Errors) > 0 }); at >= 0 {
		return at
	}
	return s.top()
}

// top is the first place one can stand at.
func (s *Screen) top() int {
	if s.world.Saves() {
		return onSave
	}
	return onButton
}

// Reload takes the lines from the draft again.
func (s *Screen) Reload() {
	d := s.world.Draft()
	s.against.take(s.world)
	groups := form.ReviewAgainst(d, s.against.found)
	s.groups, s.unsent = form.Folded(d, groups), d.NotSent()
	s.counts = form.Count(groups)
	s.at = min(s.at, len(s.lines())-1)
}

// SetTrouble says why nothing may be sent, and whether it may with this machine's journal
// alone; empty: it may be sent.
func (s *Screen) SetTrouble(words string, alone bool) { s.trouble, s.alone = words, alone }

// SetAhead says what keeps a start from working, as it was found out ahead of it; empty:
// nothing that is known. A person may start all the same.
func (s *Screen) SetAhead(words string) { s.ahead = words }

// SetBeside says what else runs in the channel that nobody here knows of, as it was found out
// ahead of a start; empty: nothing.
func (s *Screen) SetBeside(words string) { s.beside = words }

// IsWhole reports whether nothing is wrong with the answers, and none is missing.
func (s *Screen) IsWhole() bool { return s.counts.Bad() == 0 }

// HasTrouble reports whether nothing may be sent.
func (s *Screen) HasTrouble() bool { return s.trouble != "" }

// SetSending says whether the checks before a start run.
func (s *Screen) SetSending(is bool) { s.sending = is }

// Waits reports whether the checks before a start run.
func (s *Screen) Waits() bool { return s.sending }

// IsReading reports whether there is a text to be scrolled: the exact request.
func (s *Screen) IsReading() bool { return s.json }

// lines returns the lines that can be gone to, in order, by the paths that enter
// edits; a section that is off is its switch. What is not sent comes last.
func (s *Screen) lines() []string {
	var out []string
	for _, g := range s.groups {
		if isSwitch(g) {
			out = append(out, string(g.Step.Section()))
		}
		for _, row := range g.Rows {
			out = append(out, row.Question.Key)
		}
	}
	out = append(out, reminderLine)
	for _, u := range s.unsent {
		out = append(out, unsentLine+u.Path)
	}
	return out
}

// reminderLine is the line of the reminder, which is a setting and no answer.
const reminderLine = "reminder"

// unsentLine begins the lines of answers that are kept and not sent.
const unsentLine = "not sent: "

// isSwitch reports whether all that is shown of a step is that it is off or on.
func isSwitch(g form.ReviewGroup) bool { return g.Step.Section() != "" && len(g.Rows) == 0 }

// first returns the place of the first line that is wanted, or -1.
func (s *Screen) first(wanted func(form.ReviewRow) bool) int {
	i := 0
	for _, g := range s.groups {
		if isSwitch(g) {
			i++
		}
		for _, row := range g.Rows {
			if wanted(row) {
				return i
			}
			i++
		}
	}
	return -1
}

// Title says which of its two texts is shown.
func (s *Screen) Title() string {
	if s.json {
		return "Review: the exact request"
	}
	return "Review"
}

// Keys are the keys that work now.
func (s *Screen) Keys() []kit.Binding {
	way := func(keys, what string, w Way) kit.Binding {
		return kit.Key(keys, what, func() tea.Cmd { return s.chosen(w) })
	}
	show := func(json bool) func() tea.Cmd {
		return func() tea.Cmd { s.json = json; return s.chosen(OtherText) }
	}
	if s.json {
		return []kit.Binding{
			kit.Key("v esc", "back to the lines", show(false)),
			kit.Key("s", "start", s.send).Held(),
			way("y", "copy as curl", CopyCurl),
			way("w", "write curl to a file", WriteCurl),
			way("o", "export as a program", Export),
		}
	}
	enter := kit.Key("enter", "change this line", s.edit)
	switch s.at {
	case onButton:
		enter = kit.Key("enter", "start", s.send).Held()
	case onSave:
		enter = way("enter", "save preset", Save)
	}
	start := kit.Key("s", "start", s.send).Held()
	if s.at == onButton { // the button has its key, and enter says the same
		start = start.Rare()
	}
	first := []kit.Binding{enter, start, way("ctrl+s", "save as preset", Save)}
	if s.world.Saves() {
		first = []kit.Binding{enter, way("ctrl+s", "save preset", Save), start}
	}
	if s.alone && s.trouble != "" {
		first = append(first, way("L", "own journal", Alone))
	}
	if next, ok := s.nextBase(); ok {
		first = append(first, kit.Key("D", "compare with "+next.words(), s.compareNext).Rare())
	}
	return append(append(first,
		way("f", "check", Check),
		kit.Key("v", "JSON", show(true)),
		way("y", "copy as curl", CopyCurl),
		way("esc", s.world.BackTo(), Back),
		way("w", "write curl to a file", WriteCurl).Rare(),
		way("o", "export as a program", Export).Rare(),
		way("e", "reminder", Remind),
		way("c", "connection", Connection).Rare(),
		way("a shift+tab", "all questions", Steps).Rare(),
		way("h q", "home, answers are kept", GoHome).Rare(),
	), kit.Moves(len(s.lines())+2, page, s.move)...)
}

// move goes to another line, or to the buttons above all.
func (s *Screen) move(by int) { s.at = max(s.top(), min(s.at+by, len(s.lines())-1)) }

// edit goes to the question of the line, if the version asks it.
func (s *Screen) edit() tea.Cmd {
	lines := s.lines()
	if s.at < 0 || s.at >= len(lines) {
		return nil
	}
	if lines[s.at] == reminderLine {
		return s.chosen(Remind)
	}
	i := slices.IndexFunc(s.unsent, func(u form.Unsent) bool { return lines[s.at] == unsentLine+u.Path })
	if i >= 0 {
		u := s.unsent[i]
		return s.chosen(Say{Words: u.Title + " is kept for another version and not sent: " + u.Why})
	}
	return s.chosen(Edit{lines[s.at]})
}

// send looks at what can be told without Agora.
func (s *Screen) send() tea.Cmd {
	switch {
	case s.counts.Bad() > 0:
		s.at = s.firstToLookAt()
		return s.chosen(Say{"not sent: " + s.why(), true})
	case s.trouble != "":
		return s.chosen(LookAgain)
	case s.sending:
		return nil
	}
	return s.chosen(Send)
}

// why says what keeps this from being sent: the line that one stands on, as it is marked.
func (s *Screen) why() string {
	missing := s.first(func(r form.ReviewRow) bool { return r.Missing }) == s.at
	if missing {
		return "the line marked " + words.FineMarks.Needed + " is missing; enter answers it"
	}
	return "the line marked " + words.FineMarks.Error + " is wrong; enter edits it"
}
