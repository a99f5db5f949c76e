package tasks_test

import (
	"context"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// held is a start whose answer was lost, which this process has, and another sttwizard that
// recovers; sleeping is done at each of its waits.
func held(t *testing.T, sleeping func(lost *attempt.Attempt)) (w *world, other *world) {
	t.Helper()
	w = newWorld(t, sandbox.ModeLost)
	lost := w.start("demo", agora.OutcomeUnknown).Attempt
	if err := lost.Own(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tasks.Leave(lost) })
	other = &world{t: t}
	other.Session = open(t, map[string]string{"STTWIZARD_HOME": w.Getenv("STTWIZARD_HOME")}, func(o *session.Options) {
		o.UseSandbox, o.SandboxMode, o.Pace, o.Now = true, sandbox.ModeLost, time.Second, w.time
		o.Sleep = func(ctx context.Context, d time.Duration) error {
			w.pass(d)
			sleeping(lost)
			return ctx.Err()
		}
	})
	return w, other
}

// TestWhatAnotherHasIsLeftToItAndTold: it may cost money, and nobody asked for it.
func TestWhatAnotherHasIsLeftToItAndTold(t *testing.T) {
	for name, test := range map[string]struct {
		passed time.Duration
		o      tasks.RecoverOptions
		needs  attempt.Need
	}{
		"while it may be at work":           {0, tasks.RecoverOptions{}, attempt.NeedTime},
		"while it may be at work, to stop":  {0, tasks.RecoverOptions{Stop: true}, attempt.NeedTime},
		"before its reminder":               {0, tasks.RecoverOptions{Stop: true, Expired: true}, attempt.NeedTime},
		"when it does nothing":              {time.Hour, tasks.RecoverOptions{}, attempt.NeedPerson},
		"when it does nothing, to stop":     {time.Hour, tasks.RecoverOptions{Stop: true}, attempt.NeedPerson},
		"when it does nothing, waited for":  {time.Hour, tasks.RecoverOptions{Stop: true, Wait: true}, attempt.NeedPerson},
		"until it does nothing, waited for": {0, tasks.RecoverOptions{Stop: true, Wait: true}, attempt.NeedPerson},
		"past its reminder":                 {5 * time.Hour, tasks.RecoverOptions{Stop: true, Expired: true}, attempt.NeedPerson},
	} {
		t.Run(name, func(t *testing.T) {
			w, other := held(t, func(*attempt.Attempt) {})
			w.pass(test.passed)
			r, person := other.recover(test.o)
			if left := r.Left(); len(left) != 1 || left[0].Needs != test.needs || !left[0].Held || r.None() || len(r.Attempts) != 1 {
				t.Fatalf("%d of %d left", len(left), len(r.Attempts))
			}
			if person != (test.needs == attempt.NeedPerson) {
				t.Errorf("a person: %v", person)
			}
		})
	}
}

// TestWhatIsReleasedMeanwhileIsBroughtOn, also by a recovery that does not wait.
func TestWhatIsReleasedMeanwhileIsBroughtOn(t *testing.T) {
	for name, test := range map[string]struct {
		wait  bool
		after int // waits after which it is free
		held  bool
		state attempt.State
	}{
		"at once":      {false, 1, false, attempt.Unknown}, // it is sent again later than a moment on
		"waited for":   {true, 20, false, attempt.Stopped},
		"not so early": {false, 20, true, attempt.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			waits, told := 0, 0
			_, other := held(t, func(lost *attempt.Attempt) {
				if waits++; waits == test.after {
					tasks.Leave(lost)
				}
			})
			r, person := other.recover(tasks.RecoverOptions{Stop: true, Wait: test.wait, Waits: func(*attempt.Attempt) { told++ }})
			if x := r.Attempts[0]; x.After != test.state || x.Held != test.held || len(r.Left()) > 0 != x.Held || person {
				t.Errorf("%s, held %v, %d left, a person: %v", x.After, x.Held, len(r.Left()), person)
			}
			if (told == 1) != test.wait {
				t.Errorf("told %d times that it is waited for", told)
			}
		})
	}
}

// TestWhatWasNeverSentIsLeftToWhoeverSendsIt: nothing of it costs money.
func TestWhatWasNeverSentIsLeftToWhoeverSendsIt(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	if _, err := w.begin("demo", nil); err != nil {
		t.Fatal(err)
	}
	other := &world{t: t}
	other.Session = open(t, map[string]string{"STTWIZARD_HOME": w.Getenv("STTWIZARD_HOME")}, func(o *session.Options) { o.UseSandbox, o.Now = true, w.time })
	r, person := other.recover(tasks.RecoverOptions{Stop: true})
	if len(r.Theirs) != 1 || len(r.Attempts) > 0 || len(r.Left()) > 0 || r.None() || person {
		t.Errorf("%d of others, %d brought on, %d left, a person: %v", len(r.Theirs), len(r.Attempts), len(r.Left()), person)
	}
}
