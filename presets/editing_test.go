package presets

import (
	"context"
	"errors"
	"os"
	"os/exec"
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

// TestAfterTheEditorAllRoadsEndAlike: the command and the screen take the same steps.
func TestAfterTheEditorAllRoadsEndAlike(t *testing.T) {
	fails := &exec.Error{Name: "vi", Err: errors.New("gone")}
	for name, test := range map[string]struct {
		text string // what the editor leaves; empty: what it was given
		ran  error
		want EditEnd
		kept bool
	}{
		"not changed":         {"", nil, EditUnchanged, false},
		"right":               {"schema: 1\nrequest: {languages: [zz-ZZ]}\n", nil, EditSaved, false},
		"wrong":               {"schema: 1\nrequest: {maxIdleTime: x}\n", nil, EditWrong, true},
		"failed, not changed": {"", fails, EditLeft, false},
		"failed, changed":     {"half", fails, EditLeft, true},
		"left by Ctrl+C":      {"half", context.Canceled, EditLeft, true},
	} {
		s := testStore(t)
		e := edit(t, s, true)
		if test.text != "" {
			if err := os.WriteFile(e.Path(), []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		end := e.After(test.ran)
		_, gone := os.Stat(e.Path())
		if end.What != test.want || (end.Kept != "") != test.kept || (gone == nil) != test.kept || !errors.Is(end.Err, test.ran) && test.ran != nil {
			t.Errorf("%s: %+v, the copy: %v", name, end, gone)
		}
		if len(end.Wrong) > 0 != (test.want == EditWrong) || strings.Contains(end.Next("go on"), "; go on") != test.kept {
			t.Errorf("%s: %+v, %s", name, end, end.Next("go on"))
		}
		if failed, is := errors.AsType[*EditorError](end.Err); is != (test.ran == error(fails)) || is && !strings.Contains(failed.Error(), "can't be started") {
			t.Errorf("%s: %v", name, end.Err)
		}
	}
	for want, m := range map[string]Mistake{"gala.yaml:3: x: y": {Line: 3, Path: "x", Text: "y"}, "gala.yaml: y": {Text: "y"}} {
		if got, short := m.Words("gala.yaml"), m.Words(""); got != want || strings.Contains(short, "gala") || strings.HasPrefix(short, "line 3: ") != (m.Line == 3) {
			t.Errorf("%q, %q", got, short)
		}
	}
}

func holdsText(t *testing.T, path, text string) {
	t.Helper()
	if data, err := os.ReadFile(path); err != nil || string(data) != text {
		t.Errorf("%s has %q, %v", path, data, err)
	}
}
