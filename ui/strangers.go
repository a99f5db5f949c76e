package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// strangersReadMsg: Agora told which tasks of the App ID no attempt of this machine
// knows, or did not.
type strangersReadMsg struct {
	op    int
	conn  connections.Connection
	found attempt.Strangers
	err   error
}

// lookForStrangers asks, by the connection in use, for tasks that this machine did
// not start. Nobody is asked for a secret for it, and only v7 has a list.
func (t *tasks) lookForStrangers(m *Model) tea.Cmd {
	if !m.hasConn || !m.conn.Version.Named() || m.mustAsk(m.conn) {
		return nil
	}
	return m.readStrangers(m.conn, m.clients.typed[m.conn.Name])
}

// readStrangers lists them, by a client of its own where there is none yet: what
// can't be had without a question is not had.
func (m *Model) readStrangers(c connections.Connection, typed agora.Secret) tea.Cmd {
	s, ctx, op, client := m.s, m.ctx, m.op, m.clients.made[c]
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, askLimit)
		defer cancel()
		if client == nil {
			var err error
			if client, err = s.Tasks.Caller(ctx, c, func(context.Context, string) (agora.Secret, error) { return typed, nil }); err != nil {
				return strangersReadMsg{op: op, conn: c, err: err}
			}
		}
		found, err := client.Paced().Strangers(ctx, "")
		return strangersReadMsg{op, c, found, err}
	}
}

// strangersWords is the line about them; empty where there are none.
func (t *tasks) strangersWords(short bool) string {
	n := len(t.strangers.found.Tasks)
	if n == 0 {
		return ""
	}
	what := "1 task runs"
	if n > 1 {
		what = fmt.Sprintf("%d tasks run", n)
	}
	words := fmt.Sprintf("%s on %s that this machine did not start", what, t.strangers.conn.Name)
	switch {
	case len(t.strangers.found.MayBe) > 0:
		words += ", or of unknown outcome here"
	case !short:
		words += "; sttwizard tasks recover lists them"
	}
	return words
}
