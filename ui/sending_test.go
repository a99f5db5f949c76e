package ui

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/files"
	term "sttwizard/internal/screen"
)

func TestCancellingBeforeTheStartWentOutStartsNothing(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	release := r.wire.Hold("acquire")
	defer release()
	r.toReview()
	r.calm()
	r.keys("s", "▸ builder token", "x cancel")
	r.keys("x", "cancelled before anything was sent", "ready to send")
	r.mustState(attempt.Abandoned)
	release()
	r.settled()
	if n := len(r.ledger().Tasks); n != 0 || r.wire.Calls("start") != 0 {
		t.Errorf("%d tasks, %d starts", n, r.wire.Calls("start"))
	}
	r.sent() // the answers are there, and it can be sent
	r.mustState(attempt.Started, attempt.Abandoned)
}

func TestASlowAgoraCanBeCancelledBeforeTheStart(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: sandbox.ModeSlow})
	r.toReview()
	r.calm()
	r.keys("s", "▸ builder token")
	seconds := regexp.MustCompile(`builder token +([3-9]|\d\d) s`)
	r.wait("the seconds to be told", func() bool {
		r.clock.Pass(time.Second / 10)
		return seconds.MatchString(r.Text())
	})
	r.keys(term.Esc, "cancelled before anything was sent")
	r.mustState(attempt.Abandoned)
}

func TestAfterTheStartWentOutItIsStoppedAsSoonAsItIsKnown(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	release := r.wire.Hold("start")
	defer release()
	r.calm()
	r.keys("s", "x stop it as soon as it is known")
	r.mustNot("cancel")
	r.pass(6 * time.Second)
	r.see("It may be running already")
	r.keys("x", "It will be stopped as soon as it is known.")
	r.keys(term.Esc, "Agora's answer is awaited") // leads nowhere before it
	r.settled()
	r.must("Starting town-hall")
	release()
	r.live(time.Second, "– Ended", "costs nothing any more")
	r.mustState(attempt.Stopped)
	if tasks := r.ledger().Tasks; len(tasks) != 1 || tasks[0].Reason != sandbox.ReasonStopped {
		t.Errorf("the ledger holds %+v", tasks)
	}
}

func TestDeniedNamesTheCredentialsAndKeepsTheAnswers(t *testing.T) {
	t.Parallel()
	home, at := t.TempDir(), newClock()
	r := start(t, rigOptions{home: home, clock: at, mode: sandbox.ModeDenied})
	r.toReview()
	r.calm()
	r.keys("s", "Not started", "Agora refused the credentials", "nothing is billed; your answers are kept", "401", "r send again")
	r.keys("d", "Invalid authentication credentials")
	r.keys("d", "Likely")
	r.calm()
	release := r.wire.Hold("acquire")
	r.keys("r", "▸ builder token")
	release()
	r.see("Agora refused the credentials")
	r.mustState(attempt.Abandoned, attempt.Abandoned)
	r.keys("e", "Review", "would fail now", "Agora refused the credentials", "47091")
	r.keys("q", "Unsent answers town-hall")
	r.end()
	r = start(t, rigOptions{home: home, clock: at}) // healthy now
	r.see("Unsent answers town-hall")
	r.keys("g", "ready to send")
	r.running()
	r.mustState(attempt.Started, attempt.Abandoned, attempt.Abandoned)
}

func TestBusyWaitsAsToldAndSendsAgain(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: sandbox.ModeBusy})
	r.toReview()
	r.calm()
	r.keys("s")
	r.live(time.Second, "Agora is busy")
	r.must("Not started", "429", "r send again")
	if n := r.wire.Calls("acquire"); n != 4 {
		t.Errorf("%d builder tokens were asked for", n)
	}
	r.mustState(attempt.Abandoned)
}

func TestABusyStartIsSentAgainByItself(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.wire.Answer("start", 429, "2", `{"message":"API rate limit exceeded"}`)
	r.toReview()
	r.calm()
	r.keys("s", "Agora is busy,", "Nothing was started", "x cancel")
	r.wire.Answer("start", 0, "", "")
	r.live(time.Second, "bots 47091 listens")
	r.mustState(attempt.Started)
	if n := len(r.ledger().Tasks); n != 1 || r.wire.Calls("start") != 2 || r.wire.Calls("acquire") != 1 {
		t.Errorf("%d tasks of %d starts with %d tokens", n, r.wire.Calls("start"), r.wire.Calls("acquire"))
	}
}

func TestABusyStartCanBeCancelledWhileNothingRuns(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.wire.Answer("start", 429, "2", `{"message":"API rate limit exceeded"}`)
	r.toReview()
	r.calm()
	r.keys("s", "Agora is busy,")
	r.keys("x", "cancelled: nothing was started", "ready to send")
	r.mustState(attempt.Abandoned)
	for range 5 {
		r.pass(time.Second)
	}
	r.settled()
	if n := r.wire.Calls("start"); n != 1 {
		t.Errorf("%d starts", n)
	}
}

