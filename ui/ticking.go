package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// counting is a screen that may show a time that passes.
type counting interface {
	// counts tells whether it shows one now.
	counts(m *Model) bool
}

// tick lets a second pass where something is shown that counts. There is one second
// under way at a time, so that a screen without a clock is still.
func (m *Model) tick() tea.Cmd {
	if m.back.ticks || m.ends || !m.counts() {
		return nil
	}
	m.back.ticks = true
	return m.after(time.Second, secondPassedMsg{})
}

func (m *Model) counts() bool {
	for _, s := range []screen{m.screen, m.over} {
		if c, ok := s.(counting); ok && c.counts(m) {
			return true
		}
	}
	return false
}
