package ui

import (
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
)

// windowTitle names the channel and the state of the task that is shown, else of the one
// that is to be looked at first, so that its tab can be found among others.
func (m *Model) windowTitle() string {
	const name, channelRoom = "sttwizard", 40
	a := m.titled()
	if a == nil {
		return name
	}
	stands := explain.StandingOf(a, m.back.of(a).doing(), m.now())
	return string(terminal.Safe(a.Intent().Channel, channelRoom)) + " · " + stands.Word
}

// titled returns the attempt that the window's title is about; nil: none.
func (m *Model) titled() *attempt.Attempt {
	if t, ok := m.screen.(*taskScreen); ok {
		return t.work.attempt
	}
	if open := m.back.open(m.now()); len(open) > 0 {
		return open[0]
	}
	return nil
}
