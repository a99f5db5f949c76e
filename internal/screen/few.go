package screen

import "testing"

// raceTakes is the share of a sweep that a build with the race detector takes.
const raceTakes = 3

// Few returns all cases of a sweep that looks at what is drawn. With the race
// detector, which takes ten times as long and looks for something else, it returns
// every third of them and says so in the test's log. CI runs the whole without it.
func Few[T any](t testing.TB, all []T) []T {
	t.Helper()
	if !underRace {
		return all
	}
	few := every(raceTakes, all)
	t.Logf("with the race detector: %d of %d cases", len(few), len(all))
	return few
}

// every returns the first of each n.
func every[T any](n int, all []T) (few []T) {
	for i := 0; i < len(all); i += n {
		few = append(few, all[i])
	}
	return few
}
