package start

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// World is what the screen asks for.
type World interface {
	Now() time.Time
	// Channel returns the channel that a task is started for.
	Channel() string
	// Version returns the version of the API that is called.
	Version() agora.Version
	// Sandbox reports whether nothing costs money.
	Sandbox() bool
	// Again reports whether the same start is to be sent again by itself, and after
	// which wait: Agora was busy.
	Again() (time.Duration, bool)
	// CertainAt returns when a start without an answer is settled at the latest; zero:
	// that is not known.
	CertainAt() time.Time
	// Sign returns what moves while something is waited for.
	Sign() string
}

// phase is where a start stands.
type phase int

const (
	writing   phase = iota // the attempt is being written down
	acquiring              // Agora is asked for a builder token
	starting               // the start is out
	waiting                // no answer; the same send comes again
	stuck                  // nobody knows, and nothing more is sent by itself
)

// Screen is the screen.
type Screen struct {
	world  World
	chosen func(Outcome) tea.Cmd

	attempt *attempt.Attempt // nil until it is written down
	settles bool             // from the first lost answer on

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
	stepping bool // a step that settles it is under way
	details  bool
}

// New makes the screen of a start that is about to be written down. It calls chosen
// with what comes next.
func New(world World, chosen func(Outcome) tea.Cmd) *Screen {
	return &Screen{world: world, chosen: chosen, began: world.Now()}
}

// Title names the channel.
func (s *Screen) Title() string { return "Starting " + s.world.Channel() }

// IsReading lets what a small window can't show be scrolled.
func (s *Screen) IsReading() bool { return true }

// Counts reports whether times that pass are shown.
func (s *Screen) Counts() bool { return s.phase != stuck }

// Waits reports whether an answer may come any moment.
func (s *Screen) Waits() bool { return s.phase < waiting }

// IsStuck reports whether nothing more is done about the attempt from here.
func (s *Screen) IsStuck() bool { return s.phase == stuck }

// Out reports whether a start may have reached Agora. One that Agora was too busy
// for has started nothing, until it is sent again.
func (s *Screen) Out() bool {
	return s.phase >= starting && !(s.phase == waiting && s.outcome == agora.OutcomeWait)
}

// Keys are the keys that work now.
func (s *Screen) Keys() []kit.Binding {
	var out []kit.Binding
	switch {
	case !s.Out():
		out = append(out, kit.Key("x esc", "cancel", func() tea.Cmd { return s.chosen(Cancel{s.cancelled()}) }))
	case s.phase == stuck:
		out = append(out, s.key("t", "the task", Watch), s.key("esc h", "home; it stays listed", GoHome))
	case s.stopIt:
		out = append(out, kit.Key("u", "let it run after all", func() tea.Cmd { s.stopIt = false; return nil }), s.homeKey())
	default:
		stop := func() tea.Cmd { s.stopIt = true; return nil }
		out = append(out, kit.Key("x", "stop it as soon as it is known", stop).Held(), s.homeKey())
	}
	return append(out,
		kit.Key("d", "details", func() tea.Cmd { s.details = !s.details; return nil }),
		s.key("q", "leave", Quit).Rare(),
	)
}

// homeKey leads home while the start is being settled, which goes on behind. While an
// answer is awaited it says that this comes first.
func (s *Screen) homeKey() kit.Binding {
	if s.phase == waiting && !s.stepping {
		return s.key("esc h", "home; it goes on", GoHome)
	}
	return s.key("esc h", "home, after the answer", Say{answerFirst}).Rare()
}

const answerFirst = "Agora's answer is awaited, for some seconds: then esc leads home, and whether it runs is found out behind"

// Next returns the step that comes next, when, and whether what is found is to be stopped.
func (s *Screen) Next() (step string, at time.Time, stop bool) { return s.next, s.again, s.stopIt }

// key makes a binding that tells an outcome.
func (s *Screen) key(keys, what string, o Outcome) kit.Binding {
	return kit.Key(keys, what, func() tea.Cmd { return s.chosen(o) })
}

// cancelled says what it means that nothing more is sent.
func (s *Screen) cancelled() string {
	told := "cancelled"
	if s.attempt == nil || s.attempt.Sends() == 0 {
		told += " before anything was sent"
	}
	if s.attempt == nil || explain.NothingStarted(s.attempt.State()) {
		told += ": " + explain.NotBegun
	}
	return told
}

