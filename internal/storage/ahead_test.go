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
