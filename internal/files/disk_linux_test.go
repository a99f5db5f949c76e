package files

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk mounts a file system in memory of 64 KiB, which takes root.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("a small disk can't be mounted here:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestAFullDiskLeavesTheOldFile(t *testing.T) {
	disk := smallDisk(t)
	path := filepath.Join(disk, "file")
	if err := Write(path, []byte("old"), WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	err := Write(path, make([]byte, 256<<10), WriteOptions{BackupDir: t.TempDir()})
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("got %v", err)
	}
	holds(t, path, "old")
	onlyThese(t, disk, "file")
}

func TestAReadOnlyDiskLeavesTheOldFile(t *testing.T) {
	disk := smallDisk(t)
	path := filepath.Join(disk, "file")
	if err := Write(path, []byte("old"), WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("the disk can't be made read-only here:", err)
	}
	err := Write(path, []byte("new"), WriteOptions{})
	if !errors.Is(err, syscall.EROFS) || !strings.Contains(err.Error(), "the disk is read-only") {
		t.Errorf("got %v", err)
	}
	holds(t, path, "old")
	err = Write(filepath.Join(disk, "new", "file"), nil, WriteOptions{})
	if !errors.Is(err, syscall.EROFS) {
		t.Errorf("a new directory: %v", err)
	}
}
