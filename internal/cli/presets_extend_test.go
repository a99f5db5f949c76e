package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// gala writes a house style and a preset that extends it.
func gala(t *testing.T, w *world) {
	t.Helper()
	dir := filepath.Join(w.home, "config", "presets")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"house-style": "schema: 2\nvars: {client: \"\"}\nlock: [languages]\nreminder: 90m\nrequest:\n  languages: [en-US]\n  rtcConfig: {channelName: \"{client}-{preset}\"}\n",
		"gala":        "schema: 2\ntitle: Gala\nextends: [house-style]\nrequest: {maxIdleTime: 120}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name+".yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAVariableOfAPresetIsGivenOnTheCommandLine(t *testing.T) {
	w := newWorld(t)
	gala(t, w)
	r := w.want(exitDone, "start", "gala", "--sandbox", "--yes", "--var", "client=acme", "--json")
	mustHold(t, r.out, `"channel": "acme-gala"`)
	at := w.journalled()[0]
	if left := at.PlannedEnd().Sub(at.SentAt()).Minutes(); left < 85 || left > 95 {
		t.Errorf("it reminds after %v minutes", left)
	}
	r = w.want(exitWrong, "start", "gala", "--sandbox", "--yes")
	mustHold(t, r.err, "next: add --var client=VALUE\n", "rtcConfig.channelName: is {client}-{preset} and has no value for client")
	r = w.want(exitWrong, "start", "gala", "--sandbox", "--yes", "--var", "clint=acme")
	mustHold(t, r.err, "did you mean client?")
	r = w.want(exitWrong, "start", "gala", "--sandbox", "--yes", "--var", "client")
	mustHold(t, r.err, "--var NAME=VALUE")
	r = w.want(exitWrong, "start", "--sandbox", "--yes", "--var", "client=acme")
	mustHold(t, r.err, "name the preset")
}

func TestWhatAPresetLocksIsNotChangedWithoutUnlock(t *testing.T) {
	w := newWorld(t)
	gala(t, w)
	start := []string{"start", "gala", "--sandbox", "--yes", "--var", "client=acme", "--set", "languages=fr-FR", "--dry-run"}
	r := w.want(exitWrong, start...)
	mustHold(t, r.err, "languages is locked by the preset", "--unlock languages")
	r = w.want(exitDone, append(start, "--unlock", "languages")...)
	mustHold(t, r.out, "fr-FR")
	r = w.want(exitWrong, append(start, "--unlock", "langages")...)
	mustHold(t, r.err, "--unlock langages", "did you mean languages?")
}

func TestAPresetThatExtendsIsShownAndSavedAsWhatItIs(t *testing.T) {
	w := newWorld(t)
	gala(t, w)
	r := w.want(exitDone, "presets", "show", "gala")
	mustHold(t, r.out, "extends: house-style", "locks: languages", "reminds: 90m", `"en-US"`)
	w.want(exitDone, "presets", "save", "gala-late", "--from", "gala", "--set", "maxIdleTime=240")
	data, err := os.ReadFile(filepath.Join(w.home, "config", "presets", "gala-late.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	mustHold(t, string(data), "extends: [house-style]", "maxIdleTime: 240")
	if strings.Contains(string(data), "en-US") {
		t.Errorf("what is inherited was written again:\n%s", data)
	}
	if err := os.WriteFile(filepath.Join(w.home, "config", "presets", "house-style.yaml"), []byte("schema: 2\nextends: [gala]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r = w.want(exitWrong, "start", "gala", "--sandbox", "--yes")
	mustHold(t, r.err, "line 3", "gala → house-style → gala")
}

func TestACheckTakesWhatAStartOfThePresetTakes(t *testing.T) {
	w := newWorld(t)
	gala(t, w)
	r := w.want(exitDone, "check", "gala", "--sandbox", "--var", "client=acme", "--set", "languages=fr-FR", "--unlock", "languages", "--json")
	var told checkJSON
	if err := json.Unmarshal([]byte(r.out), &told); err != nil {
		t.Fatal(err)
	}
	until, err := time.Parse(time.RFC3339, told.Until)
	if left := until.Sub(w.env.Now()).Minutes(); err != nil || told.Channel != "acme-gala" || left < 85 || left > 95 {
		t.Errorf("it is about %s, and looks %v minutes ahead: %v", told.Channel, left, err)
	}
}

func TestAPresetThatIsSavedLineByLineGoesOnExtending(t *testing.T) {
	w := newWorld(t)
	gala(t, w)
	r := w.run(typed("hall-1", "save gala-copy", "leave"), "--plain", "--sandbox", "--preset", "gala")
	mustHold(t, r.out, "saved as the preset gala-copy")
	data, err := os.ReadFile(filepath.Join(w.home, "config", "presets", "gala-copy.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	mustHold(t, string(data), "extends: [house-style]", "channelName: hall-1", "maxIdleTime: 120")
	if strings.Contains(string(data), "en-US") {
		t.Errorf("what is inherited was written again:\n%s", data)
	}
}
