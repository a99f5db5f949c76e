package ui

import (
	"context"
	"slices"
	"time"

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

// strangersEvery is how long home does not ask for them again by itself.
const strangersEvery = 30 * time.Second

// lookForStrangersAtHome asks for them where home is shown, unless it did just now.
func (m *Model) lookForStrangersAtHome() tea.Cmd {
	if now := m.now(); m.screen == screen(m.home) && (m.strangersAt.IsZero() || now.Sub(m.strangersAt) >= strangersEvery) {
		cmd := m.lookForStrangers()
		if cmd != nil {
			m.strangersAt = now
		}
		return cmd
	}
	return nil
}

// strangersHeard takes what Agora told of them.
func (m *Model) strangersHeard(msg strangersReadMsg) {
	switch {
	case msg.err != nil:
	case len(msg.found.MayBe) > 0: // they may be of an attempt whose outcome is open, which is a row
		m.strangers = nil
	default:
		m.strangers, m.strangersBy = msg.found.Tasks, msg.conn
	}
}

// unknownTasks returns those of the connection in use that no attempt is of by now.
func (m *Model) unknownTasks() []agora.Task {
	if m.strangersBy != m.conn {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.strangers), func(t agora.Task) bool {
		return slices.ContainsFunc(m.back.attempts, func(a *attempt.Attempt) bool { return a.Task().ID == t.ID })
	})
}

// takeUpStranger asks for what is not known of one, to take it up.
func (m *Model) takeUpStranger(id string) tea.Cmd {
	cmd := m.showTasks()
	return together(cmd, m.screen.(*tasks).askToTakeUp(m, id))
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
