//go:build !unix

package files

import (
	"io/fs"
	"os"
)

// opened is a file that is read.
type opened struct{ *os.File }

func openNow(path string) (opened, error) {
	f, err := os.Open(path)
	return opened{f}, err
}

// look returns what kind of file it is, and how large.
func (f opened) look() (fs.FileMode, int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	return info.Mode(), info.Size(), nil
}

// SyncDir does nothing here: Windows has no such call and keeps names durable
// by itself.
func SyncDir(string) error { return nil }
