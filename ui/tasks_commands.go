package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// rowLimit is how long one attempt may be asked for, its turn among the others
// included.
const rowLimit = 40 * time.Second

// minute lets a minute pass on a screen that shows minutes.
func (m *Model) minute() tea.Cmd { return m.after(time.Minute, minutePassedMsg{m.op}) }

// findRows looks for the connections that attempts were started by.
func (m *Model) findRows(list []*attempt.Attempt) tea.Cmd {
	s, op := m.s, m.op
	return func() tea.Msg {
		msg := rowsFoundMsg{op: op}
		for _, a := range list {
			c, err := s.ForAttempt(a, "")
			msg.found = append(msg.found, rowFound{a, c, err, a.State()})
		}
		return msg
	}
}

// checkAttempt asks Agora what is known of an attempt.
func (m *Model) checkAttempt(client *agora.Client, a *attempt.Attempt) tea.Cmd {
	ctx, op, api := m.ctx, m.op, m.s.Paced(client)
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, rowLimit)
		defer cancel()
		task, err := attempt.Check(ctx, api, a)
		return rowSeenMsg{op, a, task, err}
	}
}

// stepToEnd makes one step towards the end of an attempt's task.
func (m *Model) stepToEnd(s *attempt.Settler, id string) tea.Cmd {
	ctx, op := m.ctx, m.op
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, stopLimit)
		defer cancel()
		pause, err := s.Step(ctx)
		return endStepMsg{op, id, pause, err}
	}
}

// takeUpTask asks Agora for a task that was started elsewhere and writes it down
// if it is there.
func (m *Model) takeUpTask(client *agora.Client, c connections.Connection, channel string, h agora.Handle) tea.Cmd {
	s, ctx, op := m.s, m.ctx, m.op
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, rowLimit)
		defer cancel()
		task, err := s.Paced(client).Query(ctx, h)
		if err == nil && task.Status.Ended() {
			err = errText("this task has ended already: there is nothing to watch or stop")
		}
		if err != nil {
			return takenUpMsg{op: op, conn: c, err: err}
		}
		a, err := attempt.TakeUp(s.Journal, s.TakenUp(c, channel, time.Time{}), h, task)
		return takenUpMsg{op, a, c, err}
	}
}

// release lets others bring attempts on that were to be ended here.
func release(list []*attempt.Attempt) tea.Cmd {
	if len(list) == 0 {
		return nil
	}
	return func() tea.Msg {
		for _, a := range list {
			a.Release()
		}
		return nil
	}
}
