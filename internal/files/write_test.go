package files

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestWriteMakesDirectoriesAndFilesForThisUserOnly(t *testing.T) {
	top := filepath.Join(t.TempDir(), "a")
	path := filepath.Join(top, "b", "demo.yaml")
	if err := Write(path, []byte("one"), WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "one")
	if runtime.GOOS == "windows" {
		return
	}
	for p, want := range map[string]os.FileMode{top: 0o700, filepath.Dir(path): 0o700, path: 0o600} {
		info, err := os.Stat(p)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: mode %v (%v), want %v", p, info.Mode().Perm(), err, want)
		}
	}
}

func TestWriteReplacesWithoutTouchingTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "demo.yaml")
	put(t, path, "a longer old text")
	old, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	if runtime.GOOS == "windows" {
		t.Skip("an open file can't be replaced here")
	}
	if err := Write(path, []byte("new"), WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new")
	onlyThese(t, dir, "demo.yaml")
	// Who had the old file open still reads all of it: nothing was truncated.
	var seen [64]byte
	if n, _ := old.Read(seen[:]); string(seen[:n]) != "a longer old text" {
		t.Errorf("the old file reads %q", seen[:n])
	}
}

func TestOneBackupIsKeptOutsideTheSharedDirectory(t *testing.T) {
	dir := t.TempDir()
	presets, backups := filepath.Join(dir, "presets"), filepath.Join(dir, "backups")
	path := filepath.Join(presets, "demo.yaml")
	o := WriteOptions{BackupDir: backups}
	kept := filepath.Join(backups, "presets", "demo.yaml")
	for _, step := range []struct{ write, kept string }{{"1", ""}, {"2", "1"}, {"3", "2"}, {"3", "2"}} {
		if err := Write(path, []byte(step.write), o); err != nil {
			t.Fatal(err)
		}
		holds(t, path, step.write)
		if step.kept == "" {
			if _, err := os.Stat(backups); err == nil {
				t.Error("a first version has no backup")
			}
			continue
		}
		holds(t, kept, step.kept)
	}
	onlyThese(t, presets, "demo.yaml")
	onlyThese(t, filepath.Dir(kept), "demo.yaml")
}

func TestWithoutABackupNothingIsReplaced(t *testing.T) {
	dir := t.TempDir()
	path, block := filepath.Join(dir, "demo.yaml"), filepath.Join(dir, "block")
	put(t, path, "old")
	put(t, block, "a file where the backups should go")
	err := Write(path, []byte("new"), WriteOptions{BackupDir: filepath.Join(block, "backups")})
	if err == nil || !strings.Contains(err.Error(), "block") {
		t.Errorf("got %v", err)
	}
	holds(t, path, "old")
	onlyThese(t, dir, "block", "demo.yaml")
}

func TestSymbolicLinksStayAndTheirTargetIsReplaced(t *testing.T) {
	for name, build := range map[string]func(t *testing.T, dir string) (link, target string){
		"an absolute link": func(t *testing.T, dir string) (string, string) {
			target := filepath.Join(dir, "target")
			put(t, target, "old")
			return symlink(t, target, filepath.Join(dir, "link")), target
		},
		"a relative link through a linked directory": func(t *testing.T, dir string) (string, string) {
			if err := os.MkdirAll(filepath.Join(dir, "deep", "real"), 0o700); err != nil {
				t.Fatal(err)
			}
			target := filepath.Join(dir, "deep", "target")
			put(t, target, "old")
			symlink(t, "../target", filepath.Join(dir, "deep", "real", "link"))
			short := symlink(t, filepath.Join("deep", "real"), filepath.Join(dir, "short"))
			return filepath.Join(short, "link"), target
		},
		"a link to a link": func(t *testing.T, dir string) (string, string) {
			target := filepath.Join(dir, "target")
			put(t, target, "old")
			symlink(t, "target", filepath.Join(dir, "middle"))
			return symlink(t, "middle", filepath.Join(dir, "link")), target
		},
		"a link whose target is not there yet": func(t *testing.T, dir string) (string, string) {
			return symlink(t, "target", filepath.Join(dir, "link")), filepath.Join(dir, "target")
		},
	} {
		t.Run(name, func(t *testing.T) {
			link, target := build(t, t.TempDir())
			if err := Write(link, []byte("new"), WriteOptions{}); err != nil {
				t.Fatal(err)
			}
			holds(t, target, "new")
			info, err := os.Lstat(link)
			if err != nil || info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("the link is gone: %v, %v", info, err)
			}
		})
	}
}

func symlink(t *testing.T, to, link string) string {
	t.Helper()
	if err := os.Symlink(to, link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	return link
}

func TestPathsThatCannotBeWrittenAreRefusedInWords(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "file"), "old")
	if err := os.Mkdir(filepath.Join(dir, "directory"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ path, words string }{
		"below a file":          {"file/sub/demo.yaml", "a part of the path is a file"},
		"directly below a file": {"file/demo.yaml", "a file of that name is in the way"},
		"a directory":           {"directory", "is a directory, not a file"},
		"a name that is too long": {strings.Repeat("n", 250),
			"the name is too long"},
	} {
		err := Write(filepath.Join(dir, filepath.FromSlash(c.path)), []byte("new"), WriteOptions{})
		if err == nil || (!strings.Contains(err.Error(), c.words) && runtime.GOOS != "windows") {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), ".tmp") {
			t.Errorf("%s: the temporary file is named: %v", name, err)
		}
	}
	holds(t, filepath.Join(dir, "file"), "old")
	onlyThese(t, dir, "directory", "file")
}

func TestACircleOfLinksIsRefused(t *testing.T) {
	dir := t.TempDir()
	symlink(t, "b", filepath.Join(dir, "a"))
	symlink(t, "a", filepath.Join(dir, "b"))
	err := Write(filepath.Join(dir, "a"), []byte("new"), WriteOptions{})
	if err == nil || !strings.Contains(err.Error(), "in a circle") {
		t.Errorf("got %v", err)
	}
	onlyThese(t, dir, "a", "b")
}

func TestOldLeftoversAreClearedAndFreshOnesStay(t *testing.T) {
	dir := t.TempDir()
	for name, age := range map[string]time.Duration{
		".demo.yaml.1.tmp": 2 * time.Hour, ".demo.yaml.2.tmp": 0, ".other.yaml.1.tmp": 2 * time.Hour,
	} {
		path := filepath.Join(dir, name)
		put(t, path, "half")
		when := time.Now().Add(-age)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	if err := Write(filepath.Join(dir, "demo.yaml"), []byte("new"), WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	onlyThese(t, dir, ".demo.yaml.2.tmp", ".other.yaml.1.tmp", "demo.yaml")
}

func TestARealCauseStaysReachable(t *testing.T) {
	err := fail("write", "x", &os.PathError{Op: "open", Path: "x.tmp", Err: os.ErrPermission})
	if !errors.Is(err, os.ErrPermission) || err.Error() != "cannot write x: no permission" {
		t.Errorf("got %v", err)
	}
	if again := fail("back up", "y", err); again != err {
		t.Errorf("an error in words was wrapped again: %v", again)
	}
}
