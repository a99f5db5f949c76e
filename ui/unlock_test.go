package ui

import (
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	term "sttwizard/internal/screen"
	"sttwizard/internal/secret"
)

const passphrase = "correct horse"

// withFileOfSecrets returns a home with a file of secrets, made by an earlier run.
func withFileOfSecrets(t *testing.T, name, value string) string {
	t.Helper()
	home := withReady(t, "demo")
	d := newDesk(t, rigOptions{home: home})
	if err := d.session.AgeFile().Create(t.Context(), passphrase); err != nil {
		t.Fatal(err)
	}
	if err := d.session.Keep(t.Context(), secret.Age(name), agora.Secret(value)); err != nil {
		t.Fatal(err)
	}
	return home
}

func TestAFileOfSecretsIsMadeAfterAYesOnly(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{real: true, home: withReady(t, "demo"), screen: term.Options{Width: 100, Height: 30}})
	r.see("❯ ready")
	r.keys("a", "Name ┃")
	r.keys(filled("acme"), "❯ (●) encrypted file", "The keyring can't be used")
	r.keys(term.Enter+"the-secret-1234"+term.Enter+term.Enter+term.Enter+term.Enter, "Keep secrets in a file on this machine that a passphrase locks?")
	r.calm()
	r.keys("n", "Add a connection", "enter save")
	if r.session.AgeFile().Exists() {
		t.Error("the file was made")
	}
	r.keys(term.Enter, "Keep secrets in a file")
	r.calm()
	r.keys("y", "New passphrase ┃")
	r.keys("short"+term.Enter, "needs at least 8 characters")
	r.keys(term.CtrlU+passphrase+term.Enter+"correct house"+term.Enter, "is not the same as above")
	r.mustNot("correct ho")
	r.keys(term.CtrlU+passphrase+term.Enter, "saved acme", "from the file of secrets (acme-customer-secret)")
	r.mustNotBeInFiles("the-secret-1234")
	r.mustNotBeInFiles(passphrase)
}

func TestALockedFileOfSecretsAsksForItsPassphrase(t *testing.T) {
	t.Parallel()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}})
	home := withFileOfSecrets(t, "acme-customer-secret", sandbox.DefaultSecret.Reveal())
	write(t, home, "config/connections.yaml", connectionFile("acme", "age:acme-customer-secret", url))
	r := start(t, rigOptions{real: true, home: home, screen: term.Options{Width: 100, Height: 30}})
	r.see("acme · API v5")
	r.keys("ct", "Passphrase ┃")
	r.keys(term.Enter, "type the passphrase")
	r.keys("correct house"+term.Enter, "this passphrase does not open")
	r.keys(passphrase+term.Enter, "✓ Agora was reached") // what was wrong is gone
	r.keys("t", "✓ Agora was reached")                   // it is asked for once
	r.keys(term.Esc, "❯ ready")
}

func TestAPassphraseMayBeCancelled(t *testing.T) {
	t.Parallel()
	home := withFileOfSecrets(t, "acme-customer-secret", "x")
	write(t, home, "config/connections.yaml", connectionFile("acme", "age:acme-customer-secret", ""))
	r := start(t, rigOptions{real: true, home: home, keyring: newKeyring(nil), screen: term.Options{Width: 100, Height: 30}})
	r.see("acme · API v5")
	r.keys("cm", "Move a secret of acme", "❯ (●) keyring")
	r.keys(term.Enter, "Passphrase ┃")
	r.keys(term.Esc, "Connections", "from the file of secrets")
	r.keys("x", "Remove the connection acme?", "in the file of secrets (acme-customer-secret)")
	r.calm()
	r.keys("y", "Passphrase ┃")
	r.keys(term.Esc, "Connections", "from the file of secrets")
	if got := r.connection("acme").Secret.String(); got != "age:acme-customer-secret" {
		t.Errorf("the secret is at %s", got)
	}
}

func TestAPastedPassphraseKeepsItsSpaces(t *testing.T) {
	t.Parallel()
	home := withFileOfSecrets(t, "acme-customer-secret", "x")
	write(t, home, "config/connections.yaml", connectionFile("acme", "age:acme-customer-secret", ""))
	keyring := newKeyring(nil)
	r := start(t, rigOptions{real: true, home: home, keyring: keyring, screen: term.Options{Width: 100, Height: 30}})
	r.see("acme · API v5")
	r.keys("cm", "Move a secret of acme", "Customer secret. Now from the file of secrets", "❯ (●) keyring")
	r.keys(term.Enter, "Passphrase ┃")
	r.Paste(passphrase + "\n")
	r.keys(term.Enter, "customer secret moved to the keyring", "from the keyring (acme-customer-secret)")
	if keyring.has("acme-customer-secret").Reveal() != "x" {
		t.Error("it is not in the keyring")
	}
	if _, err := r.session.AgeFile().Get(t.Context(), "acme-customer-secret"); err == nil || !strings.Contains(err.Error(), "nothing named") {
		t.Errorf("in the file of secrets: %v", err)
	}
}

func TestTasksOfALockedFileOfSecretsAreCheckedAndStoppedAfterItsPassphrase(t *testing.T) {
	t.Parallel()
	at := newClock()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}, Now: at.Now, Pace: testPace})
	home := withFileOfSecrets(t, "acme-customer-secret", sandbox.DefaultSecret.Reveal())
	write(t, home, "config/connections.yaml", connectionFile("acme", "age:acme-customer-secret", url))
	o := rigOptions{real: true, home: home, clock: at, screen: term.Options{Width: 100, Height: 30}}
	r := start(t, o)
	r.see("acme · API v5")
	r.keys(term.Enter, "Passphrase ┃")
	r.Send(passphrase + term.Enter) // the review stands behind the question all the time
	r.wait("the question to go", func() bool { return !strings.Contains(r.Text(), "Passphrase") })
	r.see("ready to send")
	r.sent()
	r.end()
	r = start(t, o)
	r.see("! demo", "not asked for", "not asked for: 1 task, as the file of secrets is locked; enter asks for it")
	r.keys("t", "not asked")
	r.keys("d", "the file of secrets has to be unlocked for it; r asks for it")
	r.keys("x", "Stop the task in demo?")
	r.calm()
	r.keys("y", "Passphrase ┃")
	r.keys(term.Esc, "The file of secrets stays locked; type the customer secret of acme")
	r.keys(term.Esc, "customer secret of acme was not given")
	r.keys("r", "Passphrase ┃")
	r.keys(passphrase+term.Enter, "asked at")
	r.keys("x", "Stop the task in demo?")
	r.calm()
	r.Send("y")
	r.live(time.Second, "1 task stopped")
}
