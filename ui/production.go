package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/connections"
)

// acting gives the connection that the screen shows and acts by: a task's own,
// else the one in use.
func (m *Model) acting() connections.Connection {
	if t, ok := m.screen.(*task); ok {
		return t.by()
	}
	return m.conn
}

// isProduction tells whether the connection of that name is marked as production.
func (m *Model) isProduction(string) bool { return false }

// sureOfProduction goes on at once, or on a production connection after a
// question; the verb is "start" or "stop". An answer stays on the same screen.
func (m *Model) sureOfProduction(verb, channel string, then func() tea.Cmd) tea.Cmd {
	c := m.acting()
	if !m.isProduction(c.Name) {
		return then()
	}
	return m.ask(&question{
		name: capital(verb) + " on PRODUCTION?", bad: true,
		text: capital(verb) + " the task in " + channel + " on PRODUCTION, connection " + c.Name + "?",
		answers: []binding{
			key("y", verb+" it", func() tea.Cmd { m.close(); return then() }).held(),
			key("n esc", "don't "+verb, m.close),
		},
	})
}
