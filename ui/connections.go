package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/terminal"
)

// connectionList chooses where and as whom Agora is called, and edits the list.
type connectionList struct {
	quiet
	at   int
	then func() tea.Cmd // what goes on after a choice; nil: home
	back func() tea.Cmd // where esc leads; nil: home
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
	return m.readChoices()
}

// showConnectionsForReview changes the connection and comes back to the review.
func (m *Model) showConnectionsForReview() tea.Cmd {
	m.nextOp()
	list := newConnections(m, m.showReview)
	list.back = m.showReview
	m.show(list)
	return m.readChoices()
}

func (c *connectionList) title(*Model) string { return "Connections" }

func (c *connectionList) selected(m *Model) *connections.Connection {
	if c.at >= len(m.home.choices) {
		return nil
	}
	return &m.home.choices[c.at]
}

// own tells whether a connection stands in the file and can be changed.
func own(c *connections.Connection) bool {
	return c != nil && c.Name != connections.SandboxName && c.Name != connections.EnvironmentName
}

func (c *connectionList) bindings(m *Model) []binding {
	var out []binding
	if c.selected(m) != nil {
		out = append(out, key("enter", "use", func() tea.Cmd { return c.use(m) }))
	}
	out = append(out, key("a", "add", func() tea.Cmd { return m.ask(connectionEntry(m, connections.Connection{}, false)) }))
	if s := c.selected(m); own(s) {
		edited := *s
		out = append(out,
			key("e", "edit", func() tea.Cmd { return m.ask(connectionEntry(m, edited, true)) }),
			key("d", "delete", func() tea.Cmd { return c.remove(m, edited.Name) }))
	}
	if c.back != nil {
		out = append(out, key("esc", "back", c.back))
	}
	return append(out,
		key("down j", "next", func() tea.Cmd { c.at = max(0, min(c.at+1, len(m.home.choices)-1)); return nil }).as("↓").rare(),
		key("up k", "before", func() tea.Cmd { c.at = max(0, c.at-1); return nil }).as("↑").rare(),
		c.homeBinding(m),
	)
}

func (c *connectionList) homeBinding(m *Model) binding {
	if c.back != nil {
		return key("h", "home", func() tea.Cmd { return tea.Sequence(m.keepDraft(), m.goHome()) }).rare()
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

func (c *connectionList) remove(m *Model, name string) tea.Cmd {
	return m.ask(&question{
		name: "Delete connection", text: "Delete the connection " + name + "? Tasks that were started with it go on.",
		answers: []binding{
			key("y", "delete", func() tea.Cmd { m.close(); return m.removeConnection(name) }).held(),
			key("n esc", "keep", m.close),
		},
	})
}

func (c *connectionList) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case connectionSavedMsg:
		if msg.err != nil {
			m.say("", msg.err)
			return nil
		}
		m.say("saved "+msg.saved.Name, nil)
		if m.hasConn && m.conn.Name == msg.saved.Name {
			m.useConnection(msg.saved)
		}
		return m.readChoices()
	case connectionRemovedMsg:
		m.say("deleted "+msg.name, msg.err)
		if msg.err == nil && m.hasConn && m.conn.Name == msg.name {
			m.hasConn = false
		}
		return m.readChoices()
	case choicesReadMsg:
		c.at = max(0, min(c.at, len(m.home.choices)-1))
	}
	return nil
}

func (c *connectionList) view(m *Model, width, height int) string {
	s := m.styles
	lines := []string{""}
	if m.home.choosing != nil {
		for _, l := range terminal.SafeLines(sentence(m.home.choosing), width-6, 4) {
			lines = append(lines, " "+s.Error.Render(s.Marks.Error+" "+string(l)))
		}
		lines = append(lines, "")
	}
	for i, choice := range m.home.choices {
		lines = append(lines, c.row(m, choice, i == c.at, width)...)
	}
	if !slices.ContainsFunc(m.home.choices, func(c connections.Connection) bool { return own(&c) }) {
		lines = append(lines, "")
		for _, l := range terminal.SafeLines("a adds a connection to Agora: you need the App ID, the customer key, and the customer secret in an environment variable or at hand.", min(width-6, 84), 4) {
			lines = append(lines, "   "+s.Dim.Render(string(l)))
		}
	}
	if note := endOfLife(m); note != "" {
		lines = append(lines, "")
		for _, l := range terminal.SafeLines(note, min(width-6, 84), 4) {
			lines = append(lines, "   "+s.Warning.Render(string(l)))
		}
	}
	return strings.Join(window(lines, 2+c.at*2, height), "\n")
}

func (c *connectionList) row(m *Model, choice connections.Connection, here bool, width int) []string {
	s := m.styles
	cursor, style := "   ", s.Text
	if here {
		cursor, style = " "+s.Here.Render(s.Marks.Cursor)+" ", s.Here
	}
	name := string(terminal.Safe(choice.Name, 24))
	line, room := cursor+style.Render(name), width-22
	if m.hasConn && choice.Name == m.conn.Name {
		line += pad(name, 18) + s.good.Render("in use") + "  "
		room -= 8
	} else {
		line += pad(name, 18)
	}
	line += s.Dim.Render(string(terminal.Safe(connectionWords(choice), room)))
	lines := []string{line}
	for _, e := range choice.Validate() {
		lines = append(lines, "      "+s.Error.Render(s.Marks.Error+" "+string(terminal.Safe(e.Error(), width-9))))
	}
	return lines
}

