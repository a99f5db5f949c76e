package ui

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// endedAt returns the time of the newest attempt's end as screens write it.
func (r *rig) endedAt() string {
	return r.attempts()[0].Since().In(r.clock.Now().Location()).Format("15:04:05")
}

// comesTo lets time go by until the journals stand so, newest first.
func (r *rig) comesTo(want ...attempt.State) {
	r.t.Helper()
	r.passes(time.Second, fmt.Sprint(want), func() bool { return slices.Equal(r.states(), want) })
}

// whereTo are the screens on which a fact may come in, with what leads there from
// home, and back.
var whereTo = map[string]struct {
	keys, see, back string
}{
	"home":       {"", "Home", ""},
	"a step":     {"n", "Channel name", term.Esc},
	"the review": {"n" + term.CtrlR, "Review", "h"},
	"the table":  {"t", "Tasks of this machine", "h"},
	"the keys":   {"?", "Keys", "?"},
}

func TestAStopIsTrueOnEveryScreenAfterEscAtOnce(t *testing.T) {
	t.Parallel()
	for name, to := range whereTo {
		t.Run(name, func(t *testing.T) {
			r := start(t, rigOptions{home: withReady(t, "demo")})
			r.use()
			r.running()
			r.clock.Pass(12 * time.Minute)
			r.keys("x", "Stop the task")
			r.calm()
			r.keys("y")
			r.keys(term.Esc, "Home")
			if to.keys != "" {
				r.keys(to.keys, to.see)
			}
			r.comesTo(attempt.Stopped)
			r.keys(to.back, "Home", "demo ended "+r.endedAt())
			r.mustNot("told to stop", "▸ demo", "● demo", "x stop")
			r.keys("t", "– ended", "demo")
			r.mustNot("stopping", "may be running")
			r.keys(term.Enter, "Ended", "Asked to stop")
			r.mustNot("without being told to")
			r.keys(term.Esc, "– ended")
			r.keys("h", "Home")
			r.keys("q")
			if err := r.Wait(); err != nil {
				t.Fatal(err)
			}
			if r.exit() != exitDone {
				t.Errorf("the exit code is %d", r.exit())
			}
		})
	}
}

func TestATaskThatEndedByItselfIsToldOnEveryScreen(t *testing.T) {
	t.Parallel()
	for name, to := range whereTo {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			write(t, home, "config/presets/ready.yaml", readyFor("idle-room")+"  maxIdleTime: 60\n")
			r := start(t, rigOptions{home: home})
			r.use()
			r.running()
			r.keys(term.Esc, "Home", "idle-room running")
			if to.keys != "" {
				r.keys(to.keys, to.see)
			}
			bells := r.bells()
			r.comesTo(attempt.Stopped)
			r.wait("the bell", func() bool { return r.bells() == bells+1 })
			r.see("the task in idle-room has ended without being told to")
			r.keys(to.back, "idle-room ended 14:0")
			r.mustNot("● idle-room")
		})
	}
}

// leftBy says how an earlier run was killed, and what must come of its attempt
// without a key. The clock stands a minute after it.
var leftBy = map[string]struct {
	by    through
	after func(t *testing.T, r *rig, a *attempt.Attempt)
	wire  func(w *wire)
	want  attempt.State
	says  string // home, then
}{
	"sending, and it runs": {by: dyingAfter, want: attempt.Started, says: "▸ demo"},
	"sending, and it never left": {by: dyingBefore, want: attempt.Abandoned, says: "– demo not started",
		wire: func(w *wire) { w.Answer("start", 504, "", "") }},
	"no answer":             {by: func(api attempt.API) attempt.API { return noAnswer{api} }, want: attempt.Started, says: "▸ demo"},
	"running without an id": {by: func(api attempt.API) attempt.API { return noID{api} }, want: attempt.Started, says: "▸ demo"},
	"stopping": {by: same, want: attempt.Stopped, says: "demo ended 14:", after: func(t *testing.T, r *rig, a *attempt.Attempt) {
		release := r.wire.Hold("stop")
		defer release()
		cutOff(t, r, a)
	}},
	"stopped, and nobody saw the end": {by: same, want: attempt.Stopped, says: "demo ended 14:", after: func(t *testing.T, r *rig, a *attempt.Attempt) {
		release := r.wire.Hold("query")
		defer release()
		cutOff(t, r, a)
	}},
	"started, and it ended meanwhile": {by: same, want: attempt.Stopped, says: "demo ended 15:", after: func(_ *testing.T, r *rig, _ *attempt.Attempt) {
		r.clock.Pass(25 * time.Hour)
	}},
}

