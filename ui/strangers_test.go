package ui

import (
	"os"
	"testing"
	"time"

	"sttwizard/agora"
	term "sttwizard/internal/screen"
)

func TestTheTableTellsOfTasksThatThisMachineDidNotStart(t *testing.T) {
	t.Parallel()
	r := changeable(t, agora.V7)
	r.keys(term.Esc, "Home")
	r.keys("t", "Tasks of this machine", "1 running")
	r.settled()
	r.mustNot("did not start")
	ledger, err := os.ReadFile(r.session.Home.Sandbox())
	if err != nil {
		t.Fatal(err)
	}
	r.end()
	home := withReady(t, "mine")
	write(t, home, "state/sandbox.json", string(ledger))
	other := start(t, rigOptions{home: home, api: agora.V7, clock: r.clock, screen: term.Options{Width: 100, Height: 30}})
	other.use()
	other.calm()
	other.Send("s")
	other.live(time.Second/10, "● Running")
	other.keys(term.Esc, "Home")
	other.keys("t")
	other.live(time.Second/10, "1 task runs on sandbox that this machine did not start", "p takes it up")
	other.must("1 running")
	other.keys("p", "Take up a task", "(●)", "( ) another", "Agora runs it on sandbox")
	other.mustNot("Task id")
	other.keys(term.Esc, "Tasks of this machine")
	other.keys(term.Esc, "Home")
	other.live(time.Second, "! ", "not started on this machine", "● mine running")
	other.keys(term.Home, "❯ ! ", "A task that runs and that this machine")
	other.keys(term.Enter, "Take up a task", "(●)")
	other.keys(term.Enter + "gala" + term.Enter + term.Enter)
	other.live(time.Second, "taken up")
	other.keys(term.Esc, "Home")
	other.live(time.Second, "● gala running", "● mine running")
	other.mustNot("not started on this machine")
}

func TestTheSandboxSpeaksAnotherVersionByAKey(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo"), screen: term.Options{Width: 100, Height: 30}})
	r.see("❯ ready", "v5 · nothing is billed  SANDBOX")
	r.keys("c", "Connections", "v as v6")
	r.keys("v", "the sandbox is v6 now", "v6 · nothing is billed  SANDBOX", "v as v7")
	r.keys("v", "v7 · nothing is billed  SANDBOX", "v as v5")
	r.keys(term.Esc, "Home", "v7 · nothing is billed  SANDBOX")
	r.use()
	r.calm()
	r.keys("s", "via sandbox, v7")
}
