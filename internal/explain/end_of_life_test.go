package explain

import (
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

func TestTheEndOfLifeIsSaidOnlyWhenItIsPast(t *testing.T) {
	day, _ := agora.V5.EndOfLife()
	if got := EndOfLife(agora.V5, day.Add(-time.Hour)); got != "" {
		t.Errorf("before the day: %q", got)
	}
	if got := EndOfLife(agora.V5, day.Add(time.Hour)); !strings.Contains(got, "11 June 2026") || !strings.HasPrefix(got, "v5 ") || !strings.Contains(got, "v7 takes the same request") {
		t.Errorf("after the day: %q", got)
	}
	if got := EndOfLife("v99", day.Add(time.Hour)); got != "" {
		t.Errorf("a version without one: %q", got)
	}
}
