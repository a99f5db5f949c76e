package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
)

// newSecretQuestion asks for the customer secret of a connection; it is kept in
// memory only.
func newSecretQuestion(m *Model, c connections.Connection) *entry {
	e := newEntry(m, "Customer secret", "go on", []*entryField{{
		label: "Customer secret of " + c.Name, secret: true,
		help: "From Agora's console, RESTful API. It stays in memory and is forgotten when sttwizard ends.",
	}}, func(values []string) tea.Cmd {
		m.clients.typed[c.Name] = agora.Secret(values[0])
		m.close()
		return m.makeClient(c, m.clients.typed[c.Name])
	}, func(_ int, values []string) error {
		if values[0] == "" {
			return errText("type or paste the customer secret")
		}
		return nil
	})
	e.cancel = func() tea.Cmd {
		delete(m.clients.waiting, c)
		return m.close()
	}
	return e
}
