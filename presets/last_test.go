package presets

import (
	"os"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/seal"
	"sttwizard/internal/seal/sealtest"
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

func TestADamagedListOfUsesIsToldSetAsideAndBegunAnew(t *testing.T) {
	home := testHome(t)
	s := New(home)
	save(t, s, named("a", "x"))
	var told []*seal.DamagedError
	s.OnDamage(func(e *seal.DamagedError) { told = append(told, e) })
	for _, broken := range []string{"", "{", "null", "[]", `{"a": 12}`, `{"a": {"at": "yesterday"}}`} {
		told = nil
		put(t, home.Last(), broken)
		if _, ok := s.LastUsed("a"); ok {
			t.Errorf("%s: a use", broken)
		}
		if len(told) != 1 || told[0].Path != home.Last() || told[0].Lost != "when presets were last used" {
			t.Fatalf("%s: told %v", broken, told)
		}
		if got := content(t, told[0].Aside); got != broken {
			t.Errorf("%s: set aside is %q", broken, got)
		}
		put(t, home.Last(), broken)
		if entries, err := s.List(); err != nil || len(entries) != 1 || entries[0].Err != nil || len(told) != 2 {
			t.Errorf("%s: got %+v, %v; told %v", broken, entries, err, told)
		}
		if err := s.Used("a", Use{At: time.Now()}); err != nil {
			t.Errorf("%s: %v", broken, err)
		}
		if _, ok := s.LastUsed("a"); !ok {
			t.Errorf("%s: no use", broken)
		}
	}
}

// TestEveryFlipAndCutOfTheLastUsesIsTold: none changes what is said of a preset.
func TestEveryFlipAndCutOfTheLastUsesIsTold(t *testing.T) {
	home := testHome(t)
	s := New(home)
	if err := s.Used("a", Use{At: time.Date(2026, 3, 1, 8, 55, 1, 0, time.UTC), Result: "started"}); err != nil {
		t.Fatal(err)
	}
	told := 0
	s.OnDamage(func(*seal.DamagedError) { told++ })
	tried := 0
	for _, damaged := range sealtest.Damage([]byte(content(t, home.Last())), 300, 100) {
		put(t, home.Last(), string(damaged))
		_, known := s.LastUsed("a")
		if tried++; known || told != tried {
			t.Fatalf("known %v, %d of %d told:\n%s", known, told, tried, damaged)
		}
	}
	t.Logf("%d flips and cuts, %d told", tried, told)
}

func TestAListOfUsesWithoutASealIsRead(t *testing.T) {
	home := testHome(t)
	s := New(home)
	s.OnDamage(func(e *seal.DamagedError) { t.Error(e) })
	put(t, home.Last(), `{"a": {"at": "2026-03-01T08:55:01Z", "result": "started"}}`)
	if use, ok := s.LastUsed("a"); !ok || use.Result != "started" {
		t.Errorf("got %+v", use)
	}
	if err := s.Used("b", Use{Result: "ended"}); err != nil {
		t.Fatal(err)
	}
	if _, why := seal.OpenKept([]byte(content(t, home.Last()))); why != "" || !strings.HasPrefix(content(t, home.Last()), "[") {
		t.Errorf("after a write it has no seal: %s", content(t, home.Last()))
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
