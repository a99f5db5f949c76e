package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

// phase is where a start stands.
type phase int

const (
	writing   phase = iota // the attempt is being written down
	acquiring              // Agora is asked for a builder token
	starting               // the start is out
	waiting                // no answer; the same send comes again
	stuck                  // nobody knows, and nothing more is sent by itself
)

// sending starts a task: written down, builder token, start, one after the
// other, each a command; and again with the same token where the answer was lost.
type sending struct {
	attempt *attempt.Attempt
	runner  *attempt.Runner
	ctx     context.Context // of the calls before the start
	cancel  context.CancelFunc

	phase    phase
	began    time.Time // of the phase
	wrote    time.Duration
	acquired time.Duration
	lost     []time.Duration // how long each unanswered start took
	again    time.Time       // when the send comes again
	outcome  agora.Outcome
	err      error
	stopIt   bool // stop the task as soon as it is known
	details  bool
}

// start shows the sending screen and writes the attempt down.
func (m *Model) start() tea.Cmd {
	m.nextOp()
	ctx, cancel := context.WithCancel(m.ctx)
	s := &sending{ctx: ctx, cancel: cancel, began: m.now()}
	m.show(s)
	return tea.Batch(m.beginAttempt(), m.tick())
}

func (s *sending) isReading() bool { return true }

func (s *sending) title(m *Model) string { return "Starting " + m.draft.Request().RTC.ChannelName }

// out tells whether a start may have reached Agora. One that Agora was too busy
// for has started nothing, until it is sent again.
func (s *sending) out() bool {
	return s.phase >= starting && !(s.phase == waiting && s.outcome == agora.OutcomeWait)
}

func (s *sending) bindings(m *Model) []binding {
	var out []binding
	switch {
	case !s.out():
		out = append(out, key("x esc", "cancel", func() tea.Cmd { return s.giveUp(m) }))
	case s.phase == stuck:
		if m.now().Before(s.attempt.TokenDead()) {
			out = append(out, key("r", "ask again with the same token", func() tea.Cmd { return s.sendAgain(m) }).held())
		}
		out = append(out, key("esc h", "home; it stays listed under tasks", m.goHome))
	case !s.stopIt:
		out = append(out, key("x", "stop it as soon as it is known", func() tea.Cmd { s.stopIt = true; return nil }).held())
	}
	return append(out, key("d", "details", func() tea.Cmd { s.details = !s.details; return nil }))
}

// giveUp cancels before anything was sent: nothing runs.
func (s *sending) giveUp(m *Model) tea.Cmd {
	s.cancel()
	cmd := tea.Batch(dropAttempt(s.attempt), m.showReview())
	m.say("cancelled before anything was sent: nothing was started", nil)
	return cmd
}

func (s *sending) typed(*Model, tea.Msg) tea.Cmd { return nil }

func (s *sending) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case attemptBegunMsg:
		if msg.op == m.op {
			return s.written(m, msg)
		}
	case acquiredMsg:
		if msg.op == m.op {
			return s.gotToken(m, msg)
		}
	case sentMsg:
		if msg.op == m.op {
			return s.answered(m, msg)
		}
	case againDueMsg:
		if msg.op == m.op && s.phase == waiting {
			return s.sendAgain(m)
		}
	case secondPassedMsg:
		if msg.op == m.op {
			return m.tick()
		}
	}
	return nil
}

func (s *sending) enter(m *Model, p phase) { s.phase, s.began = p, m.now() }

func (s *sending) written(m *Model, msg attemptBegunMsg) tea.Cmd {
	if msg.err != nil {
		return m.failed(msg.err, agora.OutcomeNotSent, agora.OpStart, 0, nil)
	}
	s.attempt, s.wrote = msg.attempt, msg.took
	s.runner = attempt.NewRunner(msg.attempt, m.client(), m.draft.Request())
	s.enter(m, acquiring)
	return m.acquire(s.ctx, s.runner)
}

func (s *sending) gotToken(m *Model, msg acquiredMsg) tea.Cmd {
	if msg.err != nil {
		return m.failed(msg.err, agora.OutcomeNotSent, agora.OpAcquire, msg.took, s.attempt)
	}
	if s.ctx.Err() != nil { // cancelled while the answer was under way
		return nil
	}
	s.acquired = msg.took
	s.enter(m, starting)
	return m.send(m.ctx, s.runner) // from here on nothing is cancelled: it may run
}

func (s *sending) sendAgain(m *Model) tea.Cmd {
	if s.ctx.Err() != nil {
		return nil
	}
	s.enter(m, starting)
	return m.send(m.ctx, s.runner)
}

// answered follows what is known of the start.
func (s *sending) answered(m *Model, msg sentMsg) tea.Cmd {
	s.outcome, s.err = msg.outcome, msg.err
	if msg.outcome == agora.OutcomeStarted {
		return s.started(m)
	}
	if wait, ok := s.runner.Again(); ok {
		s.lost = append(s.lost, msg.took)
		s.again = m.now().Add(wait)
		s.enter(m, waiting)
		return m.after(wait, againDueMsg{m.op})
	}
	switch msg.outcome {
	case agora.OutcomeUnknown, agora.OutcomeRunningNoID:
		s.lost = append(s.lost, msg.took)
		s.enter(m, stuck)
		m.exit = exitUnknown
		m.draft.MarkSent()
		return m.keepDraft()
	}
	return m.failed(msg.err, msg.outcome, agora.OpStart, msg.took, s.attempt)
}

// started goes on to the task. The answers are kept as the last ones.
func (s *sending) started(m *Model) tea.Cmd {
	m.exit = exitDone
	t := newTask(m, s.attempt, s.stopIt)
	if s.err != nil {
		m.say("", s.err) // it runs, but its record is not complete
	}
	m.draft.MarkSent()
	return tea.Batch(m.keepDraft(), m.rememberUse("started", 0), t)
}

// failed shows why nothing was started, with the answers kept.
func (m *Model) failed(err error, outcome agora.Outcome, op string, took time.Duration, a *attempt.Attempt) tea.Cmd {
	m.forgetSecret(m.conn, err)
	m.nextOp()
	cmds := []tea.Cmd{m.rememberUse("not started", 0)}
	if a != nil && a.State() == attempt.Intended { // nothing of it will ever be sent
		cmds = append(cmds, dropAttempt(a))
	}
	m.show(&failure{
		Explanation: explain.Failure(err, explain.Context{
			Op: op, Outcome: outcome, Connection: m.conn.Name, Project: m.draft.Project(), Request: m.draft.Request(), Took: took,
		}),
		attempt: a,
	})
	return tea.Batch(cmds...)
}

// leave asks before the program ends while something may be running.
func (s *sending) leave(m *Model) (tea.Cmd, bool) {
	if !s.out() {
		s.cancel()
		m.nextOp() // an answer that is under way starts nothing any more
		return dropAttempt(s.attempt), false
	}
	return m.ask(&question{
		name: "Leave?", bad: true,
		text: "A start was sent and its outcome is not known yet. If you leave now, the task may run and cost money.",
		more: []string{"It is written down: home lists it at the next start, and so does: sttwizard tasks list"},
		answers: []binding{
			key("l", "leave", func() tea.Cmd { return m.end(exitUnknown) }).held(),
			key("esc s", "stay", m.close),
		},
	}), true
}
