package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	usecases "sttwizard/internal/tasks"
)

// changing is a change of the running task, from its review to Agora's answer.
type changing struct {
	change attempt.Change
	due    time.Time // when Agora takes it
	sent   bool
}

// change changes a running task as soon as Agora takes a change.
func (b *background) change(m *Model, w *work, c attempt.Change) tea.Cmd {
	return b.want(m, w, wish{do: func(*usecases.Caller) tea.Cmd {
		wait := w.attempt.UpdateWait()
		w.changing, w.changeErr = &changing{change: c, due: m.now().Add(wait)}, nil
		if wait > 0 {
			return m.after(wait, changeDueMsg{w.attempt.ID()})
		}
		return b.changeNow(m, w)
	}})
}

// changeNow sends the change that waited. It is written down first.
func (b *background) changeNow(m *Model, w *work) tea.Cmd {
	if w.changing == nil || w.changing.sent || w.ending() || !w.attempt.Open() || w.conn == nil {
		return nil
	}
	client := m.clients.made[*w.conn]
	if client == nil {
		return nil
	}
	w.changing.sent = true
	ctx, a, id, c := m.ctx, w.attempt, w.attempt.ID(), w.changing.change
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, stopLimit)
		defer cancel()
		changed, err := client.Change(ctx, a, c, nil)
		return taskChangedMsg{id, changed, err}
	}
}

// changed follows the answer to a change.
func (b *background) changed(m *Model, msg taskChangedMsg) tea.Cmd {
	w := b.works[msg.id]
	w.changing, w.changeErr = nil, nil
	switch {
	case msg.err != nil:
		w.changeErr = msg.err
		b.refused(m, w, msg.err)
	case msg.changed.Unwritten != nil: // it is in force
		m.say("", msg.changed.Unwritten)
	default:
		m.say("the task is changed", nil)
	}
	return nil
}
