package tasks_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/tasks"
)

func TestATaskIsFoundByItsIDOrItsChannel(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	one, other := w.start("hall", agora.OutcomeStarted).Attempt, w.start("board", agora.OutcomeStarted).Attempt
	for query, want := range map[string]*attempt.Attempt{
		"hall": one, "board": other, one.ID(): one, strings.ToUpper(other.Task().ID): other, one.Task().ID[:8]: one,
	} {
		if a, err := w.Tasks.Find("", query); err != nil || a.ID() != want.ID() {
			t.Errorf("%s: %v", query, err)
		}
	}
	for _, query := range []string{"", "Hall", "hal"} { // channels are spelled exactly, and whole
		if _, err := w.Tasks.Find("", query); !is[*attempt.NotFoundError](err) {
			t.Errorf("%q: %v", query, err)
		}
	}
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func TestAChannelMeansItsOpenTaskAndNeverOneOfSeveral(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	first := w.start("hall", agora.OutcomeStarted).Attempt
	if err := w.by.Stop(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if a, err := w.Tasks.Find("", "hall"); err != nil || a.ID() != first.ID() {
		t.Errorf("the only one: %v", err)
	}
	second := w.start("hall", agora.OutcomeStarted).Attempt
	if a, err := w.Tasks.Find("", "hall"); err != nil || a.ID() != second.ID() {
		t.Errorf("the open one: %v", err)
	}
	beside, err := w.begin("hall", func(o *tasks.BeginOptions) { o.Beside = true })
	if err != nil {
		t.Fatal(err)
	}
	third := beside.Attempt
	_, err = w.Tasks.Find("", "hall")
	several, ok := errors.AsType[*attempt.AmbiguousError](err)
	if !ok || len(several.IDs) != 2 || !slices.Contains(several.IDs, second.ID()) || !slices.Contains(several.IDs, third.ID()) {
		t.Errorf("two open ones: %v", err)
	}
}

// A channel may be spelled like the beginning of another task's id.
func TestAChannelThatIsAnothersBeginningIsNotGuessed(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	one := w.start("hall", agora.OutcomeStarted).Attempt
	other := w.start(one.Task().ID[:6], agora.OutcomeStarted).Attempt
	_, err := w.Tasks.Find("", one.Task().ID[:6])
	several, ok := errors.AsType[*attempt.AmbiguousError](err)
	if !ok || !slices.Contains(several.IDs, one.ID()) || !slices.Contains(several.IDs, other.ID()) {
		t.Errorf("got %v", err)
	}
}
