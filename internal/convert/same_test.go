package convert

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
)

// leaves returns every value of a JSON document by its path; an empty object or
// list is one.
func leaves(t testing.TB, data []byte) map[string]any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				walk(join(path, name), inner)
			}
		case []any:
			for i, inner := range v {
				walk(path+"["+decimal(i)+"]", inner)
			}
		default:
			out[path] = v
		}
	}
	walk("", v)
	return out
}

// sameOrTold checks that every value of a body is in the request that it was read
// as, at its place, or that a note tells of it; and that nothing else is there.
func sameOrTold(t *testing.T, name string, data []byte) {
	t.Helper()
	im, err := Read(data)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	version := im.Version
	if version == "" {
		version = agora.V7
	}
	notes := append(im.Lacking(version), im.Notes...)
	speak := func(path string) bool {
		list, _, _ := strings.Cut(path, "[")
		for _, n := range notes {
			if strings.HasPrefix(n.Path, list+"[") { // an item that is gone moves the others
				return true
			}
			if n.Path == path || strings.HasPrefix(path, n.Path+".") || strings.HasPrefix(path, n.Path+"[") {
				return true
			}
		}
		return false
	}
	keys := agora.LowerKeys
	if strings.Contains(string(data), "accessKey") {
		keys = agora.CamelKeys
	}
	was, is := leaves(t, data), leaves(t, im.Request().Body(agora.Project{Version: version, StorageKeys: keys}))
	for path, v := range was {
		if got, ok := is[path]; (!ok || got != v) && v != nil && !speak(path) {
			t.Errorf("%s: %s was %v, is %v, and no note tells of it", name, path, v, got)
		}
	}
	for path, v := range is {
		if _, ok := was[path]; !ok && !speak(path) && !moved(notes, path) {
			t.Errorf("%s: %s is %v, and was not there", name, path, v)
		}
	}
}

// moved reports whether a note says that something was taken as a path.
func moved(notes []Note, path string) bool {
	for _, n := range notes {
		if strings.Contains(n.Text, path) || n.Kind == Renamed {
			return true
		}
	}
	return false
}

func TestEveryValueIsTakenOrTold(t *testing.T) {
	for name, data := range texts(t) {
		if json.Valid(data) && name != "wrapped.json" {
			sameOrTold(t, name, data)
		}
	}
}

func TestAgorasOwnBodiesAreTakenWithoutANote(t *testing.T) {
	paths, err := filepath.Glob("../../agora/testdata/body-full*.json")
	if err != nil || len(paths) < 4 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sameOrTold(t, path, data)
		im, _ := Read(data)
		for _, n := range im.Notes {
			if n.Path != agora.PathName && n.Path != agora.PathTranslateOn {
				t.Errorf("%s: %s", path, n)
			}
		}
	}
}

// TestTheSamplesAreTakenOrTold reads what people really send, where it lies
// beside this repository; it is no part of it.
func TestTheSamplesAreTakenOrTold(t *testing.T) {
	paths, _ := filepath.Glob("../../../shared/api/samples/*.json")
	if len(paths) == 0 {
		t.Skip("../shared/api/samples is not beside this repository")
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(path)
		if strings.HasPrefix(name, "r") { // an answer of Agora's
			if _, err := Read(data); !errors.Is(err, ErrNoRequest) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		sameOrTold(t, name, data)
		if im, _ := Read(data); !strings.HasPrefix(name, "v4x") && im.Version != "" && !strings.HasPrefix(name, string(im.Version)) {
			t.Errorf("%s looks like %s, because %s", name, im.Version, im.Why)
		}
	}
}

func TestAVersionThatLacksAFieldSaysSo(t *testing.T) {
	im, err := Read(texts(t)["v5-lower-keys.json"])
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range im.Lacking(agora.V7) {
		got = append(got, string(n.Kind)+" "+n.Path)
	}
	want := "lacking rtcConfig.subBotUid, lacking rtcConfig.subBotToken, lacking rtcConfig.transferMode, lacking translateConfig.forceTranslateInterval"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s", strings.Join(got, ", "))
	}
	if notes := im.Lacking(agora.V5); len(notes) > 0 {
		t.Errorf("v5 lacks %v", notes)
	}
}
