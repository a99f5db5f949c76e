package presets

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/files"
	"sttwizard/internal/strictyaml"
)

func testHome(t testing.TB) files.Home {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("STTWIZARD_HOME", dir)
	home, err := files.Locate(os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	return home
}

func testStore(t testing.TB) *Store { return New(testHome(t)) }

func named(name, channel string) Preset {
	return Preset{Name: name, Title: "T " + name, Values: map[string]string{agora.PathChannelName: channel}}
}

func save(t testing.TB, s *Store, p Preset) {
	t.Helper()
	if err := s.Save(p, false); err != nil {
		t.Fatal(err)
	}
}

// put writes a file of the presets' directory by hand.
func put(t testing.TB, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func content(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}

func TestASavedPresetLoadsAsItWas(t *testing.T) {
	s := testStore(t)
	want := FromRequest(full(t))
	want.Name, want.Title, want.Note, want.Connection = "town-hall", "Town hall", "a note", "production"
	want.Version, want.Ask = agora.V5, []string{agora.PathChannelName}
	save(t, s, want)
	want.Path = filepath.Join(s.Dir(), "town-hall.yaml")
	got, err := s.Load("town-hall")
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestSaveReplacesOnlyWhenToldAndKeepsTheOld(t *testing.T) {
	for name, old := range map[string]string{"a good preset": "schema: 1\ntitle: old\n", "a broken file": "{{{ not a preset"} {
		t.Run(name, func(t *testing.T) {
			s := testStore(t)
			path := filepath.Join(s.Dir(), "a.yaml")
			put(t, path, old)
			var exists *ExistsError
			if err := s.Save(named("a", "new"), false); !errors.As(err, &exists) || exists.Name != "a" {
				t.Errorf("got %v", err)
			}
			if content(t, path) != old {
				t.Error("the file was changed")
			}
			if err := s.Save(named("a", "new"), true); err != nil {
				t.Fatal(err)
			}
			if p, err := s.Load("a"); err != nil || p.Values[agora.PathChannelName] != "new" {
				t.Errorf("got %+v, %v", p, err)
			}
			if got := content(t, s.Backup("a")); got != old {
				t.Errorf("the backup holds %q", got)
			}
		})
	}
}

func TestAPresetThatCannotBeWrittenChangesNothing(t *testing.T) {
	s := testStore(t)
	save(t, s, named("a", "old"))
	p := named("a", "new")
	p.Values[agora.PathSecret] = "canary"
	if err := s.Save(p, true); err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("got %v", err)
	}
	if p, err := s.Load("a"); err != nil || p.Values[agora.PathChannelName] != "old" {
		t.Errorf("got %+v, %v", p, err)
	}
}

func TestAMissingPresetNamesThoseThereAre(t *testing.T) {
	s := testStore(t)
	_, err := s.Load("c")
	if err == nil || !strings.Contains(err.Error(), "none has been saved") {
		t.Errorf("got %v", err)
	}
	save(t, s, named("a", "x"))
	save(t, s, named("b", "x"))
	_, loaded := s.Load("c")
	for what, err := range map[string]error{
		"load": loaded, "rename": s.Rename("c", "d"), "duplicate": s.Duplicate("c", "d"), "delete": s.Delete("c"),
	} {
		var missing *NotFoundError
		if !errors.As(err, &missing) || missing.Name != "c" || !strings.Contains(err.Error(), "a, b") {
			t.Errorf("%s: %v", what, err)
		}
	}
	save(t, s, named("town-hall", "x"))
	if _, err := s.Load("town-hal"); err == nil || !strings.HasSuffix(err.Error(), "did you mean town-hall?") {
		t.Errorf("got %v", err)
	}
	for _, name := range strings.Split("d e f g h i", " ") {
		save(t, s, named(name, "x"))
	}
	if _, err := s.Load("z"); err == nil || !strings.Contains(err.Error(), "i and 1 more") {
		t.Errorf("got %v", err)
	}
}

func TestABrokenFileIsNamedWithPathAndLine(t *testing.T) {
	s := testStore(t)
	path := filepath.Join(s.Dir(), "a.yaml")
	put(t, path, "schema: 1\ntitle: a\nrequest:\n  rtcConfig:\n    secret: canary\n")
	_, err := s.Load("a")
	var file *FileError
	var line *strictyaml.Error
	if !errors.As(err, &file) || file.Path != path || !errors.As(err, &line) || line.Line != 5 {
		t.Errorf("got %v", err)
	}
	if err == nil || !strings.HasPrefix(err.Error(), path+": line 5: ") || strings.Contains(err.Error(), "canary") {
		t.Errorf("got %v", err)
	}
	put(t, path, strings.Repeat("#", MaxBytes+1))
	if _, err := s.Load("a"); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("got %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load("a"); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("got %v", err)
	}
}

func TestRenameTakesTheLastUseAlong(t *testing.T) {
	s := testStore(t)
	save(t, s, named("a", "x"))
	save(t, s, named("b", "y"))
	at := time.Date(2026, 3, 1, 8, 55, 0, 0, time.UTC)
	if err := s.Used("a", Use{At: at, Result: "started"}); err != nil {
		t.Fatal(err)
	}
	var exists *ExistsError
	for _, to := range []string{"a", "b"} {
		if err := s.Rename("a", to); !errors.As(err, &exists) || exists.Name != to {
			t.Errorf("to %s: %v", to, err)
		}
	}
	if err := s.Rename("a", "c"); err != nil {
		t.Fatal(err)
	}
	if p, err := s.Load("c"); err != nil || p.Values[agora.PathChannelName] != "x" {
		t.Errorf("got %+v, %v", p, err)
	}
	if use, ok := s.LastUsed("c"); !ok || !use.At.Equal(at) {
		t.Errorf("got %+v", use)
	}
	if _, ok := s.LastUsed("a"); ok {
		t.Error("the old name still has a use")
	}
	put(t, filepath.Join(s.Dir(), "broken.yaml"), "{{{")
	if err := s.Rename("broken", "put-aside"); err != nil {
		t.Errorf("a broken file: %v", err)
	}
}

func TestDuplicateCopiesTheFileWithItsComments(t *testing.T) {
	s := testStore(t)
	const file = "# by Ann\nschema: 1\ntitle: a # short\n"
	put(t, filepath.Join(s.Dir(), "a.yaml"), file)
	if err := s.Duplicate("a", "b"); err != nil {
		t.Fatal(err)
	}
	if got := content(t, filepath.Join(s.Dir(), "b.yaml")); got != file {
		t.Errorf("got %q", got)
	}
	var exists *ExistsError
	if err := s.Duplicate("a", "b"); !errors.As(err, &exists) {
		t.Errorf("again: %v", err)
	}
	put(t, filepath.Join(s.Dir(), "broken.yaml"), "{{{")
	var broken *FileError
	if err := s.Duplicate("broken", "c"); !errors.As(err, &broken) {
		t.Errorf("a broken file: %v", err)
	}
}

func TestDeleteKeepsABackup(t *testing.T) {
	s := testStore(t)
	for name, file := range map[string]string{"good": "schema: 1\n", "broken": "{{{"} {
		path := filepath.Join(s.Dir(), name+".yaml")
		put(t, path, file)
		if err := s.Used(name, Use{At: time.Now()}); err != nil {
			t.Fatal(err)
		}
		if err := s.Delete(name); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there: %v", name, err)
		}
		if got := content(t, s.Backup(name)); got != file {
			t.Errorf("the backup of %s holds %q", name, got)
		}
		if _, ok := s.LastUsed(name); ok {
			t.Errorf("%s still has a use", name)
		}
	}
}

func TestWithoutABackupNothingIsDeleted(t *testing.T) {
	home := testHome(t)
	s := New(home)
	save(t, s, named("a", "x"))
	put(t, home.Backups(), "a file in the way")
	if err := s.Delete("a"); err == nil {
		t.Error("deleted")
	}
	if _, err := s.Load("a"); err != nil {
		t.Error(err)
	}
}

func TestAFileFromElsewhereIsImported(t *testing.T) {
	s := testStore(t)
	path := filepath.Join(t.TempDir(), "Town Hall.yml")
	put(t, path, "schema: 1\ntitle: Town hall\nrequest: {rtcConfig: {channelName: town-hall}}\n")
	p, err := LoadFile(path)
	if err != nil || p.Name != "town-hall" || p.Path != path {
		t.Errorf("got %+v, %v", p, err)
	}
	p, err = s.Import(path, "", false)
	if err != nil || p.Name != "town-hall" || p.Path != filepath.Join(s.Dir(), "town-hall.yaml") {
		t.Errorf("got %+v, %v", p, err)
	}
	if p, err := s.Load("town-hall"); err != nil || p.Values[agora.PathChannelName] != "town-hall" {
		t.Errorf("got %+v, %v", p, err)
	}
	var exists *ExistsError
	if _, err := s.Import(path, "", false); !errors.As(err, &exists) {
		t.Errorf("again: %v", err)
	}
	if p, err := s.Import(path, "other", false); err != nil || p.Name != "other" {
		t.Errorf("got %+v, %v", p, err)
	}
	put(t, path, "schema: 1\nrequest: {rtcConfig: {secret: canary}}\n")
	var broken *FileError
	if _, err := s.Import(path, "third", false); !errors.As(err, &broken) || broken.Path != path {
		t.Errorf("with a secret: %v", err)
	}
	if _, err := s.Import(filepath.Join(t.TempDir(), "none.yaml"), "", false); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestNothingButPresetsLiesInTheirDirectory(t *testing.T) {
	s := testStore(t)
	save(t, s, named("a", "x"))
	if err := s.Save(named("a", "y"), true); err != nil {
		t.Fatal(err)
	}
	if err := s.Used("a", Use{At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := s.Duplicate("a", "b"); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete("a"); err != nil {
		t.Fatal(err)
	}
	found, err := os.ReadDir(s.Dir())
	if err != nil || len(found) != 1 || found[0].Name() != "b.yaml" {
		t.Errorf("got %v, %v", found, err)
	}
}
