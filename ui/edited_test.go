package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"sttwizard/presets"
)

// A preset whose file changed since it was saved may be damaged, and its answers
// don't show that.
func TestAnEditedPresetIsToldWhenItIsUsed(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	path := filepath.Join(home, "config", "presets", "ready.yaml")
	for name, change := range map[string]func([]byte) []byte{
		"as it was saved": func(data []byte) []byte { return data },
		"one bit flipped": func(data []byte) []byte { return bytes.Replace(data, []byte("demo"), []byte("demm"), 1) },
	} {
		p, err := presets.Decode([]byte(readyFor("demo")))
		if err != nil {
			t.Fatal(err)
		}
		data, err := p.Encode()
		if err != nil {
			t.Fatal(err)
		}
		write(t, home, "config/presets/ready.yaml", string(change(data)))
		r := start(t, rigOptions{home: home})
		r.use()
		const words = "the preset ready was edited by hand or damaged since it was saved"
		if name == "as it was saved" {
			r.mustNot(words)
		} else {
			r.see(words)
		}
		r.end()
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(filepath.Join(home, "state", "draft.json"))
	}
}
