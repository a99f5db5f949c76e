package presets

import (
	"errors"
	"os"
	"strings"
	"testing"
)

func edit(t *testing.T, s *Store, fresh bool) *Editing {
	t.Helper()
	e, err := s.Edit("gala", fresh)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

func TestAPresetThatIsEditedIsLeftAloneByOthers(t *testing.T) {
	s := testStore(t)
	first := edit(t, s, true)
	if err := os.WriteFile(first.Path(), []byte("schema: 1\nrequest: {}"), 0o600); err != nil { // without its last line feed
		t.Fatal(err)
	}
	for _, fresh := range []bool{true, false} {
		if e, err := s.Edit("gala", fresh); !isBusy(err) {
			t.Errorf("%+v, %v", e, err)
		}
	}
	if found, _, err := first.Check(); len(found) > 0 || err != nil {
		t.Fatalf("%v, %v", found, err)
	}
	if err := first.Save(); err != nil {
		t.Fatal(err)
	}
	if p, err := s.Load("gala"); err != nil || p.Edited {
		t.Errorf("edited %v, %v", p.Edited, err)
	}
	if _, err := os.Stat(first.Path()); err == nil {
		t.Error("the copy is still there")
	}
	if _, err := s.Edit("gala", true); !isBusy(err) {
		t.Errorf("saved and not closed: %v", err)
	}
	first.Close()
	if e := edit(t, s, false); !e.Left.IsZero() {
		t.Errorf("%s is left", e.Path())
	}
}

func isBusy(err error) bool { _, is := errors.AsType[*BusyError](err); return is }

// A refused edit lets go of the preset.
func TestAnEditThatCantBeginKeepsNobodyOut(t *testing.T) {
	s := testStore(t)
	if _, err := s.Edit("gala", false); !strings.Contains(err.Error(), "there is no preset") {
		t.Fatal(err)
	}
	edit(t, s, true)
}

func TestNoKeptTextTakesThePlaceOfAnother(t *testing.T) {
	s := testStore(t)
	texts := map[string]string{}
	keep := func(e *Editing, text string) {
		t.Helper()
		if _, taken := texts[e.Path()]; taken {
			t.Fatalf("%s has a text already", e.Path())
		}
		texts[e.Path()] = text
		if err := os.WriteFile(e.Path(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		e.Close()
	}
	keep(edit(t, s, true), "one")
	for _, text := range []string{"two", "three"} {
		e := edit(t, s, true)
		if e.Left.IsZero() || e.Stale {
			t.Fatalf("%+v", e)
		}
		if err := e.Beside(); err != nil {
			t.Fatal(err)
		}
		keep(e, text)
	}
	for path, text := range texts {
		holdsText(t, path, text)
	}

	// Whoever begins afresh has them all among the backups, twice over.
	backups := map[string]bool{}
	for range 2 {
		e := edit(t, s, true)
		kept, err := e.Afresh()
		if err != nil || backups[kept] {
			t.Fatalf("%s, %v", kept, err)
		}
		backups[kept] = true
		if !e.Left.IsZero() {
			t.Error("something is left still")
		}
		holdsText(t, e.Path(), string(template("gala")))
		e.Close()
	}
	if all, _ := os.ReadDir(s.home.Backups() + "/editing"); len(all) != 4 {
		t.Errorf("%v are kept", all)
	}
}

func holdsText(t *testing.T, path, text string) {
	t.Helper()
	if data, err := os.ReadFile(path); err != nil || string(data) != text {
		t.Errorf("%s has %q, %v", path, data, err)
	}
}
