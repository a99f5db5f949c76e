package ui

import (
	"context"

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
func (m *Model) lookForStrangers() tea.Cmd {
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
