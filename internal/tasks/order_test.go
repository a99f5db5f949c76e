package tasks_test

import (
	"slices"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

func TestTheWorstRanksFirstThenWhatEndsSoonest(t *testing.T) {
	soon, late := clocktest.At(15, 0, 0), clocktest.At(18, 0, 0)
	want := []tasks.Rank{
		{words.Alarm, 3, late}, {words.Alarm, 2, soon}, {words.Look, 1, late}, {words.Well, 0, soon}, {words.Well, 0, late}, {Health: words.Well},
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortStableFunc(got, tasks.Rank.Compare)
	if !slices.Equal(got, want) {
		t.Errorf("they rank %v, want %v", got, want)
	}
}

func TestWhatMayRunStandsBeforeWhatIsOver(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	over, well, bad := w.start("over", agora.OutcomeStarted).Attempt, w.start("well", agora.OutcomeStarted).Attempt, w.start("bad", agora.OutcomeStarted).Attempt
	if err := over.Ended(attempt.HowStopped); err != nil {
		t.Fatal(err)
	}
	rows := []*attempt.Attempt{over, well, bad}
	tasks.Sort(rows, w.now, func(a *attempt.Attempt) (*attempt.Attempt, words.Health) {
		return a, map[*attempt.Attempt]words.Health{over: words.Alarm, well: words.Busy, bad: words.Look}[a]
	})
	if want := []*attempt.Attempt{bad, well, over}; !slices.Equal(rows, want) {
		t.Errorf("they stand %v, want %v", rows, want)
	}
}
