package tasks_test

import (
	"errors"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/tasks"
)

func TestATaskIsStartedAndStopped(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	s := w.start("demo", agora.OutcomeStarted)
	w.state(s.Attempt, attempt.Started)
	if open, err := w.by.Conflicts(t.Context(), "demo"); err != nil || len(open) != 1 || open[0].ID != s.Attempt.ID() {
		t.Errorf("what runs there: %v, %v", open, err)
	}
	x := w.Tasks.Settle(s.Attempt, w.by, tasks.SettleOptions{SettleOptions: attempt.SettleOptions{Goal: attempt.End}})
	if err := x.Run(t.Context(), t.Context()); err != nil || x.Verdict() != tasks.VerdictEnded || x.StopProgress() != tasks.StopAnswered || !x.Answered() {
		t.Errorf("%v, %d, %d", err, x.Verdict(), x.StopProgress())
	}
	w.state(s.Attempt, attempt.Stopped)
	if open, err := w.by.Conflicts(t.Context(), "demo"); err != nil || len(open) > 0 {
		t.Errorf("afterwards: %v, %v", open, err)
	}
}

func TestALostAnswerIsSettledWithTheSameRequest(t *testing.T) {
	w := newWorld(t, sandbox.ModeLost)
	s := w.start("demo", agora.OutcomeUnknown)
	told := 0
	x := s.Settle(false, tasks.SettleOptions{Tell: func(attempt.Pause, error, time.Time) { told++ }})
	if err := x.Run(t.Context(), t.Context()); err != nil || told == 0 || x.Verdict() != tasks.VerdictOpen {
		t.Errorf("%v, told %d times, %d", err, told, x.Verdict())
	}
	w.state(s.Attempt, attempt.Started)
}

func TestALookThatIsNotToLastSaysThatMoreIsKnownLater(t *testing.T) {
	for name, o := range map[string]func(w *world) tasks.SettleOptions{
		"no wait above":    func(*world) tasks.SettleOptions { return tasks.SettleOptions{Longest: time.Second} },
		"no step after it": func(w *world) tasks.SettleOptions { return tasks.SettleOptions{Until: w.time().Add(time.Second)} },
	} {
		w := newWorld(t, sandbox.ModeLost)
		s := w.start("demo", agora.OutcomeUnknown)
		x := s.Settle(true, o(w))
		err := x.Run(t.Context(), t.Context())
		if !errors.Is(err, tasks.ErrLater) || x.Verdict() != tasks.VerdictPending || !tasks.TimeHelps(err) || tasks.Exhausted(err) {
			t.Errorf("%s: %v, %d", name, err, x.Verdict())
		}
	}
}

// TestOfTwoStartsOneIsGivenUp, unless the person knows of the other.
func TestOfTwoStartsOneIsGivenUp(t *testing.T) {
	for name, test := range map[string]struct {
		change func(o *tasks.BeginOptions, first *attempt.Attempt)
		goesOn bool
		beside int
	}{
		"nobody knows":   {func(*tasks.BeginOptions, *attempt.Attempt) {}, false, 0},
		"of another one": {func(o *tasks.BeginOptions, _ *attempt.Attempt) { o.Known = []string{"another"} }, false, 0},
		"it is known":    {func(o *tasks.BeginOptions, first *attempt.Attempt) { o.Known = []string{first.ID()} }, true, 0},
		"all may run":    {func(o *tasks.BeginOptions, _ *attempt.Attempt) { o.Beside = true }, true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, sandbox.ModeOK)
			first := w.start("demo", agora.OutcomeStarted)
			second, err := w.begin("demo", func(o *tasks.BeginOptions) { test.change(o, first.Attempt) })
			if test.goesOn {
				if err != nil || len(second.Beside) != test.beside {
					t.Fatalf("%v, beside %v", err, second)
				}
				return
			}
			conflict, ok := errors.AsType[*tasks.ConflictError](err)
			if !ok || len(conflict.Open) != 1 || conflict.Open[0].ID != first.Attempt.ID() || conflict.Unclosed != nil {
				t.Fatalf("%v", err)
			}
			all, _, err := w.Tasks.All()
			if err != nil || len(all) != 2 {
				t.Fatal(all, err)
			}
			for _, a := range all {
				if a.ID() != first.Attempt.ID() {
					w.state(a, attempt.Abandoned)
				}
			}
		})
	}
}

func TestAStartThatIsCancelledSendsNothing(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	s, err := w.begin("demo", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Cancel(); err != nil {
		t.Fatal(err)
	}
	w.state(s.Attempt, attempt.Abandoned)
	if err := s.Acquire(t.Context()); err == nil {
		t.Error("it went on")
	}
	running := w.start("other", agora.OutcomeStarted)
	if err := running.Cancel(); err == nil {
		t.Error("what runs can only be stopped")
	}
	w.state(running.Attempt, attempt.Started)
}

func TestTheUseOfAPresetIsRemembered(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	s := w.start("demo", agora.OutcomeStarted)
	w.Tasks.RememberUse("hall", tasks.ResultOf(s.Attempt), time.Minute)
	w.Tasks.RememberUse("", tasks.ResultOf(s.Attempt), 0)
	if use, ok := w.Presets.LastUsed("hall"); !ok || use.Result != "started" || use.Duration != time.Minute {
		t.Errorf("%+v, %v", use, ok)
	}
	if err := w.by.Stop(t.Context(), s.Attempt); err != nil || tasks.ResultOf(s.Attempt) != tasks.ResultStopped || tasks.EndedByItself(s.Attempt) {
		t.Errorf("%v, %s", err, tasks.ResultOf(s.Attempt))
	}
	itself := w.start("idle", agora.OutcomeStarted)
	if err := itself.Attempt.Ended(attempt.HowStopped); err != nil || tasks.ResultOf(itself.Attempt) != tasks.ResultEnded {
		t.Errorf("%v, %s", err, tasks.ResultOf(itself.Attempt))
	}
	if lost := newWorld(t, sandbox.ModeLost).start("lost", agora.OutcomeUnknown); tasks.ResultOf(lost.Attempt) != tasks.ResultUnknown {
		t.Errorf("a lost answer: %s", tasks.ResultOf(lost.Attempt))
	}
	cancelled, err := w.begin("cancelled", nil)
	if err != nil || cancelled.Cancel() != nil || tasks.ResultOf(cancelled.Attempt) != tasks.ResultNotStarted {
		t.Errorf("%v: what was never sent: %s", err, tasks.ResultOf(cancelled.Attempt))
	}
}

func TestAStartThatWasSentReachedAgoraPerhaps(t *testing.T) {
	for want, failures := range map[bool][]error{
		true: {
			&agora.NetError{Op: agora.OpQuery, Sent: true}, &agora.NetError{Op: agora.OpPresence},
			&agora.NetError{Op: agora.OpStart},
		},
		false: {nil, errors.New("no network"), &agora.NetError{Op: agora.OpStart, Sent: true}},
	} {
		for _, err := range failures {
			if tasks.Unreached(err) != want {
				t.Errorf("%#v: %v", err, !want)
			}
		}
	}
}
