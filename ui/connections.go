package ui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	connectionlist "sttwizard/ui/connections"
)

// connectionList is the screen of the connections among those of the model, which has
// the list itself: other screens read it, too.
type connectionList struct {
	hosted[*connectionlist.Screen]
	then func() tea.Cmd // what goes on after a choice; nil: home
	back func() tea.Cmd // where esc leads; nil: home
}

func newConnections(m *Model, then, back func() tea.Cmd) *connectionList {
	c := &connectionList{then: then, back: back}
	chosen := func(o connectionlist.Outcome) tea.Cmd { return m.afterConnections(c, o) }
	c.of = connectionlist.New(connectionsWorld{m}, back != nil, chosen)
	return c
}

// connectionsWorld is what package connections asks for.
type connectionsWorld struct{ m *Model }

func (w connectionsWorld) Choices() []connections.Connection { return w.m.stored.choices }
func (w connectionsWorld) Trouble() string                   { return sentence(w.m.stored.choosing) }
func (w connectionsWorld) Now() time.Time                    { return w.m.now() }
func (w connectionsWorld) Sign() string                      { return w.m.busy.Sign() }

func (w connectionsWorld) InUse() string {
	if !w.m.hasConn {
		return ""
	}
	return w.m.conn.Name
}

func (c *connectionList) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case connectionChangedMsg:
		c.of.Forget(msg.name)
		return m.connectionChanged(msg)
	case connectionKeptMsg:
		return m.keptBehind(msg)
	case connectionTestedMsg:
		return c.tested(m, msg)
	case placesReadMsg:
		m.stored.places = msg.places
		c.of.SetDefault(msg.byDefault)
	case choicesReadMsg:
		m.followConnection(msg)
		c.of.Reload()
	}
	return nil
}

// use calls by the chosen connection from now on.
func (c *connectionList) use(m *Model, choice connections.Connection) tea.Cmd {
	if !m.hasConn || m.conn != choice {
		m.useConnection(choice)
	}
	if c.then != nil {
		return c.then()
	}
	cmd := m.goHome()
	m.say("tasks now run by "+choice.Name, nil)
	return cmd
}

// test asks Agora for a builder token by the connection; where the customer secret
// is typed each time, it is asked for first.
func (c *connectionList) test(m *Model, of connections.Connection) tea.Cmd {
	typed := m.clients.typed[of.Name]
	if of.Secret.Asks() && typed == "" {
		return m.ask(newSecretEntry(m, of, func(agora.Secret) tea.Cmd { return c.test(m, of) }))
	}
	return m.testConnection(c.of.Testing(of.Name), of, typed)
}

// tested takes what came of the newest test of a connection.
func (c *connectionList) tested(m *Model, msg connectionTestedMsg) tea.Cmd {
	name, result := msg.conn.Name, msg.result
	if !c.of.Awaits(name, msg.number) {
		return nil
	}
	if isLocked(msg.err) {
		c.of.Forget(name)
		return m.unlockThen(func() tea.Cmd { return c.test(m, msg.conn) })
	}
	about := explain.Context{Op: result.Op, Connection: name, Project: m.s.Project(msg.conn)}
	c.of.Tested(name, connectionlist.Verdict{
		OK: result.Verdict == usecases.TestOK, Words: explain.Tested(result.Err, about), Failed: sentence(msg.err),
	})
	m.forgetSecret(msg.conn, result.Err)
	return nil
}

// speakAs lets the sandbox speak another version from now on.
func (m *Model) speakAs(v agora.Version) tea.Cmd {
	m.s.SetSandboxVersion(v)
	m.say("the sandbox is "+string(v)+" now", nil)
	if m.hasConn && m.conn.Sandbox {
		now := m.conn
		now.Version = v
		m.useConnection(now)
	}
	return m.readChoices()
}

// followConnection takes the connection in use as it stands in the list now; in
// place of one that was removed the one that goes without saying is used, if any.
func (m *Model) followConnection(msg choicesReadMsg) {
	switch now := m.stored.choice(m.conn.Name); {
	case msg.err != nil || !m.hasConn || m.conn.Sandbox:
	case now == nil:
		m.hasConn = false
		if msg.obvious != nil {
			m.useConnection(*msg.obvious)
		}
	case m.moved.of(*now) != m.conn:
		m.useConnection(m.moved.of(*now))
	}
}

// connectionChanged follows a change of a connection.
func (m *Model) connectionChanged(msg connectionChangedMsg) tea.Cmd {
	if isLocked(msg.err) {
		return m.unlockThen(msg.again)
	}
	left, failed := leftover(msg.err)
	if left != nil {
		failed = fmt.Errorf("%s, but %w", msg.words, left)
	}
	m.dropClients(msg.name)
	return m.sayAfter(m.readConnections(), msg.words, failed)
}

// connectionKept comes back from the form: the connection is saved.
func (m *Model) connectionKept(msg connectionKeptMsg) tea.Cmd {
	words := "saved " + msg.saved.Name
	if list, ok := m.screen.(*connectionList); ok {
		list.of.Want(msg.saved.Name)
		list.of.Forget(msg.old.Name)
		words += "; t tests it"
	}
	if msg.stays != "" {
		words += "; " + msg.stays
	}
	var left error
	if msg.left != nil {
		left = fmt.Errorf("saved %s, but what it does not need any more is still there: %w", msg.saved.Name, msg.left)
	}
	m.dropClients(msg.old.Name)
	if m.hasConn && m.conn.Name == msg.old.Name {
		m.conn.Name = msg.saved.Name // the rest follows with the list
	}
	return m.sayAfter(m.readConnections(), words, left)
}

// keptBehind tells of a connection that was saved, or not, after its form was
// closed.
func (m *Model) keptBehind(msg connectionKeptMsg) tea.Cmd {
	switch {
	case msg.of.busy == "": // the form was there to hear it
		return nil
	case msg.err != nil:
		m.say("", fmt.Errorf("the connection %s was not saved: %w", msg.saved.Name, msg.err))
		return nil
	}
	return m.connectionKept(msg)
}

// readConnections reads the connections anew, and what is said of them.
func (m *Model) readConnections() tea.Cmd { return together(m.readChoices(), m.readPlaces()) }

// dropClients takes away the ways to Agora of a connection that is not the same
// any more, so that the next one is made anew.
func (m *Model) dropClients(name string) {
	for c := range m.clients.made {
		if c.Name == name {
			delete(m.clients.made, c)
		}
	}
	delete(m.clients.typed, name)
	delete(m.clients.signing, name)
}
