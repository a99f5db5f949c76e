package life

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// systemObstacles are those that take a file system of one's own, and so root.
func systemObstacles() []obstacle {
	return []obstacle{
		{"a full disk", func(t *testing.T, w *world) func(*exec.Cmd) {
			disk(t, w)
			fill(t, w)
			return nil
		}, "the disk is full", "make room, or set STTWIZARD_HOME to a directory on another disk"},
		{"a disk that became full since the last start", func(t *testing.T, w *world) func(*exec.Cmd) {
			disk(t, w)
			for _, dir := range []string{"attempts", "locks"} {
				if err := os.MkdirAll(filepath.Join(w.home, "state", dir), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			fill(t, w)
			return nil
		}, "the disk is full", "make room, or set STTWIZARD_HOME to a directory on another disk"},
		{"a read-only disk", func(t *testing.T, w *world) func(*exec.Cmd) {
			disk(t, w)
			if err := syscall.Mount("", w.home, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
				t.Skip("the disk can't be made read-only here:", err)
			}
			return nil
		}, "the disk is read-only", "set STTWIZARD_HOME to a directory that can be written"},
	}
}

// disk makes the home a file system of 64 KiB in memory.
func disk(t *testing.T, w *world) {
	t.Helper()
	if err := syscall.Mount("tmpfs", w.home, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("a small disk can't be mounted here:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(w.home, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
}

func fill(t *testing.T, w *world) {
	t.Helper()
	f, err := os.Create(filepath.Join(w.home, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
}
