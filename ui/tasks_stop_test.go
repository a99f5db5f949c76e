package ui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
	"sttwizard/ui/kit"
)

// stopped reports whether the task of a channel was told to stop.
func (d *desk) stopped(channel string) bool {
	d.t.Helper()
	return d.attempt(channel).State() == attempt.Stopped
}

func TestStoppingOneStaysInTheTable(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	started(t, d.session, "one", same)
	started(t, d.session, "two", same)
	d.toTasks()
	d.press("down")
	chosen := d.rowOf("❯")
	d.press("x")
	d.must("Stop the task in", "Subtitles end at once")
	d.press("y")
	d.must("press y again") // it has just appeared
	d.press("n")
	if d.stopped("one") || d.stopped("two") {
		t.Fatal("it was stopped without a yes")
	}
	d.press("x")
	d.calm()
	d.press("y")
	d.rings("1 task stopped", "❯ – ended")
	if shows(chosen, "one") != d.stopped("one") || shows(chosen, "two") != d.stopped("two") {
		t.Errorf("chosen was %q, stopped: one %v, two %v", chosen, d.stopped("one"), d.stopped("two"))
	}
	d.must("1 running")
}

func TestWhatIsNotKnownIsStoppedOnItsOwnScreen(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	started(t, d.session, "lost", func(api attempt.API) attempt.API { return noAnswer{api} })
	d.toTasks()
	d.press("x")
	shown, ok := d.m.screen.(*taskScreen)
	if !ok || shown.work.attempt.Intent().Channel != "lost" {
		t.Fatalf("x leads to %T", d.m.screen)
	}
	if _, asks := d.m.over.(*question); !asks {
		t.Errorf("it does not ask:\n%s", d.text())
	}
}

func TestStopAllNamesAndStopsWhatMayBeRunning(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	for i := range 6 {
		started(t, d.session, fmt.Sprintf("hall-%d", i), same)
	}
	started(t, d.session, "lost", func(api attempt.API) attempt.API { return noAnswer{api} })
	begun(t, d.session, d.m.conn, "unsent")
	d.toTasks()
	d.press("X")
	d.must("Stop 7 tasks?", "hall-0", "hall-5", "Not known whether it runs: lost", "y stop all 7")
	d.calm()
	d.press("X") // not the key that led there
	d.must("Stop 7 tasks?")
	d.press("n")
	d.must("6 running, 1 may be running")
	d.press("/")
	d.types("hall-3")
	d.press("enter", "X")
	d.must("Stop 1 task?", "The filter hides 6 more, which go on.", "y stop it")
	d.press("esc", "esc", "X")
	d.calm()
	d.press("y")
	d.rings("7 tasks stopped", "nothing is running")
	states := map[attempt.State]int{}
	all, _, err := d.session.Journal.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		states[a.State()]++
	}
	if states[attempt.Intended] != 1 || states[attempt.Stopped]+states[attempt.Abandoned] != 7 {
		t.Errorf("the journals are %v", states)
	}
}

func TestStopAllIsInSightWhereSeveralRun(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	started(t, d.session, "one", same)
	d.clock.Pass(time.Second)
	started(t, d.session, "two", same)
	d.press("r")
	d.must("x stop", "X stop all")
	d.press("t")
	d.must("Tasks", "X stop all")
	d.press("esc", "X")
	d.must("Stop 2 tasks?", "Running: one, two")
	d.press("n")
	d.must("Tasks", "2 running")
}

func TestStopAllGoesOnWhenOneFails(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/connections.yaml", connectionFile("gone", "env:GONE", "http://127.0.0.1:1"))
	d := newDesk(t, rigOptions{home: home, env: map[string]string{"GONE": "secret"}})
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}})
	a := startedAt(t, d.session, "gone", url, "far-away")
	started(t, d.session, "near", same)
	setBaseURL(t, a, url, "http://127.0.0.1:1")
	d.toTasks()
	d.must("! no answer far-away gone")
	d.press("X")
	d.calm()
	d.press("y")
	d.rings("1 stopped, 1 not: what is not may be running and cost money", "✗ not stopped far-away", "– ended near")
	d.press("/")
	d.types("far")
	d.press("enter", "d")
	d.must("Not stopped:")
	d.press("esc", "esc", "X")
	d.must("Stop 1 task?", "Running: far-away")
}

