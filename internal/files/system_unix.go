//go:build unix

package files

import (
	"errors"
	"os"
	"syscall"
)

// openNow opens for reading and does not wait, even if path became a named
// pipe without a writer.
func openNow(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// SyncDir makes the names in a directory durable, so that a file made or
// renamed there survives a power cut.
func SyncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fail("save the directory", dir, err)
	}
	defer f.Close()
	err = f.Sync()
	// Some network and FUSE file systems can't do this for directories; there
	// is nothing better to be had there.
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return fail("save the directory", dir, err)
}