func TestWhatAKilledRunLeftIsSettledOnEveryScreenWithoutAKey(t *testing.T) {
	t.Parallel()
	for left, c := range leftBy {
		for name, to := range whereTo {
			t.Run(left+", on "+name, func(t *testing.T) {
				o := rigOptions{home: withReady(t, "other"), clock: newClock()}
				killed(t, o, func(r *rig) {
					a := started(t, r.session, "demo", c.by)
					if c.after != nil {
						c.after(t, r, a)
					}
				})
				o.clock.Pass(time.Minute)
				r := start(t, o)
				if c.wire != nil {
					c.wire(r.wire)
				}
				r.see("ready")
				if to.keys != "" {
					r.keys(to.keys, to.see)
				}
				r.comesTo(c.want)
				if n := r.wire.Calls("acquire"); n > 0 {
					t.Errorf("%d tasks were begun", n)
				}
				r.keys(to.back, c.says)
				running := 0
				for _, task := range r.ledger().Tasks {
					if !task.Status(r.clock.Now()).Ended() {
						running++
					}
				}
				if (running == 1) != (c.want == attempt.Started) || running > 1 {
					t.Errorf("%d tasks run", running)
				}
			})
		}
	}
}

func TestAClockThatIsShownMoves(t *testing.T) {
	t.Parallel()
	o := rigOptions{home: t.TempDir(), clock: newClock()}
	killed(t, o, func(r *rig) {
		started(t, r.session, "demo", func(api attempt.API) attempt.API { return noAnswer{api} })
	})
	r := start(t, o)
	r.wire.Cut(true)
	r.see("demo may be running 0 s")
	for n := 1; n < 50; n += 7 {
		r.pass(7 * time.Second)
		r.see(fmt.Sprintf("demo may be running %d s", n+6))
	}
	r.keys("n", "Channel name")
	r.settled()
	before := r.clock.Waits(time.Second)
	r.pass(3 * time.Second)
	r.settled()
	r.pass(3 * time.Second)
	r.settled()
	if n := r.clock.Waits(time.Second) - before; n > 0 {
		t.Errorf("%d ticks on a screen without a clock", n)
	}
}

func TestAStepIsStillWhileATaskRunsBehindIt(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.use()
	r.running()
	r.keys(term.Esc, "demo running")
	r.keys("n", "Channel name")
	r.settled()
	before, asked := r.Bytes(), r.wire.Calls("query")
	r.passes(10*time.Second, "further questions", func() bool { return r.wire.Calls("query") > asked+3 })
	r.settled()
	if n := r.Bytes() - before; n > 0 {
		t.Errorf("%d bytes were written to a screen on which nothing changed", n)
	}
	r.keys(term.Esc, "demo running")
}

func TestWhatAnotherSttwizardWorksOnIsLeftToIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	other := anotherSession(t, d)
	a := started(t, other, "lost", func(api attempt.API) attempt.API { return noAnswer{api} })
	if err := a.Own(); err != nil {
		t.Fatal(err)
	}
	starts := d.wire.Calls("start")
	d.press("r")
	d.must("✗ lost may be running", "Another sttwizard works on it")
	for range 60 {
		d.ringOne()
	}
	if d.attempt("lost").State() != attempt.Unknown || d.wire.Calls("start") != starts || d.wire.Calls("presence") > 0 {
		t.Errorf("it is %s, after %d starts", d.attempt("lost").State(), d.wire.Calls("start")-starts)
	}
	a.Release()
	d.rings("lost running") // it is free, and is brought on
}

