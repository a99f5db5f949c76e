package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
)

// newSecretQuestion asks for the customer secret of a connection, for the client
// that is wanted; it is kept in memory only.
func newSecretQuestion(m *Model, c connections.Connection) *entry {
	e := newSecretEntry(m, c, func(typed agora.Secret) tea.Cmd { return m.makeClient(c, typed) })
	e.cancel = func() tea.Cmd {
		delete(m.clients.waiting, c)
		return m.close()
	}
	return e
}

// newSecretEntry asks for the customer secret of a connection and keeps it in memory.
func newSecretEntry(m *Model, c connections.Connection, then func(agora.Secret) tea.Cmd) *entry {
	return newEntry(m, "Customer secret", "go on", []*entryField{{
		label: "Customer secret of " + c.Name, secret: true,
		help: "From Agora's console, RESTful API. It stays in memory and is forgotten when sttwizard ends.",
	}}, func(values []string) tea.Cmd {
		m.clients.typed[c.Name] = agora.Secret(values[0])
		m.close()
		return then(agora.Secret(values[0]))
	}, func(_ int, values []string) error {
		if values[0] == "" {
			return errText("type or paste the customer secret")
		}
		return nil
	})
}
