package main

import (
	"errors"
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
