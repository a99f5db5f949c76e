package ui

import (
	"net/http"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/samples"
	"sttwizard/internal/secret"
)

func (s *swept) paste(name string) {
	s.t.Helper()
	s.tell(tea.PasteMsg{Content: s.birds[name]})
}

// sweepStored types both secrets of a connection into a new file of secrets, then
// moves, tests and removes them.
func sweepStored(t *testing.T, seen map[string]bool) {
	url := badAgora(t, map[string]func(http.ResponseWriter){"acquire": answering(400, `{"message":"invalid_appid"}`)})
	k := newKeyring(nil)
	d := sweep(t, seen, rigOptions{real: true, keyring: k, url: url})
	d.press("c", "a")
	d.types("acme")
	d.press("enter", "space", "enter", "enter")
	d.types(sandbox.DefaultAppID)
	d.press("enter")
	d.types(sandbox.DefaultKey)
	d.press("enter")
	d.must("Customer secret ❯", "❯ (●) keyring")
	d.press("space", "enter")
	d.paste(samples.CustomerSecret)
	d.everywhere()
	d.press("enter", "space", "space", "enter")
	d.must("App Certificate itself ❯")
	d.must("❯ (●) keyring")
	d.press("space")
	d.paste(samples.AppCertificate) // goes to the line below
	d.everywhere()
	d.press("enter", "enter", "enter")
	d.must("A file of secrets?")
	d.everywhere()
	d.calm()
	d.press("y")
	for range 2 {
		d.paste(samples.Passphrase)
		d.everywhere()
		d.press("enter")
	}
	d.must("saved acme")
	d.everywhere()
	d.press("t")
	d.everywhere()
	d.press("m")
	d.everywhere()
	d.press("enter", "enter")
	d.everywhere()
	if len(k.entries) == 0 {
		t.Errorf("nothing was moved:\n%s", d.text())
	}
	k.broken = &secret.UnavailableError{Place: "the keyring", Why: "it is locked"}
	d.press("esc", "e", "esc", "x")
	d.calm()
	d.press("y")
	d.everywhere()
	d.clean()
}

// references is a preset that says where all of its secrets are.
const references = `schema: 1
request:
  languages: [en-US]
  rtcConfig: {channelName: demo, subBotUid: "47091", pubBotUid: "88222", cryptionMode: 7}
  captionConfig: {storage: {vendor: 1, region: 0, bucket: captions}}
secrets:
  rtcConfig.subBotToken: env:SUB
  rtcConfig.pubBotToken: keyring:pub
  rtcConfig.secret: keyring:channel
  rtcConfig.salt: keyring:salt
  captionConfig.storage.accesskey: keyring:access
  captionConfig.storage.secretkey: keyring:storage
`

// sweepReferences opens a preset whose secrets are in a keyring, but for one that is
// typed and kept.
func sweepReferences(t *testing.T, seen map[string]bool) {
	birds := samples.Canaries()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", references)
	k := newKeyring(nil)
	for name, path := range map[string]string{"pub": agora.PathPubBotToken, "channel": agora.PathSecret, "salt": agora.PathSalt, "access": agora.PathAccessKey} {
		k.entries[name] = agora.Secret(birds[path])
	}
	d := sweep(t, seen, rigOptions{home: home, keyring: k, env: map[string]string{"SUB": birds[agora.PathSubBotToken]}})
	d.press("enter")
	d.everywhere()
	d.must("Secret access key")
	d.paste(agora.PathSecretKey)
	d.everywhere()
	d.press("enter")
	d.everywhere()
	d.calm()
	d.press("y")
	d.must("ready to send")
	d.everywhere()
	d.press("v")
	d.everywhere()
	d.press("esc", "ctrl+s")
	d.everywhere()
	d.press("esc")
	d.calm()
	d.press("s")
	d.must("bots 47091 listens")
	d.everywhere()
	if body := strings.Join(d.wire.starts, ""); len(birds.In(body)) != 6 {
		t.Errorf("only these were sent: %v", birds.In(body))
	}
	d.clean()
}

func TestAPlantedLeakFailsTheSweepOfScreens(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		plant func(*swept)
		want  string
	}{
		"an error with a secret in it": {func(s *swept) {
			s.m.say("", errText("the keyring said "+s.birds[samples.CustomerSecret]))
			s.look()
		}, "the screen holds the customer secret"},
		"a text for the clipboard": {func(s *swept) { s.run(s.m.copy("a text", "x"+s.birds[agora.PathSecret])) }, "the clipboard holds the rtcConfig.secret"},
		"a file":                   {func(s *swept) { write(s.t, s.home, "state/cache", strings.ToUpper(s.birds[samples.Passphrase])) }, "cache holds the passphrase"},
		"a log":                    {func(s *swept) { s.session.Log.Event("found", "value", s.birds[samples.AppCertificate]) }, "sttwizard.log holds the App Certificate"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sweep(t, map[string]bool{}, rigOptions{home: withReady(t, "demo")})
			tt.plant(s)
			if leaks := s.finish(); len(leaks) != 1 || leaks[0] != tt.want {
				t.Errorf("want %q, have %q", tt.want, leaks)
			}
		})
	}
}
