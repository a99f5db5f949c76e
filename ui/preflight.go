package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/explain"
	"sttwizard/internal/preflight"
	"sttwizard/internal/secret"
	usecases "sttwizard/internal/tasks"
	checks "sttwizard/ui/preflight"
)

// preflightScreen tells whether everything is in place for the draft's task.
type preflightScreen struct {
	hosted[*checks.Screen]
	back   func() tea.Cmd     // to what one came from
	backTo string             // what that is
	stop   context.CancelFunc // ends what is under way
}

// preflightMsg brings a row of a preflight; known is false after the last.
type preflightMsg struct {
	op    int
	run   *preflight.Run
	row   preflight.Row
	known bool
}

// showPreflight looks whether everything is in place for the draft's task, which starts
// and bills nothing; esc leads back.
func (m *Model) showPreflight(backTo string, back func() tea.Cmd) tea.Cmd {
	s := &preflightScreen{back: back, backTo: backTo, stop: func() {}}
	s.of = checks.New(preflightWorld{m, s}, func(o checks.Outcome) tea.Cmd { return m.afterPreflight(s, o) })
	m.show(s)
	return s.look(m)
}

// look looks at everything anew.
func (s *preflightScreen) look(m *Model) tea.Cmd {
	s.stop()
	m.briefDraft()
	s.of.Reset()
	op, conn, use := m.nextOp(), m.conn, m.s.Tasks
	ctx, stop := context.WithCancel(m.ctx)
	s.stop = stop
	p := usecases.Preflight{
		Request: m.draft.Request(), Until: m.plannedEnd(), By: m.client(),
		Problems: m.draft.Problems(), Warnings: m.draft.Warnings(), Untold: m.untold(),
	}
	if m.clients.signing[conn.Name] != "" {
		p.Ask = m.clients.certificateOf(conn)
	}
	return func() tea.Msg { return preflightMsg{op: op, run: use.Preflight(ctx, conn, p)}.next() }
}

// lookOn shows the screen as it was left; what was not known by then is looked at anew.
func (s *preflightScreen) lookOn(m *Model) tea.Cmd {
	m.nextOp()
	m.show(s)
	if s.of.Waits() {
		return s.look(m)
	}
	return nil
}

// next waits for the next row of the preflight.
func (msg preflightMsg) next() preflightMsg {
	msg.row, msg.known = msg.run.Next()
	return msg
}

func (s *preflightScreen) heard(_ *Model, msg tea.Msg) tea.Cmd {
	told, ok := msg.(preflightMsg)
	switch {
	case !ok:
		return nil
	case !told.known:
		s.stop()
		return nil
	}
	s.of.Know(told.row)
	return func() tea.Msg { return told.next() }
}

// lookAgain looks anew where a preflight is shown: what it was for has changed.
func (m *Model) lookAgain() tea.Cmd {
	if s, shown := m.screen.(*preflightScreen); shown {
		return s.look(m)
	}
	return nil
}

// untold are the secrets of the draft that were not found where they should be.
func (m *Model) untold() []preflight.Untold {
	var out []preflight.Untold
	for _, w := range m.draft.Wanted() {
		out = append(out, preflight.Untold{Path: w.Path, Err: &secret.MissingError{
			What: w.What, Tried: "it was not found in " + w.Ref.Words(), Do: "type it at its question",
		}})
	}
	return out
}

// preflightWorld is what package preflight asks for.
type preflightWorld struct {
	m *Model
	s *preflightScreen
}

func (w preflightWorld) Now() time.Time         { return w.m.now() }
func (w preflightWorld) Version() agora.Version { return w.m.draft.Project().Version }
func (w preflightWorld) Asks(path string) bool  { return w.m.asks(path) }
func (w preflightWorld) BackTo() string         { return w.s.backTo }
func (w preflightWorld) Sign() string           { return w.m.busy.Sign() }

func (w preflightWorld) Words(r preflight.Row) explain.Checked {
	d := w.m.draft
	return explain.Preflight(r, explain.Checking{
		Connection: w.m.conn, Request: d.Request(), Project: d.Project(), Now: w.m.now(), Until: w.m.plannedEnd(),
		Sentence: d.Sentence, Name: func(path string) string { return questionTitle(d, path) }, Label: d.NameOf,
	})
}

// questionTitle returns the title of the question about a path, or the path.
func questionTitle(d *form.Draft, path string) string {
	if q, ok := form.QuestionFor(d, path); ok {
		return q.Title
	}
	return path
}
