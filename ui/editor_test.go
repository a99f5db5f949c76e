//go:build unix

package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	term "sttwizard/internal/screen"
)

// A preset is edited as a text in the person's editor: what is wrong is asked about, and
// only what is right is saved.
func TestAPresetIsEditedAsATextFromHome(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	path := filepath.Join(home, "config/presets/ready.yaml")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(t.TempDir(), "text")
	writes := func(to string) {
		if err := os.WriteFile(text, []byte(to), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := rigOptions{home: home, screen: term.Options{Width: 110, Height: 30}}
	o.ui.Editor = func() ([]string, error) { return []string{"cp", text}, nil }
	r := start(t, o)
	r.see("❯ ready")
	writes("schema: 1\nrequest:\n  languages: [en_US]\n")
	r.keys("E", "ready: the text is not right, so the preset was not saved.", "line 3: languages: ")
	back(r)
	r.keys(term.Esc, "the text is kept: ")
	if now, _ := os.ReadFile(path); string(now) != string(before) {
		t.Errorf("the preset is\n%s", now)
	}
	r.keys("E", "was not saved. Go on with it?")
	r.keys("y", "is not right")
	back(r)
	writes("# mine\nschema: 1\nrequest:\n  languages: [de-DE]\n")
	r.keys("e", "saved ready")
	if now, _ := os.ReadFile(path); !strings.Contains(string(now), "# mine\n") || !strings.Contains(string(now), "de-DE") {
		t.Errorf("the preset is\n%s", now)
	}
	back(r)
	r.keys("E", "nothing was changed")
	back(r)
	if left, _ := filepath.Glob(filepath.Join(home, "config/editing/*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// One that can't be used is mended so, too.
func TestABrokenPresetIsMendedInTheEditor(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	write(t, home, "config/presets/old-webinar.yaml", "schema: 1\nfoo: bar\n")
	text := write(t, t.TempDir(), "text", "schema: 1\ntitle: Mended\nrequest: {}\n")
	o := rigOptions{home: home, screen: term.Options{Width: 110, Height: 30}}
	o.ui.Editor = func() ([]string, error) { return []string{"cp", text}, nil }
	r := start(t, o)
	r.see("✗ old-webinar")
	r.keys("/old"+term.Enter, "❯ ✗ old-webinar")
	r.keys("E", "saved old-webinar", "Mended")
	back(r)
}

// TestAnEditorThatFailsIsToldOnTheScreenAsByTheCommand: with nothing changed nothing is kept,
// and the next edit asks nothing.
func TestAnEditorThatFailsIsToldOnTheScreenAsByTheCommand(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	argv := []string{"false"}
	o := rigOptions{home: home, screen: term.Options{Width: 140, Height: 30}}
	o.ui.Editor = func() ([]string, error) { return argv, nil }
	r := start(t, o)
	r.see("❯ ready")
	r.keys("E", "the editor failed (exit status 1), so nothing was saved", "nothing was changed")
	back(r)
	if left, _ := filepath.Glob(filepath.Join(home, "config/editing/*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
	argv = []string{"sh", "-c", "echo half >\"$0\"; exit 3"}
	r.keys("E", "the editor failed (exit status 3), so nothing was saved; the text is kept: ")
	back(r)
}

// back takes the input back after the editor, as shell.suspend does. Without it the
// program could not end either.
func back(r *rig) {
	r.t.Helper()
	r.Send("\x1b[15~")
	r.wait("the old reader's end", func() bool { return r.AllRead() || !r.IsReading() })
}
