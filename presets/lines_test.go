package presets

import (
	"maps"
	"testing"

	"sttwizard/agora"
)

func TestEachValueHasTheLineOnWhichItStands(t *testing.T) {
	got := Lines([]byte("# a comment\nschema: 1\nrequest:\n  languages: [en-US]\n  captionConfig:\n    storage:\n      bucket: a\n    extensionParams:\n      tagByRule: {a: b}\n  nothing: 1\n"))
	want := map[string]int{agora.PathLanguages: 4, agora.PathCaption: 5, agora.PathBucket: 7, agora.PathTagByRule: 9}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, file := range []string{"", "schema: 1", "request: [a]", "\t"} {
		if got := Lines([]byte(file)); len(got) > 0 {
			t.Errorf("%q: %v", file, got)
		}
	}
}
