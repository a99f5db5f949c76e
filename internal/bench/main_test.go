package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTwoThingsAreMeasuredInTurnsWithoutTheFirstRound(t *testing.T) {
	var order strings.Builder
	next := func(name string, times ...time.Duration) func() (time.Duration, error) {
		return func() (time.Duration, error) {
			order.WriteString(name)
			d := times[0]
			times = times[1:]
			return d, nil
		}
	}
	a, b, err := inTurns(3, next("a", 100, 3, 1, 2), next("b", 900, 6, 5, 4))
	if a != 2 || b != 5 || err != nil {
		t.Errorf("medians %d and %d, error %v", a, b, err)
	}
	if order.String() != "abababab" {
		t.Errorf("measured in the order %s", &order)
	}
}

func TestAFailedMeasurementIsTold(t *testing.T) {
	failed := errors.New("failed")
	if _, _, err := inTurns(3, func() (time.Duration, error) { return 0, failed }, nil); !errors.Is(err, failed) {
		t.Errorf("the error is %v", err)
	}
}

func TestTheSizeIsHeldToItsLimit(t *testing.T) {
	for name, c := range map[string]struct {
		bytes int64
		ok    bool
	}{
		"just small enough": {sizeLimit, true},
		"one byte too big":  {sizeLimit + 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			b := &bench{dir: t.TempDir()}
			f, err := os.Create(filepath.Join(b.dir, "sttwizard"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if err := f.Truncate(c.bytes); err != nil {
				t.Fatal(err)
			}
			rows, err := size(b)
			if err != nil || len(rows) != 1 || rows[0].ok != c.ok {
				t.Errorf("rows %+v, error %v", rows, err)
			}
		})
	}
}

func TestAnswersAreDroppedUntilThereIsSomebody(t *testing.T) {
	var l later
	var got strings.Builder
	if n, err := l.Write([]byte("early")); n != 5 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	l.set(&got)
	if _, err := l.Write([]byte("now")); err != nil || got.String() != "now" {
		t.Errorf("%q, %v", &got, err)
	}
}
