package ui

import (
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// held types a key at once, then after the time in which it is held: the first
// must only say so, the second must do what is seen.
func (r *rig) held(key string, subs ...string) {
	r.t.Helper()
	before := r.Text()
	r.keys(key, "press "+key+" again")
	r.clock.Pass(holdFor - time.Millisecond)
	r.settled()
	r.keys(key, "press "+key+" again")
	r.mustNot(lacking(before, subs)...)
	r.clock.Pass(time.Millisecond)
	r.keys(key, subs...)
}

func TestKeysThatSendStopOrDeleteAreHeldAtFirst(t *testing.T) {
	t.Parallel()
	t.Run("s on the review", func(t *testing.T) {
		r := start(t, rigOptions{})
		r.toReview()
		r.held("s", "sent", "bots 47091 listens")
		r.mustState(attempt.Started)
	})
	t.Run("s on the exact request is held since it came up with the review", func(t *testing.T) {
		r := start(t, rigOptions{})
		r.toReview()
		r.keys("v", "exact request")
		r.held("s", "bots 47091 listens")
	})
	t.Run("x on the sending screen", func(t *testing.T) {
		r := start(t, rigOptions{})
		r.toReview()
		release := r.wire.Hold("start")
		defer release()
		r.calm()
		r.keys("s", "stop it as soon as it is known")
		r.held("x", "It will be stopped as soon as it is known.")
		release()
		r.live(time.Second, "– Ended")
		r.mustState(attempt.Stopped)
	})
	t.Run("y on the question about stopping", func(t *testing.T) {
		r := start(t, rigOptions{})
		r.toReview()
		r.running()
		r.keys("x", "Stop the task")
		r.held("y", "Stopping…")
		r.live(time.Second, "– Ended")
	})
	t.Run("x x stops no task", func(t *testing.T) {
		r := start(t, rigOptions{})
		r.toReview()
		r.running()
		r.keys("xx", "Stop the task", "press y again")
		r.mustState(attempt.Started)
	})
	t.Run("r on a failure", func(t *testing.T) {
		r := start(t, rigOptions{mode: sandbox.ModeDenied})
		r.toReview()
		r.calm()
		r.keys("s", "Not started", "refused the credentials")
		r.held("r", "refused the credentials")
		r.mustState(attempt.Abandoned, attempt.Abandoned)
	})
	t.Run("y on the question about deleting", func(t *testing.T) {
		home := withReady(t, "demo")
		r := start(t, rigOptions{home: home})
		r.see("ready")
		r.keys("d", "Delete the preset ready?")
		r.held("y", "deleted ready")
	})
	t.Run("y on the question about a second task", func(t *testing.T) {
		r := start(t, rigOptions{})
		r.toReview()
		r.sent()
		r.keys("n", "ready to send")
		r.calm()
		r.keys("s", "two tasks may bill")
		r.held("y", "bots 47091 listens")
		r.mustState(attempt.Started, attempt.Started)
	})
	t.Run("l on the question about leaving", func(t *testing.T) {
		r := start(t, rigOptions{})
		r.toReview()
		r.sent()
		r.keys("q", "Leave?")
		r.keys("l", "press l again")
		r.calm()
		r.Send("l")
		if err := r.Wait(); err != nil {
			t.Fatal(err)
		}
		r.mustState(attempt.Started)
	})
}

func TestOtherKeysCountAtOnce(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	r.keys("v", "exact request")
	r.keys(term.Esc, "ready to send")
	r.keys("y", "sent to the terminal's clipboard")
	r.keys("?", "Keys")
	r.keys("q", "ready to send")
	r.keys(term.Down+term.Enter, "enter done")
}
