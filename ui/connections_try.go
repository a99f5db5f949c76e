package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
)

// trials are the tests of connections on the list: what came of them is shown with
// the connection until it is changed.
type trials struct {
	number int // of the newest
	of     map[string]*trial
}

// trial is one test of a connection.
type trial struct {
	number int
	going  bool
	ok     bool
	words  explain.Explanation
	err    error
}

// forget drops what is known of a connection that is another one now.
func (t *trials) forget(name string) { delete(t.of, name) }

// test asks Agora for a builder token by the connection; where the customer secret
// is typed each time, it is asked for first.
func (c *connectionList) test(m *Model, of connections.Connection) tea.Cmd {
	if wrong := of.Validate(); len(wrong) > 0 {
		m.say("", errText(of.Name+" can't be tested: "+wrong[0].Error()+"; e edits it"))
		return nil
	}
	if of.Secret.Asks() && m.clients.typed[of.Name] == "" {
		return m.ask(newSecretEntry(m, of, func(agora.Secret) tea.Cmd { return c.test(m, of) }))
	}
	c.number++
	if c.of == nil {
		c.of = map[string]*trial{}
	}
	c.of[of.Name] = &trial{number: c.number, going: true}
	return m.testConnection(c.number, of, m.clients.typed[of.Name])
}

// tested takes what came of the newest test of a connection.
func (c *connectionList) tested(m *Model, msg connectionTestedMsg) tea.Cmd {
	t := c.of[msg.conn.Name]
	if t == nil || t.number != msg.number {
		return nil
	}
	if isLocked(msg.err) {
		c.forget(msg.conn.Name)
		return m.unlockThen(func() tea.Cmd { return c.test(m, msg.conn) })
	}
	t.going, t.ok, t.err = false, msg.result.Verdict == usecases.TestOK, msg.err
	t.words = explain.Tested(msg.result.Err, explain.Context{Op: msg.result.Op, Connection: msg.conn.Name, Project: m.s.Project(msg.conn)})
	m.forgetSecret(msg.conn, msg.result.Err)
	return nil
}
