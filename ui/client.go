package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
)

// project gives what the rules depend on: the connection's, or v5's where none
// is chosen yet.
func (m *Model) project() agora.Project {
	if m.hasConn {
		return m.s.Project(m.conn)
	}
	return agora.Project{Version: agora.V5}
}

// useConnection calls by another connection from now on.
func (m *Model) useConnection(c connections.Connection) {
	m.conn, m.hasConn = c, true
	m.client, m.secret, m.waiting = nil, "", nil
	if m.draft != nil {
		m.draft.SetProject(m.project())
	}
}

// withClient goes on with the client for the connection, once it is there. Where
// the customer secret is typed each time, it is asked for first.
func (m *Model) withClient(then func(*agora.Client) tea.Cmd) tea.Cmd {
	if m.client != nil {
		return then(m.client)
	}
	m.waiting = then
	if m.conn.Secret.Asks() && m.secret == "" && !m.conn.Sandbox {
		return m.ask(newSecretQuestion(m))
	}
	return m.makeClient(m.conn, m.secret)
}

// clientMade goes on with what waited for the client.
func (m *Model) clientMade(msg clientMadeMsg) tea.Cmd {
	then := m.waiting
	m.waiting = nil
	if msg.err != nil {
		m.say("", msg.err)
		if s, ok := m.screen.(interface{ failed(*Model, error) tea.Cmd }); ok {
			return s.failed(m, msg.err)
		}
		return nil
	}
	m.client = msg.client
	if then == nil {
		return nil
	}
	return then(msg.client)
}

// forgetSecret drops a customer secret that Agora refused, so that it is asked
// for again.
func (m *Model) forgetSecret(err error) {
	var api *agora.APIError
	if errors.As(err, &api) && api.Kind == agora.KindCredentials {
		m.secret, m.client = "", nil
		m.s.Forget(m.conn.Name)
	}
}
