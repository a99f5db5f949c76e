package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// use takes the first preset, which asks nothing, to the review.
func (r *rig) use() {
	r.t.Helper()
	r.see("❯ ready")
	r.keys(term.Enter, "ready to send")
}

func TestATaskThatEndsByItselfRingsAndSaysWhy(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", readyFor("idle-room")+"  maxIdleTime: 5\n")
	r := start(t, rigOptions{home: home})
	r.use()
	r.running()
	r.must("by itself 5 s after the last host left the channel")
	bells := r.bells()
	r.live(time.Second, "– Ended", "ended without being told to", "no host was in the channel for 5 s", "n start again")
	r.wait("the bell", func() bool { return r.bells() > bells })
	r.mustState(attempt.Stopped)
	r.mustNot("x stop", "next in")
	before := r.wire.Calls("query")
	for range 100 {
		r.pass(time.Second)
	}
	r.settled()
	if r.wire.Calls("query") != before {
		t.Error("an ended task is still asked for")
	}
	if got := r.bells() - bells; got != 1 {
		t.Errorf("the bell rang %d times", got)
	}
	r.keys("n", "ready to send")
	r.sent()
	r.mustState(attempt.Started, attempt.Stopped)
}

func TestAStopThatFailsIsOfferedAgain(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	r.running()
	r.wire.Answer("stop", 503, "", `{"message":"try later"}`)
	r.keys("x", "Stop the task")
	r.calm()
	r.keys("y")
	r.live(time.Second, "✗ Not stopped", "It may still run. x stops it again.")
	r.mustState(attempt.Stopping)
	r.must("x stop")
	r.wire.Answer("stop", 0, "", "")
	r.keys("x", "Stop the task")
	r.calm()
	r.keys("y")
	r.live(time.Second, "– Ended", "costs nothing any more")
	r.mustState(attempt.Stopped)
	r.mustNot("Not stopped")
}

func TestAStopThatAgoraCouldNotDoIsNoEnd(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	r.running()
	r.wire.Answer("stop", 200, "", `{}`)
	r.wire.Answer("query", 200, "", `{"taskId":"`+r.ledger().Tasks[0].ID+`","createTs":1,"status":"FAILURE_STOP"}`)
	r.keys("x", "Stop the task")
	r.calm()
	r.keys("y")
	r.live(time.Second, "✗ Not stopped", "It may still run.", "The stop was sent, but the task is still there.", "FAILURE_STOP", "x stop")
	r.mustNot("– Ended", "costs nothing")
	r.mustState(attempt.Stopping)
}

func TestWhatAgoraDoesNotKnowMayStillRun(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	r.running()
	r.wire.Answer("query", 404, "", `{"message":"task not found"}`)
	r.live(time.Second, "End not proved", "no such task", "It may still run", "by itself in")
	r.mustNot("no answer since", "No answer")
}

func TestSilenceIsSaidInWordsAndTheTaskIsAskedForAgain(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	r.running()
	r.wire.Answer("query", 502, "", "bad gateway")
	r.live(time.Second, "no answer since")
	r.must("The task itself goes on.")
	r.pass(14 * time.Second)
	r.wire.Answer("query", 0, "", "")
	r.live(time.Second, "asked 0 s ago")
	r.mustNot("no answer since")
}

func TestAskingByHandDoesNotMakeTwoPollsOfOne(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	r.running()
	for range 5 {
		before := r.wire.Calls("query")
		r.keys("r")
		r.wait("an answer", func() bool { return r.wire.Calls("query") > before && !r.atWork() })
		r.Settle(t)
	}
	before := r.wire.Calls("query")
	for range 20 { // polls are 11 to 60 s apart by now
		r.pass(3 * time.Second)
		r.Settle(t)
	}
	if n := r.wire.Calls("query") - before; n > 4 {
		t.Errorf("asked %d times within a minute", n)
	}
}

func TestQuittingAsksAndLeavesTheTaskRunning(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	r.running()
	id := r.ledger().Tasks[0].ID
	r.keys("q", "Leave?", "The task in demo goes on", "sttwizard tasks stop "+id)
	r.keys(term.Esc, "IN_PROGRESS")
	r.keys(term.CtrlC, "Leave?")
	r.calm()
	r.Send("l")
	if err := r.Wait(); err != nil {
		t.Fatal(err)
	}
	if r.model.exit != exitDone {
		t.Errorf("the exit code is %d", r.model.exit)
	}
	r.mustState(attempt.Started)
	if !r.ledger().Tasks[0].StopRequestedAt.IsZero() {
		t.Error("it was stopped")
	}
}

