package screen

import (
	"slices"
	"testing"
)

func TestOnlyTheRaceDetectorTakesAPart(t *testing.T) {
	t.Parallel()
	all := []int{1, 2, 3, 4, 5, 6, 7}
	want := all
	if underRace {
		want = []int{1, 4, 7}
	}
	if got := Few(t, all); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
