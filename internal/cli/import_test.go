package cli

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// TestWhatPeopleHaveStartsATask imports every fixture of package convert, and
// what people really send where it lies beside this repository. With the
// channel changed, and what its placeholders leave open left out, each starts a task in one of the versions, or the field that
// is wrong is named.
func TestWhatPeopleHaveStartsATask(t *testing.T) {
	own, err := filepath.Glob("../convert/testdata/texts/*")
	if err != nil || len(own) < 10 {
		t.Fatal(own, err)
	}
	samples, _ := filepath.Glob("../../../shared/api/samples/v*.json")
	if len(samples) == 0 {
		t.Log("../shared/api/samples is not beside this repository")
	}
	w := newWorld(t)
	startsIn := map[string]bool{}
	for i, path := range append(own, samples...) {
		for _, v := range agora.Versions() {
			channel := fmt.Sprintf("%s-%d", v, i)
			args := []string{"start", "--sandbox", "--api", string(v), "--import", path, "--set", agora.PathChannelName + "=" + channel, "--yes", "--json"}
			r := w.run("", append(args, leavingOut(t, w.run("", append(args, "--dry-run")...))...)...)
			switch {
			case r.code == exitDone && strings.Contains(r.out, `"state": "started"`):
				startsIn[filepath.Base(path)] = true
			case r.code != exitWrong || !strings.Contains(r.out, `"path": "`):
				t.Errorf("%s on %s: exit code %d\n%s%s", path, v, r.code, r.out, r.err)
			}
			if strings.Contains(r.out+r.err, "CANARY") {
				t.Errorf("%s on %s: a secret was shown\n%s%s", path, v, r.out, r.err)
			}
		}
	}
	for _, name := range []string{"v6-camel-keys.json", "v7-all.json", "curl-v7.txt", "docs-page.md", "wrapped.json", "v7-20-docs-join-full.json", "v6-04-migration-guide-start.json"} {
		if !startsIn[name] && (len(samples) > 0 || !strings.Contains(name, "-docs-") && !strings.Contains(name, "guide")) {
			t.Errorf("%s starts in no version", name)
		}
	}
	for _, task := range w.ledger().Tasks {
		if !strings.HasPrefix(task.Channel, string(task.Version)+"-") {
			t.Errorf("a task of %s in channel %s", task.Version, task.Channel)
		}
	}
}

// leavingOut returns the settings that leave out all placeholders that a start named.
func leavingOut(t *testing.T, r ran) []string {
	t.Helper()
	var got struct{ Error errorJSON }
	if r.code == exitDone || json.Unmarshal([]byte(r.out), &got) != nil {
		return nil
	}
	var out []string
	for _, f := range got.Error.Fields {
		switch {
		case f.Path == agora.PathTranslatedPairs:
			out = append(out, "--set", f.Path+"=zh-CN:en-US")
		case f.Rule == agora.RulePlaceholder:
			out = append(out, "--set", f.Path+"=")
		}
	}
	return out
}

// TestAnOpenTranslationIsLeftOutByOneSetting imports translations that are partly open:
// each of the settings that say they are not needed is enough.
func TestAnOpenTranslationIsLeftOutByOneSetting(t *testing.T) {
	w := newWorld(t)
	path := filepath.Join(t.TempDir(), "captions.py")
	write(t, path, `body = {"languages": ["en-US"], "rtcConfig": {"channelName": "hall", "pubBotUid": "88222", "secret": key},
	"translateConfig": {"languages": [{"source": "en-US", "target": [language]}]}}`)
	args := []string{"start", "--sandbox", "--api", "v7", "--import", path, "--dry-run"}
	if r := w.run("", args...); r.code != exitWrong || !strings.Contains(r.err, "translateConfig.languages: stays open") || !strings.Contains(r.err, "rtcConfig.secret: ") {
		t.Fatalf("exit code %d\n%s", r.code, r.err)
	}
	for _, set := range []string{"translateConfig.languages=", "translateConfig=off", "translateConfig="} {
		for _, key := range []string{"rtcConfig.secret=", "encryption=off"} {
			r := w.run("", append(args, "--set", set, "--set", key)...)
			if r.code != exitDone || strings.Contains(r.out, "translateConfig") || !strings.Contains(r.out, `"channelName": "hall"`) {
				t.Errorf("%s, %s: exit code %d\n%s%s", set, key, r.code, r.out, r.err)
			}
		}
	}
	if r := w.run("", append(args, "--set", "translateConfig.languages=en-US:fr-FR", "--set", "encryption=off")...); r.code != exitDone || !strings.Contains(r.out, `"fr-FR"`) {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
}

func TestTheSamePresetIsPrintedForEveryVersion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, "presets", "save", "base", "--set", "languages=en-US", "--set", "rtcConfig.channelName=hall")
	for _, v := range agora.Versions() {
		for _, format := range printFormats() {
			r := w.want(exitDone, "start", "base", "--api", string(v), "--print", format)
			_, path := v.Call(agora.OpStart, sandbox.DefaultAppID, "")
			if format != printJSONFormat && !strings.Contains(r.out, w.vars["STTWIZARD_API_URL"]+path) {
				t.Errorf("%s for %s calls something else:\n%s", format, v, r.out)
			}
			if strings.Contains(r.out+r.err, sandbox.DefaultSecret.Reveal()) {
				t.Errorf("%s for %s holds the customer secret", format, v)
			}
		}
	}
	if n := len(w.ledger().Tasks); n > 0 {
		t.Errorf("%d tasks were started", n)
	}
}

// TestOneOfSeveralRequestsIsChosenByName imports an export with several: without a name
// and without somebody to ask it is refused with a list.
func TestOneOfSeveralRequestsIsChosenByName(t *testing.T) {
	w := newWorld(t)
	args := []string{"start", "--sandbox", "--api", "v7", "--import", "../convert/testdata/exports/several.postman.json", "--dry-run"}
	w.env.CanAsk = false
	r := w.run("", args...)
	if r.code != exitWrong || !strings.Contains(r.err, "1  North / join (v7, north, en-US)") || !strings.Contains(r.err, "add --item NAME") {
		t.Errorf("exit code %d\n%s", r.code, r.err)
	}
	if r := w.run("", append(args, "--item", "east")...); r.code != exitWrong || !strings.Contains(r.err, `no request is called "east"`) {
		t.Errorf("exit code %d\n%s", r.code, r.err)
	}
	for _, item := range []string{"1", "north / join"} {
		if r := w.run("", append(args, "--item", item)...); r.code != exitDone || !strings.Contains(r.out, `"channelName": "north"`) {
			t.Errorf("%s: exit code %d\n%s%s", item, r.code, r.out, r.err)
		}
	}
	if r := w.run("", "start", "--sandbox", "--item", "1"); r.code != exitWrong || !strings.Contains(r.err, "--import FILE") {
		t.Errorf("exit code %d\n%s", r.code, r.err)
	}
	w.env.CanAsk = true
	r = w.run("join\nSouth / join\n", args...)
	if r.code != exitDone || !strings.Contains(r.out, `"channelName": "south"`) || !strings.Contains(r.err, "Several requests are called") || !strings.Contains(r.err, "Which one?") {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	if r := w.run("\n", args...); r.code != exitWrong || !strings.Contains(r.err, "no request was chosen") {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
}
