package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// minute lets a minute pass on a screen that shows minutes.
func (m *Model) minute() tea.Cmd { return m.after(time.Minute, minutePassedMsg{m.op}) }

// takeUpTask asks Agora for a task that was started elsewhere and writes it down
// if it is there.
func (m *Model) takeUpTask(client *agora.Client, c connections.Connection, channel string, h agora.Handle) tea.Cmd {
	s, ctx, op := m.s, m.ctx, m.op
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, askLimit)
		defer cancel()
		task, err := s.Tasks.Paced(client).Query(ctx, h)
		if err == nil && task.Status.Ended() {
			err = errText("this task has ended already: there is nothing to watch or stop")
		}
		if err != nil {
			return takenUpMsg{op: op, conn: c, err: err}
		}
		a, err := attempt.TakeUp(s.Journal, s.Tasks.TakenUp(c, channel, time.Time{}), h, task)
		return takenUpMsg{op, a, c, err}
	}
}
