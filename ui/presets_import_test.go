package ui

import (
	"os"
	"path/filepath"
	"testing"

	term "sttwizard/internal/screen"
)

// TestAFailedImportKeepsItsFormAndText imports a file that is broken, mends it and imports
// it from the same form.
func TestAFailedImportKeepsItsFormAndText(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "gala.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("schema: 1\ntitle: Gala\nrequest:\n\tlanguages: [en-US]\n")
	r := start(t, rigOptions{home: withReady(t, "demo"), screen: term.Options{Width: 110, Height: 32}})
	r.see("❯ ready")
	r.keys("i", "Import a preset")
	r.Paste(path)
	r.see("gala.yaml")
	r.keys(term.Enter, "The name it gets here")
	r.keys(term.Enter, "line 4:", "Import a preset", "gala.yaml", "The path of a preset's file")
	write("schema: 1\ntitle: Gala\nrequest:\n  languages: [en-US]\n")
	r.keys(term.Enter, "The name it gets here")
	r.Send("ready")
	r.see("ready")
	r.keys(term.Enter, `there is a preset "ready" already`, "Import a preset")
	r.keys("-2"+term.Enter, "imported", "Gala")
	r.mustNot("Import a preset")
}
