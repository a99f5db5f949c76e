package ui

import (
	"os"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// asked waits until that many calls ahead of a start have their answers.
func (r *rig) asked(op string, times int) {
	r.t.Helper()
	r.wait("Agora to be asked ahead", func() bool { return r.wire.Calls(op) >= times })
	r.idle()
	if n := r.wire.Calls(op); n != times {
		r.t.Fatalf("%d times %s, not %d", n, op, times)
	}
}

const denied = `{"message":"Invalid authentication credentials"}`

func TestAStartBehindAReviewThatWasReadIsOneRequest(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	r.asked("acquire", 1)
	r.mustState() // nothing is begun by that
	r.pass(time.Minute)
	r.sent()
	if r.wire.Calls("acquire") != 1 || r.wire.Calls("start") != 1 || r.wire.Calls("warm") != 0 {
		t.Errorf("%d builder tokens, %d starts, %d warmed", r.wire.Calls("acquire"), r.wire.Calls("start"), r.wire.Calls("warm"))
	}
	a := r.attempts()[0]
	sending := a.Records()[1]
	st := r.ledger()
	if len(st.Tokens) != 1 || st.Tokens[0].InstanceID != a.Intent().InstanceID || sending.Early < time.Minute || sending.Token.Reveal() != st.Tokens[0].Name {
		t.Errorf("the token was got %s before; the ledger holds %d tokens", sending.Early, len(st.Tokens))
	}
	if strings.Contains(r.written(), st.Tokens[0].Name[:40]) {
		t.Error("the builder token was on the screen")
	}
}

func TestWhatWouldBeRefusedStandsOnTheReviewAndGoes(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.wire.Answer("acquire", 401, "", denied)
	r.toReview()
	r.see("✗ would fail now", "Agora refused the credentials.", "Check the customer key and secret", "enter start")
	r.mustNot("ready to send")
	r.asked("acquire", 1)
	r.wire.Answer("acquire", 0, "", "")
	r.pass(4*time.Minute - time.Second)
	r.asked("acquire", 1) // nobody is asked before its time
	r.must("would fail now")
	r.pass(time.Second)
	r.see("ready to send")
	r.mustNot("refused", "would fail")
	r.mustState()
	r.sent()
	r.asked("acquire", 2)
}

func TestAPersonMayStartAfterALookThatFailed(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.wire.Cut(true)
	r.toReview()
	r.live(time.Second, "would fail now", "Nobody answers at the address of the server.")
	tried := r.wire.Calls("acquire")
	r.wire.Cut(false)
	r.sent()
	r.mustState(attempt.Started)
	if n := r.wire.Calls("acquire"); n != tried+1 || r.attempts()[0].Records()[1].Early != 0 {
		t.Errorf("%d builder tokens after %d tries", n, tried)
	}
}

func TestOnlyAReviewAsksAndOnlyEveryFourMinutes(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.see("❯ ready")
	r.keys(term.Enter, "Review", "ready to send")
	r.asked("acquire", 1)
	for minute := range 12 {
		r.pass(time.Minute)
		r.idle()
		if n := r.wire.Calls("acquire"); n != 1+(minute+1)/4 {
			t.Fatalf("after %d minutes Agora was asked %d times", minute+1, n)
		}
	}
	r.still("a review that is read")
	r.keys("?", "Keys")
	r.keys(term.Esc)
	r.pass(time.Minute)
	r.keys("h", "❯ ready")
	r.pass(time.Hour)
	r.asked("acquire", 4)
	r.still("home")
	r.mustState()
}

func TestGoingBackAndEditingKeepsTheToken(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	r.asked("acquire", 1)
	r.keys(term.Esc, "Spoken in the channel")
	r.pass(time.Minute)
	r.keys(term.CtrlR, "ready to send")
	r.settled()
	r.sent()
	r.asked("acquire", 1)
	if early := r.attempts()[0].Records()[1].Early; early < time.Minute || early > 2*time.Minute {
		t.Errorf("the token was got %s before", early)
	}
}

func TestATokenThatGrewOldElsewhereIsGotAnew(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.toReview()
	r.asked("acquire", 1)
	r.keys(term.Esc, "Spoken in the channel")
	r.pass(4 * time.Minute)
	r.keys(term.CtrlR, "ready to send")
	r.asked("acquire", 2)
	r.sent()
	r.asked("acquire", 2)
}

func TestLeavingTheReviewEndsTheCall(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	release := r.wire.Hold("acquire")
	defer release()
	r.toReview()
	r.wait("the call", func() bool { return r.wire.Held() == 1 })
	r.keys("h", "new task")
	r.wait("the call to end", func() bool { return r.wire.Held() == 0 })
	r.keys("g", "Review", "ready to send")
	r.wait("another call", func() bool { return r.wire.Held() == 1 })
	r.calm()
	r.keys("s", "▸ builder token") // the start waits for it
	r.keys("x", "cancelled before anything was sent")
	r.mustState(attempt.Abandoned)
	if n := len(r.ledger().Tokens); n != 0 {
		t.Errorf("%d builder tokens", n)
	}
}

func TestWhatCannotBeSentIsNotAskedFor(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.see("new task")
	r.keys("n"+term.CtrlR, "Review", "missing")
	r.wait("the connection to be opened", func() bool { return r.wire.Calls("warm") == 1 })
	r.idle()
	r.asked("acquire", 0)
}

func TestAConnectionSwitchesLookingAheadOff(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ secret, more string }{
		"by its own word":                  {"env:ACME_SECRET", "    lookAhead: off\n"},
		"as its secret is yet to be typed": {"ask", ""},
	} {
		home := withReady(t, "demo")
		write(t, home, "config/connections.yaml", connectionFile("acme", c.secret, "http://127.0.0.1:1")+c.more)
		r := start(t, rigOptions{home: home, real: true, env: map[string]string{"ACME_SECRET": sandbox.DefaultSecret.Reveal()}})
		r.see("❯ ready", "acme · API v5")
		r.keys(term.Enter, "Review", "ready to send", "acme")
		r.idle()
		r.asked("acquire", 0)
		r.mustNot("secret of acme")
		if warm := r.wire.Calls("warm"); (warm > 0) != (c.more != "") {
			t.Errorf("%s: %d connections were opened", name, warm)
		}
		r.end()
	}
}

