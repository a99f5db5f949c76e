package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/words"
)

// newSecretQuestion asks for the secret by which a connection says who calls, for
// the client that is wanted; it is kept in memory only.
func newSecretQuestion(m *Model, c connections.Connection) *entry {
	e := newSecretEntry(m, c, func(typed agora.Secret) tea.Cmd { return m.makeClient(c, typed) })
	e.cancel = func() tea.Cmd {
		delete(m.clients.waiting, c)
		return m.close()
	}
	return e
}

// secretSources say where a person finds the secret of a connection.
var secretSources = map[connections.SecretKind]string{
	connections.CustomerSecret: "From Agora's console, RESTful API.",
	connections.AppCertificate: "From Agora's console, the project's page. A token is made with it.",
	connections.CallToken:      "An RTC token of the project, which begins with 007.",
}

// newSecretEntry asks for that secret and keeps it in memory.
func newSecretEntry(m *Model, c connections.Connection, then func(agora.Secret) tea.Cmd) *entry {
	which := c.Needs()
	what := words.Capital(string(which))
	return newEntry(m, what, "go on", []*entryField{{
		Label: what + " of " + c.Name, Secret: true,
		Help: secretSources[which] + " It stays in memory and is forgotten when sttwizard ends.",
	}}, func(values []string) tea.Cmd {
		if which == connections.AppCertificate {
			m.clients.signing[c.Name] = agora.Secret(values[0])
		}
		m.clients.typed[c.Name] = agora.Secret(values[0])
		m.close()
		return then(agora.Secret(values[0]))
	}, func(_ int, values []string) error {
		if values[0] == "" {
			return errText("type or paste the " + string(which))
		}
		return nil
	})
}
