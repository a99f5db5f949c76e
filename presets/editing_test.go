package presets

import (
	"errors"
	"os"
	"testing"
)

func TestAPresetThatIsOpenInAnEditorIsLeftAloneByOthers(t *testing.T) {
	s := testStore(t)
	first, err := s.Edit("gala", true)
	if err != nil {
		t.Fatal(err)
	}
	busy := func(what string, err error) {
		t.Helper()
		if _, ok := errors.AsType[*BusyError](err); !ok {
			t.Errorf("%s: %v", what, err)
		}
	}
	err = first.While(func() error {
		second, err := s.Edit("gala", true)
		if err != nil || second.Left.IsZero() || second.Path() != first.Path() {
			t.Fatalf("%+v, %v", second, err)
		}
		busy("go on", second.GoOn())
		_, err = second.Afresh()
		busy("afresh", err)
		busy("edit", second.While(func() error { t.Error("a second editor is opened"); return nil }))
		return os.WriteFile(first.Path(), []byte("schema: 1\nrequest: {}"), 0o600) // without its last line feed
	})
	if err != nil {
		t.Fatal(err)
	}
	if found, err := first.Check(); len(found) > 0 || err != nil {
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
}