// Leave returns what to ask before the program ends, and whether there is anything: a
// task may be running.
func (s *Screen) Leave() (Ask, bool) {
	if !s.Out() {
		return Ask{}, false
	}
	more := []string{"It is written down: home lists it at the next start. " +
		"This settles it and stops what runs: sttwizard tasks recover --stop --wait"}
	if s.stopIt {
		more = append([]string{"Nothing stops it then, although you asked for that."}, more...)
	}
	return Ask{"Leave?", kit.Question{
		Bad:     true,
		Text:    "A start was sent and its outcome is not known yet: a task may run." + s.cost(),
		More:    more,
		Answers: []kit.Binding{s.key("l", "leave", Leave).Held(), s.key("esc s", "stay", Stay)},
	}}, true
}

// cost says that the task may cost money; empty where all is pretended.
func (s *Screen) cost() string { return explain.Cost(s.attempt, s.world.Sandbox()) }

func (s *Screen) enter(p phase) { s.phase, s.began = p, s.world.Now() }

// Begun goes on with the attempt, which is written down.
func (s *Screen) Begun(a *attempt.Attempt, took time.Duration) tea.Cmd {
	s.attempt, s.wrote = a, took
	s.enter(acquiring)
	return s.chosen(Acquire)
}

// Acquired goes on with the builder token, or without one.
func (s *Screen) Acquired(took time.Duration, err error) tea.Cmd {
	if err != nil {
		return s.chosen(Failed{err, agora.OutcomeNotSent, agora.OpAcquire, took})
	}
	s.acquired = took
	s.enter(starting)
	return s.chosen(Send)
}

// Due does what was waited for: the same send where Agora was busy, or the next step
// of what settles a lost answer.
func (s *Screen) Due() tea.Cmd {
	if s.phase != waiting {
		return nil
	}
	if !s.settles {
		s.enter(starting)
		return s.chosen(Send)
	}
	if s.next == attempt.NextSend {
		s.enter(starting)
	}
	return s.step()
}

// step tells the next step.
func (s *Screen) step() tea.Cmd {
	s.stepping = true
	return s.chosen(Step{s.stopIt})
}

// Sent follows what is known of the start.
func (s *Screen) Sent(outcome agora.Outcome, took time.Duration, err error) tea.Cmd {
	s.outcome, s.err = outcome, err
	switch outcome {
	case agora.OutcomeStarted:
		return s.started()
	case agora.OutcomeUnknown, agora.OutcomeRunningNoID:
		s.lose(took, err)
		s.settles = true
		s.enter(waiting)
		return tea.Batch(s.chosen(Settle), s.step())
	}
	if wait, ok := s.world.Again(); ok {
		s.lose(took, err)
		return s.await(wait, attempt.NextSend)
	}
	return s.chosen(Failed{err, outcome, agora.OpStart, took})
}

// Stepped follows a step that was to settle the outcome.
func (s *Screen) Stepped(pause attempt.Pause, took time.Duration, err error) tea.Cmd {
	s.stepping = false
	if s.phase == starting {
		s.lose(took, err)
	}
	s.err = err
	switch s.attempt.State() {
	case attempt.Started, attempt.Stopping:
		return s.started()
	case attempt.Stopped:
		return s.chosen(Over)
	case attempt.Rejected:
		return s.chosen(Failed{err, agora.OutcomeRejected, agora.OpStart, took})
	case attempt.Abandoned:
		return s.chosen(NothingStarted)
	}
	switch {
	case !pause.Done:
		return s.await(pause.Wait, pause.Next)
	case tasks.Unreached(err):
		return s.await(tasks.UnreachedWait, attempt.NextProbe)
	}
	s.enter(stuck)
	return s.chosen(Stuck{err})
}

// started goes on to the task, and tells if its record is not complete.
func (s *Screen) started() tea.Cmd {
	told := Started{Stop: s.stopIt}
	if tasks.Unwritten(s.err) != nil {
		told.Err = s.err
	}
	return s.chosen(told)
}

// lose notes what a start without a clear answer brought.
func (s *Screen) lose(took time.Duration, err error) {
	if s.outcome == agora.OutcomeWait {
		s.lost = append(s.lost, "Agora is busy, after "+words.Took(took))
		return
	}
	s.lost = append(s.lost, lostWords(err)+" after "+words.Took(took))
}

// lostWords says in a word or two why a start brought no clear answer.
func lostWords(err error) string {
	if net, ok := errors.AsType[*agora.NetError](err); ok {
		switch net.Cause {
		case agora.CauseTimeout:
			return "no answer"
		case agora.CauseReset:
			return "connection cut"
		}
		if !net.Sent {
			return "no connection"
		}
	}
	switch agora.KindOf(err) {
	case agora.KindAlreadyStarted:
		return "runs, without an id"
	}
	return "no clear answer"
}

// await waits for the next step.
func (s *Screen) await(wait time.Duration, next string) tea.Cmd {
	s.again, s.next = s.world.Now().Add(wait), next
	s.enter(waiting)
	return s.chosen(Wait{wait})
}
