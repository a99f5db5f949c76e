package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

const productionMark = connections.ProductionMark

// acting returns the connection that the screen shows and acts by, and whether there
// is one: a task's own, else the one in use.
func (m *Model) acting() (connections.Connection, bool) {
	if t, ok := m.screen.(*taskScreen); ok {
		c := t.of.By()
		c.Production = m.onProduction(t.work.attempt)
		return c, true
	}
	c := m.conn
	c.Production = usecases.ProductionPlace(c, m.stored.choices)
	return c, m.hasConn
}

// onProduction reports whether an attempt's task is one for real users.
func (m *Model) onProduction(a *attempt.Attempt) bool {
	choices := m.stored.choices
	if m.hasConn {
		choices = append(slices.Clone(choices), m.conn)
	}
	return usecases.Production(a.Intent(), choices)
}

// productionMarkOf returns the mark of an attempt's task for real users; empty: it is
// none.
func (m *Model) productionMarkOf(a *attempt.Attempt) string {
	if m.onProduction(a) {
		return productionMark
	}
	return ""
}

// sureOfProduction goes on at once, or on a production connection after a
// question; the verb is "start" or "stop", and left says what a no leaves.
func (m *Model) sureOfProduction(verb, channel string, left func() string, then func() tea.Cmd) tea.Cmd {
	c, _ := m.acting()
	switch {
	case c.Production:
		return m.askOfProduction(verb, channel, c.Name, left, then)
	case c.Edited && verb == "start":
		return m.askOfEdited(channel, c, then)
	}
	return then()
}

func (m *Model) askOfProduction(verb, channel, connection string, left func() string, then func() tea.Cmd) tea.Cmd {
	more := "Subtitles end at once for everybody who reads them."
	if verb == "start" {
		more = words.Capital(explain.StartCosts)
		if m.draft != nil {
			more += ", " + explain.HourlyMore(m.stored.prices, m.draft.Request(), m.conn.Version)
		}
		more += "."
	}
	return m.ask(&question{
		name: words.Capital(verb) + " on " + productionMark + "?", bad: true,
		text: words.Capital(verb) + " the task in " + channel + "? This is " + productionMark + ", connection " + connection + ".",
		more: []string{more},
		answers: []binding{
			key("y", verb+" it", func() tea.Cmd { m.close(); return then() }).Held(),
			key("n esc", "don't "+verb+" it", func() tea.Cmd { m.say(left(), nil); return m.close() }),
		},
	})
}

// leftToRun says at any time what it means that a task was not stopped.
func leftToRun(a *attempt.Attempt) func() string {
	return func() string { return explain.LeftToRun(a) }
}

// nothingSent says what it means that a task was not started.
func nothingSent() string { return "not sent: " + explain.NotBegun }

// productionWarning is what the line below the title warns of where a task is reviewed,
// sent or watched in production; empty elsewhere.
func (m *Model) productionWarning() string {
	if c, has := m.acting(); !has || !c.Production {
		return ""
	}
	switch m.screen.(type) {
	case *reviewScreen, *sending, *taskScreen:
		return productionMark + ": real users and real money"
	}
	return ""
}
