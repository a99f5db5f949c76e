package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
)

// editedKeptMsg: the file of the connections was accepted as it was edited, or not.
type editedKeptMsg struct {
	of  connections.Connection // the one that was shown
	err error
}

// askOfEdited asks before a start by a connection whose file is not as it was written:
// what changed it may have taken the mark of production away.
func (m *Model) askOfEdited(channel string, c connections.Connection, then func() tea.Cmd) tea.Cmd {
	return m.ask(&question{
		name: "Is this the connection?", bad: true,
		text: "Start the task in " + channel + "? " + words.Capital(explain.EditedFile) + ".",
		more: []string{words.Capital(explain.ConnectionLeads(c)) + "."},
		answers: []binding{
			key("y", "start it", func() tea.Cmd { m.close(); return then() }).Held(),
			key("k", "keep the file so", func() tea.Cmd { m.close(); return m.keepEdited(c) }).Held(),
			key("n esc", "don't start it", m.close),
		},
	})
}

// keepEdited accepts the file of the connections, if it still says of one what was
// shown.
func (m *Model) keepEdited(shown connections.Connection) tea.Cmd {
	s := m.s
	return func() tea.Msg {
		all, err := s.Connections.Left()
		if err != nil {
			return editedKeptMsg{shown, err}
		}
		for _, c := range all {
			if c.Name == shown.Name && c.AppID == shown.AppID && c.Production == shown.Production {
				return editedKeptMsg{shown, s.Connections.Accept(all)}
			}
		}
		return editedKeptMsg{shown, fmt.Errorf("connections.yaml changed again meanwhile: look at %s once more", shown.Name)}
	}
}

// editedKept takes the connection in use for one that is as its file says.
func (m *Model) editedKept(msg editedKeptMsg) tea.Cmd {
	if msg.err == nil && m.conn == msg.of {
		m.conn.Edited = false
	}
	return m.sayAfter(m.readChoices(), "connections.yaml is kept as it is", msg.err)
}
