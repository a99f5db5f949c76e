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

// leftRunning returns the options of a run on a machine where an earlier one left a
// task running, by the connection acme whose customer secret is in the keyring.
func leftRunning(t *testing.T) (rigOptions, *keyring) {
	t.Helper()
	at := newClock()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}, Now: at.Now, Pace: testPace})
	home, ring := withReady(t, "demo"), newKeyring(map[string]agora.Secret{"acme-customer-secret": sandbox.DefaultSecret})
	write(t, home, "config/connections.yaml", connectionFile("acme", "keyring:acme-customer-secret", url))
	o := rigOptions{real: true, home: home, clock: at, keyring: ring, screen: term.Options{Width: 110, Height: 30}}
	r := start(t, o)
	r.see("acme · API v5", "❯ ready")
	r.keys(term.Enter, "ready to send")
	r.sent()
	r.end()
	return o, ring
}

// renamed writes the connection under another name, as its form does.
func renamed(t *testing.T, home, to string) {
	t.Helper()
	path := home + "/config/connections.yaml"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, home, "config/connections.yaml", strings.Replace(string(data), "name: acme\n", "name: "+to+"\n", 1))
}

func TestATaskIsStoppedWithATypedSecretWhereTheKeyringHasNone(t *testing.T) {
	t.Parallel()
	for name, from := range map[string]func(r *rig){
		"from home": func(r *rig) {
			r.keys("x", "Stop the task in demo?")
			r.calm()
			r.keys("y", "type the customer secret of acme to go on, for this run only")
			r.keys(term.Esc, "The customer secret of acme was not given, and the keyring has nothing named acme-customer-secret. Give it after x or r.")
			r.mustNot("no words for")
			r.keys("x", "Stop the task in demo?")
			r.calm()
			r.keys("y", "Customer secret of acme ┃")
			r.keys(sandbox.DefaultSecret.Reveal() + term.Enter)
			r.live(time.Second, "– Ended", "costs nothing any more")
		},
		"from the list": func(r *rig) {
			r.keys("td", "has to be typed for it, as", "the keyring has nothing named acme-customer-secret; r asks for it")
			r.keys("x", "Stop the task in demo?")
			r.calm()
			r.keys("y", "type the customer secret of acme to go on")
			r.keys(term.Esc, "customer secret of acme was not given")
			r.keys("x", "Stop the task in demo?")
			r.calm()
			r.keys("y", "Customer secret of acme ┃")
			r.keys(sandbox.DefaultSecret.Reveal() + term.Enter)
			r.live(time.Second, "1 task stopped")
		},
	} {
		t.Run(name, func(t *testing.T) {
			o, ring := leftRunning(t)
			ring.Delete(t.Context(), "acme-customer-secret")
			r := start(t, o)
			r.see("! demo", "not asked for", "not asked for: 1 task, as the keyring has nothing named acme-customer-secret; enter asks for it")
			from(r)
			r.mustState(attempt.Stopped)
			r.mustNotBeInFiles(sandbox.DefaultSecret.Reveal())
		})
	}
}

func TestATaskOfARenamedConnectionIsStoppedByTheNewOne(t *testing.T) {
	t.Parallel()
	o, _ := leftRunning(t)
	renamed(t, o.home, "acme2")
	r := start(t, o)
	r.see("▸ demo starting")
	r.keys("x", "Stop the task in demo?")
	r.calm()
	r.keys("y")
	r.live(time.Second, "– Ended", "costs nothing any more")
	r.mustState(attempt.Stopped)
}

func TestATaskWithoutAnyConnectionSaysWhatToDo(t *testing.T) {
	t.Parallel()
	o, _ := leftRunning(t)
	path := o.home + "/config/connections.yaml"
	data, _ := os.ReadFile(path)
	os.Remove(path)
	r := start(t, o)
	r.see("✗ demo running, can't be asked", "not asked for: 1 task, as the connection acme is gone; c adds one")
	r.keys("x", "Stop the task in demo?")
	r.calm()
	r.keys("y", `There is no connection "acme" any more, and no other with its App ID`, "Add a connection with that App ID")
	r.mustNot("no words for")
	write(t, o.home, "config/connections.yaml", string(data))
	renamed(t, o.home, "new")
	r.keys("x", "Stop the task in demo?")
	r.calm()
	r.keys("y")
	r.live(time.Second, "– Ended")
	r.mustState(attempt.Stopped)
}

func TestAConnectionInUseIsNotRemovedOrRenamedUnsaid(t *testing.T) {
	t.Parallel()
	o, _ := leftRunning(t)
	r := start(t, o)
	r.see("▸ demo starting")
	r.keys("c", "acme")
	r.keys("x", "Without acme you can't stop 1 task from here any more", "May be running and cost money: demo.")
	r.calm()
	r.keys("y", "Remove the connection acme?", "can't be stopped from here then")
	r.keys(term.Esc, "Connections")
	r.keys("e", "Name ┃")
	r.keys(term.CtrlU + "acme2")
	for range 20 {
		if strings.Contains(r.settled(), "Change a connection in use?") {
			break
		}
		r.keys(term.Enter)
	}
	r.must("Save acme2 in place of acme?", "1 task may be running: demo. Afterwards acme2, of the same App ID, stops what runs.")
	r.keys("n", "Edit acme")
}
