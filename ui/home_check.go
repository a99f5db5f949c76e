package ui

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
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
		return checkOpen(ctx, s, open)
	}
}

// quietWay is a way to Agora that was opened without a person, or why there is none.
type quietWay struct {
	client *agora.Client
	why    string
}

// checkOpen asks for each of the attempts and tells of those whose connection
// can't be used without a person. What was found is in the journal; who did not
// answer stays as it was.
func checkOpen(ctx context.Context, s *session.Session, open []*attempt.Attempt) (msg openCheckedMsg) {
	ways := map[string]quietWay{}
	for _, a := range open {
		in := a.Intent()
		key := in.Connection + " " + in.AppID + " " + in.BaseURL
		way, made := ways[key]
		if !made {
			way = quietClient(ctx, s, a)
			ways[key] = way
		}
		if way.client == nil {
			msg.unasked++
			if !slices.Contains(msg.why, way.why) {
				msg.why = append(msg.why, way.why)
			}
			continue
		}
		_, err := attempt.Check(ctx, s.Paced(way.client), a)
		if errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
			break
		}
	}
	return msg
}

// quietClient gives the client for an attempt's connection, or why a person is
// needed, in few words.
func quietClient(ctx context.Context, s *session.Session, a *attempt.Attempt) quietWay {
	c, err := s.ForAttempt(a, "")
	if err != nil {
		name := a.Intent().Connection
		if _, gone := errors.AsType[*connections.NotFoundError](err); gone {
			return quietWay{why: "the connection " + name + " is gone; c adds one"}
		}
		return quietWay{why: "the connection " + name + " can't be used"}
	}
	client, err := s.Client(ctx, c, nil)
	switch why, lost := session.LostSecret(c, err); {
	case err == nil:
		return quietWay{client: client}
	case lost:
		return quietWay{why: why + "; t, then r asks for it"}
	case c.Secret.Asks():
		return quietWay{why: "a secret has to be typed; t, then r asks for it"}
	}
	return quietWay{why: "the connection " + c.Name + " can't be used"}
}

// openCheckedMsg: the open attempts of earlier runs were asked for.
type openCheckedMsg struct {
	unasked int      // how many could not be
	why     []string // for which reasons
}
