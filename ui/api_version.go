package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/connections"
)

// A connection speaks one version of the API. For one run it can speak another,
// without its file being changed: moved says which.

// moved is a connection that speaks another version in this run than in its file.
type moved struct {
	name    string
	version agora.Version
}

// of returns a connection of the file as it is spoken by in this run.
func (v moved) of(c connections.Connection) connections.Connection {
	if v.name != "" && c.Name == v.name {
		c.Version = v.version
	}
	return c
}

// move speaks another version by the connection in use, for this run.
func (m *Model) move(v agora.Version) {
	c := m.conn
	c.Version = v
	m.useConnection(c)
	m.moved = moved{c.Name, v}
}

// sayVersion says what another version than before means for the answers.
func (m *Model) sayVersion(before agora.Version) {
	now := m.draft.Project().Version
	if before == now || before == "" || m.draft.Empty() {
		return
	}
	m.say(fmt.Sprintf("%s → %s: %s", before, now, changeWords(m.draft)), nil)
}

// changeWords says what becomes of a draft's answers in its version.
func changeWords(d *form.Draft) string {
	var parts []string
	switch n := len(d.NotSent()); n {
	case 0:
		parts = append(parts, "every answer has its place")
	case 1:
		parts = append(parts, "1 answer is kept and not sent")
	default:
		parts = append(parts, fmt.Sprintf("%d answers are kept and not sent", n))
	}
	switch n := len(outOfLimits(d)); n {
	case 0:
	case 1:
		parts = append(parts, "1 breaks a limit")
	default:
		parts = append(parts, fmt.Sprintf("%d break a limit", n))
	}
	return strings.Join(parts, ", ")
}

// outOfLimits returns the problems of answers that are there; what is only missing
// is none of them.
func outOfLimits(d *form.Draft) []agora.FieldError {
	var out []agora.FieldError
	for _, e := range d.Problems() {
		if e.Rule != "required" {
			out = append(out, e)
		}
	}
	return out
}

// askForV7 offers the same draft on v7 and says what that means for it.
func (m *Model) askForV7() tea.Cmd {
	then, c := m.draft.Clone(), m.conn
	c.Version = agora.V7
	then.SetProject(m.s.Project(c))
	q := &question{
		name: "The same on v7?",
		text: fmt.Sprintf("%s may have ended for this project. The same answers can be sent by v7, over the same connection: %s.", m.conn.Version, changeWords(then)),
		answers: []binding{
			key("y", "v7 for this run only", func() tea.Cmd { m.close(); return m.goOnMoved() }),
		},
	}
	for _, u := range then.NotSent() {
		q.more = append(q.more, fmt.Sprintf("not sent: %s, %s (%s)", u.Title, u.Value, u.Why))
	}
	for _, e := range outOfLimits(then) {
		q.more = append(q.more, "to be mended: "+then.Sentence(e))
	}
	if m.conn.IsOwn() {
		q.answers = append(q.answers, key("w", "v7 from now on, in the file too", func() tea.Cmd {
			m.close()
			return m.writeVersion(agora.V7)
		}))
	}
	q.answers = append(q.answers, key("n esc", "stay on "+string(m.conn.Version), m.close))
	return m.ask(q)
}

// goOnMoved stands on the review of the same draft on v7.
func (m *Model) goOnMoved() tea.Cmd {
	m.move(agora.V7)
	words := m.note
	cmd := m.showReview()
	m.say(words, nil)
	return cmd
}

// writeVersion changes the version in the connection's file, and goes on with it.
func (m *Model) writeVersion(v agora.Version) tea.Cmd {
	s, name := m.s, m.conn.Name
	write := func() tea.Msg {
		err := s.Connections.Change(name, func(c *connections.Connection) error { c.Version = v; return nil })
		return copiedMsg{words: fmt.Sprintf("%s speaks %s from now on", name, v), err: err}
	}
	return together(m.goOnMoved(), tea.Sequence(write, m.readChoices()))
}
