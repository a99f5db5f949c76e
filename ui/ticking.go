package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/ui/kit"
)

// counting is a screen that may show a time that passes.
type counting interface {
	// counts tells whether it shows one now.
	counts(m *Model) bool
}

// awaiting is a screen on which a sign may move.
type awaiting interface {
	// waits reports whether something is waited for now that may come any moment.
	waits(m *Model) bool
}

// tick lets a moment pass where something is shown that counts or moves. There is
// one under way at a time, so that a screen without either is still.
func (m *Model) tick() tea.Cmd {
	every := m.pulse()
	if every == 0 || m.back.ticks || m.ends {
		return nil
	}
	m.back.ticks = true
	return m.after(every, tickedMsg{})
}

// ticked shows the next picture of what moves.
func (m *Model) ticked() {
	m.back.ticks = false
	if m.pulse() == kit.BusyEvery {
		m.busy.Step()
	}
}

// pulse returns how often what is shown changes by itself; 0: it does not.
func (m *Model) pulse() (every time.Duration) {
	for _, s := range []screen{m.screen, m.over} {
		if a, ok := s.(awaiting); ok && a.waits(m) {
			return kit.BusyEvery
		}
		if c, ok := s.(counting); ok && c.counts(m) {
			every = time.Second
		}
	}
	return every
}
