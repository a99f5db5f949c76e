package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/ui/failure"
)

// failureScreen says why nothing was started.
type failureScreen struct {
	hosted[*failure.Screen]
	attempt *attempt.Attempt // nil: nothing was even written down
}

// showFailure shows why a start failed.
func (m *Model) showFailure(a *attempt.Attempt, e explain.Explanation) {
	s, id := &failureScreen{attempt: a}, ""
	if a != nil {
		id = a.ID()
	}
	s.of = failure.New(e, id, failureWorld{m}, func(o failure.Outcome) tea.Cmd { return m.afterFailure(s, o) })
	m.show(s)
}

// failureWorld is what package failure asks for.
type failureWorld struct{ m *Model }

func (w failureWorld) Version() agora.Version { return w.m.conn.Version }

func (w failureWorld) Question(path string) (title string, asked bool) {
	if path == "" {
		return "", false
	}
	q, _ := w.m.questionWith(path)
	return q.Title, w.m.asks(path)
}
