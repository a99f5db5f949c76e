package tasks_test

import (
	"slices"
	"testing"

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
