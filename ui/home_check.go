package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/session"
)

// checkLimit is how long asking for the open attempts at launch may take.
const checkLimit = 30 * time.Second

// checkOnce asks Agora, once after the launch, what became of the open attempts
// of earlier runs. Nothing is started or stopped, and no secret is asked for.
func (h *home) checkOnce(m *Model) tea.Cmd {
	if h.checked {
		return nil
	}
	h.checked = true
	open := h.open()
	if len(open) == 0 {
		return nil
	}
	s, ctx := m.s, m.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, checkLimit)
		defer cancel()
		return openCheckedMsg{unasked: checkOpen(ctx, s, open)}
	}
}

// checkOpen asks for each of the attempts and gives the number of those whose
// connection can't be used without a person. What was found is in the journal;
// who did not answer stays as it was.
func checkOpen(ctx context.Context, s *session.Session, open []*attempt.Attempt) (unasked int) {
	clients := map[string]*agora.Client{}
	for _, a := range open {
		in := a.Intent()
		key := in.Connection + " " + in.AppID + " " + in.BaseURL
		client, made := clients[key]
		if !made {
			client = quietClient(ctx, s, a)
			clients[key] = client
		}
		if client == nil {
			unasked++
			continue
		}
		_, err := attempt.Check(ctx, s.Paced(client), a)
		if errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
			break
		}
	}
	return unasked
}

// quietClient gives the client for an attempt's connection, or nil where a
// person would have to be asked.
func quietClient(ctx context.Context, s *session.Session, a *attempt.Attempt) *agora.Client {
	c, err := s.ForAttempt(a, "")
	if err != nil {
		return nil
	}
	client, err := s.Client(ctx, c, nil)
	if err != nil {
		return nil
	}
	return client
}

// openCheckedMsg: the open attempts of earlier runs were asked for.
type openCheckedMsg struct {
	unasked int // how many could not be, as a secret has to be typed
}
