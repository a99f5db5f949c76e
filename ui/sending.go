package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/words"
	starting "sttwizard/ui/start"
)

// sending starts a task: written down, builder token, start, one after the other, each
// a command; and where the answer was lost, what settles it.
type sending struct {
	hosted[*starting.Screen]
	begun   *usecases.Start    // nil until it is written down
	settler *usecases.Settling // from the first lost answer on
	ctx     context.Context    // of the calls before the start
	cancel  context.CancelFunc
}

// start shows the sending screen and writes the attempt down; known are the ids of
// open attempts for the channel that the person said yes to.
func (m *Model) start(known ...string) tea.Cmd {
	return m.withClient(func(client *usecases.Caller) tea.Cmd {
		m.showSending()
		return m.beginAttempt(client, known)
	})
}

// startWith shows the sending screen of an attempt that is written down.
func (m *Model) startWith(msg attemptBegunMsg) tea.Cmd {
	return m.showSending().written(m, msg)
}

func (m *Model) showSending() *sending {
	m.nextOp()
	ctx, cancel := context.WithCancel(m.ctx)
	s := &sending{ctx: ctx, cancel: cancel}
	s.of = starting.New(startWorld{m, s}, func(o starting.Outcome) tea.Cmd { return m.afterStart(s, o) })
	m.show(s)
	return s
}

// attempt returns the attempt; nil: it is not written down yet.
func (s *sending) attempt() *attempt.Attempt {
	if s.begun == nil {
		return nil
	}
	return s.begun.Attempt
}

// worksOn reports whether the screen is at work on an attempt.
func (s *sending) worksOn(id string) bool {
	a := s.attempt()
	return a != nil && a.ID() == id && !s.of.IsStuck()
}

func (s *sending) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case attemptBegunMsg:
		return s.written(m, msg)
	case conflictsReadMsg:
		s.cancel() // somebody else has begun one meanwhile
		return together(m.showReview(), m.conflictsRead(msg))
	case acquiredMsg:
		if msg.err == nil && s.ctx.Err() != nil { // cancelled while the answer was under way
			return nil
		}
		return s.of.Acquired(msg.took, msg.err)
	case sentMsg:
		return s.of.Sent(msg.outcome, msg.took, msg.err)
	case againDueMsg:
		if s.ctx.Err() == nil {
			return s.of.Due()
		}
	case settledMsg:
		return s.of.Stepped(msg.pause, msg.took, msg.err)
	}
	return nil
}

func (s *sending) written(m *Model, msg attemptBegunMsg) tea.Cmd {
	if msg.err != nil {
		return m.failed(msg.err, agora.OutcomeNotSent, agora.OpStart, 0, nil)
	}
	s.begun, m.sent = msg.start, msg.start.Request
	w, request, conn := m.back.know(s.attempt()), m.sent, m.conn
	w.request, w.conn = &request, &conn
	return s.of.Begun(s.attempt(), msg.took)
}

// leave asks before the program ends while something may be running.
func (s *sending) leave(m *Model) (tea.Cmd, bool) {
	q, asks := s.of.Leave()
	if !asks {
		s.cancel()
		m.nextOp() // an answer that is under way starts nothing any more
		return dropAttempt(s.attempt()), false
	}
	return m.askAs(q.Name, q.Question, nil), true
}

// startWorld is what package start asks for.
type startWorld struct {
	m *Model
	s *sending
}

func (w startWorld) Now() time.Time               { return w.m.now() }
func (w startWorld) Channel() string              { return w.m.draft.Request().RTC.ChannelName }
func (w startWorld) Version() agora.Version       { return w.m.conn.Version }
func (w startWorld) Sandbox() bool                { return w.m.conn.Sandbox }
func (w startWorld) Again() (time.Duration, bool) { return w.s.begun.Again() }
func (w startWorld) CertainAt() time.Time         { return w.s.settler.CertainAt() }
func (w startWorld) Sign() string                 { return w.m.busy.Sign() }

// provedNothing says that a start whose answer was lost has started nothing, with
// the answers kept for another.
func (m *Model) provedNothing(a *attempt.Attempt) tea.Cmd {
	m.nextOp()
	m.exit = exitDone
	m.showFailure(a, explain.Explanation{
		What:   words.Sentence(explain.NotBegun),
		Likely: explain.NeverArrived(a.Intent().Version),
		Do:     "check the network, then send again: that is a new start of its own",
		Billed: explain.Billing(a),
		Kind:   "proved-absent", CanResend: true,
	})
	return m.rememberUse(usecases.ResultNotStarted)
}

// failed shows why nothing was started, with the answers kept.
func (m *Model) failed(err error, outcome agora.Outcome, op string, took time.Duration, a *attempt.Attempt) tea.Cmd {
	m.forgetSecret(m.conn, err)
	m.nextOp()
	cmds := []tea.Cmd{m.rememberUse(usecases.ResultNotStarted), m.keepUnsent()}
	if a != nil && usecases.MayDrop(a) { // nothing of it will ever be sent
		cmds = append(cmds, dropAttempt(a))
	}
	m.showFailure(a, explain.Failure(err, explain.Context{
		Op: op, Outcome: outcome, Took: took,
		Connection: m.conn.Name, Project: m.draft.Project(), Request: m.draft.Request(),
		Label: m.draft.NameOf,
	}.Of(a)))
	return together(cmds...)
}