func connectionWords(c connections.Connection) string {
	if c.Sandbox {
		return string(c.Version) + "  a pretend Agora on this machine, nothing is billed"
	}
	words := string(c.Version) + "  " + shortID(c.AppID) + "  " + secretWords(c)
	if c.BaseURL != "" {
		words += "  " + c.BaseURL
	}
	return words
}

// secretWords says where the customer secret comes from.
func secretWords(c connections.Connection) string {
	if c.Secret.Asks() {
		return "secret asked each time"
	}
	return "secret from " + c.Secret.String()
}

func shortID(id string) string {
	if len(id) < 12 {
		return id
	}
	return id[:4] + "…" + id[len(id)-4:]
}

// endOfLife says, where a connection is chosen, that a version is past its end.
func endOfLife(m *Model) string {
	for _, c := range m.home.choices {
		if words := explain.EndOfLife(c.Version, m.now()); words != "" && !c.Sandbox {
			return words + "."
		}
	}
	return ""
}

// connectionEntry asks for a connection, line by line.
func connectionEntry(m *Model, c connections.Connection, replace bool) *entry {
	ref, name, version := c.Secret.String(), c.Name, string(c.Version)
	if ref == "" {
		ref = "ask"
	}
	certificate := string(c.Certificate)
	if certificate == "" {
		certificate = string(agora.CertificateUnknown)
	}
	title := "Add a connection"
	if replace {
		title = "Edit " + name
	}
	fields := []*entryField{
		{label: "Name", text: name, help: "a-z, 0-9 and -, such as production"},
		{label: "API version", text: version, help: versionHelp(m)},
		{label: "App ID", text: c.AppID, help: "32 hexadecimal digits, from Agora's console"},
		{label: "Customer key", text: c.CustomerKey, help: "From Agora's console, RESTful API. It is no secret."},
		{label: "Customer secret", text: ref, help: "Where it is, never the secret itself: env:NAME for an environment variable, or ask for asking each time."},
		{label: "App Certificate", text: certificate, help: "on, off or unknown: with on, both bots need tokens"},
		{label: "Presence", text: c.Presence(), help: "on, or off: does not ask Agora whether the bots are in the channel; a start whose outcome is unknown then can't be settled"},
	}
	e := newEntry(m, title, "save", fields, nil, func(i int, v []string) error {
		if i == 0 && v[0] != c.Name && m.home.hasConnection(v[0]) {
			return errText("there is a connection " + v[0] + " already; choose another name")
		}
		_, err := connectionOf(c, v)
		return fieldOnly(err, i)
	})
	e.done = func(v []string) tea.Cmd {
		made, err := connectionOf(c, v)
		if err != nil {
			e.wrong = err
			return nil
		}
		m.close()
		return m.saveConnection(made, replace && made.Name == c.Name)
	}
	return e
}

// hasConnection tells whether there is a connection with that name.
func (h *home) hasConnection(name string) bool {
	return slices.ContainsFunc(h.choices, func(c connections.Connection) bool { return c.Name == name })
}

// versionHelp names the versions there are, and what is to be said of them.
func versionHelp(m *Model) string {
	var words []string
	for _, v := range agora.Versions() {
		words = append(words, string(v))
		if end := explain.EndOfLife(v, m.now()); end != "" {
			words = append(words, "("+end+")")
		}
	}
	return strings.Join(words, " ")
}

// fieldNames are the fields of a connection in the order of the entry's lines.
var fieldNames = []string{
	connections.FieldName, connections.FieldVersion, connections.FieldAppID,
	connections.FieldCustomerKey, connections.FieldSecret, connections.FieldCertificate, connections.FieldPresence,
}

// connectionOf makes a connection of the lines; the error holds all that is wrong.
func connectionOf(c connections.Connection, v []string) (connections.Connection, error) {
	c.Name, c.Version, c.AppID, c.CustomerKey, c.Certificate = v[0], agora.Version(v[1]), v[2], v[3], agora.Certificate(strings.ToLower(v[5]))
	var wrong []agora.FieldError
	if version, err := agora.ParseVersion(v[1]); err == nil {
		c.Version = version
	}
	ref, err := secret.ParseRef(v[4])
	if err != nil {
		wrong = append(wrong, agora.FieldError{Path: connections.FieldSecret, Text: err.Error()})
	}
	c.Secret = ref
	if err := c.SetPresence(strings.ToLower(v[6])); err != nil {
		wrong = append(wrong, agora.FieldError{Path: connections.FieldPresence, Text: err.Error()})
	}
	for _, e := range c.Validate() {
		if e.Path != connections.FieldSecret || err == nil {
			wrong = append(wrong, e)
		}
	}
	if len(wrong) > 0 {
		return c, &connections.InvalidError{Fields: wrong}
	}
	return c, nil
}

// fieldOnly gives what is wrong with one line.
func fieldOnly(err error, i int) error {
	invalid, ok := err.(*connections.InvalidError)
	if !ok {
		return err
	}
	for _, e := range invalid.Fields {
		if e.Path == fieldNames[i] {
			return errText(e.Text)
		}
	}
	return nil
}
