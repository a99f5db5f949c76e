package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/store"
)

// teamChangedMsg: others have written to the team's journal, or may have.
type teamChangedMsg struct{ changes <-chan store.Change }

// watchTeam tells, as long as the program runs, when others write to the team's journal.
func (m *Model) watchTeam() tea.Cmd {
	tasks, ctx := m.s.Tasks, m.ctx
	return func() tea.Msg {
		if changes := tasks.Changes(ctx); changes != nil {
			return nextChange(changes)()
		}
		return nil
	}
}

// nextChange waits for a change, and takes all that have come by then for one.
func nextChange(changes <-chan store.Change) tea.Cmd {
	return func() tea.Msg {
		_, more := <-changes
		for more {
			select {
			case _, more = <-changes:
			default:
				return teamChangedMsg{changes}
			}
		}
		return nil // the program is about to end
	}
}
