package screen

import (
	"slices"
	"testing"
)

func TestASweepIsWholeWhereThatIsAskedFor(t *testing.T) {
	t.Parallel()
	all := []int{1, 2, 3, 4, 5, 6, 7}
	for asked, want := range map[string][]int{"": {1, 4, 7}, "part": {1, 4, 7}, "whole": all} {
		if got := few(t, asked, 3, all); !slices.Equal(got, want) {
			t.Errorf("%q gives %v, want %v", asked, got, want)
		}
	}
}
