package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	usecases "sttwizard/internal/tasks"
)

// minute lets a minute pass on a screen that shows minutes.
func (m *Model) minute() tea.Cmd { return m.after(time.Minute, minutePassedMsg{m.op}) }

// takeUpTask asks Agora for a task that was started elsewhere and writes it down, with
// the usual reminder, if it is there and not in this machine's journal already.
func (m *Model) takeUpTask(client *usecases.Caller, channel string, h agora.Handle) tea.Cmd {
	s, ctx, op, c := m.s, m.ctx, m.op, client.Connection()
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, askLimit)
		defer cancel()
		if err := s.Tasks.Known(ctx, "", h.TaskID); err != nil {
			return takenUpMsg{op: op, conn: c, err: err}
		}
		reminder, _ := usecases.Reminder("", s.Now()) // the usual one is always legal
		a, _, err := client.Paced().TakeUp(ctx, usecases.TakeUpOptions{Handle: h, Channel: channel, Reminder: reminder})
		return takenUpMsg{op, a, c, err}
	}
}
