package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/agora/token"
	term "sttwizard/internal/screen"
	"sttwizard/internal/secret"
)

// keyring is a keyring that opens at once.
type keyring struct {
	mu      sync.Mutex
	entries map[string]agora.Secret
	broken  error
}

func newKeyring(entries map[string]agora.Secret) *keyring {
	if entries == nil {
		entries = map[string]agora.Secret{}
	}
	return &keyring{entries: entries}
}

func (k *keyring) Available(context.Context) error { return nil }

func (k *keyring) Get(_ context.Context, name string) (agora.Secret, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if value, ok := k.entries[name]; ok {
		return value, nil
	}
	return "", &secret.NotThereError{Place: "the keyring", Name: name}
}

func (k *keyring) Put(_ context.Context, name string, value agora.Secret) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.broken != nil {
		return k.broken
	}
	k.entries[name] = value
	return nil
}

func (k *keyring) Delete(_ context.Context, name string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.entries, name)
	return nil
}

func (k *keyring) has(name string) agora.Secret {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.entries[name]
}

// withStored is a preset whose storage keys are in the keyring.
const withStored = `schema: 1
request:
  languages: [en-US]
  rtcConfig:
    channelName: demo
  captionConfig:
    storage:
      vendor: 1
      region: 0
      bucket: captions
secrets:
  captionConfig.storage.accesskey: keyring:acme-access
  captionConfig.storage.secretkey: keyring:acme-storage
`

func TestAPresetsSecretsAreFoundWhenItIsOpened(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", withStored)
	k := newKeyring(map[string]agora.Secret{"acme-access": "AKIA", "acme-storage": "storage-canary"})
	r := start(t, rigOptions{home: home, keyring: k, screen: term.Options{Width: 120, Height: 40}})
	r.use()
	r.must("keyring acme-storage")
	r.mustNot("storage-canary")
	r.running()
	if body := r.wire.Bodies()[0]; !strings.Contains(body, `"secretkey":"storage-canary"`) || !strings.Contains(body, `"accesskey":"AKIA"`) {
		t.Errorf("the keys were not sent: %s", body)
	}
}

func TestASecretThatWasStoredWithABrokenLineIsSentWhole(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", withStored)
	k := newKeyring(map[string]agora.Secret{"acme-access": "AKIA", "acme-storage": "storage-\n  canary"})
	r := start(t, rigOptions{home: home, keyring: k, screen: term.Options{Width: 120, Height: 40}})
	r.use()
	r.running()
	if body := r.wire.Bodies()[0]; !strings.Contains(body, `"secretkey":"storage-canary"`) {
		t.Errorf("another key was sent: %s", body)
	}
}

func TestASecretThatIsMissingHereIsAskedForByNameAndKept(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", withStored)
	k := newKeyring(map[string]agora.Secret{"acme-access": "AKIA"})
	r := start(t, rigOptions{home: home, keyring: k, screen: term.Options{Width: 120, Height: 40}})
	r.see("❯ ready")
	r.keys(term.Enter, "What this preset leaves open", "not found in the keyring", "Secret access key", "keyring acme-storage, not found yet")
	r.keys("typed-canary"+term.Enter, "Keep the secret access key in the keyring?", "acme-storage")
	r.keys("y", "ready to send", "keyring acme-storage")
	r.wait("the secret in the keyring", func() bool { return k.has("acme-storage") == "typed-canary" })
	r.end()
	r = start(t, rigOptions{home: home, keyring: k})
	r.use() // nothing is asked any more
}

func TestASecretThatIsMissingHereMayStayForThisTimeOnly(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", withStored)
	k := newKeyring(map[string]agora.Secret{"acme-access": "AKIA"})
	r := start(t, rigOptions{home: home, keyring: k})
	r.see("❯ ready")
	r.keys(term.Enter, "Secret access key")
	r.keys("typed-canary"+term.Enter, "Keep the secret access key")
	r.keys("n", "ready to send")
	if k.has("acme-storage") != "" {
		t.Error("it was kept all the same")
	}
}

