package ui

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/connections"
	term "sttwizard/internal/screen"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
	"sttwizard/presets"
	"sttwizard/ui/kit"
)

func TestASecretIsMovedToAVariableThatHasTheSame(t *testing.T) {
	t.Parallel()
	home, keyring := t.TempDir(), newKeyring(nil)
	keyring.entries["acme-customer-secret"] = "the-secret"
	write(t, home, "config/connections.yaml", connectionFile("acme", "keyring:acme-customer-secret", ""))
	env := map[string]string{"ACME": "the-secret", "OTHER": "another"}
	r := start(t, rigOptions{real: true, home: home, keyring: keyring, env: env, screen: term.Options{Width: 100, Height: 30}})
	r.see("acme · API v5")
	r.keys("cm", "Move a secret of acme", "❯ (●) encrypted file", "variable")
	r.keys(term.Space+term.Enter+term.Enter, "env: needs the name")
	r.keys("OTHER"+term.Enter, "is not the customer secret of now, which would be lost")
	if keyring.has("acme-customer-secret").Reveal() == "" {
		t.Fatal("the secret is lost")
	}
	r.keys("m"+term.Space+term.Enter+"ACME"+term.Enter, "customer secret moved to the environment variable ACME", "from the environment variable ACME")
	if keyring.has("acme-customer-secret").Reveal() != "" {
		t.Error("the old one is still there")
	}
}

func TestOneOfTwoSecretsIsMoved(t *testing.T) {
	t.Parallel()
	home, keyring := t.TempDir(), newKeyring(nil)
	file := connectionFile("acme", "env:ACME", "") + "    appCertificate: env:CERTIFICATE\n"
	write(t, home, "config/connections.yaml", strings.Replace(file, `certificate: "off"`, `certificate: "on"`, 1))
	r := start(t, rigOptions{real: true, home: home, keyring: keyring, env: map[string]string{"ACME": "a", "CERTIFICATE": "c"}, screen: term.Options{Width: 100, Height: 30}})
	r.see("acme · API v5")
	r.keys("cm", "Which ❯", "❯ (●) customer secret", "App Certificate")
	r.keys(term.Space+term.Enter, "To ❯", "❯ (●) keyring")
	r.keys(term.Enter, "App Certificate moved to the keyring", "from the keyring (acme-app-certificate)")
	if keyring.has("acme-app-certificate").Reveal() != "c" || r.connection("acme").Secret.String() != "env:ACME" {
		t.Errorf("the connection is %+v", r.connection("acme"))
	}
}

func TestAConnectionGoesWithItsSecretsOrWithoutThem(t *testing.T) {
	t.Parallel()
	home, keyring := t.TempDir(), newKeyring(nil)
	keyring.entries["acme-customer-secret"], keyring.entries["other-customer-secret"] = "a", "b"
	other := strings.SplitAfter(connectionFile("other", "keyring:other-customer-secret", ""), "connections:\n")[1]
	write(t, home, "config/connections.yaml", connectionFile("acme", "keyring:acme-customer-secret", "")+other)
	r := start(t, rigOptions{real: true, home: home, keyring: keyring, screen: term.Options{Width: 100, Height: 30}})
	r.see("no connection yet")
	r.keys("c", "acme", "other")
	r.keys("x", "Remove the connection acme?", "its customer secret in the keyring (acme-customer-secret)")
	r.keys("y", "press y again")
	r.calm()
	r.keys("s", "removed acme")
	r.keys("x", "Remove the connection other?")
	r.calm()
	r.keys("y", "removed other")
	if keyring.has("acme-customer-secret").Reveal() != "a" || keyring.has("other-customer-secret").Reveal() != "" {
		t.Errorf("the keyring has %v", keyring.entries)
	}
}

func TestATokenThatIsTypedAnewTakesNoOtherSecretAway(t *testing.T) {
	t.Parallel()
	home, keyring := t.TempDir(), newKeyring(nil)
	d := newDesk(t, rigOptions{real: true, home: home, keyring: keyring})
	old := connections.Connection{
		Name: "acme", Version: agora.V7, AppID: sandbox.DefaultAppID, CustomerKey: "key", Auth: agora.AuthToken,
		Secret: secret.Keyring("acme-customer-secret"), Token: secret.Keyring("acme-token"),
	}
	keyring.entries["acme-customer-secret"], keyring.entries["acme-token"] = "only-copy", "old-token"
	if err := d.m.s.Connections.Save(old, false); err != nil {
		t.Fatal(err)
	}
	made := old
	made.Secret = secret.Env("ACME")
	made.Name = "china"
	typed := keep.Typed{Which: connections.CallToken, Form: secret.FormKeyring, Value: "007new"}
	kept := d.m.keepConnection(nil, old, made, []keep.Typed{typed})().(connectionKeptMsg)
	if kept.err != nil || kept.left != nil || !strings.Contains(kept.stays, "the old customer secret stays in the keyring") {
		t.Fatalf("it says %+v", kept)
	}
	if keyring.has("acme-customer-secret") != "only-copy" || keyring.has("acme-token") != "" {
		t.Errorf("the keyring has %v", keyring.entries)
	}
	if keyring.has(kept.saved.Token.Name()) != "007new" {
		t.Errorf("the token is not in %s", kept.saved.Token)
	}
}

