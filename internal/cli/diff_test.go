package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTwoPresetsAreCompared(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	gala(t, w)
	dir := filepath.Join(w.home, "config", "presets")
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name+".yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("late", "schema: 2\nextends: [house-style]\nversion: v7\nreminder: 2h\nask: [rtcConfig.channelName]\nvars: {client: acme}\nrequest: {maxIdleTime: 240, languages: [de-DE]}\n")
	r := w.want(exitLook, "presets", "diff", "gala", "late")
	mustHold(t, r.out,
		"Version (version): not set → v7\n", "Reminder (reminder): 90m → 2h\n",
		"Channel name (rtcConfig.channelName): asked each time → acme-late, asked each time\n",
		"Idle time (maxIdleTime): 120 s → 240 s\n", "Spoken in the channel (languages): English (United States) → German (Germany)\n")
	if n := strings.Count(r.out, "\n"); n != 5 {
		t.Errorf("%d lines:\n%s", n, r.out)
	}
	if r = w.want(exitDone, "presets", "diff", "gala", "./"+rel(t, filepath.Join(dir, "gala.yaml"))); r.out != "" || !strings.Contains(r.err, "they send the same") {
		t.Errorf("%s%s", r.out, r.err)
	}
	put("one", "schema: 2\nsecrets: {captionConfig.storage.secretkey: \"keyring:canary-one\"}\nrequest: {captionConfig: {storage: {vendor: 1}}}\n")
	put("two", "schema: 2\nsecrets: {captionConfig.storage.secretkey: \"keyring:canary-two\"}\nrequest: {captionConfig: {storage: {vendor: 1}}}\n")
	var found diffJSON
	r = w.want(exitLook, "presets", "diff", "one", "two", "--json")
	if err := json.Unmarshal([]byte(r.out), &found); err != nil || found.From != "preset one" || len(found.Differences) != 1 ||
		!found.Differences[0].Secret || found.Differences[0].Now != "another one" || strings.Contains(r.out, "canary") {
		t.Errorf("%v\n%s", err, r.out)
	}
	mustHold(t, w.want(exitDone, "presets", "diff", "one", "one", "--json").out, `"differences": []`)
	mustHold(t, w.want(exitWrong, "presets", "diff", "one", "three").err, `there is no preset "three"`)
}

func TestTwoPresetsAreComparedWithTheirVariables(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	roomEvent(t, w, "")
	write(t, filepath.Join(w.home, "config", "presets", "plain.yaml"), "schema: 2\nvars: {client: acme}\nrequest:\n"+
		"  languages: [en-US]\n  rtcConfig: {channelName: \"{client}-7\", subBotUid: 47091, pubBotUid: 88222}\n")
	mustHold(t, w.want(exitLook, "presets", "diff", "event", "plain").out, "→ acme-7")
	r := w.want(exitLook, "presets", "diff", "event", "plain", "--var", "room=12", "--var", "client=zeta")
	mustHold(t, r.out, "Channel name (rtcConfig.channelName): event-12-", "→ zeta-7")
	w.want(exitDone, "presets", "diff", "event", "event", "--var", "room=12")
	for wrong, says := range map[string]string{
		"rom=1": "event: the preset has no variable rom; did you mean room?", "room": "no equals sign", "Room=1": "can't be a variable's name",
		"room=" + strings.Repeat("7", 300): "longer than 256 bytes",
	} {
		mustHold(t, w.want(exitWrong, "presets", "diff", "event", "plain", "--var", wrong).err, says, "next: ")
	}
	mustHold(t, w.want(exitDone, "__complete", "presets", "diff", "event", "plain", "--var", "").out, "room=", "client=\tacme")
}