func TestWhatIsTypedWhileSecretsAreLookedForLandsOnTheNextScreen(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", strings.Replace(withStored, "request:", "ask: [rtcConfig.channelName]\nrequest:", 1))
	k := newKeyring(map[string]agora.Secret{"acme-access": "AKIA", "acme-storage": "storage-canary"})
	r := start(t, rigOptions{home: home, keyring: k})
	r.see("❯ ready")
	k.mu.Lock() // the keyring asks the person first
	r.keys(term.Enter, "Looking for 2 secrets in the keyring")
	r.Send("-tonight")
	r.settled()
	k.mu.Unlock()
	r.see("Channel name", "-tonight")
}

// atSaving walks to the lines for saving a preset with four typed secrets.
func atSaving(t *testing.T, home string, k *keyring) *rig {
	t.Helper()
	r := start(t, rigOptions{home: home, keyring: k, screen: term.Options{Width: 120, Height: 40}})
	fullWalk(r)
	r.see("Review")
	r.keys(term.CtrlS, "Save as preset", "4 secrets", "asked each time")
	return r
}

// allIntoTheKeyring goes to the line of the secrets, chooses that, and saves.
const allIntoTheKeyring = term.Tab + term.Space + term.Enter

func TestSecretsAreKeptOneByOneWhereThatIsChosen(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	k := newKeyring(nil)
	r := atSaving(t, home, k)
	r.mustNot("Where the secret access key goes")
	r.keys(term.Tab+term.Left, "❯ (●) one by one", "Where the secret access key goes")
	r.keys(term.Tab+term.Tab+term.Tab+term.Tab, "❯ (●) keyring")
	r.keys(term.Up+term.Space+term.Space+term.Enter, "saved as preset town-hall", "3 secrets kept on this machine")
	if k.has("town-hall-accesskey") != "" || k.has("town-hall-secretkey") == "" {
		t.Errorf("the keyring has %d entries", len(k.entries))
	}
}

func TestSavingKeepsTypedSecretsAndThePresetHoldsNone(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	k := newKeyring(nil)
	r := atSaving(t, home, k)
	r.keys(allIntoTheKeyring, "saved as preset town-hall", "4 secrets kept on this machine")
	data, err := os.ReadFile(filepath.Join(home, "config/presets/town-hall.yaml"))
	if err != nil || !strings.Contains(string(data), `captionConfig.storage.secretkey: "keyring:town-hall-secretkey"`) {
		t.Fatalf("%v\n%s", err, data)
	}
	for name, value := range k.entries {
		if value == "" || strings.Contains(string(data), value.Reveal()) {
			t.Errorf("the preset's file holds what the keyring has under %s", name)
		}
	}
	if len(k.entries) != 4 {
		t.Errorf("the keyring has %d entries", len(k.entries))
	}
	r.keys(term.End, "town-hall-secretkey)")
}

func TestSavingReplacesAnotherSecretOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	k := newKeyring(map[string]agora.Secret{"town-hall-secretkey": "of something else"})
	r := atSaving(t, home, k)
	r.keys(allIntoTheKeyring, "There is another secret in the keyring (town-hall-secretkey)")
	r.keys("n", "ready to send")
	if _, err := os.Stat(filepath.Join(home, "config/presets/town-hall.yaml")); err == nil || k.has("town-hall-secretkey") != "of something else" {
		t.Error("the preset was saved, or the secret replaced")
	}
	r.keys(term.CtrlS, "Save as preset")
	r.keys(allIntoTheKeyring, "There is another secret")
	r.calm()
	r.keys("y", "saved as preset town-hall", "4 secrets kept on this machine")
	if k.has("town-hall-secretkey") == "of something else" {
		t.Error("the secret was not replaced")
	}
}

func TestAKeyringThatRefusesLeavesTheLinesAndSavesNothing(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	k := newKeyring(nil)
	k.broken = &secret.UnavailableError{Place: "the keyring", Why: "it is locked"}
	r := start(t, rigOptions{home: home, keyring: k, screen: term.Options{Width: 120, Height: 40}})
	fullWalk(r)
	r.see("Review")
	r.keys(term.CtrlS, "Save as preset")
	r.keys("Weekly"+allIntoTheKeyring, "it is locked", "so nothing was saved", "Weekly")
	if _, err := os.Stat(filepath.Join(home, "config/presets/weekly.yaml")); err == nil {
		t.Error("the preset was saved without its secrets")
	}
}

