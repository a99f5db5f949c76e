package ui

import (
	"testing"
	"time"

	term "sttwizard/internal/screen"
)

// still fails the test unless there comes a while in which nothing is written to
// the terminal: on a screen that ticks or blinks there is none.
func (r *rig) still(what string) {
	r.t.Helper()
	r.Settle(r.t)
	before, since := r.Bytes(), time.Now()
	r.wait(what+" to be still", func() bool {
		if now := r.Bytes(); now != before {
			before, since = now, time.Now()
		}
		return time.Since(since) > 300*time.Millisecond
	})
}

func TestScreensOnWhichNothingHappensAreStill(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo"), screen: term.Options{Width: 120, Height: 40}})
	r.see("❯ ready")
	r.still("home")
	r.keys("n", "Channel name")
	r.still("the wizard")
	r.keys("\x1b2fr", "match")
	r.still("a filter")
	r.keys(term.CtrlR, "Review")
	r.still("the review")
	r.keys("?", "Keys")
	r.still("the help")
	if n := len(r.clock.asked); n > 0 {
		t.Errorf("%d timers were set on screens that are still", n)
	}
}

// costs types a text letter by letter and gives the bytes per letter that went
// to the terminal.
func (r *rig) costs(text string) float64 {
	r.t.Helper()
	r.Settle(r.t)
	before := r.Bytes()
	for _, c := range text {
		r.Send(string(c))
		r.Settle(r.t)
	}
	return float64(r.Bytes()-before) / float64(len(text))
}

func TestATypedLetterCostsFewBytes(t *testing.T) {
	t.Parallel()
	for _, size := range []struct {
		width, height int
		most          float64
	}{{80, 24, 140}, {120, 40, 250}} { // 37 are for each run of letters on the ground of fields
		r := start(t, rigOptions{screen: term.Options{Width: size.width, Height: size.height}})
		r.keys("n", "Channel name")
		channel := r.costs("town-hall-2026-")
		r.keys(toBots+"1000", "Subscribing bot's uid") // low ones are warned of
		uid := r.costs("12345")
		if channel > size.most || uid > size.most {
			t.Errorf("at %dx%d a letter of the channel costs %.0f bytes, one of a uid %.0f", size.width, size.height, channel, uid)
		}
		t.Logf("at %dx%d: %.0f bytes a letter of the channel, %.0f of a uid", size.width, size.height, channel, uid)
		r.end()
	}
}
