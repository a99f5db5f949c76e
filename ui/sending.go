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
// other, each a command; and where the answer was lost, what settles it.
type sending struct {
	attempt *attempt.Attempt
	begun   *usecases.Start
	settler *usecases.Settling // from the first lost answer on
	ctx     context.Context    // of the calls before the start
	cancel  context.CancelFunc

	phase    phase
	began    time.Time // of the phase
	wrote    time.Duration
	acquired time.Duration
	lost     []string  // what each start without a clear answer brought
	again    time.Time // when the next step comes
	next     string    // what it is: one of attempt's Next constants
	outcome  agora.Outcome
	err      error
	stopIt   bool // stop the task as soon as it is known
	details  bool
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
	s := &sending{ctx: ctx, cancel: cancel, began: m.now()}
	m.show(s)
	return s
}

func (s *sending) isReading() bool { return true }

// counts tells that times which pass are shown.
func (s *sending) counts(*Model) bool { return s.phase != stuck }

// waits reports whether an answer may come any moment.
func (s *sending) waits(*Model) bool { return s.phase < waiting }

func (s *sending) title(m *Model) string { return "Starting " + m.draft.Request().RTC.ChannelName }

// out reports whether a start may have reached Agora. One that Agora was too busy
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
		out = append(out, key("t", "the task", func() tea.Cmd { return m.watch(s.attempt) }),
			key("esc h", "home; it stays listed", m.goHome))
	case s.stopIt:
		out = append(out, key("u", "let it run after all", func() tea.Cmd { s.stopIt = false; return nil }))
	default:
		out = append(out, key("x", "stop it as soon as it is known", func() tea.Cmd { s.stopIt = true; return nil }).Held())
	}
	return append(out, key("d", "details", func() tea.Cmd { s.details = !s.details; return nil }))
}

// giveUp cancels before anything was sent: nothing runs.
func (s *sending) giveUp(m *Model) tea.Cmd {
	s.cancel()
	cmd := together(dropAttempt(s.attempt), m.showReview())
	words := "cancelled"
	if s.attempt == nil || s.attempt.Sends() == 0 {
		words += " before anything was sent"
	}
	if s.attempt == nil || explain.NothingStarted(s.attempt.State()) {
		words += ": " + explain.NotBegun
	}
	m.say(words, nil)
	return cmd
}

func (s *sending) typed(*Model, tea.Msg) tea.Cmd { return nil }

func (s *sending) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case attemptBegunMsg:
		return s.written(m, msg)
	case conflictsReadMsg:
		s.cancel() // somebody else has begun one meanwhile
		return together(m.showReview(), m.conflictsRead(msg))
	case acquiredMsg:
		return s.gotToken(m, msg)
	case sentMsg:
		return s.answered(m, msg)
	case againDueMsg:
		if s.phase == waiting {
			return s.goOn(m)
		}
	case settledMsg:
		return s.stepped(m, msg)
	}
	return nil
}

func (s *sending) enter(m *Model, p phase) { s.phase, s.began = p, m.now() }

func (s *sending) written(m *Model, msg attemptBegunMsg) tea.Cmd {
	if msg.err != nil {
		return m.failed(msg.err, agora.OutcomeNotSent, agora.OpStart, 0, nil)
	}
	s.begun, s.attempt, s.wrote, m.sent = msg.start, msg.start.Attempt, msg.took, msg.start.Request
	w, request, conn := m.back.know(s.attempt), m.sent, m.conn
	w.request, w.conn = &request, &conn
	s.enter(m, acquiring)
	return m.acquire(s.ctx, s.begun)
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
	return m.send(m.ctx, s.begun) // from here on nothing is cancelled: it may run
}

// goOn does what was waited for: the same send where Agora was busy, or the next
// step of what settles a lost answer.
func (s *sending) goOn(m *Model) tea.Cmd {
	if s.ctx.Err() != nil {
		return nil
	}
	if s.settler == nil {
		s.enter(m, starting)
		return m.send(m.ctx, s.begun)
	}
	if s.next == attempt.NextSend {
		s.enter(m, starting)
	}
	return m.stepSending(s.settler, s.stopIt)
}

// answered follows what is known of the start.
func (s *sending) answered(m *Model, msg sentMsg) tea.Cmd {
	s.outcome, s.err = msg.outcome, msg.err
	switch msg.outcome {
	case agora.OutcomeStarted:
		return s.started(m)
	case agora.OutcomeUnknown, agora.OutcomeRunningNoID:
		return s.settle(m, msg.took)
	}
	if wait, ok := s.begun.Again(); ok {
		s.lose(msg.took, msg.err)
		return s.await(m, wait, attempt.NextSend)
	}
	return m.failed(msg.err, msg.outcome, agora.OpStart, msg.took, s.attempt)
}

