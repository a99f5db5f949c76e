package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// curl is how a command begins. A terminal that does not mark its pastes types it: on
// home the first letter leads to the connections, where the others mean nothing.
const curl = "curl "

// spells follows what is typed from home on, and reports whether it takes the key: it
// does from the second letter of a command on.
func (m *Model) spells(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	so := m.spelled + msg.Text
	m.spelled = ""
	_, listed := m.top().(*connectionList)
	switch atHome := m.top() == screen(m.home) && !m.home.of.IsTyping(); {
	case msg.Text == "" || !strings.HasPrefix(curl, so) || !atHome && !listed || atHome && len(so) > 1 || listed && len(so) == 1:
		return nil, false
	case so == curl:
		return m.offerImport(so, false), true
	}
	m.spelled = so
	return nil, listed
}
