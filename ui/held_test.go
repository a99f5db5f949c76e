package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
)

// TestAHolderThatDoesNothingIsSaidWithItsProcess on home, at x, and on the task.
func TestAHolderThatDoesNothingIsSaidWithItsProcess(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	other := anotherSession(t, d)
	a := started(t, other, "lost", func(api attempt.API) attempt.API { return noAnswer{api} })
	if err := a.Own(); err != nil {
		t.Fatal(err)
	}
	defer a.Release()
	d.tell(tea.WindowSizeMsg{Width: 140, Height: 40})
	d.press("r")
	d.must("lost", "Another sttwizard works on it")
	d.press("x")
	d.must("is at work on it: wait, or end", ", then x")
	d.clock.Pass(time.Hour)
	d.press("r")
	d.must("✗ lost", "not moving, ")
	d.press("x")
	d.must("has it and makes no move: fg there, or end")
	d.press("enter")
	d.must("has made no move since", "Look at that one: it is suspended")
	d.press("x")
	d.must("has it and makes no move: fg there, or end")
	d.tell(tea.WindowSizeMsg{Width: 60, Height: 20})
	d.press("h")
	d.must("✗ lost", "may be running")
	d.tell(tea.WindowSizeMsg{Width: 140, Height: 40})
	d.press("x")
	d.must("makes no move: fg there")
	d.run(d.m.readHome())
	d.must("makes no move: fg there") // it is still so
	a.Release()
	d.run(d.m.readHome())
	d.mustNotShow("makes no move: fg there")
}
