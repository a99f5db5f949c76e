package wizard

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
)

// Here is the way from question to question over the steps, and back.

// place is a question on its step.
type place struct {
	step form.Step
	key  string
}

func (s *Screen) here() place { return place{s.step, s.page.Focused().Key} }

func (s *Screen) goTo(to place) {
	s.enter(to.step)
	s.page.Focus(to.key)
}

// NewAt makes the screen of the steps at the question that another one stands on.
func NewAt(world World, left *Screen, chosen func(Outcome) tea.Cmd) *Screen {
	s := New(world, left.step, chosen)
	s.goTo(left.here())
	return s
}

// StandAs goes to the question from which another screen led to the review, so that esc
// leads from there back to it, and then to where one stood before. It reports whether the
// screen has that question, as one that asks a few has not.
func (s *Screen) StandAs(left *Screen) bool {
	to := left.here()
	switch {
	case left.gaveUp, to == s.here():
		return true
	case s.ask != nil:
		return s.page.Focus(to.key)
	}
	s.trail = append(s.trail, s.here())
	s.goTo(to)
	return true
}

// HasWandered reports whether one went from step to step here.
func (s *Screen) HasWandered() bool { return len(s.trail) > 0 }

// leave goes from the present step to another one.
func (s *Screen) leave(then func()) tea.Cmd {
	s.left()
	keep := s.chosen(Left)
	then()
	return keep
}

// goOn goes to another step, from which esc comes back to this one.
func (s *Screen) goOn(to form.Step) {
	if to != s.step {
		s.trail = append(s.trail, s.here())
	}
	s.enter(to)
}

func (s *Screen) back() tea.Cmd {
	switch {
	case s.returns:
		s.gaveUp = !s.HasWandered()
		return s.review()
	case s.ask != nil || s.step == form.StepChannel:
		return s.chosen(GoHome)
	}
	return s.leave(func() {
		s.goOn(s.step - 1)
		s.page.FocusLast()
	})
}

func (s *Screen) escape() tea.Cmd {
	if s.page.Escape() {
		return nil
	}
	last := len(s.trail) - 1
	switch {
	case last < 0 && s.returns, s.ask != nil:
		return s.back()
	case last < 0:
		return s.chosen(GoHome)
	}
	return s.leave(func() {
		s.goTo(s.trail[last])
		s.trail = s.trail[:last]
	})
}
