package files

import (
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func env(pairs map[string]string) func(string) string {
	return func(name string) string { return pairs[name] }
}

func TestOneVariableMovesAllFiles(t *testing.T) {
	dir := t.TempDir()
	home, err := Locate(env(map[string]string{homeVariable: dir, "XDG_CONFIG_HOME": "/elsewhere"}))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ got, want string }{
		"presets":     {home.Presets(), "config/presets"},
		"connections": {home.Connections(), "config/connections.yaml"},
		"attempts":    {home.Attempts(), "state/attempts"},
		"draft":       {home.Draft(), "state/draft.json"},
		"last":        {home.Last(), "state/last.json"},
		"habits":      {home.Habits(), "state/habits.json"},
		"sights":      {home.Sights(), "state/sights.json"},
		"sandbox":     {home.Sandbox(), "state/sandbox.json"},
		"backups":     {home.Backups(), "state/backups"},
		"locks":       {home.Locks(), "state/locks"},
		"secrets":     {home.Secrets(), "config/secrets.age"},
	} {
		if want := filepath.Join(dir, filepath.FromSlash(c.want)); c.got != want {
			t.Errorf("%s: got %s, want %s", name, c.got, want)
		}
	}
}

func TestARelativeHomeBecomesAFullPath(t *testing.T) {
	t.Chdir(t.TempDir())
	home, err := Locate(env(map[string]string{homeVariable: "here"}))
	if err != nil || !filepath.IsAbs(home.Config) || !strings.HasSuffix(home.Config, filepath.Join("here", "config")) {
		t.Errorf("got %q, %v", home.Config, err)
	}
}

func TestEachSystemHasItsOwnPlaces(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the expected paths are written with slashes")
	}
	for name, c := range map[string]struct {
		system        string
		env           map[string]string
		config, state string
	}{
		"Linux with nothing but a home": {"linux", map[string]string{"HOME": "/home/ann"},
			"/home/ann/.config/sttwizard", "/home/ann/.local/state/sttwizard"},
		"Linux with both XDG variables": {"linux", map[string]string{"XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"},
			"/c/sttwizard", "/s/sttwizard"},
		"macOS": {"darwin", map[string]string{"HOME": "/Users/ann", "XDG_CONFIG_HOME": "/c"},
			"/Users/ann/Library/Application Support/sttwizard", "/Users/ann/Library/Application Support/sttwizard/state"},
		"Windows": {"windows", map[string]string{"AppData": "/roaming", "LocalAppData": "/local"},
			"/roaming/sttwizard", "/local/sttwizard/state"},
	} {
		home, err := locateFor(c.system, env(c.env))
		if err != nil || home.Config != c.config || home.State != c.state {
			t.Errorf("%s: got %+v, %v", name, home, err)
		}
	}
}

func TestAMissingOrRelativeHomeSaysWhatToSet(t *testing.T) {
	for name, c := range map[string]struct {
		system string
		env    map[string]string
		word   string
	}{
		"nothing is set":              {"linux", nil, "HOME"},
		"nothing is set on macOS":     {"darwin", nil, homeVariable},
		"nothing is set on Windows":   {"windows", nil, "AppData"},
		"a relative config directory": {"linux", map[string]string{"XDG_CONFIG_HOME": "c"}, "XDG_CONFIG_HOME"},
		"a relative state directory":  {"linux", map[string]string{"HOME": "/h", "XDG_STATE_HOME": "s"}, "XDG_STATE_HOME"},
		"a relative home":             {"linux", map[string]string{"HOME": "h"}, "HOME"},
	} {
		if home, err := locateFor(c.system, env(c.env)); err == nil || !strings.Contains(err.Error(), c.word) {
			t.Errorf("%s: got %+v, %v", name, home, err)
		}
	}
}