func TestQuittingAsksAndStopsTheTask(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	r.running()
	r.keys("q", "Leave?", "Stay esc Leave it running l Stop it, then leave x", "enter stay")
	r.keys(term.Enter, "● Running")
	r.keys("q", "Leave?")
	r.calm()
	release := r.wire.Hold("stop")
	r.keys(term.Right+term.Right+term.Enter, "Waiting for the end of 1 task")
	release()
	r.wait("the end", func() bool { r.clock.Pass(time.Second); return r.Final() != nil })
	if err := r.Wait(); err != nil {
		t.Fatal(err)
	}
	if r.model.exit != exitDone {
		t.Errorf("the exit code is %d", r.model.exit)
	}
	r.mustState(attempt.Stopped)
}

func TestATaskOfAnEarlierRunIsWatchedAndStopped(t *testing.T) {
	t.Parallel()
	home, at := withReady(t, "demo"), newClock()
	r := start(t, rigOptions{home: home, clock: at})
	r.use()
	r.running()
	r.end()
	r = start(t, rigOptions{home: home, clock: at})
	r.see("demo running", "t all tasks")
	r.keys("t", "Tasks of this machine")
	r.live(time.Second, "❯ ● running      demo")
	r.keys(term.Enter, "IN_PROGRESS")
	r.keys("h", "demo running")
	r.keys("t", "Tasks of this machine")
	r.keys("x", "Stop the task in demo?")
	r.calm()
	r.keys("y")
	r.live(time.Second, "1 task stopped", "– ended")
	r.mustState(attempt.Stopped)
	r.keys("h")
	r.Gone(t, "demo running")
}

func TestASecondStartOfTheSameChannelAsksFirst(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	r.running()
	r.keys("n", "ready to send")
	r.calm()
	r.keys("s", "two tasks may be billed for the same", "for en-US too", r.ledger().Tasks[0].ID)
	r.keys("t", "Tasks of this machine")
	r.keys("h", "demo running")
	r.keys(term.End+term.Enter, "ready to send")
	r.calm()
	r.keys("s", "two")
	r.keys("n", "ready to send")
	r.mustState(attempt.Started)
	if len(r.ledger().Tasks) != 1 {
		t.Error("a second task was started")
	}
}

func TestNoCaptionsHelpsWithThisRequest(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 100, Height: 40}})
	fullWalk(r)
	r.running()
	r.keys("w", "It runs, but no subtitles come?", "Encryption is on: mode, secret and salt", "Only some users are transcribed here")
	r.keys("w", "bots 47091 listens")
}

func TestTheTaskIDIsSentToTheClipboardInWordsThatAreTrue(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	r.running()
	r.keys("y", "task id sent to the terminal's clipboard")
	r.mustNot("copied")
}

func TestCurlIsWrittenToAFileWithoutSecrets(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 100, Height: 40}})
	fullWalk(r)
	r.keys("w", "written to")
	files, err := filepath.Glob(filepath.Join(r.home, "state/export/*.sh"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(files[0]); info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v", info.Mode())
	}
	for _, secret := range []string{"007listening", "aws-secret-key", "AKIAEXAMPLE", sandbox.DefaultSecret.Reveal()} {
		if strings.Contains(string(data), secret) {
			t.Errorf("it holds %q", secret)
		}
	}
}

func TestTheClocksHandGoesOnceASecondOnly(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	before := r.clock.Waits(time.Second)
	if before > 0 {
		t.Errorf("%d ticks before anything was sent", before)
	}
	r.running()
	r.keys("w", "Look at")
	r.keys("w", "47091")
	r.keys("x", "Stop the task")
	r.keys(term.Esc, "47091")
	r.Settle(t)
	before = r.clock.Waits(time.Second)
	for range 20 {
		ticks := r.clock.Waits(time.Second)
		r.clock.Pass(time.Second)
		r.wait("the next tick", func() bool { return r.clock.Waits(time.Second) > ticks })
		r.Settle(t)
	}
	if n := r.clock.Waits(time.Second) - before; n > 20 || n < 15 {
		t.Errorf("%d ticks in 20 s", n)
	}
}
