package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

// makeDefault says which connection goes without saying; empty: none.
func (m *Model) makeDefault(name string) tea.Cmd {
	words := name + " is taken from now on where no connection is named"
	if name == "" {
		words = "no connection goes without saying any more"
	}
	return m.changeConnection(name, words, func(_ context.Context, s *session.Session) error { return s.Connections.SetDefault(name) })
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
			return s.Connections.Change(c.Name, func(now *connections.Connection) error { now.Production = !c.Production; return nil })
		})
	}
	if !c.Production {
		return mark()
	}
	return m.ask(&question{
		name: "No production?", bad: true,
		text: "Take the mark PRODUCTION from " + c.Name + "? Starting and stopping then ask no more.",
		answers: []binding{
			key("y", "take it away", func() tea.Cmd { m.close(); return mark() }).held(),
			key("n esc", "keep it", m.close),
		},
	})
}

// askToRemove asks before a connection is removed, and whether its secrets go with it.
func (m *Model) askToRemove(c connections.Connection) tea.Cmd {
	remove := func(withSecrets bool) func() tea.Cmd {
		return func() tea.Cmd {
			m.close()
			return m.changeConnection(c.Name, "removed "+c.Name, func(ctx context.Context, s *session.Session) error {
				return s.RemoveConnection(ctx, c.Name, withSecrets)
			})
		}
	}
	q := &question{name: "Remove a connection", text: "Remove the connection " + c.Name + "? Tasks that were started with it go on."}
	switch stored := storedSecrets(c); {
	case len(stored) > 0:
		q.bad = true
		q.more = []string{"It has " + strings.Join(stored, ", and ") + "."}
		q.answers = []binding{
			key("y", "remove it with its secrets", remove(true)).held(),
			key("s", "remove it, keep the secrets", remove(false)).held(),
		}
	default:
		q.answers = []binding{key("y", "remove", remove(false)).held()}
	}
	q.answers = append(q.answers, key("n esc", "keep it", m.close))
	return m.ask(q)
}

// connectionSecret is one of the secrets of a connection.
type connectionSecret struct {
	which session.Which
	ref   secret.Ref
}

func secretsOf(c connections.Connection) []connectionSecret {
	return []connectionSecret{
		{session.CustomerSecret, c.Secret},
		{session.AppCertificate, c.AppCertificate},
	}
}

// storedSecrets names the secrets of a connection that sttwizard keeps.
func storedSecrets(c connections.Connection) []string {
	var out []string
	for _, s := range secretsOf(c) {
		if s.ref.Stored() {
			out = append(out, "its "+string(s.which)+" in "+s.ref.Words())
		}
	}
	return out
}

// movable gives the secrets that can be moved unseen; one that is typed each time
// is given to the form.
//
//go:noinline // for size: it has many callers
func movable(c connections.Connection) []connectionSecret {
	var out []connectionSecret
	for _, s := range secretsOf(c) {
		if !s.ref.IsZero() && !s.ref.Asks() {
			out = append(out, s)
		}
	}
	return out
}
