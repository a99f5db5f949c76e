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

// elsewhereStarted returns the handle of a task that another machine started.
func elsewhereStarted(t *testing.T, w *world) agora.Handle {
	t.Helper()
	token, err := w.client(t).Acquire(t.Context(), "elsewhere")
	if err != nil {
		t.Fatal(err)
	}
	task, err := w.client(t).Start(t.Context(), token.Name, request("demo"))
	if err != nil {
		t.Fatal(err)
	}
	return agora.Handle{TaskID: task.ID, BuilderToken: token.Name}
}

func (w *world) client(t *testing.T) *agora.Client {
	t.Helper()
	c, err := w.Client(t.Context(), theSandbox(t, w.Session), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestATaskIsTakenUpOnceWithItsReminder(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	h := elsewhereStarted(t, w)
	if err := w.Tasks.Known(t.Context(), "", h.TaskID); err != nil {
		t.Fatal(err)
	}
	reminder := w.time().Add(time.Hour)
	a, seen, err := w.by.TakeUp(t.Context(), tasks.TakeUpOptions{Handle: h, Channel: "demo", Reminder: reminder})
	if err != nil || seen.Status == "" || !a.PlannedEnd().Equal(reminder) {
		t.Fatalf("%v, %+v, %s", err, seen, a.PlannedEnd())
	}
	w.state(a, attempt.Started)
	known, ok := errors.AsType[*tasks.KnownTaskError](w.Tasks.Known(t.Context(), "", h.TaskID))
	if !ok || known.Attempt.ID() != a.ID() {
		t.Errorf("it would be taken up twice: %v", known)
	}
	if err := w.Tasks.Known(t.Context(), "", h.TaskID[:6]); err != nil {
		t.Errorf("a beginning of its id is no id: %v", err)
	}
}

// TestATaskThatWasTakenForEndedIsFoundToRun when somebody wants to take it up.
func TestATaskThatWasTakenForEndedIsFoundToRun(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	s := w.start("demo", agora.OutcomeStarted)
	if err := s.Attempt.Ended(attempt.HowGone); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Minute)
	if _, ok := errors.AsType[*tasks.KnownTaskError](w.Tasks.Known(t.Context(), "", s.Attempt.Task().ID)); !ok {
		t.Error("it would be listed twice")
	}
	w.state(s.Attempt, attempt.Started)
}

func TestWhatIsOverIsNotTakenUp(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	s := w.start("demo", agora.OutcomeStarted)
	h, _ := s.Attempt.Handle()
	for name, test := range map[string]struct {
		before func()
		h      agora.Handle
		gone   bool
	}{
		"unknown": {func() {}, agora.Handle{TaskID: "ffffffffffffffffffffffffffffffff", BuilderToken: h.BuilderToken}, true},
		"ended":   {func() { _ = w.client(t).Stop(t.Context(), h); w.pass(time.Minute) }, h, false},
	} {
		test.before()
		a, _, err := w.by.TakeUp(t.Context(), tasks.TakeUpOptions{Handle: test.h, Channel: "demo"})
		over, ok := errors.AsType[*tasks.OverTaskError](err)
		if !ok || a != nil || test.gone && !over.Gone {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all, _, err := w.Tasks.All(); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
}
