package tasks_test

import (
	"errors"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/tasks"
)

func TestOnlyWhatNobodyKnowsIsSetAside(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	known := w.start("known", agora.OutcomeStarted)
	if _, ok := errors.AsType[*tasks.StoppableError](tasks.SetAside(known.Attempt, "known")); !ok {
		t.Error("a task that can be stopped was set aside")
	}
	w.state(known.Attempt, attempt.Started)
	if err := tasks.Drop(known.Attempt); err == nil {
		t.Error("what runs was dropped")
	}
	lost := newWorld(t, sandbox.ModeLost)
	s := lost.start("lost", agora.OutcomeUnknown)
	if _, ok := errors.AsType[*attempt.ChannelError](tasks.SetAside(s.Attempt, "another")); !ok {
		t.Error("another channel's name was taken")
	}
	lost.state(s.Attempt, attempt.Unknown)
	if err := tasks.SetAside(s.Attempt, "lost"); err != nil {
		t.Fatal(err)
	}
	lost.state(s.Attempt, attempt.Acknowledged)
	x := lost.Tasks.Settle(s.Attempt, lost.by, tasks.SettleOptions{SettleOptions: attempt.SettleOptions{Goal: attempt.End}})
	if err := x.Run(t.Context(), t.Context()); err != nil || x.Verdict() != tasks.VerdictAside {
		t.Errorf("%v, %d: what was set aside counts as ended", err, x.Verdict())
	}
	unsent, err := w.begin("unsent", nil)
	if err != nil || !tasks.MayDrop(unsent.Attempt) || tasks.MayDrop(known.Attempt) {
		t.Fatal(err)
	}
	if err := tasks.Drop(unsent.Attempt); err != nil {
		t.Fatal(err)
	}
	w.state(unsent.Attempt, attempt.Abandoned)
}

// TestWhatNeedsNoCallerCallsNobody, also where it turns out to have been sent.
func TestWhatNeedsNoCallerCallsNobody(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	unsent, err := w.begin("unsent", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Tasks.Settle(unsent.Attempt, nil, tasks.SettleOptions{}).Run(t.Context(), t.Context()); err != nil {
		t.Fatal(err)
	}
	w.state(unsent.Attempt, attempt.Abandoned)
	sent := w.start("sent", agora.OutcomeStarted)
	err = w.Tasks.Settle(sent.Attempt, nil, tasks.SettleOptions{}).Run(t.Context(), t.Context())
	if _, ok := errors.AsType[*attempt.PlaceError](err); !ok {
		t.Errorf("%v", err)
	}
	w.state(sent.Attempt, attempt.Started)
}
