package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	usecases "sttwizard/internal/tasks"
)

// minute lets a minute pass on a screen that shows minutes.
func (m *Model) minute() tea.Cmd { return m.after(time.Minute, minutePassedMsg{m.op}) }

// takeUpTask asks Agora for a task that was started elsewhere and writes it down
// if it is there.
func (m *Model) takeUpTask(client *usecases.Caller, c connections.Connection, channel string, h agora.Handle) tea.Cmd {
	ctx, op := m.ctx, m.op
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, askLimit)
		defer cancel()
		a, _, err := client.Paced().TakeUp(ctx, usecases.TakeUpOptions{Handle: h, Channel: channel})
		if over, ok := errors.AsType[*usecases.OverTaskError](err); ok && !over.Gone {
			err = errText("this task has ended already: there is nothing to watch or stop")
		}
		return takenUpMsg{op, a, c, err}
	}
}
