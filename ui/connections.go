package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
)

// connectionList chooses where and as whom Agora is called, and edits the list.
type connectionList struct {
	quiet
	at        int
	then      func() tea.Cmd // what goes on after a choice; nil: home
	back      func() tea.Cmd // where esc leads; nil: home
	byDefault string         // the connection that goes without saying, by its name
	wanted    string         // the row to stand on once it is there
	trials
}

func newConnections(m *Model, then func() tea.Cmd) *connectionList {
	c := &connectionList{then: then}
	for i, choice := range m.home.choices { // the sandbox stands last: a real one comes first
		if m.hasConn && choice.Name == m.conn.Name {
			c.at = i
		}
	}
	return c
}

func (m *Model) showConnections() tea.Cmd {
	m.nextOp()
	m.show(newConnections(m, nil))
	return together(m.readChoices(), m.readPlaces())
}

// showConnectionsForReview changes the connection and comes back to the review.
func (m *Model) showConnectionsForReview() tea.Cmd {
	m.nextOp()
	list := newConnections(m, m.showReview)
	list.back = m.showReview
	m.show(list)
	return together(m.readChoices(), m.readPlaces())
}

// addConnection shows the list with the form for a new connection above it.
func (m *Model) addConnection() tea.Cmd {
	return together(m.showConnections(), m.editConnection(connections.Connection{}))
}

func (c *connectionList) title(*Model) string { return "Connections" }

func (c *connectionList) selected(m *Model) *connections.Connection {
	if c.at >= len(m.home.choices) {
		return nil
	}
	return &m.home.choices[c.at]
}

func (c *connectionList) bindings(m *Model) []binding {
	var out []binding
	s := c.selected(m)
	if s != nil {
		out = append(out, key("enter", "use", func() tea.Cmd { return c.use(m) }))
	}
	out = append(out, key("a", "add", func() tea.Cmd { return m.editConnection(connections.Connection{}) }))
	if s != nil {
		of := *s
		if s.IsOwn() {
			out = append(out, key("e", "edit", func() tea.Cmd { return m.editConnection(of) }))
		}
		if !of.Sandbox {
			out = append(out, key("t", "test", func() tea.Cmd { return c.test(m, of) }))
		}
		out = append(out, c.changeBindings(m, of)...)
	}
	if c.back != nil {
		out = append(out, key("esc", "back", c.back))
	}
	return append(out,
		key("down j", "next", func() tea.Cmd { c.at = max(0, min(c.at+1, len(m.home.choices)-1)); return nil }).As("↓").Rare(),
		key("up k", "before", func() tea.Cmd { c.at = max(0, c.at-1); return nil }).As("↑").Rare(),
		c.homeBinding(m),
	)
}

// changeBindings are the keys that change one thing of a connection.
func (c *connectionList) changeBindings(m *Model, of connections.Connection) []binding {
	var out []binding
	if c.byDefault == of.Name {
		out = append(out, key("d", "no default", func() tea.Cmd { return m.makeDefault("") }))
	} else {
		out = append(out, key("d", "default", func() tea.Cmd { return m.makeDefault(of.Name) }))
	}
	if of.Sandbox {
		next := nextVersion(of.Version)
		return append(out, key("v", "as "+string(next), func() tea.Cmd { return c.versionOfSandbox(m, next) }))
	}
	if !of.IsOwn() {
		return out
	}
	what := "production"
	if of.Production {
		what = "not production"
	}
	out = append(out, key("p", what, func() tea.Cmd { return m.markProduction(of) }))
	if len(movable(of)) > 0 {
		out = append(out, key("m", "move secret", func() tea.Cmd { return m.askToMove(of) }))
	}
	return append(out, key("x", "remove", func() tea.Cmd { return m.askToRemove(of) }))
}

// nextVersion returns the version after one, round the end.
func nextVersion(v agora.Version) agora.Version {
	all := agora.Versions()
	return all[(slices.Index(all, v)+1)%len(all)]
}

// versionOfSandbox lets the sandbox speak another version from now on.
func (c *connectionList) versionOfSandbox(m *Model, v agora.Version) tea.Cmd {
	m.s.SetSandboxVersion(v)
	m.say("the sandbox is "+string(v)+" now", nil)
	if m.hasConn && m.conn.Sandbox {
		now := m.conn
		now.Version = v
		m.useConnection(now)
	}
	return m.readChoices()
}

func (c *connectionList) homeBinding(m *Model) binding {
	if c.back != nil {
		return key("h", "home", func() tea.Cmd { return tea.Sequence(m.keepDraft(), m.goHome()) }).Rare()
	}
	return key("esc h", "home", m.goHome)
}

// use calls by the chosen connection from now on.
func (c *connectionList) use(m *Model) tea.Cmd {
	choice := *c.selected(m)
	if wrong := choice.Validate(); len(wrong) > 0 {
		m.say("", errText(choice.Name+" can't be used: "+wrong[0].Error()+"; e edits it"))
		return nil
	}
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

func (c *connectionList) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case connectionChangedMsg:
		c.forget(msg.name)
		return m.connectionChanged(msg)
	case connectionKeptMsg:
		return m.keptBehind(msg)
	case connectionTestedMsg:
		return c.tested(m, msg)
	case placesReadMsg:
		m.home.places, c.byDefault = msg.places, msg.byDefault
	case choicesReadMsg:
		m.followConnection(msg)
		if i := slices.IndexFunc(m.home.choices, func(of connections.Connection) bool { return of.Name == c.wanted }); i >= 0 {
			c.at, c.wanted = i, ""
		}
		c.at = max(0, min(c.at, len(m.home.choices)-1))
	}
	return nil
}

// followConnection takes the connection in use as it stands in the list now; in
// place of one that was removed the one that goes without saying is used, if any.
func (m *Model) followConnection(msg choicesReadMsg) {
	switch now := m.home.choice(m.conn.Name); {
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
		list.wanted = msg.saved.Name
		list.forget(msg.old.Name)
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
