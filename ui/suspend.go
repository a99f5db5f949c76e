package ui

import (
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/clock"
)

// resumedMsg: the program was in the background and is back, or never went.
type resumedMsg struct{ err error }

// suspendBinding is ctrl+z, where the system has it. A start under way is no
// reason against it: what was sent is written down, and the answer is read later.
func (m *Model) suspendBinding() (binding, bool) {
	b := key("ctrl+z", "suspend", m.suspend).Rare()
	return b, m.o.Suspension.Suspend != nil || m.o.Suspension.Why != ""
}

// canSuspend reports whether ctrl+z is worth a line in the help.
func (m *Model) canSuspend() bool { return m.o.Suspension.Suspend != nil }

// suspend hands the terminal back to the shell until the person returns. The
// draft is kept first: perhaps nobody does.
func (m *Model) suspend() tea.Cmd {
	if why := m.o.Suspension.Why; why != "" {
		m.note, m.noteBad = why, true
		return nil
	}
	keep, away := m.keepDraft(), suspension(m.o.Suspension.Suspend)
	return func() tea.Msg {
		var unkept error
		if keep != nil {
			unkept = keep().(draftKeptMsg).err
		}
		return tea.Exec(away, func(err error) tea.Msg {
			if err == nil {
				err = unkept
			}
			return resumedMsg{err}
		})()
	}
}

// resumed draws everything anew, says what went wrong, and holds the keys that
// were perhaps meant for the shell. Bubble Tea asks for the size by itself.
func (m *Model) resumed(msg resumedMsg) tea.Cmd {
	m.shownAt = m.now()
	if msg.err != nil {
		m.say("", msg.err)
	}
	return tea.ClearScreen
}

// suspension is the time away from the screen as Bubble Tea runs it: with the
// terminal as the shell left it.
type suspension func() error

// rendererEnds is how long Bubble Tea's renderer may take to end. It stops a
// clock with its last breath that the one after it needs: if that came later, the
// screen would stay empty.
const rendererEnds = 20 * time.Millisecond

// Run suspends the process and comes back when it goes on.
func (b suspension) Run() error {
	clock.Pause(rendererEnds)
	return b()
}

// SetStdin does nothing: nobody reads or writes meanwhile, nor do the next two.
func (suspension) SetStdin(io.Reader) {}

// SetStdout does nothing.
func (suspension) SetStdout(io.Writer) {}

// SetStderr does nothing.
func (suspension) SetStderr(io.Writer) {}
