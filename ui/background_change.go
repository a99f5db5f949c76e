package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// change changes a running task as soon as Agora takes a change.
func (b *background) change(m *Model, w *work, c attempt.Change, p agora.Project) tea.Cmd {
	return b.want(m, w, wish{do: func(*agora.Client) tea.Cmd {
		wait := w.attempt.UpdateWait()
		w.changing, w.changeErr = &changing{change: c, under: p, due: m.now().Add(wait)}, nil
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
	ctx, a, id, c, p := m.ctx, w.attempt, w.attempt.ID(), w.changing.change, w.changing.under
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, stopLimit)
		defer cancel()
		_, err := a.Apply(ctx, client, c, p, func(time.Duration) {})
		return taskChangedMsg{id, err}
	}
}

// changed follows the answer to a change.
func (b *background) changed(m *Model, msg taskChangedMsg) tea.Cmd {
	w := b.works[msg.id]
	w.changing, w.changeErr = nil, nil
	if _, behind := errors.AsType[*attempt.JournalError](msg.err); behind && agora.OpOf(msg.err) == "" {
		m.say("", msg.err)
	} else if msg.err != nil {
		w.changeErr = msg.err
		b.refused(m, w, msg.err)
	} else {
		m.say("the task is changed", nil)
	}
	return nil
}