func TestTwoHundredAttemptsAreBroughtOnAFewAtATime(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	other := anotherSession(t, d)
	for i := range 200 {
		by := same
		if i%4 == 0 {
			by = func(api attempt.API) attempt.API { return noAnswer{api} }
		}
		started(t, other, fmt.Sprintf("hall-%03d", i), by)
	}
	other.Close()
	d.clock.Pass(10 * time.Second)
	before, at := len(d.wire.calls), d.clock.Now()
	d.press("r")
	calls, took := len(d.wire.calls)-before, d.clock.Now().Sub(at)
	if calls < 200 || took < time.Duration(calls-1)*100*time.Millisecond {
		t.Errorf("%d calls in %s", calls, took)
	}
	for _, a := range d.m.back.attempts {
		if a.State() != attempt.Started {
			t.Fatalf("%s is %s", a.Intent().Channel, a.State())
		}
	}
	if n := d.wire.Calls("acquire"); n != 200 {
		t.Errorf("%d builder tokens for 200 attempts", n)
	}
	d.must("more lines below")
}

func TestASecretThatHasToBeTypedIsSaidOnHomeAndNothingIsAsked(t *testing.T) {
	t.Parallel()
	var d *desk
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}, Now: func() time.Time { return d.clock.Now() }})
	home := t.TempDir()
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", url))
	d = newDesk(t, rigOptions{home: home})
	startedAt(t, d.session, "acme", url, "one")
	startedBy(t, d.session, mustConnection(t, d, "acme"), "two", noAnswer{clientAt(t, d, url)})
	starts := d.wire.Calls("start")
	d.press("r")
	d.must("! one @acme not asked", "✗ two @acme may be running", "not asked for: 2 tasks, as a secret has to be typed; enter asks for it")
	for range 30 {
		d.ringOne()
	}
	if n := d.wire.Calls("query") + d.wire.Calls("presence") + d.wire.Calls("start") - starts; n > 0 {
		t.Errorf("%d calls without a secret", n)
	}
	d.press("t", "r")
	d.must("Customer secret of acme")
	d.tell(tea.PasteMsg{Content: sandbox.DefaultSecret.Reveal()})
	d.press("enter")
	d.rings("● running one", "● running two") // typed once, both go on
}

func TestLeavingWhileAStopIsUnderWayAsksAndTellsTheTruth(t *testing.T) {
	t.Parallel()
	ask := func(t *testing.T, from func(r *rig)) (r *rig, release func()) {
		r, release = stoppingOne(t)
		from(r)
		r.see("Leave?", "1 task told to stop, and not seen to end yet.", "one: told to stop at 14:01:00")
		return r, release
	}
	for name, from := range map[string]func(r *rig){
		"home":      func(r *rig) { r.keys(term.Esc, "Home"); r.keys("q") },
		"the table": func(r *rig) { r.keys(term.CtrlC) },
		"its page":  func(r *rig) { r.keys(term.Enter, "Stopping…"); r.keys("q") },
		"a step":    func(r *rig) { r.keys("hn", "Channel name"); r.keys(term.CtrlC) },
	} {
		t.Run("waiting for the end, from "+name, func(t *testing.T) {
			r, release := ask(t, from)
			r.keys("w", "Waiting for the end of 1 task; sttwizard leaves then.")
			release()
			r.wait("the end", func() bool { r.clock.Pass(time.Second); return r.Final() != nil })
			if err := r.Wait(); err != nil {
				t.Fatal(err)
			}
			r.mustState(attempt.Stopped)
		})
		t.Run("leaving, from "+name, func(t *testing.T) {
			r, release := ask(t, from)
			defer release()
			r.calm()
			r.keys("l")
			if err := r.Wait(); err != nil {
				t.Fatal(err)
			}
			r.mustState(attempt.Stopping)
		})
		t.Run("staying, from "+name, func(t *testing.T) {
			r, release := ask(t, from)
			r.keys(term.Esc)
			r.Gone(t, "Leave?")
			release()
			r.comesTo(attempt.Stopped)
		})
	}
	t.Run("a stop that fails keeps from leaving", func(t *testing.T) {
		r, release := stoppingOne(t, func(w *wire) { w.Answer("stop", 403, "", `{"message":"forbidden"}`) })
		r.keys(term.CtrlC, "Leave?")
		r.keys("w", "Waiting for the end")
		release()
		r.live(time.Second, "Not everything was stopped: what is not may be running and cost money.", "one: not stopped")
	})
}

