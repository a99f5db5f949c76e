package tasks

import (
	"context"
	"errors"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
)

// scripted is an Agora that gives one answer after the other.
type scripted struct {
	attempt.API
	answers []any // a status, or an error
}

func (s *scripted) Place() agora.Place { return agora.Place{Version: agora.V7} }

func (s *scripted) Query(context.Context, agora.Handle) (agora.Task, error) {
	next := s.answers[0]
	s.answers = s.answers[1:]
	if err, ok := next.(error); ok {
		return agora.Task{}, err
	}
	return agora.Task{ID: "t", Status: next.(agora.Status)}, nil
}

func (s *scripted) Present(context.Context, uint32, string) (bool, error) { return false, nil }

func (s *scripted) List(context.Context, agora.ListQuery) ([]agora.Task, error) { return nil, nil }

// watched returns a task of v7 that was taken up with a reminder in an hour.
func watched(t *testing.T, now *time.Time) *attempt.Attempt {
	t.Helper()
	journal := attempt.Open(t.TempDir(), attempt.Options{Now: func() time.Time { return *now }})
	in := attempt.Intent{Channel: "demo", Version: agora.V7, PlannedEnd: now.Add(time.Hour), PubBotUID: "2", UniqueUIDs: true}
	a, err := attempt.TakeUp(journal, in, agora.Handle{TaskID: "t"}, agora.Task{Status: agora.StatusStarting})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAWatchTellsWhatIsNew(t *testing.T) {
	silent := errors.New("no answer")
	now := clocktest.At(14, 0, 0)
	w := NewWatch(watched(t, &now), nil, false)
	by := &Caller{api: &scripted{answers: []any{
		agora.StatusStarting, agora.StatusRunning, agora.StatusRunning, silent, silent, agora.StatusRunning, agora.StatusStopped,
	}}}
	for i, want := range []News{
		{}, {Status: agora.StatusRunning}, {}, {Silent: silent}, {}, {Status: agora.StatusRunning}, {Ended: true},
	} {
		now = now.Add(20 * time.Second)
		if got := w.Ask(t.Context(), by); got != want {
			t.Errorf("question %d: %+v, want %+v", i+1, got, want)
		}
		if runs := w.Runs(); runs != (i == 1 || i == 2 || i == 5) {
			t.Errorf("question %d: it runs: %v", i+1, runs)
		}
	}
	if _, more := w.Next(now); more {
		t.Error("what has ended is asked for again")
	}
}

func TestAWatchTellsTheReminderOnceAndWhenItPasses(t *testing.T) {
	now := clocktest.At(14, 0, 0)
	a := watched(t, &now)
	w := NewWatch(a, nil, true)
	now = now.Add(time.Hour - 3*time.Second)
	w.Status = agora.StatusRunning
	if wait, more := w.Next(now); !more || wait > 3*time.Second || w.Overdue(now) {
		t.Errorf("the next question is in %s", wait)
	}
	now = now.Add(3 * time.Second)
	if !w.Overdue(now) || w.Overdue(now) {
		t.Error("the reminder is told once")
	}
	if err := SetReminder(a, now.Add(time.Hour)); err != nil || w.Overdue(now) {
		t.Error(err)
	}
	if now = now.Add(2 * time.Hour); !w.Overdue(now) {
		t.Error("another reminder is told, too")
	}
}

func TestAWatchThatIsLeftBringsNoNews(t *testing.T) {
	now := clocktest.At(14, 0, 0)
	ctx, leave := context.WithCancel(t.Context())
	leave()
	w := NewWatch(watched(t, &now), nil, false)
	if got := w.Ask(ctx, &Caller{api: &scripted{answers: []any{context.Canceled}}}); got != (News{}) {
		t.Errorf("%+v", got)
	}
}
