package ui

import (
	"strings"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	term "sttwizard/internal/screen"
)

func TestOnesOwnPricesAreOnTheReviewAndTheTask(t *testing.T) {
	t.Parallel()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}})
	home := withReady(t, "demo")
	file := strings.Replace(connectionFile("acme", "env:ACME_SECRET", url), "schema: 1\n",
		"schema: 1\nprices: {currency: EUR, transcription: 15.5, identification: 4, translation: 8, standby: 0.9}\n", 1)
	write(t, home, "config/connections.yaml", file)
	r := start(t, rigOptions{home: home, real: true, env: map[string]string{"ACME_SECRET": sandbox.DefaultSecret.Reveal()}, screen: term.Options{Width: 120, Height: 40}})
	r.see("❯ ready", "acme · API v5")
	r.keys(term.Enter, "Review", "ready to send", "about EUR 0.93 an hour while one microphone is open")
	r.mustNot("US$")
	r.sent()
	r.pass(time.Hour)
	r.live(time.Second, "about EUR 0.93 if one microphone was open all the time, EUR 0.05 if none was")
	r.mustNot("US$")
	r.keys("h", "new task", "cost", "about EUR 0.93 if one microphone was open")
	r.keys("t", "Tasks of this machine", "cost", "about EUR 0.93 if one microphone")
}
