package ui

import tea "charm.land/bubbletea/v2"

// An enter that is typed before the terminal is this program's, such as while it is
// being built or its editor ends, was made a line feed by the terminal by then, and
// reads as ctrl+j. That means nothing else here, so it is enter for good: what came
// before the first key can't be told from what came with it.

// pressedAs returns enter for the line feed of one, and nothing for the line feed behind
// the return of a line that was pasted with both. Every other message stays as it is.
func (m *Model) pressedAs(msg tea.Msg) tea.Msg {
	returned := m.returned
	switch k := msg.(type) {
	case tea.KeyPressMsg:
		m.returned = k.String() == "enter"
		switch {
		case k.String() != "ctrl+j":
		case returned:
			return nil
		default:
			return tea.KeyPressMsg{Code: tea.KeyEnter}
		}
	case resumedMsg, editEndedMsg: // the terminal was another's meanwhile
		m.returned = false
	}
	return msg
}