func TestStopAllAsksForASecretOfEachConnection(t *testing.T) {
	t.Parallel()
	var d *desk
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}, Now: func() time.Time { return d.clock.Now() }})
	home := t.TempDir()
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", url))
	d = newDesk(t, rigOptions{home: home})
	startedAt(t, d.session, "acme", url, "asked-a")
	startedAt(t, d.session, "acme", url, "asked-b")
	started(t, d.session, "near", same)
	d.toTasks()
	d.press("X")
	d.calm()
	d.press("y")
	d.must("Customer secret of acme")
	d.press("esc")
	d.rings("1 stopped, 2 not", "✗ not stopped asked-a", "✗ not stopped asked-b", "– ended near")
	d.press("/")
	d.types("asked-a")
	d.press("enter", "d")
	d.must("customer secret of acme was not given")
	d.press("esc", "esc", "X")
	d.calm()
	d.press("y")
	d.must("Customer secret of acme")
	d.types("wrong")
	d.press("enter")
	d.rings("✗ not stopped asked-a", "✗ not stopped asked-b")
	d.press("X")
	d.calm()
	d.press("y")
	d.must("Customer secret of acme")
	d.types(sandbox.DefaultSecret.Reveal())
	d.press("enter")
	d.rings("2 tasks stopped")
	if !d.stopped("asked-a") || !d.stopped("asked-b") {
		t.Error("they are not stopped")
	}
}

// TestAllStopsGoOutBeforeTheEndOfAnyIsWaitedFor: a task that waits for its stop costs
// money.
func TestAllStopsGoOutBeforeTheEndOfAnyIsWaitedFor(t *testing.T) {
	const many = 9
	r := start(t, rigOptions{})
	r.see("new task")
	for i := range many {
		started(t, r.session, fmt.Sprintf("hall-%d", i), same)
	}
	r.pass(time.Minute)
	r.keys("r", "hall-8 not asked yet")
	r.keys("t", "● running")
	release := r.wire.Hold("stop")
	r.keys("X", "Stop 9 tasks?")
	r.calm()
	r.keys("y")
	r.wait("all stops are out", func() bool {
		r.clock.Pass(100 * time.Millisecond)
		return r.wire.Calls("stop") == many
	})
	release()
	r.live(time.Second, "9 tasks stopped")
}

// stoppingOne returns the table while its task is being stopped, until release.
func stoppingOne(t *testing.T, before ...func(*wire)) (r *rig, release func()) {
	t.Helper()
	r = start(t, rigOptions{})
	r.see("new task")
	started(t, r.session, "one", same)
	r.pass(time.Minute)
	r.keys("r", "one running")
	r.keys("t", "● running")
	release = r.wire.Hold("stop")
	for _, f := range before {
		f(r.wire)
	}
	r.keys("x", "Stop the task in one?")
	r.calm()
	r.keys("y", "stopping")
	r.wait("the stop is out", func() bool { return r.wire.Calls("stop") == 1 })
	return r, release
}

func TestAStopGoesOnBehindEveryScreen(t *testing.T) {
	t.Parallel()
	r, release := stoppingOne(t)
	defer release()
	r.keys(term.Enter, "Stopping…", "told at", "That goes on if you leave this screen.")
	r.keys("h", "▸ one stopping")
	r.keys("n", "Channel name")
	r.keys(term.CtrlR, "Review")
	release()
	r.wait("the end", func() bool {
		r.turn()
		r.clock.Pass(time.Second)
		return r.states()[0] == attempt.Stopped
	})
	r.keys("h", "one ended 14:01")
	r.mustNot("▸ one", "● one")
	r.keys("t", "– ended")
}

func TestWhatIsBeingStoppedIsNotStoppedAgain(t *testing.T) {
	t.Parallel()
	r, release := stoppingOne(t)
	defer release()
	for _, k := range []string{"x", "X"} {
		if _, has := kit.Find(r.bindingsNow(), k); has {
			t.Errorf("%s is offered for what is being stopped", k)
		}
	}
	r.keys("xXxy")
	r.Settle(t)
	if n := r.wire.Calls("stop"); n != 1 {
		t.Errorf("%d stops are out", n)
	}
	release()
	r.live(time.Second, "1 task stopped")
}

// bindingsNow returns the keys that work, asked for inside the program's turn.
func (r *rig) bindingsNow() []binding {
	r.t.Helper()
	r.Settle(r.t)
	return slices.Clone(r.model.bindings())
}
