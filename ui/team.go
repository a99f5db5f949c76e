package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
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

// goAlone goes on with this machine's journal, as the team's can't be reached.
func (m *Model) goAlone() tea.Cmd {
	m.s.Tasks.LeaveTeam()
	m.say("this machine's journal is used: the team does not see what is started now", nil)
	return m.readHome()
}

// isTeamAway reports whether an error is the team's journal's.
func isTeamAway(err error) bool {
	e, is := errors.AsType[*attempt.JournalError](err)
	return is && e.Team
}

// teamChanged reads again what others may have written, also whether it can be written
// to now.
func (m *Model) teamChanged(msg teamChangedMsg) tea.Cmd {
	cmd := together(m.readHome(), nextChange(msg.changes))
	if r, ok := m.screen.(*reviewScreen); ok && r.of.HasTrouble() {
		cmd = together(cmd, m.withClient(m.makeReady))
	}
	return cmd
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
