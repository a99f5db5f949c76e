package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
)

// While a review is read, Agora is asked for what its start needs (see usecases.Ahead):
// what would be refused stands on the review, and a start is one request.

// lookedMsg: Agora was asked ahead of a start; next is the time to the next look.
type lookedMsg struct {
	of         *reviewScreen
	next, took time.Duration
	err        error
}

// lookDueMsg: it is time to ask again.
type lookDueMsg struct{ of *reviewScreen }

// looksAhead reports whether Agora is asked while the review is read: what it shows is
// to be started and could be, and is not being started already.
func (m *Model) looksAhead(r *reviewScreen) bool {
	return !m.conn.NoLookAhead && !m.editsPreset() && r.of.IsWhole() && !r.of.Waits()
}

// lookAhead asks Agora ahead of the start. There is a client already, or nobody is
// asked: no secret is typed and no password is wanted for this.
func (m *Model) lookAhead(r *reviewScreen) tea.Cmd {
	client := m.client()
	if client == nil || !m.looksAhead(r) {
		return nil
	}
	if !m.ahead.By(client) {
		m.ahead.Rest()
		m.ahead = client.Ahead()
	}
	ahead, ctx, now, request := m.ahead, m.ctx, m.s.Now, m.draft.Request()
	return func() tea.Msg {
		began := now()
		next, err := ahead.Look(ctx, request)
		return lookedMsg{r, next, now().Sub(began), err}
	}
}

// looked takes what came of a look, and plans the next one.
func (r *reviewScreen) looked(m *Model, msg lookedMsg) tea.Cmd {
	told := ""
	if msg.err != nil {
		told = explain.Ahead(msg.err, explain.Context{
			Op: m.ahead.Op(), Took: msg.took, Connection: m.conn.Name, Project: m.draft.Project(), Request: m.draft.Request(),
			Label: m.draft.NameOf,
		})
		if m.clients.typed[m.conn.Name] != "" { // it is to be typed again
			m.forgetSecret(m.conn, msg.err)
		}
	}
	r.of.SetAhead(told)
	r.of.SetBeside(explain.AheadOf(m.ahead.Strangers(), m.draft.Request().RTC.ChannelName, m.conn))
	return m.afterIn(r.ctx, msg.next, lookDueMsg{r})
}

// rest ends what is asked ahead once neither a review nor the start that it led to is
// shown any more. What is there is kept: whoever comes back has it.
func (m *Model) rest(next screen) {
	if r, is := m.screen.(*reviewScreen); is {
		r.cancel()
	}
	switch next.(type) {
	case *reviewScreen, *sending:
	default:
		m.ahead.Rest()
	}
}

// aheadOf returns what was asked ahead by a client; nil: nothing.
func (m *Model) aheadOf(client *usecases.Caller) *usecases.Ahead {
	if m.ahead.By(client) {
		return m.ahead
	}
	return nil
}

// afterIn is after for what nobody wants any more once ctx ends.
func (m *Model) afterIn(ctx context.Context, d time.Duration, fact tea.Msg) tea.Cmd {
	after := m.o.After
	return func() tea.Msg {
		select {
		case <-after(ctx, d):
			return fact
		case <-ctx.Done():
			return nil
		}
	}
}
