package ui

import (
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

func TestATaskThatStaysStartedIsShownAsRunning(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: sandbox.ModeStarted})
	r.toReview()
	r.sent()
	r.must("STARTED")
	r.mustNot("● Running")
	r.live(time.Second, "● Running", "STARTED", "It was started for listening to English.",
		"Agora has called it STARTED since 14:00", "has not said that it transcribes", "if none does, w says what to look at, and x stops it.")
	r.keys("h", "Last answers")
	r.calm()
	r.keys("t", "Tasks")
	r.live(time.Second, "● running", "STARTED")
	r.keys("d", "Agora has called it STARTED since 14:00", "enter and then w say what to look at")
}

func TestATakenNameOfWhichNothingIsSeenIsNotSaidToRun(t *testing.T) {
	t.Parallel()
	r := wizardOn(t, agora.V7, sandbox.Options{})
	r.wire.Answer("start", 409, "", `{"detail":"conflict with running task","reason":"TaskConflict"}`)
	r.keys("n", "Channel name")
	r.keys("hall"+term.CtrlR, "Review")
	r.keys(term.Enter, "Languages")
	r.keys("english united states"+term.Enter+term.CtrlR, "ready to send")
	r.calm()
	r.keys("s")
	r.live(time.Second, "Nobody knows whether it runs", "t the task")
	r.mustNot("builder token", "It is running", "It costs money")
	r.mustState(attempt.RunningNoID)
	r.keys("t", "✗ May be running", "nothing of it is seen: it may be running")
	r.mustNot("builder token", "It costs money", "RUNS")
	r.keys("h", "✗ hall answer lost, may be running")
}
