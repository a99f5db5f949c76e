package wizard

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/form/page"
)

// World is what the screen asks for.
type World interface {
	// Draft returns the answers, into which is written what is typed.
	Draft() *form.Draft
	// Preset returns the name of the preset that they came from; empty: none.
	Preset() string
	// From names what one came from to the first of the steps.
	From() string
	// Saves reports whether they are a preset's that is edited.
	Saves() bool
	// Call names the call that starts a task, in short.
	Call() string
	// Looks returns how the questions are drawn.
	Looks() *page.Styles
}

// Outcome is what a person chose: a Way, a Refuse, a Pasted or an Unlock.
type Outcome interface{ outcome() }

// Way is where a person wants to go from here.
type Way int

const (
	Left   Way = iota // to another step: what was answered is worth keeping
	Review            // what would be sent
	Save              // it as a preset
	GoHome            // to what one came from, before the first step; the answers are kept
)

// Refuse says why something can't be done.
type Refuse struct{ Err error }

// Pasted is a request, or its beginning, that was pasted into a question.
type Pasted struct{ Text string }

// Unlock is that answers of the step are to be changed although the preset locks them.
type Unlock struct{ Paths []string }

func (Unlock) outcome() {}
func (Way) outcome()    {}
func (Refuse) outcome() {}
func (Pasted) outcome() {}

// Screen is the screen: one page of questions at a time.
type Screen struct {
	world  World
	chosen func(Outcome) tea.Cmd

	page *page.Page
	step form.Step
	seen map[form.Step]bool // the steps that were left once, whose missing answers are told
	// trail: the questions that one came over from step to step, the last one last.
	trail []place
	// known: the questions that were asked when one was begun to be edited; those that its
	// answer raises come before the review.
	known map[string]bool
	// returns: one question is edited and enter leads back to the review.
	returns bool
	// gaveUp: it was left for the review by the way that one came.
	gaveUp bool
	// ask: the page has only the questions that something leaves open.
	ask []string
	why string // why they are asked
	// searches: what is searched in lists that were left, by the questions' keys.
	searches map[string]string

	peeked   int    // how many lines the request is scrolled
	peekedOf string // from those of this path
}

// New makes the screen with a step of the draft. It calls chosen with what a
// person wants.
func New(world World, step form.Step, chosen func(Outcome) tea.Cmd) *Screen {
	s := &Screen{world: world, chosen: chosen, seen: map[form.Step]bool{}}
	if world.Preset() != "" || world.Draft().Sent() { // nothing is new
		s.seeAll()
	}
	s.enter(step)
	return s
}

// Edit makes the screen with one question, from which enter leads back to the review.
func Edit(world World, q form.Question, chosen func(Outcome) tea.Cmd) *Screen {
	s := &Screen{world: world, chosen: chosen, seen: map[form.Step]bool{}, returns: true}
	s.seeAll()
	s.known = map[string]bool{}
	for _, q := range form.Questions(world.Draft()) {
		s.known[q.Key] = true
	}
	s.enter(q.Step)
	if !s.page.Focus(q.Key) {
		s.page.Focus(string(q.Step.Section())) // the question shows once its section is on
	}
	return s
}

// Ask makes the screen with a few questions from any step, by their paths, and why
// they come.
func Ask(world World, paths []string, why string, chosen func(Outcome) tea.Cmd) *Screen {
	s := &Screen{world: world, chosen: chosen, ask: paths, why: why}
	s.page = page.NewAsk(world.Draft(), paths, world.Looks())
	return s
}

// seeAll counts all steps as seen.
func (s *Screen) seeAll() {
	for _, step := range form.Steps() {
		s.seen[step] = true
	}
}

func (s *Screen) enter(step form.Step) {
	s.step = step
	s.page = page.New(s.world.Draft(), step, s.world.Looks())
	if s.searches == nil {
		s.searches = map[string]string{}
	}
	s.page.KeepSearches(s.searches)
	if s.seen[step] {
		s.page.ShowErrors()
	}
}

// Step returns the step that is shown.
func (s *Screen) Step() form.Step { return s.step }

// Focus goes to the question with a key.
func (s *Screen) Focus(key string) { s.page.Focus(key) }

// Return draws the answers anew, which may have changed while another screen was shown;
// the focus stays at its question, and a list at its row.
func (s *Screen) Return() {
	s.page.Redraw(s.world.Looks())
	if s.seen[s.step] {
		s.page.ShowErrors()
	}
}

