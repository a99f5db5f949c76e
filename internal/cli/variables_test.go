package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

// roomEvent writes a preset whose channel has a variable without a value.
func roomEvent(t *testing.T, w *world, more string) {
	t.Helper()
	w.want(exitDone, "presets", "save", "other", "--replace", "--set", "languages=en-US") // makes the directory
	write(t, filepath.Join(w.home, "config", "presets", "event.yaml"), "schema: 2\nvars: {room: }\nrequest:\n"+
		"  languages: [en-US]\n  rtcConfig: {channelName: \"event-{room}-{date}\", subBotUid: 47091, pubBotUid: 88222}\n"+more)
}

func TestAVariableWithoutAValueIsAskedForAndNotItsText(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	roomEvent(t, w, "")
	w.env.CanAsk = true
	for name, run := range map[string]func() ran{
		"start": func() ran { return w.run(typed(strings.Repeat("7", 300), "77", "n"), "start", "event", "--sandbox") },
		"plain": func() ran {
			return w.run(typed(strings.Repeat("7", 300), "77", ":quit"), "--plain", "--sandbox", "--preset", "event")
		},
	} {
		r := run()
		mustHold(t, r.out+r.err, "Variable room of the preset event, for rtcConfig.channelName event-{room}-{date}:", "  wrong: room is longer than 256 bytes", "event-77-2")
		if strings.Contains(r.out+r.err, "\nChannel name") {
			t.Errorf("%s asks for the channel:\n%s%s", name, r.out, r.err)
		}
	}
	// Nothing in its place: then the channel itself is asked for.
	r := w.run(typed("", "hall", "n"), "start", "event", "--sandbox")
	mustHold(t, r.out+r.err, "Variable room", "Channel name", "hall")
	// What goes over it makes it of no use.
	r = w.run(typed("n"), "start", "event", "--sandbox", "--set", "rtcConfig.channelName=hall")
	if strings.Contains(r.out+r.err, "Variable room") {
		t.Errorf("it is asked for:\n%s%s", r.out, r.err)
	}
	mustHold(t, w.run("", "start", "event", "--sandbox").err, "give it with --var room=VALUE")
}

func TestWhatAScriptIsToldOfAVariableWithoutAValueIsTheVariable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	roomEvent(t, w, "")
	for _, args := range [][]string{{"start", "event", "--sandbox", "--yes"}, {"start", "event", "--sandbox", "--dry-run"}} {
		mustHold(t, w.want(exitWrong, args...).err, "next: add --var room=VALUE")
		mustHold(t, w.want(exitWrong, append(args, "--json")...).out, `"next": "add --var room=VALUE`, `"path": "rtcConfig.channelName"`)
	}
	mustHold(t, w.run("", "check", "event", "--sandbox").out, "event-{room}-{date} and has no value for room")
	// One that is not required is not left out in silence, either.
	roomEvent(t, w, "  captionConfig: {storage: {fileNamePrefix: [\"{room}\"]}}\n")
	r := w.want(exitWrong, "start", "event", "--sandbox", "--yes", "--set", "rtcConfig.channelName=hall")
	mustHold(t, r.err, "captionConfig.storage.fileNamePrefix: is {room} and has no value for room", "--var room=VALUE")
}

func TestAPresetIsShownWithItsVariables(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	gala(t, w)
	roomEvent(t, w, "")
	mustHold(t, w.want(exitDone, "presets", "show", "event").out, "variable: room, given at each use: --var room=VALUE",
		"made of variables: rtcConfig.channelName event-{room}-{date}")
	r := w.want(exitDone, "presets", "show", "gala")
	mustHold(t, r.out, "variable: client, ", "{client}-{preset}")
	if strings.Contains(r.out, "asks for") {
		t.Errorf("it asks for nothing but a variable:\n%s", r.out)
	}
}

func TestBracesThatAreSavedAsTheyStandAreTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.want(exitDone, "presets", "save", "y", "--set", "rtcConfig.channelName=e-{room}")
	mustHold(t, r.err, "note: rtcConfig.channelName: e-{room} is sent as it stands", "sttwizard presets edit y")
	gala(t, w)
	for _, args := range [][]string{{"z", "--set", "rtcConfig.channelName=e-room"}, {"late", "--from", "gala"}} {
		if r := w.want(exitDone, append([]string{"presets", "save"}, args...)...); strings.Contains(r.err, "as it stands") {
			t.Errorf("%v: %s", args, r.err)
		}
	}
}

func TestLocksThatDifferOrDontHoldAreTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	gala(t, w)
	roomEvent(t, w, "")
	r := w.want(exitLook, "presets", "diff", "event", "gala")
	mustHold(t, r.out, "Locked (lock): not set → languages")
	w.want(exitDone, "presets", "diff", "gala", "gala")
	path := filepath.Join(w.home, "config", "presets", "gala.yaml")
	if r := w.want(exitDone, "presets", "check", "gala"); strings.Contains(r.out, "locked") {
		t.Error(r.out)
	}
	write(t, path, "schema: 2\nextends: [house-style]\nrequest: {languages: [fr-FR]}\n")
	mustHold(t, w.want(exitDone, "presets", "check", "gala").out, "gala.yaml:3: note: languages: is locked by what it extends, and set otherwise here")
}

func TestAShellCompletesWhatAPresetHas(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, "presets", "save", "other", "--set", "languages=en-US") // makes the directory
	write(t, filepath.Join(w.home, "config", "presets", "event.yaml"), "schema: 2\nvars: {room: , client: acme}\nlock: [languages, maxIdleTime]\nrequest:\n"+
		"  languages: [en-US]\n  maxIdleTime: 30\n  rtcConfig: {channelName: \"{client}-{room}\"}\n")
	for _, test := range []struct {
		line, has, lacks string
	}{
		{"start event --var ", "room=\tto be given at each use\nclient=\tacme", "date= preset="},
		{"start event --var room=7 --var ", "client=", "room="},
		{"start --preset event --var c", "client=\tacme", ""},
		{"check event --var client=", "client=acme", "room"},
		{"start event --var room=", "", "room="},
		{"start event --var none=", "", "="},
		{"start other --var ", "", "="},
		{"start --var ", "", "="},
		{"start event --unlock ", "languages\tSpoken in the channel\nmaxIdleTime\t", "rtcConfig"},
		{"start event --unlock languages --unlock ", "maxIdleTime", "languages"},
		{"presets save new --ask languages,rtc", "languages,rtcConfig.channelName\t", "languages,languages"},
		{"presets save new --keep captionConfig", "captionConfig.storage.secretkey=\t", "languages"},
		{"presets save new --keep captionConfig.storage.secretkey=", "captionConfig.storage.secretkey=keyring:", "env:"},
		{"tasks update ID --set languages=", "languages=de-DE", ""},
		{"tasks update ID --set ", "languages=", "rtcConfig.channelName="},
	} {
		out := w.want(exitDone, append([]string{"__complete"}, strings.Split(test.line, " ")...)...).out
		mustHold(t, out, strings.Split(test.has, "\n")...)
		mustLack(t, out, strings.Fields(test.lacks)...)
	}
}