// settle begins to find out what became of a start without a clear answer. The
// answers are kept now: whatever comes, they were sent.
func (s *sending) settle(m *Model, took time.Duration) tea.Cmd {
	s.settler = s.begun.Settle(true, usecases.SettleOptions{})
	s.lose(took, s.err)
	m.exit = exitUnknown
	m.draft.MarkSent()
	s.enter(m, waiting)
	return together(m.keepDraft(), m.stepSending(s.settler, s.stopIt))
}

// lose notes what a start without a clear answer brought.
func (s *sending) lose(took time.Duration, err error) {
	if s.outcome == agora.OutcomeWait {
		s.lost = append(s.lost, "Agora is busy, after "+words.Took(took))
		return
	}
	s.lost = append(s.lost, lostWords(err)+" after "+words.Took(took))
}

// offlineWait is how long a network that does not work is left alone before the
// next step: nobody who waits for an outcome is given up on.
const offlineWait = 15 * time.Second

// await waits for the next step.
func (s *sending) await(m *Model, wait time.Duration, next string) tea.Cmd {
	s.again, s.next = m.now().Add(wait), next
	s.enter(m, waiting)
	return m.after(wait, againDueMsg{m.op})
}

// stepped follows a step that was to settle the outcome.
func (s *sending) stepped(m *Model, msg settledMsg) tea.Cmd {
	if s.phase == starting {
		s.lose(msg.took, msg.err)
	}
	s.err = msg.err
	state := s.attempt.State()
	switch {
	case state == attempt.Started, state == attempt.Stopping:
		return s.started(m)
	case state == attempt.Stopped:
		m.exit = exitDone
		return m.watch(s.attempt)
	case state == attempt.Rejected:
		return m.failed(msg.err, agora.OutcomeRejected, agora.OpStart, msg.took, s.attempt)
	case state == attempt.Abandoned:
		return m.provedNothing(s.attempt)
	case !msg.pause.Done:
		return s.await(m, msg.pause.Wait, msg.pause.Next)
	case usecases.Unreached(msg.err):
		return s.await(m, offlineWait, attempt.NextProbe)
	}
	s.enter(m, stuck)
	w := m.back.of(s.attempt) // from here on it is looked after like any other
	w.settling = settling{given: true, fault: msg.err, turn: w.turn + 1}
	return together(m.rememberUse(usecases.ResultUnknown), m.back.plan(m, w, msg.err))
}

// started goes on to the task. The answers are kept as the last ones.
func (s *sending) started(m *Model) tea.Cmd {
	m.exit = exitDone
	t := newTask(m, s.attempt, s.stopIt)
	if usecases.Unwritten(s.err) != nil {
		m.say("", s.err) // it runs, but its record is not complete
	}
	m.draft.MarkSent()
	return together(m.keepDraft(), m.rememberUse(usecases.ResultStarted), t)
}

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
	cmds := []tea.Cmd{m.rememberUse(usecases.ResultNotStarted)}
	if a != nil && usecases.MayDrop(a) { // nothing of it will ever be sent
		cmds = append(cmds, dropAttempt(a))
	}
	m.showFailure(a, explain.Failure(err, explain.Context{
		Op: op, Outcome: outcome, Connection: m.conn.Name, Project: m.draft.Project(), Request: m.draft.Request(), Took: took,
	}.Of(a)))
	return together(cmds...)
}

// leave asks before the program ends while something may be running.
func (s *sending) leave(m *Model) (tea.Cmd, bool) {
	if !s.out() {
		s.cancel()
		m.nextOp() // an answer that is under way starts nothing any more
		return dropAttempt(s.attempt), false
	}
	more := []string{"It is written down: home lists it at the next start. This settles it and stops what runs: sttwizard tasks recover --stop --wait"}
	if s.stopIt {
		more = append([]string{"Nothing stops it then, although you asked for that."}, more...)
	}
	return m.ask(&question{
		name: "Leave?", bad: true,
		text: "A start was sent and its outcome is not known yet: a task may run." + explain.Cost(s.attempt, m.conn.Sandbox),
		more: more,
		answers: []binding{
			key("l", "leave", func() tea.Cmd { return m.leaveWith(exitUnknown) }).Held(),
			key("esc s", "stay", m.close),
		},
	}), true
}
