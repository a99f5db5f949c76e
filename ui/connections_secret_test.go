package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/connections"
	term "sttwizard/internal/screen"
)

// filled are the lines of the form before the customer secret.
func filled(name string) string {
	return name + term.Enter + term.Space + term.Enter + term.Enter + sandbox.DefaultAppID + term.Enter + sandbox.DefaultKey + term.Enter
}

// shut makes putting fail, or work again.
func (k *keyring) shut(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.broken = err
}

// connection returns a connection as it stands in the file.
func (r *rig) connection(name string) connections.Connection {
	r.t.Helper()
	c, err := r.session.Connections.Get(name)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// mustNotBeInFiles fails the test if a text is in a file of the home.
func (r *rig) mustNotBeInFiles(text string) {
	r.t.Helper()
	err := filepath.WalkDir(r.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.Contains(string(data), text) {
			r.t.Errorf("%s is in %s", text, path)
		}
		return err
	})
	if err != nil {
		r.t.Error(err)
	}
}

func TestAFirstRunLeadsToAConnectionWhoseSecretIsTypedOnce(t *testing.T) {
	t.Parallel()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}})
	keyring := newKeyring(nil)
	o := rigOptions{real: true, home: withReady(t, "demo"), keyring: keyring, url: url, screen: term.Options{Width: 100, Height: 30}}
	r := start(t, o)
	r.see("❯ ready", "a connect to Agora")
	r.keys("a", "Add a connection", "Name ┃")
	r.keys(filled("acme"), "Customer secret ❯", "❯ (●) keyring", "encrypted file")
	r.keys(term.Enter, "typed or pasted ┃")
	r.keys(term.Enter, "type or paste the customer secret")
	r.Paste(" " + sandbox.DefaultSecret.Reveal() + "\r\n")
	r.keys(term.Enter, "App Certificate ❯", "••••")
	r.mustNot(sandbox.DefaultSecret.Reveal())
	r.keys(term.Space+term.Enter+term.Enter+term.Enter, "saved acme", "from the keyring (acme-customer-secret)", "acme · API v5")
	if got := keyring.has("acme-customer-secret").Reveal(); got != sandbox.DefaultSecret.Reveal() {
		t.Errorf("the keyring has %q", got)
	}
	r.keys("t", "✓ Agora was reached", "Nothing was started and nothing is billed")
	if r.wire.Calls("start") > 0 || r.wire.Calls("acquire") != 1 {
		t.Error("the test of a connection does more than acquiring a builder token")
	}
	r.mustNotBeInFiles(sandbox.DefaultSecret.Reveal())
	r.end()
	o.home = r.home
	r = start(t, o)
	r.see("❯ ready", "acme · API v5")
	r.keys(term.Enter, "ready to send")
	r.sent() // nothing was asked for
}

func TestAConnectionThatIsNotSavedKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	keyring := newKeyring(nil)
	keyring.shut(errors.New("the keyring is shut"))
	r := start(t, rigOptions{real: true, keyring: keyring, screen: term.Options{Width: 100, Height: 30}})
	r.see("new task")
	r.keys("a", "Name ┃")
	r.keys(filled("acme")+term.Enter+"the-secret-1234"+term.Enter+term.Enter+term.Enter+term.Enter, "the keyring is shut")
	r.must("acme", sandbox.DefaultAppID)
	if list, err := r.session.Connections.List(); err != nil || len(list) > 0 {
		t.Errorf("there are %v, %v", list, err)
	}
	keyring.shut(nil)
	r.keys(term.Enter, "saved acme")
	if got := keyring.has("acme-customer-secret").Reveal(); got != "the-secret-1234" {
		t.Errorf("the keyring has %q", got)
	}
}

func TestARenamedConnectionLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	home, keyring := t.TempDir(), newKeyring(nil)
	keyring.entries["acme-customer-secret"] = "old-secret"
	write(t, home, "config/connections.yaml", strings.Replace(connectionFile("acme", "keyring:acme-customer-secret", ""), "connections:", "default: acme\nconnections:", 1))
	r := start(t, rigOptions{real: true, home: home, keyring: keyring, screen: term.Options{Width: 100, Height: 30}})
	r.see("acme · API v5")
	r.keys("c", "default")
	r.keys("e", "Edit acme")
	r.keys(term.CtrlU+"umbrella"+strings.Repeat(term.Tab, 6), "Left empty it stays as it is")
	r.keys("new-secret"+term.Enter+term.Enter+term.Enter+term.Enter+term.Enter, "saved umbrella", "umbrella · API v5")
	c := r.connection("umbrella")
	if got := keyring.has(c.Secret.Name()).Reveal(); got != "new-secret" || c.Secret.Name() != "umbrella-customer-secret" {
		t.Errorf("%s has %q", c.Secret, got)
	}
	if keyring.has("acme-customer-secret").Reveal() != "" {
		t.Error("the old secret is still in the keyring")
	}
	if _, err := r.session.Connections.Get("acme"); err == nil {
		t.Error("the old name is still there")
	}
	if name, err := r.session.Connections.Default(); err != nil || name != "umbrella" {
		t.Errorf("the default is %q, %v", name, err)
	}
}