func TestTheQuestionOnLeavingATaskIsTrueWhileItIsAsked(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", readyFor("idle-room")+"  maxIdleTime: 60\n")
	r := start(t, rigOptions{home: home})
	r.use()
	r.running()
	r.keys("q", "Leave?", "goes on until it stops")
	r.comesTo(attempt.Stopped)
	r.see("– Ended", "Ended: nothing is left to be stopped")
	r.mustNot("goes on")
	r.keys("q")
	if err := r.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestAnAttemptIsTheSameOnAllScreensWhateverIsRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	a := started(t, d.session, "one", same)
	d.press("r")
	known := d.m.back.of(a).attempt
	stale := d.m.readHome()() // the disk, before the stop
	if err := attempt.Stop(t.Context(), client(t, d.session), known); err != nil {
		t.Fatal(err)
	}
	d.tell(stale)
	d.must("one ended 14:00")
	d.mustNotShow("one running")
	all, _, err := d.session.Journal.List()
	if err != nil || len(all) != 1 || all[0] == known {
		t.Fatal(all, err)
	}
	d.press("r")
	if d.m.back.of(a).attempt != known {
		t.Error("an attempt was replaced that the disk knows no more of")
	}
}

func TestAStopByAnotherProgramIsSeen(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	a := started(t, d.session, "one", same)
	d.press("r")
	d.must("▸ one starting")
	d.press("t", "enter")
	d.rings("● Running", "IN_PROGRESS")
	other := anotherSession(t, d)
	found, err := other.Journal.Find(a.ID())
	if err != nil {
		t.Fatal(err)
	}
	if err := attempt.Stop(t.Context(), client(t, other), found); err != nil {
		t.Fatal(err)
	}
	d.rings("– Ended", "told to stop", "costs nothing any more")
	d.mustNotShow("without being told to")
}

func TestAnExitCodeIsThatOfWhatIsKnownInTheEnd(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.wire.Answer("start", 504, "", "")
	r.wire.Answer("presence", 403, "", `{"message":"forbidden"}`)
	r.toReview()
	r.calm()
	r.keys("s", "It may be running")
	r.live(time.Second, "Nobody knows whether it runs", "t the task")
	r.keys("h", "town-hall may be running")
	if r.exit() != exitUnknown {
		t.Errorf("the exit code is %d while nobody knows", r.exit())
	}
	r.wire.Answer("start", 0, "", "")
	r.wire.Answer("presence", 0, "", "")
	r.keys("x", "Find out whether")
	r.calm()
	r.keys("y"+term.Esc, "Home")
	r.passes(time.Second, "an end", func() bool { return r.states()[0].Final() })
	r.settled()
	if r.exit() != exitDone {
		t.Errorf("the exit code is %d when all is known", r.exit())
	}
}

func TestAnEndThatWasNotTrueIsBroughtOnAgain(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	release := d.wire.Hold("start")
	defer release()
	late := make(chan *attempt.Attempt)
	go func() { late <- started(t, d.session, "late", same) }()
	for d.wire.Calls("start") == 0 { // the answer is on its way
		runtime.Gosched()
	}
	if err := d.attempt("late").Acknowledge("late"); err != nil {
		t.Fatal(err)
	}
	d.press("r")
	d.mustNotShow("late may be running", "late running")
	release()
	if a := <-late; a.State() != attempt.Started {
		t.Fatalf("the answer that came late left it %s", a.State())
	}
	d.press("r")
	d.must("▸ late starting")
	d.press("t")
	d.rings("● running late")
}
