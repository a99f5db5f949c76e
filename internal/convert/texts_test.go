package convert

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// texts returns the fixtures that have golden files, by name.
func texts(t testing.TB) map[string][]byte { return textsIn(t, "texts") }

// textsIn returns the fixtures of a folder by name.
func textsIn(t testing.TB, folder string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*"))
	if err != nil || len(paths) == 0 {
		t.Fatal("there are no fixtures", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(path)] = data
	}
	return out
}

// told writes an import as the golden files have it.
func told(im Import, err error) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	if err != nil {
		line("error: %v", err)
		return b.String()
	}
	line("version %q: %s", im.Version, im.Why)
	line("App ID %q, base URL %q, key %q", im.AppID, im.BaseURL, im.Key)
	for _, path := range slices.Sorted(maps.Keys(im.Values)) {
		line("value  %s = %q", path, im.Values[path])
	}
	for _, path := range slices.Sorted(maps.Keys(im.Secrets)) {
		line("secret %s = %s", path, im.Secrets[path].Fingerprint())
	}
	for _, path := range slices.Sorted(maps.Keys(im.Sections)) {
		line("part   %s = %v", path, im.Sections[path])
	}
	for _, n := range im.Notes {
		line("note   %s %s", n.Kind, n)
	}
	return b.String()
}

func TestTextsAreReadAsInTheGoldenFiles(t *testing.T) {
	for name, data := range texts(t) {
		golden(t, filepath.Join("testdata", "read", name+".txt"), told(Read(data)))
	}
}

func TestNothingThatIsShownHoldsASecret(t *testing.T) {
	for name, data := range texts(t) {
		if im, err := Read(data); strings.Contains(told(im, err), "CANARY") {
			t.Errorf("%s: a secret is shown:\n%s", name, told(im, err))
		}
	}
}

// sameJSON reports whether two texts are the same document, apart from white space.
func sameJSON(a, b []byte) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	return reflect.DeepEqual(x, y)
}
