package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	term "sttwizard/internal/screen"
)

// onProduction returns the options for a run whose only connection is production.
func onProduction(t *testing.T, home string) rigOptions {
	t.Helper()
	at := newClock()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}, Now: at.Now, Pace: testPace})
	write(t, home, "config/connections.yaml", connectionFile("acme", "env:ACME", url)+"    production: \"on\"\n")
	return rigOptions{real: true, home: home, clock: at, env: map[string]string{"ACME": sandbox.DefaultSecret.Reveal()}, screen: term.Options{Width: 100, Height: 30}}
}

func TestProductionIsSaidInWordsWhereATaskIsStartedAndWatched(t *testing.T) {
	t.Parallel()
	r := start(t, onProduction(t, withReady(t, "demo")))
	r.see("acme · API v5", "  PRODUCTION", "❯ ready")
	r.mustNot("real users")
	r.keys(term.Enter, "ready to send", "PRODUCTION: real users and real money")
	r.Resize(40, 12) // the connection's name makes room for the screen's title
	r.see("Review", "v5  PRODUCTION", "PRODUCTION: real users")
}

func TestStoppingOnProductionAsksByName(t *testing.T) {
	t.Parallel()
	o := onProduction(t, withReady(t, "demo"))
	r := start(t, o)
	r.see("❯ ready")
	r.keys(term.Enter, "ready to send")
	r.calm()
	r.keys("s", "Start the task in demo? This is PRODUCTION, connection acme.")
	r.calm()
	r.keys("n", "ready to send")
	r.calm()
	r.keys("s", "Start the task in demo?")
	r.calm()
	r.keys("y", "bots 47091 listens", "via acme, v5, PRODUCTION")
	r.keys("x", "Stop the task in demo? This is PRODUCTION, connection acme.")
	r.calm()
	r.keys("x"+term.Esc, "bots 47091 listens", "not stopped: it runs on and costs money") // what led here is no answer
	r.keys("q", "Leave?")
	r.calm()
	r.keys("x", "This is PRODUCTION, connection acme.")
	r.calm()
	r.keys("n", "bots 47091 listens")
	r.keys("h", "❯ ▸ demo", "runs at PRODUCTION,")
	r.keys("t", "1 running")
	r.keys("X", "On PRODUCTION is demo by acme")
	r.keys(term.Esc, "1 running")
	r.keys("x", "This is PRODUCTION, connection acme.")
	r.mustState(attempt.Started)
	r.calm()
	r.Send("y")
	r.live(time.Second, "1 task stopped")
}

// TestAStartIsAskedAboutWhereItsPlaceIsProduction, also by a connection of the same App
// ID that is not marked.
func TestAStartIsAskedAboutWhereItsPlaceIsProduction(t *testing.T) {
	for name, test := range map[string]struct {
		marked connections.Connection
		asks   bool
	}{
		"the same App ID": {connections.Connection{Name: "live", AppID: "a", Production: true}, true},
		"another App ID":  {connections.Connection{Name: "live", AppID: "b", Production: true}, false},
		"no mark":         {connections.Connection{Name: "live", AppID: "a"}, false},
	} {
		d := newDesk(t, rigOptions{})
		d.m.conn = connections.Connection{Name: "acme", AppID: "a"}
		d.m.stored.choices = []connections.Connection{d.m.conn, test.marked}
		started := false
		d.m.sureOfProduction("start", "demo", nothingSent, func() tea.Cmd { started = true; return nil })
		if started == test.asks {
			t.Errorf("%s: it starts without a question: %v", name, started)
		}
		if test.asks {
			d.must("Start the task in demo? This is PRODUCTION, connection acme.")
		}
	}
}

func TestTheMarkOfProductionIsTakenAwayAfterAQuestion(t *testing.T) {
	t.Parallel()
	r := start(t, onProduction(t, t.TempDir()))
	r.see("acme · API v5", "  PRODUCTION")
	r.keys("cp", "Take the mark PRODUCTION from acme?")
	r.calm()
	r.keys("y", "acme is not marked as production any more", "p production")
	r.mustNot("PRODUCTION")
	r.keys("p", "acme is marked as PRODUCTION", "acme · API v5", "  PRODUCTION")
}

func TestATaskOfARemovedProductionConnectionStaysProduction(t *testing.T) {
	t.Parallel()
	d := newDesk(t, onProduction(t, t.TempDir()))
	for appID, want := range map[string]bool{sandbox.DefaultAppID: true, "another": false} {
		a, err := d.session.Journal.Begin(attempt.Intent{Channel: "demo", AppID: appID, Connection: "gone", Version: "v5"})
		if err != nil {
			t.Fatal(err)
		}
		if got := d.m.onProduction(a); got != want {
			t.Errorf("%s: production is %v", appID, got)
		}
		d.run(dropAttempt(a))
	}
}
