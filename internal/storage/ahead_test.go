package storage

import (
	"testing"
	"time"

	"sttwizard/internal/clock"
)

func TestHowFarTheClocksAreApartIsKnown(t *testing.T) {
	t.Parallel()
	p, k := fake(t)
	for _, off := range []time.Duration{0, 3 * time.Minute, -10 * time.Minute} {
		r := opened(t, p, k, Options{Now: func() time.Time { return clock.Now().Add(off) }})
		if got := r.Ahead(); got != 0 {
			t.Errorf("before anything was asked it is %v", got)
		}
		if _, err := r.List(t.Context(), "", "", 1); err != nil {
			t.Fatal(err)
		}
		if got := r.Ahead(); (got - off).Abs() > 30*time.Second { // a busy machine
			t.Errorf("%v, not %v", got, off)
		}
	}
}

func TestTheClockOfAStorageDoesNotWaverByEachAnswer(t *testing.T) {
	t.Parallel()
	p, k := fake(t)
	off := 3 * time.Minute
	r := opened(t, p, k, Options{Now: func() time.Time { return clock.Now().Add(off) }})
	ask := func(more time.Duration) time.Duration {
		t.Helper()
		off = 3*time.Minute + more
		if _, err := r.List(t.Context(), "", "", 1); err != nil {
			t.Fatal(err)
		}
		return r.Ahead()
	}
	first := ask(0)
	if got := ask(time.Second); got != first {
		t.Errorf("a second later it is %v, not %v", got, first)
	}
	if got := ask(10 * time.Minute); (got - first - 10*time.Minute).Abs() > 30*time.Second {
		t.Errorf("a clock that was set is %v ahead, not %v", got, first+10*time.Minute)
	}
}
