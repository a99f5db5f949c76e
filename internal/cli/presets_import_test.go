package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestAnImportSaysWhatBecomesOfWhatAFileExtends(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dir := t.TempDir()
	child := filepath.Join(dir, "child.yaml")
	write(t, child, "# mine\nschema: 2\nextends: [house]\nrequest: {maxIdleTime: 90}\n")
	saved := filepath.Join(w.home, "config", "presets", "child.yaml")
	imported := func(code int, more ...string) string {
		t.Helper()
		r := w.want(code, append([]string{"presets", "import", child}, more...)...)
		return r.out + r.err
	}

	// The base is nowhere, then beside the file alone, then here alone, then at both.
	mustHold(t, imported(exitWrong), "extends house, and there is no such file")
	house := filepath.Join(dir, "house.yaml")
	write(t, house, "schema: 1\nrequest: {languages: [de-DE]}\n")
	told := imported(exitDone)
	mustHold(t, told, "it stands alone here: house")
	if text := read(t, saved); strings.Contains(told, "--keep-extends") || strings.Contains(text, "extends") || !strings.Contains(text, "de-DE") {
		t.Errorf("%s\n%s", told, text)
	}
	mustHold(t, imported(exitWrong, "--keep-extends", "--replace"), "extends house, and there is no such file")
	w.want(exitDone, "presets", "save", "house", "--set", "languages=fr-FR")
	mustHold(t, imported(exitDone, "--replace"), "it stands alone here: house; --keep-extends --replace lets it")

	write(t, house, "schema: 9\n")
	mustHold(t, imported(exitWrong, "--replace"), "house", "add --keep-extends")
	told = imported(exitDone, "--keep-extends", "--replace")
	if strings.Contains(told, "alone") {
		t.Error(told)
	}
	mustHold(t, read(t, saved), "# mine", "extends: [house]", "# Saved by sttwizard (")
	r := w.want(exitDone, "presets", "show", "child")
	mustHold(t, r.out, "extends: house", "fr-FR")
	if strings.Contains(r.err, "edited") {
		t.Error(r.err)
	}
	mustHold(t, imported(exitWrong, "--keep-extends"), "there is a preset \"child\" already")
}