func TestV7ReadsTheListAheadOfAStart(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{api: agora.V7})
	r.see("new task")
	r.wire.Answer("list", 401, "", denied)
	before := r.wire.Calls("list")
	r.keys("ntown-hall"+toBots+"88222"+term.Enter+term.Enter+"en-US"+term.Enter, "Review", "would fail now", "Agora refused the credentials.")
	r.wire.Answer("list", 0, "", "")
	r.pass(4 * time.Minute)
	r.see("ready to send")
	if n := r.wire.Calls("list"); n < before+2 || r.wire.Calls("acquire") != 0 {
		t.Errorf("the list was read %d times", n)
	}
	listed := r.wire.Calls("list")
	r.calm()
	r.keys("s", "bots 88222")
	if r.wire.Calls("start") != 1 || r.wire.Calls("list") != listed {
		t.Errorf("%d starts, the list was read %d times more", r.wire.Calls("start"), r.wire.Calls("list")-listed)
	}
}

func TestAPresetThatIsEditedIsNotAskedFor(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.see("❯ ready")
	r.keys("e", "Edit preset ready")
	r.keys(term.CtrlR, "Review", "Save preset")
	r.wait("the connection to be opened", func() bool { return r.wire.Calls("warm") == 1 })
	r.idle()
	r.asked("acquire", 0)
}

func TestATaskThatNobodyHereStartedStandsOnTheReviewOfItsChannel(t *testing.T) {
	t.Parallel()
	there := changeable(t, agora.V7)
	channel := there.attempts()[0].Intent().Channel
	there.settled()
	ledger, err := os.ReadFile(there.session.Home.Sandbox())
	if err != nil {
		t.Fatal(err)
	}
	there.end()
	for _, test := range []struct{ channel, sees, not string }{
		{channel, "! a second task here", "ready to send"}, {"other", "ready to send", "a second task here"},
	} {
		home := withReady(t, test.channel)
		write(t, home, "state/sandbox.json", string(ledger))
		r := start(t, rigOptions{home: home, api: agora.V7, clock: there.clock, screen: term.Options{Width: 100, Height: 30}})
		r.use()
		r.wait("the list to be read", func() bool { return r.wire.Calls("list") > 0 })
		r.see(test.sees)
		r.idle()
		r.must(test.sees)
		r.mustNot(test.not)
		if test.not == "ready to send" {
			r.must("1 task that nobody here started may run in the channel.", "sttwizard tasks recover --channel "+channel)
		}
		r.end()
	}
}
