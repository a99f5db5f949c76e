package screen

import (
	"os"
	"testing"
)

// SweepsVariable asks for sweeps that are whole: STTWIZARD_SWEEPS=whole. CI sets it in
// one of its steps.
const SweepsVariable = "STTWIZARD_SWEEPS"

// share is the part of a sweep that is taken where the whole was not asked for. With the
// race detector, which makes drawing some eight times slower, it is a smaller one: two
// cases that are drawn alike race alike.
const (
	share     = 3
	shareRace = 9
)

// Few returns every third case of a sweep that looks at what is drawn, every ninth with
// the race detector, so that the suite can be run between two thoughts, and says so in the
// test's log. CI takes all in one of its steps.
func Few[T any](t testing.TB, all []T) []T {
	t.Helper()
	n := share
	if raceDetector {
		n = shareRace
	}
	return few(t, os.Getenv(SweepsVariable), n, all)
}

func few[T any](t testing.TB, asked string, n int, all []T) []T {
	t.Helper()
	if asked == "whole" {
		return all
	}
	some := every(n, all)
	t.Logf("%d of %d cases; all with %s=whole", len(some), len(all), SweepsVariable)
	return some
}

// every returns the first of each n.
func every[T any](n int, all []T) (some []T) {
	for i := 0; i < len(all); i += n {
		some = append(some, all[i])
	}
	return some
}
