package cli

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// Groups print their help, and completion a script that a shell reads.
func TestEveryCommandCanPrintJSON(t *testing.T) {
	t.Parallel()
	for _, cmd := range everyCommand(newWorld(t).env) {
		path := cmd.CommandPath()
		if cmd.HasSubCommands() || strings.HasPrefix(path, "sttwizard completion") || path == "sttwizard help" {
			continue
		}
		if cmd.Flags().Lookup("json") == nil || cmd.Flags().Lookup("jq") == nil {
			t.Errorf("%s has no --json", path)
		}
	}
}

func TestAChangeIsToldAsJSON(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	presets := strings.TrimSpace(w.want(exitDone, "presets", "path").out)
	man := filepath.Join(t.TempDir(), "man")
	for _, c := range []struct {
		line       string
		name, path string
		done       string // the beginning of what was done; empty: nothing
	}{
		{"presets save hall --set languages=en-US", "hall", filepath.Join(presets, "hall.yaml"), "saved: "},
		{"presets rename hall board", "board", filepath.Join(presets, "board.yaml"), "renamed: "},
		{"presets duplicate board hall", "hall", filepath.Join(presets, "hall.yaml"), "copied: "},
		{"presets path hall", "", filepath.Join(presets, "hall.yaml"), ""},
		{"presets delete hall --yes", "hall", "", "deleted; "},
		{"connections add acme --version v5 --app-id " + strings.Repeat("0a", 16) + " --customer-key k --secret env:NONE", "acme", "", "saved: acme"},
		{"connections default acme", "acme", "", "default: acme"},
		{"connections edit acme --production", "acme", "", "saved: acme"},
		{"connections accept --yes", "", "", "kept as it is"},
		{"connections remove acme --yes", "acme", "", "removed: acme"},
		{"man " + man, "", man, "written to"},
	} {
		r := w.want(exitDone, append(strings.Fields(c.line), "--json")...)
		var got doneJSON
		if err := json.Unmarshal([]byte(r.out), &got); err != nil {
			t.Errorf("%s: %v\n%s", c.line, err, r.out)
			continue
		}
		if got.Name != c.name || c.path != "" && got.Path != c.path || c.done != "" && !strings.HasPrefix(strings.Join(got.Done, " "), c.done) || c.done == "" && len(got.Done) > 0 {
			t.Errorf("%s: got %+v", c.line, got)
		}
	}
}

func TestABundleIsToldAsJSON(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.startIn("hall")
	text := w.want(exitDone, "tasks", "bundle", "hall").out
	var got bundleJSON
	if err := json.Unmarshal([]byte(w.want(exitDone, "tasks", "bundle", "hall", "--json").out), &got); err != nil || got.Text == "" || got.Path != "" || len(text) == 0 {
		t.Errorf("%v, %+v", err, got)
	}
	file := filepath.Join(t.TempDir(), "for-support.txt")
	if err := json.Unmarshal([]byte(w.want(exitDone, "tasks", "bundle", "hall", "--json", "-o", file).out), &got); err != nil || got.Path != file || read(t, file) == "" {
		t.Errorf("%v, %+v", err, got)
	}
}

func TestAnImportedPresetIsToldWhatIsWrongWithIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	file := filepath.Join(t.TempDir(), "hall.yaml")
	write(t, file, "schema: 1\nversion: v5\nrequest:\n  maxIdleTime: 3\n  languages: [en_US]\n")
	mustHold(t, w.want(exitDone, "presets", "import", file).err, "note: maxIdleTime: must be 5 to 2592000 seconds", `note: languages: "en_US" is no language code`)
}