func TestAnAttemptWrittenDownAfterItWasCancelledIsGivenUp(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	r.calm()
	written := make(chan error, 1)
	locked := make(chan struct{})
	release := make(chan struct{})
	go func() {
		written <- files.WithLock(r.session.Home.Locks(), "attempts", time.Second, func() error {
			close(locked)
			<-release
			return nil
		})
	}()
	<-locked
	r.keys("s", "looking for open tasks")
	r.keys(term.Esc, "Spoken in the channel")
	close(release)
	if err := <-written; err != nil {
		t.Fatal(err)
	}
	r.mustState(attempt.Abandoned)
	r.settled()
	if r.wire.Calls("start") > 0 || r.wire.Calls("acquire") > 1 {
		t.Error("it was started, or a builder token asked for besides the one of the review")
	}
}

func TestALostAnswerIsAskedForWithTheSameToken(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: sandbox.ModeLost})
	r.toReview()
	r.calm()
	r.keys("s", "connection cut", "It may be running. Asking again with the same builder token in 3 s", "start a second task.", "it is listed under tasks")
	r.mustState(attempt.Unknown)
	r.mustNot("Not started", "nothing is billed;")
	r.pass(time.Second)
	r.see("in 2 s")
	r.live(time.Second, "bots 47091 listens")
	r.mustState(attempt.Started)
	st := r.ledger()
	if len(st.Tasks) != 1 || len(st.Tokens) != 1 || st.Tokens[0].Starts != 2 {
		t.Errorf("the ledger holds %d tasks and %+v", len(st.Tasks), st.Tokens)
	}
}

// Nobody has to sit before a start that takes minutes to be settled.
func TestAStartIsSettledBehindHome(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.wire.Answer("start", 504, "", "")
	r.toReview()
	r.calm()
	r.keys("s", "It may be running", "esc home; it goes on")
	r.keys(term.Esc, "town-hall", "may be running", "certain 14:05", "x stop")
	r.mustState(attempt.Unknown)
	if n := r.wire.Calls("start"); n != 1 {
		t.Errorf("going home sent %d starts", n)
	}
	r.wire.Answer("start", 0, "", "")
	r.live(time.Second, "● town-hall")
	r.mustState(attempt.Started)
	if st := r.ledger(); len(st.Tasks) != 1 || len(st.Tokens) != 1 {
		t.Errorf("the ledger holds %d tasks and %+v", len(st.Tasks), st.Tokens)
	}
}

func TestWhatWasToBeStoppedIsStoppedBehindHome(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: sandbox.ModeLost})
	r.toReview()
	r.calm()
	r.keys("s", "It may be running", "x stop it")
	r.calm()
	r.keys("x", "It will be stopped as soon as it is known", "esc home; it goes on") // no answer is awaited
	r.keys("h", "to be stopped")
	r.live(time.Second, "ended ")
	r.mustState(attempt.Stopped)
}

func TestQLeavesAStartAfterAQuestion(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: sandbox.ModeLost})
	r.toReview()
	r.calm()
	r.keys("s", "It may be running")
	r.keys("q", "Leave?", "its outcome is not known yet")
}

func TestAStartThatNeverArrivedIsProvedToHaveStartedNothing(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.wire.Answer("start", 504, "", "")
	r.toReview()
	r.calm()
	r.keys("s", "It may be running", "Certain at the latest at 14:05:")
	r.live(time.Second/4, "Looking for its bots in the channel in")
	r.mustState(attempt.Unknown)
	r.mustNot("Nothing was started")
	r.live(time.Second/4, "Nothing was started.", "nothing is billed", "r send again")
	r.mustState(attempt.Abandoned)
	// On a slow machine more time passes between two steps than each of them asked for.
	if passed := r.clock.Now().Sub(newClock().Now()); passed < 330*time.Second || passed > 370*time.Second {
		t.Errorf("it was settled after %v", passed)
	}
	if n := r.wire.Calls("start"); n != 4 { // one, and three with the living token
		t.Errorf("%d starts", n)
	}
	r.wire.Answer("start", 0, "", "")
	r.calm()
	r.keys("r", "bots 47091 listens")
	r.mustState(attempt.Started, attempt.Abandoned)
}

func TestATaskWhoseAnswersAreAllLostIsFoundByItsBots(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: "used=201-no-id,start:reset-after*1"})
	r.see("new task")
	// The uids are drawn: who has them is the attempt's bot.
	r.keys(strings.NewReplacer("47091", "", "88222", "").Replace(minimal), "Channel and bots", "ready to send")
	r.calm()
	r.keys("s", "connection cut")
	r.live(time.Second, "its task id is not known", "Stopping needs that id.", "t the task")
	r.mustState(attempt.RunningNoID)
	r.keys("t", "✗ Runs, no id")
	r.calm()
	r.keys("x", "Find out whether a task runs in town-hall")
	r.calm()
	r.keys("y")
	r.live(time.Second, "o removes its bots")
	r.calm()
	r.keys("o", "out of the channel for a minute")
	r.calm()
	r.keys("y")
	r.live(time.Second, "– Ended", "bots were removed from the channel")
	r.mustState(attempt.Stopped)
	for _, task := range r.ledger().Tasks {
		if !task.Gone(r.clock.Now()) {
			t.Errorf("still runs: %+v", task)
		}
	}
}

