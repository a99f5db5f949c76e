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
