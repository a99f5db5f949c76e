package tasks_test

import (
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// recover runs a whole recovery, and gives whether a person is needed.
func (w *world) recover(o tasks.RecoverOptions) (*tasks.Recovery, bool) {
	w.t.Helper()
	o.Callers = w.Tasks.Callers(tasks.CallersOptions{Named: o.Named})
	r, err := w.Tasks.Recover(w.t.Context(), o)
	if err != nil {
		w.t.Fatal(err)
	}
	r.BringOn(w.t.Context())
	r.OpenedAgain(w.t.Context())
	return r, r.Judge(w.t.Context())
}

func TestARecoveryFindsOutAndStops(t *testing.T) {
	running := func(w *world) *attempt.Attempt { return w.start("demo", agora.OutcomeStarted).Attempt }
	lost := func(w *world) *attempt.Attempt {
		s := w.start("demo", agora.OutcomeUnknown)
		tasks.Leave(s.Attempt)
		return s.Attempt
	}
	late := func(w *world) *attempt.Attempt {
		a := running(w)
		w.pass(5 * time.Hour)
		return a
	}
	for name, test := range map[string]struct {
		mode    sandbox.Mode
		before  func(w *world) *attempt.Attempt
		o       tasks.RecoverOptions
		after   attempt.State
		needs   attempt.Need
		stopped bool
	}{
		"what runs needs nobody":             {sandbox.ModeOK, running, tasks.RecoverOptions{}, attempt.Started, attempt.NeedNothing, false},
		"what runs is stopped":               {sandbox.ModeOK, running, tasks.RecoverOptions{Stop: true}, attempt.Stopped, attempt.NeedNothing, true},
		"a lost answer is found":             {sandbox.ModeLost, lost, tasks.RecoverOptions{Wait: true}, attempt.Started, attempt.NeedNothing, false},
		"a lost answer is found and stopped": {sandbox.ModeLost, lost, tasks.RecoverOptions{Wait: true, Stop: true}, attempt.Stopped, attempt.NeedNothing, true},
		"past its reminder":                  {sandbox.ModeOK, late, tasks.RecoverOptions{}, attempt.Started, attempt.NeedPerson, false},
		"past its reminder, stopped":         {sandbox.ModeOK, late, tasks.RecoverOptions{Stop: true, Expired: true}, attempt.Stopped, attempt.NeedNothing, true},
		"not past its reminder, left":        {sandbox.ModeOK, running, tasks.RecoverOptions{Stop: true, Expired: true}, attempt.Started, attempt.NeedNothing, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, test.mode)
			test.before(w)
			r, person := w.recover(test.o)
			if len(r.Attempts) != 1 || len(r.Theirs) > 0 {
				t.Fatalf("%d attempts, %d of others", len(r.Attempts), len(r.Theirs))
			}
			x := r.Attempts[0]
			if x.After != test.after || x.Needs != test.needs || x.Stop != test.stopped || x.Trouble != nil || person != (test.needs == attempt.NeedPerson) {
				t.Errorf("%s, needs %q, to be stopped: %v, %v, a person: %v", x.After, x.Needs, x.Stop, x.Trouble, person)
			}
		})
	}
}

// TestWhatCouldNotBeAskedForNeedsAPerson: it may be running and cost money.
func TestWhatCouldNotBeAskedForNeedsAPerson(t *testing.T) {
	for name, secret := range map[string]string{"no secret": "", "nobody answers": "hunter2"} {
		s := open(t, map[string]string{"ACME": secret}, func(o *session.Options) { o.Sleep = hurry })
		save(t, s, "a", func(c *connections.Connection) { c.BaseURL, c.Secret = "http://127.0.0.1:1", env("ACME") })
		c, err := s.Choose("a")
		if err != nil {
			t.Fatal(err)
		}
		in := s.Tasks.Intent(c, request("demo"), tasks.StartOptions{})
		if _, err := attempt.TakeUp(s.Journal, in, agora.Handle{TaskID: "t", BuilderToken: "b"}, agora.Task{}); err != nil {
			t.Fatal(err)
		}
		r, err := s.Tasks.Recover(t.Context(), tasks.RecoverOptions{Callers: s.Tasks.Callers(tasks.CallersOptions{})})
		if err != nil {
			t.Fatal(err)
		}
		r.BringOn(t.Context())
		if person := r.Judge(t.Context()); !person || len(r.Attempts) != 1 || !r.Attempts[0].Unasked() || r.Attempts[0].Trouble == nil {
			t.Errorf("%s: %v, %+v", name, person, r.Attempts)
		}
	}
}
