package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	usecases "sttwizard/internal/tasks"
)

// project returns what the rules depend on: the connection's, or v5's where none
// is chosen yet.
func (m *Model) project() agora.Project {
	if m.hasConn {
		return m.s.Project(m.conn)
	}
	return agora.Project{Version: agora.V5}
}

// clients are the ways to Agora that this run has opened: a connection's client
// is made once, and is never taken for another connection's.
type clients struct {
	made    map[connections.Connection]*usecases.Caller
	typed   map[string]agora.Secret // customer secrets that were typed, by connection
	signing map[string]agora.Secret // App Certificates that were typed, by connection
	waiting map[connections.Connection]waiter
}

// waiter is what goes on once a client is there, and where: on another screen or
// after another operation began, it is not wanted any more.
type waiter struct {
	op   int
	on   screen
	then func(*usecases.Caller) tea.Cmd
}

func newClients() clients {
	return clients{
		made:    map[connections.Connection]*usecases.Caller{},
		typed:   map[string]agora.Secret{},
		signing: map[string]agora.Secret{},
		waiting: map[connections.Connection]waiter{},
	}
}

// client returns the client for the connection in use, or nil until it is made.
func (m *Model) client() *usecases.Caller { return m.clients.made[m.conn] }

// useConnection calls by another connection from now on.
func (m *Model) useConnection(c connections.Connection) {
	m.conn, m.hasConn = c, true
	if m.moved.of(c) != c {
		m.moved = moved{} // the person chose it as its file has it
	}
	if m.draft != nil {
		before := m.draft.Project().Version
		m.draft.SetProject(m.project())
		m.sayVersion(before)
	}
}

// mustAsk reports whether the secret by which a connection says who calls has to be
// typed first.
func (m *Model) mustAsk(c connections.Connection) bool {
	return m.clients.made[c] == nil && c.Asks() && m.clients.typed[c.Name] == ""
}

// withClient goes on with the client for the connection in use.
func (m *Model) withClient(then func(*usecases.Caller) tea.Cmd) tea.Cmd {
	return m.withClientFor(m.conn, then)
}

// withClientFor goes on with the client for a connection, once it is there. Where
// the customer secret is typed each time, it is asked for first.
func (m *Model) withClientFor(c connections.Connection, then func(*usecases.Caller) tea.Cmd) tea.Cmd {
	if made := m.clients.made[c]; made != nil {
		return then(made)
	}
	m.clients.waiting[c] = waiter{m.op, m.screen, then}
	if m.mustAsk(c) {
		return m.ask(newSecretQuestion(m, c))
	}
	return m.makeClient(c, m.clients.typed[c.Name])
}

// clientMade goes on with what waited for the client.
func (m *Model) clientMade(msg clientMadeMsg) tea.Cmd {
	w := m.clients.waiting[msg.conn]
	delete(m.clients.waiting, msg.conn)
	if msg.err == nil {
		m.clients.made[msg.conn] = msg.client
	}
	if w.then == nil || !m.isNewest(w.op) || w.on != m.screen {
		return nil
	}
	if msg.err != nil {
		ask, asks := m.needsSecret(msg, w)
		if !asks {
			m.say("", msg.err)
		}
		if s, ok := m.screen.(interface{ failed(*Model, error) tea.Cmd }); ok {
			return together(ask, s.failed(m, msg.err))
		}
		return ask
	}
	return w.then(msg.client)
}

// forgetSecret drops a connection's customer secret if the error is that Agora
// refused it, so that it is asked for again; it tells whether it did.
func (m *Model) forgetSecret(c connections.Connection, err error) bool {
	if agora.KindOf(err) != agora.KindCredentials {
		return false
	}
	delete(m.clients.made, c)
	delete(m.clients.typed, c.Name)
	m.s.Forget(c.Name)
	return true
}

// certificateOf answers the session's question for a connection's App
// Certificate with what was typed for it.
func (c clients) certificateOf(conn connections.Connection) session.Ask {
	typed := c.signing[conn.Name]
	return func(context.Context, string) (agora.Secret, error) { return typed, nil }
}

// makesTokens reports whether a bot token is made when the draft is sent.
func (m *Model) makesTokens() bool {
	return m.draft.Automatic(agora.PathSubBotToken) || m.draft.Automatic(agora.PathPubBotToken)
}

// withCertificate goes on once the App Certificate is there, where tokens are made
// with one that is typed each time.
func (m *Model) withCertificate(then func() tea.Cmd) tea.Cmd {
	c := m.conn
	if !c.AppCertificate.Asks() || m.clients.signing[c.Name] != "" || !m.makesTokens() {
		return then()
	}
	return m.ask(newEntry(m, "App Certificate", "go on", []*entryField{{
		Label: "App Certificate of " + c.Name, Secret: true,
		Help: "From Agora's console, the project's page. The bots' tokens are made with it. It stays in memory and is forgotten when sttwizard ends.",
	}}, func(values []string) tea.Cmd {
		m.clients.signing[c.Name] = agora.Secret(values[0])
		m.close()
		return then()
	}, func(_ int, values []string) error {
		if agora.CheckAppID(values[0]) != nil { // it has the same form
			return errText("must be 32 hexadecimal digits, as Agora's console shows it")
		}
		return nil
	}))
}

// isLocked reports whether the file of secrets needs its passphrase first.
func isLocked(err error) bool {
	_, locked := errors.AsType[*secret.LockedError](err)
	return locked
}
