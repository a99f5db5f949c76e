package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

const dirMode = 0o700

// MakeDir makes a directory and those above it that are missing, for this user
// only (0700), and makes their names durable. An existing directory is left as
// it is.
func MakeDir(dir string) error {
	dir = filepath.Clean(dir)
	info, err := os.Stat(dir)
	if err == nil {
		if !info.IsDir() {
			return &Error{Op: "make the directory", Path: dir, Err: errors.New("a file of that name is in the way")}
		}
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return fail("make the directory", dir, err)
	}
	above := filepath.Dir(dir)
	if above != dir {
		if err := MakeDir(above); err != nil {
			return err
		}
	}
	// Another sttwizard may have been quicker.
	if err := os.Mkdir(dir, dirMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return fail("make the directory", dir, err)
	}
	return SyncDir(above)
}