func TestATaskIsStoppedAsWishedOnceTheNetworkIsBack(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: "start:504-after*1"})
	r.see("new task")
	r.keys(strings.NewReplacer("47091", "", "88222", "").Replace(minimal), "Channel and bots", "ready to send")
	r.calm()
	release := r.wire.Hold("presence")
	r.keys("s", "It may be running")
	r.wire.Cut(true)
	release()
	r.calm()
	r.keys("x", "It will be stopped as soon as it is known.")
	for range 8 * 60 { // far beyond the token's life
		r.pass(time.Second)
		r.turn()
	}
	r.live(time.Second, "Agora can't be reached. Certain soon after it answers again", "It will be stopped as soon as it is known.")
	r.mustNot("Nothing was started", "Certain at the latest")
	r.wire.Cut(false)
	r.live(time.Second, "– Ended", "costs nothing any more")
	r.mustState(attempt.Stopped)
}

func TestAnOutcomeThatStaysUnknownIsNeverCalledNotStarted(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.wire.Answer("start", 504, "", "")
	r.wire.Answer("presence", 403, "", `{"message":"forbidden"}`)
	r.toReview()
	r.calm()
	r.keys("s", "It may be running", "What was sent can start nothing any more after 14:05:")
	r.live(time.Second, "Nobody knows whether it runs", "t the task")
	r.mustState(attempt.Unknown)
	r.mustNot("nothing is billed;")
	r.keys("t", "✗ May be running", "the answer was lost")
}

func TestAnUnknownOutcomeIsListedAtHomeAndAsksBeforeASecondStart(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.wire.Answer("start", 504, "", "")
	r.wire.Answer("presence", 403, "", `{"message":"forbidden"}`)
	r.toReview()
	r.calm()
	r.keys("s", "It may be running")
	r.live(time.Second, "Nobody knows")
	r.keys(term.CtrlC, "Leave?", "its outcome is not known yet")
	r.keys("n")
	r.settled()
	r.must("Leave?")
	r.keys("s", "Nobody knows")
	r.keys("h", "town-hall may be running", "x stop", "↺ Last answers")
	r.keys("l", "ready to send")
	r.calm()
	r.wire.Answer("start", 0, "", "")
	r.keys("s", "two tasks may bill", "the answer was lost")
	r.keys(term.Esc, "ready to send")
	r.mustState(attempt.Unknown)
	r.calm()
	r.keys("s", "two tasks may bill")
	r.calm()
	r.keys("y", "bots 47091 listens")
	r.mustState(attempt.Started, attempt.Unknown)
}

func TestInvalidSaysWhatToSwitchOn(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: sandbox.ModeInvalid})
	r.toReview()
	r.calm()
	r.keys("s", "not switched on for this App ID", "nothing is billed", "r send again")
	r.mustState(attempt.Abandoned)
}

func TestDownSaysThatNobodyAnswers(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{mode: sandbox.ModeDown})
	r.toReview()
	r.calm()
	r.keys("s")
	r.live(time.Second, "Nobody answers at the address", "nothing is billed")
	r.mustState(attempt.Abandoned)
}

func TestARefusedBodyLeadsToItsFieldAndToTheOtherSpelling(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 100, Height: 30}})
	r.wire.Answer("start", 400, "", `{"message":"body schema check fail"}`)
	fullWalk(r)
	r.calm()
	r.keys("s", "one of its fields is wrong", "k other spelling of the storage keys")
	r.keys("k", "spelled the other way", "ready to send")
	r.wire.Answer("start", 0, "", "")
	r.keys("v", "exact request")
	r.Resize(100, 70)
	r.see(`"accessKey"`, `"secretKey"`)
	r.calm()
	r.keys("s", "bots 47091 listens")
	if body := r.wire.Bodies()[1]; !strings.Contains(body, `"accessKey"`) || strings.Contains(body, `"accesskey"`) {
		t.Errorf("sent %s", body)
	}
}

func TestLeavingWhileSendingAsksOnlyOnceSomethingMayRun(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	release := r.wire.Hold("start")
	defer release()
	r.calm()
	r.keys("s", "stop it as soon")
	r.keys(term.CtrlC, "Leave?", "a task may run")
	r.calm()
	r.Send("l")
	if err := r.Wait(); err != nil {
		t.Fatal(err)
	}
	if r.exit() != exitUnknown {
		t.Errorf("the exit code is %d", r.exit())
	}
}

func TestAnAnswerThatComesWhileLeavingIsAskedAboutIsTheTask(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	release := r.wire.Hold("start")
	defer release()
	r.calm()
	r.keys("s", "stop it as soon")
	r.keys(term.CtrlC, "Leave?")
	release()
	r.see("bots 47091 listens")
	r.keys("l")
	r.settled()
	r.must("bots 47091 listens") // l was meant for the question
}