// Recheck follows a change of what is wrong with the answers.
func (s *Screen) Recheck() { s.page.Recheck() }

// Restyle follows a change of the looks.
func (s *Screen) Restyle() { s.page.Restyle(s.world.Looks()) }

// Title says what is answered. The page says which step is shown.
func (s *Screen) Title() string {
	preset := s.world.Preset()
	switch {
	case s.ask != nil && preset == "":
		return "Go on"
	case s.world.Saves():
		return "Edit preset " + preset
	case preset != "":
		return "Preset " + preset
	}
	return "New task"
}

// IsTyping reports whether letters go into an answer.
func (s *Screen) IsTyping() bool { return s.page.Typing() }

// Typed takes what the focused question is answered with.
func (s *Screen) Typed(msg tea.Msg) tea.Cmd {
	if paste, ok := msg.(tea.PasteMsg); ok && s.page.IsRequest(paste.Content) {
		return s.chosen(Pasted{paste.Content})
	}
	s.page.Update(msg)
	return nil
}

// make makes the answer of the focused question.
func (s *Screen) make() tea.Cmd {
	if err := s.page.Make(); err != nil {
		return s.chosen(Refuse{err})
	}
	return nil
}

// left notes that the present step was seen, and puts right what is being typed.
func (s *Screen) left() {
	s.page.Tidy()
	s.page.NoteSearch()
	if s.seen != nil {
		s.seen[s.step] = true
	}
}

// onward is enter. On a single question that is edited, a legal answer leads back to the
// review, after the questions that it raises and what is wrong on the step.
func (s *Screen) onward() tea.Cmd {
	if text, is := s.page.TakeRequest(); is {
		return s.chosen(Pasted{text})
	}
	before := s.page.Focused()
	move := s.page.Enter()
	accepted := move == page.NextStep || s.page.Focused().Key != before.Key
	if s.returns && accepted && before.Path != "" {
		if s.focusRaised() || s.page.FocusWrong() {
			return nil
		}
		s.page.Focus(before.Key) // which is come back to, and not the one below
		return s.review()
	}
	return s.moved(move)
}

// focusRaised goes to the first question that an answer has raised, and that was not
// answered since.
func (s *Screen) focusRaised() bool {
	q, is := s.raised()
	if !is {
		return false
	}
	s.known[q.Key] = true
	if q.Step != s.step {
		s.enter(q.Step)
	}
	s.page.Focus(q.Key)
	return true
}

// raised returns the question that comes next so.
func (s *Screen) raised() (form.Question, bool) {
	for _, q := range form.Questions(s.world.Draft()) {
		answered := q.Kind != form.Toggle && q.Get(s.world.Draft()) != ""
		if !s.known[q.Key] && q.Fold == nil && !answered {
			return q, true
		}
	}
	return form.Question{}, false
}

// tab goes on whatever the answer is. It takes nothing of a list, and says so where
// something was searched in it.
func (s *Screen) tab() tea.Cmd {
	searched := s.page.Searched()
	cmd := s.tabbed(s.page.Tab())
	if searched == "" {
		return cmd
	}
	why := fmt.Errorf("%q was searched and not taken: shift+tab goes back to it", searched)
	return tea.Batch(cmd, s.chosen(Refuse{why}))
}

// tabbed follows tab, which goes through all steps.
func (s *Screen) tabbed(move page.Move) tea.Cmd {
	if move == page.NextStep && s.ask == nil && s.step < form.StepTranslation {
		return s.leave(func() { s.goOn(s.step + 1) })
	}
	return s.moved(move)
}

// moved follows what the page decided.
func (s *Screen) moved(move page.Move) tea.Cmd {
	switch {
	case move == page.NextStep && s.ask != nil:
		return s.review()
	case move == page.NextStep:
		to, _ := s.next()
		if to == form.StepReview {
			return s.review()
		}
		return s.leave(func() { s.goOn(to) })
	case move == page.PrevStep:
		return s.back()
	}
	return nil
}

func (s *Screen) review() tea.Cmd {
	if s.page.IsFiltered() {
		s.page.Escape() // what was searched is not come back to
	}
	s.left()
	return s.chosen(Review)
}

// focusedPath returns the path whose lines the live request marks.
func (s *Screen) focusedPath() string {
	q := s.page.Focused()
	if q.Path == string(form.Encryption) {
		return agora.PathCryptionMode
	}
	return q.Path
}