// rel returns a path from the working directory, as a person types a file.
func rel(t *testing.T, path string) string {
	t.Helper()
	here, err := os.Getwd()
	if err == nil {
		path, err = filepath.Rel(here, path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAStartTellsWhatDiffersFromTheLastRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	gala(t, w)
	start := func(more ...string) ran {
		return w.want(exitDone, append([]string{"start", "gala", "--sandbox", "--yes", "--var", "client=acme"}, more...)...)
	}
	r := start("--diff", "last", "--dry-run", "--json")
	mustHold(t, r.err, "no task was started from the preset gala yet")
	mustHold(t, r.out, `"diff": null`, `"request": {`)
	start()
	w.want(exitDone, "start", "--sandbox", "--yes", "--set", "rtcConfig.channelName=other", "--set", "languages=fr-FR") // of no preset

	r = start("--diff", "last", "--dry-run")
	mustHold(t, r.err, "as last run of ")
	changed := []string{"--set", "languages=de-DE", "--unlock", "languages", "--set", "maxIdleTime=", "--diff", "last"}
	r = start(append(changed, "--dry-run")...)
	mustHold(t, r.err, "differs from last run of ", " in 2 answers",
		"  Idle time (maxIdleTime): 120 s → 30 s (default)\n", "  Spoken in the channel (languages): English (United States) → German (Germany)\n")
	if !strings.HasPrefix(r.out, "{") || strings.Contains(r.out, "diff") {
		t.Errorf("the request is\n%s", r.out)
	}
	var told struct {
		Diff    diffJSON        `json:"diff"`
		Request json.RawMessage `json:"request"`
	}
	r = start(append(changed, "--dry-run", "--json")...)
	if err := json.Unmarshal([]byte(r.out), &told); err != nil || len(told.Diff.Differences) != 2 || told.Diff.Differences[1].NowValue != "de-DE" || len(told.Request) < 10 {
		t.Errorf("%v\n%s", err, r.out)
	}
	r = start("--set", "maxIdleTime=240", "--diff", "house-style", "--json", "--beside")
	var started startResult
	if err := json.Unmarshal([]byte(r.out), &started); err != nil || started.Diff == nil || started.Diff.From != "preset house-style" ||
		len(started.Diff.Differences) != 2 || started.Diff.Differences[0].Path != "rtcConfig.channelName" {
		t.Errorf("%v\n%s", err, r.out)
	}
	if r = start("--beside", "--json"); strings.Contains(r.out, `"diff"`) {
		t.Errorf("nobody asked for\n%s", r.out)
	}
	// Without a preset it is the last run of all, whatever that was made from.
	r = w.want(exitDone, "start", "--sandbox", "--set", "rtcConfig.channelName=other", "--set", "languages=fr-FR", "--diff", "last", "--dry-run")
	mustHold(t, r.err, "Channel name (rtcConfig.channelName): acme-gala → other")
	mustHold(t, w.want(exitWrong, "start", "gala", "--sandbox", "--var", "client=acme", "--diff", "galla", "--dry-run").err, "did you mean gala?")
}

func TestPlainModeTellsWhatDiffers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	gala(t, w)
	w.want(exitDone, "start", "gala", "--sandbox", "--yes", "--var", "client=acme")
	r := w.run(typed("hall-1", ":diff", "no"), "--plain", "--sandbox", "--preset", "gala")
	mustHold(t, r.out, "as preset gala\n", "differs from last run of ", "Channel name (rtcConfig.channelName): acme-gala → hall-1")
	if strings.Contains(r.out, ", was ") {
		t.Errorf("what the preset asked for was something else before:\n%s", r.out)
	}
}

// What the answers' own preset leaves open differs from nothing; what another one does, is
// told.
func TestAnAnswerThatAnotherPresetLeavesOpenIsADifference(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, "presets", "save", "base", "--set", "languages=en-US")
	w.want(exitDone, "presets", "save", "asks", "--set", "languages=en-US", "--ask", "rtcConfig.channelName")
	w.want(exitDone, "presets", "save", "kid", "--from", "base", "--set", "rtcConfig.channelName=kid")
	for other, was := range map[string]string{"base": "not set", "asks": "asked each time"} {
		r := w.want(exitDone, "start", "kid", "--sandbox", "--dry-run", "--diff", other)
		mustHold(t, r.err, "(rtcConfig.channelName): "+was+" → kid")
	}
	r := w.want(exitDone, "start", "asks", "--sandbox", "--dry-run", "--set", "rtcConfig.channelName=hall", "--diff", "asks")
	if strings.Contains(r.err, "channelName): ") {
		t.Errorf("the channel differs from what is asked for:\n%s", r.err)
	}
}