func TestADefaultIsChosenAndTakenBack(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	other := strings.SplitAfter(connectionFile("other", "ask", ""), "connections:\n")[1]
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", "")+other)
	r := start(t, rigOptions{real: true, home: home})
	r.see("no connection yet")
	r.keys("c", "acme")
	r.keys("jd", "other is taken from now on", "default API v5")
	r.must("d no default")
	r.keys("d", "no connection goes without saying any more")
	if name, err := r.session.Connections.Default(); err != nil || name != "" {
		t.Errorf("the default is %q, %v", name, err)
	}
}

func TestATestTellsWhatIsWrongWithAConnection(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, mode, secret string
		status             int
		body, see, do      string
	}{
		{"wrong credentials", "ok", "wrong", 0, "", "✗ Agora refused the credentials", ""},
		{"not enabled", "invalid", sandbox.DefaultSecret.Reveal(), 0, "", "✗", "console"},
	} {
		t.Run(c.name, func(t *testing.T) {
			home := t.TempDir()
			url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}, Mode: sandbox.Mode(c.mode)})
			write(t, home, "config/connections.yaml", connectionFile("acme", "ask", url))
			r := start(t, rigOptions{real: true, home: home, screen: term.Options{Width: 100, Height: 30}})
			r.see("acme · API v5")
			r.keys("ct", "Customer secret of acme")
			r.keys(c.secret+term.Enter, c.see, c.do)
			if c.name == "wrong credentials" {
				r.keys("t", "Customer secret of acme") // it is asked for again
			}
		})
	}
}

func TestAnOldTestDoesNotSpeakOfAChangedConnection(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}})
	write(t, home, "config/connections.yaml", connectionFile("acme", "env:ACME", url))
	r := start(t, rigOptions{real: true, home: home, env: map[string]string{"ACME": sandbox.DefaultSecret.Reveal()}, screen: term.Options{Width: 100, Height: 30}})
	r.see("acme · API v5")
	release := r.wire.Hold("acquire")
	r.keys("ct", "▸ asking Agora")
	r.keys("p", "acme · API v5", "  PRODUCTION")
	release()
	r.settled()
	r.mustNot("Agora was reached", "asking Agora")
}

func TestWhatIsDoneAfterLeavingTheListIsTold(t *testing.T) {
	t.Parallel()
	d := newDesk(t, onProduction(t, t.TempDir()))
	d.must("acme · API v5", "  PRODUCTION")
	c := *d.m.stored.choice("acme")
	change := d.m.makeDefault("sandbox")
	removal := d.m.askToRemove(c)
	d.run(removal)
	d.calm()
	b, _ := kit.Find(d.m.bindings(), "y")
	remove := b.Do()
	d.m.show(d.m.home)
	d.run(change)
	d.must("sandbox is taken from now on")
	d.run(remove)
	d.must("removed acme")
	if d.m.hasConn && d.m.conn.Name == "acme" {
		t.Error("the connection that was removed is still in use")
	}
}

func TestASavingWhoseFormWasClosedIsTold(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{real: true, keyring: newKeyring(nil)})
	d.press("a")
	form := d.m.over.(*entry)
	saving := func(name string, err error) connectionKeptMsg {
		form.busy = "saving"
		return connectionKeptMsg{of: form, saved: connections.Connection{Name: name}, err: err}
	}
	d.press("esc")
	d.tell(saving("acme", errText("the disk is full")))
	d.must("the connection acme was not saved: the disk is full")
	d.tell(saving("acme", nil))
	d.must("saved acme")
}

func TestWordsOfAChangeComeAfterTheChangedList(t *testing.T) {
	t.Parallel()
	d := newDesk(t, onProduction(t, t.TempDir()))
	told := func(words string, stale func() bool) {
		d.after = func() {
			if d.m.note == words && stale() {
				d.t.Errorf("%q is said beside a list without it", words)
			}
		}
	}
	told("removed acme", func() bool { return d.m.stored.choice("acme") != nil })
	d.run(d.m.askToRemove(*d.m.stored.choice("acme")))
	d.calm()
	b, _ := kit.Find(d.m.bindings(), "y")
	d.run(b.Do())
	d.must("removed acme")

	told("made gala", func() bool { return len(d.m.stored.presets) == 0 })
	d.run(d.m.changePreset("made gala", func(s *presets.Store) error {
		return s.Save(presets.Preset{Name: "gala"}, false)
	}))
	d.must("made gala")
}