func TestASecretThatIsLeftOpenInTheFormStays(t *testing.T) {
	t.Parallel()
	home, keyring := t.TempDir(), newKeyring(nil)
	keyring.entries["acme-customer-secret"] = "old-secret"
	write(t, home, "config/connections.yaml", connectionFile("acme", "keyring:acme-customer-secret", ""))
	r := start(t, rigOptions{real: true, home: home, keyring: keyring, url: "http://127.0.0.1:1", screen: term.Options{Width: 100, Height: 30}})
	r.see("acme · API v5")
	r.keys("ce", "Edit acme")
	r.keys(strings.Repeat(term.Tab, 10)+term.Space+term.Enter+term.Enter, "saved acme", "acme · API v5", "  PRODUCTION")
	c := r.connection("acme")
	if !c.Production || c.Secret.String() != "keyring:acme-customer-secret" || keyring.has("acme-customer-secret").Reveal() != "old-secret" || c.BaseURL != "" {
		t.Errorf("the connection is %+v", c)
	}
	r.keys("e", "Edit acme")
	r.keys(strings.Repeat(term.Tab, 6)+term.Space+term.Tab+term.Enter, "type or paste the customer secret; to move it unseen")
}

func TestTheAppCertificateIsTypedOnceToo(t *testing.T) {
	t.Parallel()
	keyring := newKeyring(nil)
	r := start(t, rigOptions{real: true, keyring: keyring, env: map[string]string{"ACME": "x"}, screen: term.Options{Width: 100, Height: 30}})
	r.see("new task")
	r.keys("a", "Name ┃")
	r.keys(filled("acme")+term.Left+term.Enter, "reference ┃")
	r.keys("cmd:echo x"+term.Enter, "App Certificate ❯")
	r.keys(term.Left+term.Enter, "App Certificate itself ❯", "❯ (●) keyring")
	r.keys(term.Enter+"no-certificate"+term.Enter, "must be 32 hexadecimal digits")
	r.keys(term.CtrlU+"0123456789abcdef0123456789abcdef"+term.Enter, "May look who is there ❯")
	r.mustNot("0123456789abcdef")
	r.keys(term.Enter+term.Enter, "saved acme", "makes the bot tokens", "what the command in connections.yaml prints")
	if c := r.connection("acme"); c.AppCertificate.String() != "keyring:acme-app-certificate" || !c.Project().MakesTokens {
		t.Errorf("the connection is %+v", c)
	}
	if keyring.has("acme-app-certificate").Reveal() != "0123456789abcdef0123456789abcdef" {
		t.Error("the keyring does not have the App Certificate")
	}
}

// shutKeyring can't be used, for a reason that somebody else gave.
type shutKeyring struct {
	*keyring
	why error
}

func (k shutKeyring) Available(context.Context) error { return k.why }

func TestHostileKeyringsReachNoTerminal(t *testing.T) {
	t.Parallel()
	for i, payload := range term.Few(t, hostile) {
		t.Run(fmt.Sprintf("payload %d", i), func(t *testing.T) {
			shut := shutKeyring{newKeyring(nil), errText(payload)}
			shut.shut(errText(payload))
			home := t.TempDir()
			write(t, home, "config/connections.yaml", connectionFile("acme", "keyring:acme-customer-secret", ""))
			d := watched(t, rigOptions{real: true, home: home, keyring: shut})
			d.press("c", "k", "t")
			d.everywhere()
			d.press("e", "tab", "tab", "tab", "tab", "tab")
			d.everywhere()
			d.press("tab")
			d.tell(tea.PasteMsg{Content: payload})
			for range 10 {
				d.press("enter")
			}
			d.everywhere()
			d.press("esc", "m")
			d.everywhere()
			d.press("esc", "x")
			d.everywhere()
			d.calm()
			d.press("y")
			d.everywhere()
		})
	}
}
