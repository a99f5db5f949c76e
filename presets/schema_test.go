package presets

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheSchemaLiesWhereASavedPresetSaysThatItIs(t *testing.T) {
	s := testStore(t)
	save(t, s, named("hall", "hall"))
	_, line, found := strings.Cut(content(t, s.path("hall")), "$schema=")
	if !found {
		t.Fatal("the preset names no schema")
	}
	name, _, _ := strings.Cut(line, "\n")
	path := filepath.Join(s.Dir(), filepath.FromSlash(name))
	if content(t, path) != string(SchemaJSON()) {
		t.Error("another schema lies there")
	}

	put(t, path, "{}") // of an older sttwizard
	save(t, s, named("board", "board"))
	if content(t, path) != string(SchemaJSON()) {
		t.Error("the schema of an older sttwizard stayed")
	}
	if p, err := s.Load("hall"); err != nil || p.Edited {
		t.Errorf("edited %t, error %v", p.Edited, err)
	}
}

func TestAPresetIsSavedWhereItsSchemaCantBe(t *testing.T) {
	s := testStore(t)
	path := filepath.Join(filepath.Dir(s.Dir()), schemaFile)
	if err := os.MkdirAll(filepath.Join(path, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	save(t, s, named("hall", "hall"))
	if _, err := s.Load("hall"); err != nil {
		t.Error(err)
	}
}

func TestAPresetWithoutTheSchemasLineIsReadAsItIs(t *testing.T) {
	s := testStore(t)
	put(t, s.path("hall"), "schema: 1\ntitle: Hall\nrequest:\n  languages: [en-US]\n")
	if p, err := s.Load("hall"); err != nil || p.Title != "Hall" || p.Edited {
		t.Errorf("got %+v, error %v", p, err)
	}
}
