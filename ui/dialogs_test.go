package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/samples"
	"sttwizard/internal/secret"
	usecases "sttwizard/internal/tasks"
)

// placesOfDialogs are dialogs that only some presets and tasks lead to.
func placesOfDialogs() []place {
	return []place{
		{"variables of a preset", "", func(r *rig) {
			write(r.t, r.home, "config/presets/event.yaml", withVariables)
			r.see("new task")
			r.keys("r", "❯ event")
			r.keys("\r", "Variables of event", "room", "stage")
		}},
		{"keys of a caption storage", "", func(r *rig) {
			r.toReview()
			r.running()
			r.ask(func(m *Model) {
				m.askForStorageKeys(m.back.attempts[0], "See captions", "The access key of the caption storage is missing: it was typed in another run.",
					func(usecases.Ask) tea.Cmd { return nil })
			})
			r.see("See captions", "Access key", "Secret key")
		}},
		{"leave several running", "", func(r *rig) {
			r.toReview()
			r.running()
			r.ask(func(m *Model) { started(r.t, m.s, "gala", same) })
			r.keys("hr", "gala")
			r.keys("q", "Leave?", "go on until they stop")
		}},
	}
}

const withVariables = "schema: 2\nvars: {room: , stage: }\nrequest:\n  languages: [en-US]\n" +
	"  rtcConfig: {channelName: \"event-{room}-{stage}\", subBotUid: 47091, pubBotUid: 88222}\n"

// sweepVariables fills in the variables of a preset whose secrets are elsewhere.
func sweepVariables(t *testing.T, seen map[string]bool) {
	birds, home := samples.Canaries(), t.TempDir()
	write(t, home, "config/presets/event.yaml", "schema: 2\nvars: {room: }\n"+strings.TrimPrefix(
		strings.Replace(references, "channelName: demo", "channelName: \"event-{room}\"", 1), "schema: 1\n"))
	k := newKeyring(nil)
	for name, path := range map[string]string{
		"pub": agora.PathPubBotToken, "channel": agora.PathSecret, "salt": agora.PathSalt, "access": agora.PathAccessKey, "storage": agora.PathSecretKey,
	} {
		k.entries[name] = agora.Secret(birds[path])
	}
	d := sweep(t, seen, rigOptions{home: home, keyring: k, env: map[string]string{"SUB": birds[agora.PathSubBotToken]}})
	d.press("enter")
	d.must("Variables of event", "room")
	d.everywhere()
	d.types("7")
	d.press("enter")
	d.everywhere()
	if got := d.m.draft.Text(agora.PathChannelName); got != "event-7" {
		t.Errorf("the channel is %q", got)
	}
	d.press("ctrl+r", "v")
	d.must("exact request", "event-7")
	d.everywhere()
	d.clean()
}

// sweepStorageKeys types the keys of a running task's storage, which are asked for to see
// its captions and for a transcript.
func sweepStorageKeys(t *testing.T, seen map[string]bool) {
	birds, home := samples.Canaries(), t.TempDir()
	write(t, home, "config/presets/gala.yaml", storingPreset)
	d := sweep(t, seen, rigOptions{home: home, env: map[string]string{"ACCESS": birds[agora.PathAccessKey], "SECRET": birds[agora.PathSecretKey]}})
	d.press("enter")
	d.must("ready to send")
	d.calm()
	d.press("s")
	d.rings("Running")
	id := d.attempt("gala").ID()
	asked := func(key, what, then string) {
		d.tells(id, arriving.Report{State: arriving.CantTell}, &secret.MissingError{What: "access key of the caption storage", Do: "type it", Tried: "it was typed"})
		d.press(key)
		d.must(what, "Access key", "Secret key")
		d.paste(agora.PathAccessKey)
		d.everywhere()
		d.press("enter")
		d.paste(agora.PathSecretKey)
		d.everywhere()
		d.press("shift+tab", "tab", "enter")
		d.must(then)
		d.everywhere()
	}
	asked("c", "See captions", "Running")
	asked("t", "Transcript", "To which file?")
	d.clean()
}
