package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/connections"
	"sttwizard/internal/words"
)

// A customer secret that is not where its connection says (a keyring that is gone,
// a variable that is not set) must not keep a task running: it is typed then, for
// this run only.

// typeInstead asks for a connection's customer secret, of which it says why it has
// to be typed. What waited for the client goes on then, and what was open is open again, also
// after esc.
func (m *Model) typeInstead(c connections.Connection, why string, w waiter) tea.Cmd {
	under := m.over
	m.clients.waiting[c] = w
	e := newSecretQuestion(m, c)
	e.intro = words.Capital(connections.TypeInstead(c, why)) + "."
	cancel, done := e.cancel, e.done
	e.cancel = func() tea.Cmd { return together(cancel(), m.reopen(under)) }
	e.done = func(v []string) tea.Cmd { return together(done(v), m.reopen(under)) }
	return m.ask(e)
}

// unlockOrType opens the file of secrets; who has lost its passphrase types the
// customer secret itself.
func (m *Model) unlockOrType(c connections.Connection, w waiter) tea.Cmd {
	cmd := m.unlockThen(func() tea.Cmd {
		m.clients.waiting[c] = w
		return m.makeClient(c, m.clients.typed[c.Name])
	})
	m.onCancel(func() tea.Cmd { return m.typeInstead(c, "the file of secrets stays locked", w) })
	return cmd
}

// needsSecret asks for what keeps a client from being made, where a person can
// give it.
func (m *Model) needsSecret(msg clientMadeMsg, w waiter) (tea.Cmd, bool) {
	if isLocked(msg.err) {
		return m.unlockOrType(msg.conn, w), true
	}
	why, lost := connections.LostSecret(msg.conn, msg.err)
	if !lost {
		return nil, false
	}
	return m.typeInstead(msg.conn, why, w), true
}
