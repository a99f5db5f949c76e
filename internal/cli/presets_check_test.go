package cli

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestPresetsAreCheckedWithTheLinesOfTheirMistakes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dir := t.TempDir()
	wrong, broken, odd := filepath.Join(dir, "wrong.yaml"), filepath.Join(dir, "broken.yaml"), filepath.Join(dir, "a,b:c.yaml")
	write(t, wrong, "schema: 1\nversion: v5\nrequest:\n  rtcConfig:\n    channelName: a/b\n  maxIdleTime: 3\n")
	write(t, broken, "schema: 1\nchannel: hall\n")
	write(t, odd, "schema: 1\nrequest:\n  languages: [100%]\n")
	r := w.want(exitWrong, "presets", "check", wrong, broken)
	want := []string{
		wrong + ":5: rtcConfig.channelName: can't hold '/'",
		wrong + ":6: maxIdleTime: must be 5 to 2592000 seconds",
		broken + `:2: unknown key "channel"; did you mean rtcConfig.channelName`,
	}
	for i, line := range strings.Split(strings.TrimSpace(r.out), "\n") {
		if i >= len(want) || !strings.HasPrefix(line, want[i]) {
			t.Errorf("line %d is %s", i+1, line)
		}
	}

	r = w.want(exitWrong, "presets", "check", wrong, odd, "--format", "github")
	mustHold(t, r.out, "::error file="+wrong+",line=5::rtcConfig.channelName: ", "a%2Cb%3Ac.yaml,line=3::", "100%25")
	var found []mistakeJSON
	if err := json.Unmarshal([]byte(w.want(exitWrong, "presets", "check", wrong, "--json").out), &found); err != nil || len(found) != 2 || found[1].Rule != "range" || found[1].Line != 6 {
		t.Errorf("%+v, %v", found, err)
	}
	w.want(exitWrong, "presets", "check", wrong, "--format", "yaml")
}

func TestAFileThatCantBeReadKeepsNoOtherFromItsCheck(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dir := t.TempDir()
	none, folder, wrong := filepath.Join(dir, "none.yaml"), filepath.Join(dir, "folder.yaml"), filepath.Join(dir, "wrong.yaml")
	write(t, filepath.Join(folder, "x"), "")
	write(t, wrong, "schema: 1\nrequest: {rtcConfig: {channelName: a/b}, maxIdleTime: 3, languages: [xx-YY]}\n")
	r := w.want(exitWrong, "presets", "check", none, folder, wrong, "no-such-preset", "--format", "github")
	mustHold(t, r.out, "::error file="+none+"::", "::error file="+folder+"::", "::error file="+wrong+",line=2::rtcConfig.channelName", "::notice file="+wrong+",line=2::maxIdleTime: is right in v7, and wrong in v5 and v6: ", "no-such-preset.yaml::",
		"::notice file="+wrong+",line=2::languages: xx-YY")
	r = w.want(exitWrong, "presets", "check", none)
	mustHold(t, r.out, none+": ")

	// Notes alone are no mistakes.
	write(t, wrong, "schema: 1\nrequest: {languages: [xx-YY]}\n")
	r = w.want(exitDone, "presets", "check", wrong)
	mustHold(t, r.out, wrong+":2: note: languages: xx-YY")
	mustHold(t, r.err, "nothing is wrong")
	mustHold(t, w.want(exitDone, "presets", "check", wrong, "--json").out, `"note": true`)
}

func TestAllPresetsOfThisHomeAreChecked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, "presets", "save", "hall", "--ask", "rtcConfig.channelName", "--set", "languages=en-US")
	w.want(exitDone, "presets", "check")
	w.want(exitDone, "presets", "check", "hall")
	path := strings.TrimSpace(w.want(exitDone, "presets", "path", "hall").out)
	write(t, path, strings.Replace(read(t, path), "en-US", "en_US", 1))
	mustHold(t, w.want(exitWrong, "presets", "check").out, "hall.yaml:", "languages: ")
}

func TestAPresetThatExtendsIsCheckedWithWhatItExtends(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	gala(t, w)
	w.want(exitDone, "presets", "check")
	style := strings.TrimSpace(w.want(exitDone, "presets", "path", "house-style").out)
	write(t, style, strings.Replace(read(t, style), "en-US", "en_US", 1))
	r := w.want(exitWrong, "presets", "check", "gala")
	mustHold(t, r.out, "gala.yaml:3: languages: ", "(it comes from house-style)")
}
