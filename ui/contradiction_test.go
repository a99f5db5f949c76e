package ui

import (
	"strings"
	"testing"
	"time"

	"sttwizard/internal/attempt"
)

// TestWhatCantBeTrueIsToldFirst has a task that this machine took for ended and that
// Agora has running, and a newer one that runs as it should.
func TestWhatCantBeTrueIsToldFirst(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	old := started(t, d.session, "lost-sight", same)
	if err := old.Ended(attempt.HowGone); err != nil {
		t.Fatal(err)
	}
	d.clock.Pass(time.Minute)
	started(t, d.session, "fine", same)
	d.clock.Pass(time.Minute)
	if _, err := attempt.Query(t.Context(), client(t, d.session), old); err != nil || old.Contradiction() != attempt.Reopened {
		t.Fatalf("%v, %q", err, old.Contradiction())
	}
	d.press("r")
	d.must("✗ lost-sight contradicted", "Running: Agora has it, although", "fine running")
	d.first("lost-sight", "● fine")
	d.toTasks()
	d.must("✗ contradic", "runs after it")
	d.first("lost-sight", "fine")
}

// first wants one text above another one.
func (d *desk) first(above, below string) {
	d.t.Helper()
	if text := d.text(); strings.Index(text, above) > strings.Index(text, below) {
		d.t.Errorf("%q is not above %q:\n%s", above, below, text)
	}
}
