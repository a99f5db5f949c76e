package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/words"
	connectionlist "sttwizard/ui/connections"
)

// makeDefault says which connection goes without saying; empty: none.
func (m *Model) makeDefault(name string) tea.Cmd {
	words := name + " is taken from now on where no connection is named"
	if name == "" {
		words = "no connection goes without saying any more"
	}
	return m.changeConnection(name, words, func(_ context.Context, s *session.Session) error {
		return s.Connections.SetDefault(name)
	})
}

// markProduction marks a connection as production, or takes the mark away after a
// question.
func (m *Model) markProduction(c connections.Connection) tea.Cmd {
	words := c.Name + " is marked as PRODUCTION: starting and stopping ask first"
	if c.Production {
		words = c.Name + " is not marked as production any more"
	}
	mark := func() tea.Cmd {
		return m.changeConnection(c.Name, words, func(_ context.Context, s *session.Session) error {
			return s.Connections.Change(c.Name, func(now *connections.Connection) error {
				now.Production = !c.Production
				return nil
			})
		})
	}
	if !c.Production {
		return mark()
	}
	return m.ask(&question{
		name: "No production?", bad: true,
		text: "Take the mark PRODUCTION from " + c.Name + "? Starting and stopping then ask no more.",
		answers: []binding{
			key("y", "take it away", func() tea.Cmd { m.close(); return mark() }).Held(),
			key("n esc", "keep it", m.close),
		},
	})
}

// askToRemove asks before a connection is removed, and whether its secrets go with it.
// Where tasks could then not be stopped any more, that takes a yes of its own.
func (m *Model) askToRemove(c connections.Connection) tea.Cmd {
	channels, other := usecases.Bound(c, m.back.attempts, m.stored.choices)
	if len(channels) == 0 || other != "" {
		return m.askHowToRemove(c, boundWords(channels, other))
	}
	return m.ask(&question{
		name: "Not to be stopped then?", bad: true,
		text: fmt.Sprintf("Without %s you can't stop %s from here any more: no other connection has the App ID.",
			c.Name, words.Count(len(channels), "task")),
		more: []string{words.Capital(explain.MayCost) + ": " + strings.Join(channels, ", ") + "."},
		answers: []binding{
			key("t", "look at the tasks", m.showTasks),
			key("y", "go on, though they can't be stopped from here then", func() tea.Cmd {
				m.close()
				return m.askHowToRemove(c, "The tasks go on and can't be stopped from here then.")
			}).Held(),
			key("n esc", "keep it", m.close),
		},
	})
}

// boundWords says which tasks a connection stops, and what does so afterwards.
func boundWords(channels []string, other string) string {
	if len(channels) == 0 {
		return "Tasks that were started with it go on."
	}
	return fmt.Sprintf("%s may be running: %s. Afterwards %s, of the same App ID, stops what runs.",
		words.Capital(words.Count(len(channels), "task")), strings.Join(channels, ", "), other)
}

// sureOfRename asks before a connection gets another name or App ID while tasks that
// it stops may be running; who says no comes back to what was open.
func (m *Model) sureOfRename(old, made connections.Connection, then func() tea.Cmd) tea.Cmd {
	choices := slices.DeleteFunc(slices.Clone(m.stored.choices), func(c connections.Connection) bool {
		return c.Name == old.Name
	})
	channels, other := usecases.Bound(old, m.back.attempts, append(choices, made))
	if old.Name == made.Name && old.AppID == made.AppID || len(channels) == 0 {
		return then()
	}
	under := m.over
	back := func() tea.Cmd { return m.reopen(under) }
	q := &question{name: "Change a connection in use?", bad: other == ""}
	q.text = "Save " + made.Name + " in place of " + old.Name + "? " + boundWords(channels, other)
	if other == "" {
		q.text = fmt.Sprintf("Save %s? No connection has the App ID of %s then: %s.",
			made.Name, words.Count(len(channels), "task"), strings.Join(channels, ", "))
		q.more = []string{"Such a task can be stopped from here only while its customer key is of the same Agora account, " +
			"or after its App ID is added again."}
	}
	q.answers = []binding{
		key("y", "save", func() tea.Cmd { back(); return then() }).Held(),
		key("n esc", "back to the form", back),
	}
	return m.ask(q)
}

// askHowToRemove asks whether a connection is removed, with its secrets or without.
func (m *Model) askHowToRemove(c connections.Connection, tasks string) tea.Cmd {
	remove := func(withSecrets bool) func() tea.Cmd {
		return func() tea.Cmd {
			m.close()
			return m.changeConnection(c.Name, "removed "+c.Name, func(ctx context.Context, s *session.Session) error {
				return s.RemoveConnection(ctx, c.Name, withSecrets)
			})
		}
	}
	q := &question{name: "Remove a connection", text: "Remove the connection " + c.Name + "? " + tasks}
	switch stored := storedSecrets(c); {
	case len(stored) > 0:
		q.bad = true
		q.more = []string{"It has " + strings.Join(stored, ", and ") + "."}
		q.answers = []binding{
			key("y", "remove it with its secrets", remove(true)).Held(),
			key("s", "remove it, keep the secrets", remove(false)).Held(),
		}
	default:
		q.answers = []binding{key("y", "remove", remove(false)).Held()}
	}
	q.answers = append(q.answers, key("n esc", "keep it", m.close))
	return m.ask(q)
}

// storedSecrets names the secrets of a connection that sttwizard keeps.
func storedSecrets(c connections.Connection) []string {
	var out []string
	for _, s := range connectionlist.Secrets(c) {
		if s.Ref.Stored() {
			out = append(out, "its "+string(connections.KindOf(s.Field))+" in "+s.Ref.Words())
		}
	}
	return out
}
