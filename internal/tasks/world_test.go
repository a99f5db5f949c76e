package tasks_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// world is a session on the sandbox whose waits pass at once, by a clock of its own.
type world struct {
	*session.Session
	t  *testing.T
	by *tasks.Caller

	mu  sync.Mutex
	now time.Time
}

func newWorld(t *testing.T, mode sandbox.Mode) *world {
	t.Helper()
	return newWorldWith(t, mode, func(*session.Options) {})
}

// newWorldWith changes what the session is made of.
func newWorldWith(t *testing.T, mode sandbox.Mode, change func(*session.Options)) *world {
	t.Helper()
	w := &world{t: t, now: clocktest.At(14, 0, 0)}
	w.Session = open(t, nil, func(o *session.Options) {
		o.UseSandbox, o.SandboxMode, o.Pace, o.Now = true, mode, time.Second, w.time
		o.Sleep = func(ctx context.Context, d time.Duration) error { w.pass(d); return ctx.Err() }
		change(o)
	})
	var err error
	if w.by, err = w.Tasks.Caller(t.Context(), theSandbox(t, w.Session), nil); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) time() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// begin begins a start in a channel.
func (w *world) begin(channel string, change func(*tasks.BeginOptions)) (*tasks.Start, error) {
	o := tasks.BeginOptions{Request: request(channel)}
	o.PlannedEnd = w.time().Add(attempt.DefaultPlannedLife)
	if change != nil {
		change(&o)
	}
	return w.by.Begin(w.t.Context(), o)
}

// start starts a task in a channel; want is the outcome.
func (w *world) start(channel string, want agora.Outcome) *tasks.Start {
	w.t.Helper()
	s, err := w.begin(channel, nil)
	if err == nil {
		err = s.Acquire(w.t.Context())
	}
	if err != nil {
		w.t.Fatal(err)
	}
	if outcome, err := s.Send(w.t.Context()); outcome != want {
		w.t.Fatalf("%s, %v", outcome, err)
	}
	return s
}

func (w *world) state(a *attempt.Attempt, want attempt.State) {
	w.t.Helper()
	if err := a.Refresh(); err != nil || a.State() != want {
		w.t.Errorf("%s (%v), want %s", a.State(), err, want)
	}
}
