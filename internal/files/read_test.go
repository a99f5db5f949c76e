package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadGivesAFileUpToItsLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	put(t, path, "12345")
	data, err := Read(path, 5)
	if err != nil || string(data) != "12345" {
		t.Fatalf("at the limit: %q, %v", data, err)
	}
	_, err = Read(path, 4)
	var large *TooLargeError
	if !errors.As(err, &large) || large.Max != 4 || !strings.Contains(err.Error(), "at most 4 bytes") {
		t.Errorf("over the limit: %v", err)
	}
}

func TestReadKeepsAMissingFileRecognisable(t *testing.T) {
	_, err := Read(filepath.Join(t.TempDir(), "none"), 10)
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasSuffix(err.Error(), "none: it does not exist") {
		t.Errorf("got %v", err)
	}
}

func TestReadRefusesADirectory(t *testing.T) {
	_, err := Read(t.TempDir(), 10)
	var kind *NotFileError
	if !errors.As(err, &kind) || kind.What != "a directory" {
		t.Errorf("got %v", err)
	}
}

func TestSizesAreSaidInTheUnitThatFits(t *testing.T) {
	for n, want := range map[int64]string{256 << 10: "256 KiB", 1 << 20: "1 MiB", 1000: "1000 bytes"} {
		if got := size(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%s holds %.40q (%v), want %.40q", path, got, err, want)
	}
}

// onlyThese fails when a directory holds other names than these, such as a
// temporary file that was left behind.
func onlyThese(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
}