func TestWithoutAKeyringAPresetsSecretsAreKeptInTheFileOfSecrets(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", withStored)
	r := start(t, rigOptions{home: home, screen: term.Options{Width: 120, Height: 40}})
	r.see("❯ ready")
	r.keys(term.Enter, "What this preset leaves open; 2 secrets to be typed: no keyring works here")
	r.keys("AKIA"+term.Enter, "Secret access key")
	r.keys("typed-canary"+term.Enter, "Keep the access key ID and the secret access key in the file of secrets?")
	r.keys("y", "A file of secrets?")
	r.calm()
	r.keys("y", "New passphrase")
	r.keys("a long phrase"+term.Enter+"a long phrase"+term.Enter, "2 secrets kept for the next time")
	r.must("ready to send", "keyring acme-storage")
	r.end()
	r = start(t, rigOptions{home: home, screen: term.Options{Width: 120, Height: 40}})
	r.see("❯ ready")
	r.keys(term.Enter, "Unlock the file of secrets")
	r.keys("a long phrase"+term.Enter, "ready to send", "keyring acme-storage")
}

func TestSecretsThatWereTypedForAPresetSurviveLeavingIt(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", withStored)
	r := start(t, rigOptions{home: home, screen: term.Options{Width: 120, Height: 40}})
	r.see("❯ ready")
	r.keys(term.Enter, "What this preset leaves open")
	r.keys("AKIA"+term.Enter+"typed-canary", "12 characters")
	r.keys(term.Esc, "❯ ready")
	r.keys(term.Enter, "ready to send")
}

func TestSavingAgainMayLeaveASecretWhereThePresetSays(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", withStored)
	r := start(t, rigOptions{home: home, screen: term.Options{Width: 120, Height: 40}})
	r.see("❯ ready")
	r.keys(term.Enter, "What this preset leaves open")
	r.keys("AKIA"+term.Enter+"typed-canary"+term.Enter, "Keep the access key")
	r.keys("n", "ready to send")
	r.keys(term.CtrlS, "2 secrets", "as before", "Will replace ready.yaml")
	r.keys(term.Enter, "saved as preset ready")
	data, err := os.ReadFile(filepath.Join(home, "config/presets/ready.yaml"))
	if err != nil || !strings.Contains(string(data), `"keyring:acme-storage"`) || strings.Contains(string(data), "typed-canary") {
		t.Errorf("%v\n%s", err, data)
	}
}

const certificate = "ca11a2ca11a2ca11a2ca11a2ca11a2c8"

// certified is the wizard with a connection whose App Certificate is in the keyring.
func certified(t *testing.T) *rig {
	t.Helper()
	home := withReady(t, "demo")
	url := agoraServer(t, sandbox.Options{})
	write(t, home, "config/connections.yaml", strings.Replace(connectionFile("acme", "keyring:acme-customer-secret", url),
		`certificate: "off"`, "appCertificate: keyring:acme-app-certificate", 1))
	k := newKeyring(map[string]agora.Secret{"acme-customer-secret": sandbox.DefaultSecret, "acme-app-certificate": certificate})
	r := start(t, rigOptions{home: home, real: true, keyring: k, screen: term.Options{Width: 120, Height: 40}})
	r.see("acme")
	return r
}

func TestBotTokensAreMadeWhenSent(t *testing.T) {
	t.Parallel()
	r := certified(t)
	home := r.home
	r.use()
	r.must("made when sent")
	r.calm()
	r.keys("s", "asked 0 s ago")
	made := agora.Secret(r.sentToken(t))
	read, err := token.Read(made.Reveal())
	if err != nil || read.Channel != "demo" || read.AppID != sandbox.DefaultAppID || !read.Verify(certificate) {
		t.Errorf("got %+v, %v", read, err)
	}
	r.end()
	err = filepath.WalkDir(home, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for name, s := range map[string]agora.Secret{"token": made, "certificate": certificate, "customer secret": sandbox.DefaultSecret} {
			if strings.Contains(string(data), s.Reveal()) {
				t.Errorf("%s holds the %s", path, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sentToken returns the writing bot's token of the start that was sent.
func (r *rig) sentToken(t *testing.T) string {
	t.Helper()
	request, wrong, err := agora.DecodeRequest([]byte(r.wire.Bodies()[0]))
	if err != nil || len(wrong) > 0 {
		t.Fatal(wrong, err)
	}
	return request.RTC.PubBotToken.Reveal()
}
