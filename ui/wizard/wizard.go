package wizard

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/form/page"
	"sttwizard/ui/kit"
)

// World is what the screen asks for.
type World interface {
	// Draft returns the answers, into which is written what is typed.
	Draft() *form.Draft
	// Preset returns the name of the preset that they came from; empty: none.
	Preset() string
	// Call names the call that starts a task, in short.
	Call() string
	// Looks returns how the questions are drawn.
	Looks() *page.Styles
}

// Outcome is what a person chose: a Way or a Refuse.
type Outcome interface{ outcome() }

// Way is where a person wants to go from here.
type Way int

const (
	Left   Way = iota // to another step: what was answered is worth keeping
	Review            // what would be sent
	Save              // it as a preset
	GoHome            // before the first step; the answers are kept
)

// Refuse says why something can't be done.
type Refuse struct{ Err error }

func (Way) outcome()    {}
func (Refuse) outcome() {}

// Screen is the screen: one page of questions at a time.
type Screen struct {
	world  World
	chosen func(Outcome) tea.Cmd

	page *page.Page
	step form.Step
	seen map[form.Step]bool // the steps that were left once
	// returns: one question is edited and enter leads back to the review.
	returns bool
	// ask: the page has only the questions that something leaves open.
	ask []string
	why string // why they are asked
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
	if s.seen[step] {
		s.page.ShowErrors()
	}
}

// Step returns the step that is shown.
func (s *Screen) Step() form.Step { return s.step }

// Focus goes to the question with a key.
func (s *Screen) Focus(key string) { s.page.Focus(key) }

// Recheck follows a change of what is wrong with the answers.
func (s *Screen) Recheck() { s.page.Recheck() }

// Restyle follows a change of the looks.
func (s *Screen) Restyle() { s.page.Restyle(s.world.Looks()) }

// Title says what is answered, and which step is shown where there is a preset.
func (s *Screen) Title() string {
	preset := s.world.Preset()
	switch {
	case s.ask != nil && preset == "":
		return "Go on"
	case s.ask != nil:
		return "Preset " + preset
	case preset != "":
		return "Preset " + preset + ": " + s.step.Title()
	}
	return "New task"
}

// IsTyping reports whether letters go into an answer.
func (s *Screen) IsTyping() bool { return s.page.Typing() }

// Typed takes what the focused question is answered with.
func (s *Screen) Typed(msg tea.Msg) tea.Cmd {
	s.page.Update(msg)
	return nil
}

// Keys are the keys that work now.
func (s *Screen) Keys() []kit.Binding {
	q := s.page.Focused()
	forward := "next"
	switch {
	case s.page.EnterChooses():
		forward = "choose this one"
	case s.returns:
		forward = "done"
	}
	out := s.fieldKeys(q)
	out = append(out, kit.Key("enter", forward, s.onward))
	out = append(out, kit.Key("shift+tab", "back", func() tea.Cmd { return s.moved(s.page.Back()) }))
	if q.Kind == form.Secret {
		out = append(out, kit.Key("ctrl+t", "show or hide", func() tea.Cmd { s.page.Reveal(); return nil }))
	}
	if what, ok := q.CanMake(); ok {
		out = append(out, kit.Key("ctrl+g", "make "+what, s.make))
	}
	out = append(out,
		kit.Key("ctrl+r", "review", s.review),
		kit.Key("ctrl+s", "save as preset", func() tea.Cmd { return s.chosen(Save) }),
		kit.Key("tab", "next, whatever is wrong here", func() tea.Cmd { return s.moved(s.page.Tab()) }).Rare(),
		kit.Key("esc", "empty the filter, else the step before", s.escape).Rare(),
	)
	if s.ask == nil {
		out = append(out, s.jumps()...)
	}
	return out
}

// fieldKeys names the keys that the focused field takes itself.
func (s *Screen) fieldKeys(q form.Question) []kit.Binding {
	switch q.Kind {
	case form.Pick, form.Choices:
		arrows := kit.Label("↑ ↓", "move in the list").Rare()
		choose := kit.Label("space", "choose")
		if s.page.Filtering() {
			arrows = kit.Label("↑ ↓", "then space chooses")
			choose = kit.Label("backspace", "widen the search").Rare()
		}
		return []kit.Binding{
			arrows,
			choose,
			kit.Label("letters", "search; enter takes the row").Rare(),
			kit.Label("page up  page down", "move in pages").Rare(),
			kit.Label("home  end", "to the first, the last").Rare(),
		}
	case form.Choice:
		return []kit.Binding{kit.Label("↑ ↓", "choose"), kit.Label("k j", "choose").Rare()}
	case form.Toggle:
		return []kit.Binding{
			kit.Label("space", "on or off"), kit.Label("y n", "on, off").Rare(), kit.Label("← →", "on or off").Rare(),
			kit.Label("↑ ↓", "question before, next").Rare(),
		}
	}
	return []kit.Binding{kit.Label("↑ ↓", "question before, next").Rare()}
}

// jumps leads to any step at once.
func (s *Screen) jumps() []kit.Binding {
	var out []kit.Binding
	for _, step := range form.Steps() {
		jump := func() tea.Cmd { return s.leave(func() { s.enter(step) }) }
		out = append(out, kit.Key(fmt.Sprintf("alt+%d", step+1), "step "+step.Title(), jump).Rare())
	}
	return append(out, kit.Key("alt+6", "step Review", s.review).Rare())
}

// make makes the answer of the focused question.
func (s *Screen) make() tea.Cmd {
	if err := s.page.Make(); err != nil {
		return s.chosen(Refuse{err})
	}
	return nil
}

// left notes that the present step was seen.
func (s *Screen) left() {
	if s.seen != nil {
		s.seen[s.step] = true
	}
}

// leave goes from the present step to another one.
func (s *Screen) leave(then func()) tea.Cmd {
	s.left()
	keep := s.chosen(Left)
	then()
	return keep
}

// onward is enter. On a single question that is edited, a legal answer leads back
// to the review; a switch may raise new questions, which come first.
func (s *Screen) onward() tea.Cmd {
	before := s.page.Focused()
	move := s.page.Enter()
	accepted := move == page.NextStep || s.page.Focused().Key != before.Key
	if s.returns && accepted && before.Kind != form.Toggle {
		if s.page.FocusWrong() { // more to be mended on this step
			return nil
		}
		return s.review()
	}
	return s.moved(move)
}

// moved follows what the page decided.
func (s *Screen) moved(move page.Move) tea.Cmd {
	switch {
	case move == page.NextStep && s.ask != nil:
		return s.review()
	case move == page.NextStep && s.step == form.StepTranslation:
		return s.review()
	case move == page.NextStep:
		return s.leave(func() { s.enter(s.step + 1) })
	case move == page.PrevStep:
		return s.back()
	}
	return nil
}

func (s *Screen) back() tea.Cmd {
	switch {
	case s.returns:
		return s.review()
	case s.ask != nil || s.step == form.StepChannel:
		return s.chosen(GoHome)
	}
	return s.leave(func() {
		s.enter(s.step - 1)
		s.page.FocusLast()
	})
}

func (s *Screen) escape() tea.Cmd {
	if s.page.Escape() {
		return nil
	}
	if s.returns || s.ask != nil || s.step == form.StepChannel {
		return s.back()
	}
	return s.leave(func() { s.enter(s.step - 1) })
}

func (s *Screen) review() tea.Cmd {
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
