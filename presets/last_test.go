package presets

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestTheLastUseIsRememberedAndReplaced(t *testing.T) {
	s := testStore(t)
	if _, ok := s.LastUsed("a"); ok {
		t.Error("used before it was")
	}
	at := time.Date(2026, 3, 1, 8, 55, 1, 999, time.FixedZone("", 3600))
	for _, use := range []Use{{At: at.Add(-time.Hour), Result: "refused"}, {At: at, Result: "started", Duration: time.Hour}} {
		if err := s.Used("a", use); err != nil {
			t.Fatal(err)
		}
	}
	use, ok := s.LastUsed("a")
	if !ok || !use.At.Equal(at.Truncate(time.Second)) || use.Result != "started" || use.Duration != time.Hour {
		t.Errorf("got %+v", use)
	}
}

func TestABrokenListOfUsesIsReplacedAndKept(t *testing.T) {
	home := testHome(t)
	s := New(home)
	save(t, s, named("a", "x"))
	for _, broken := range []string{"{", "null", "[]", `{"a": 12}`, `{"a": {"at": "yesterday"}}`} {
		put(t, home.Last(), broken)
		if _, ok := s.LastUsed("a"); ok {
			t.Errorf("%s: a use", broken)
		}
		if entries, err := s.List(); err != nil || len(entries) != 1 || entries[0].Err != nil {
			t.Errorf("%s: got %+v, %v", broken, entries, err)
		}
		if err := s.Used("a", Use{At: time.Now()}); err != nil {
			t.Errorf("%s: %v", broken, err)
		}
		if _, ok := s.LastUsed("a"); !ok {
			t.Errorf("%s: no use", broken)
		}
		if got := content(t, filepath.Join(home.Backups(), filepath.Base(home.State), "last.json")); got != broken {
			t.Errorf("%s: the backup holds %q", broken, got)
		}
	}
}

func TestDeletingWithoutUsesMakesNoFile(t *testing.T) {
	home := testHome(t)
	s := New(home)
	save(t, s, named("a", "x"))
	if err := s.Delete("a"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(home.Last()); err == nil {
		t.Error("a list of uses was made")
	}
}
