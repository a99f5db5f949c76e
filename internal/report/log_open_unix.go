//go:build unix

package report

import (
	"io/fs"
	"os"
	"syscall"
)

// openFile opens for adding. It follows no link at the end of the path, and does
// not wait for the other end of a pipe.
func openFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0o600)
}

// foreign says why a file is not this user's alone, or nothing.
func foreign(info fs.FileInfo) string {
	s, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !ok:
		return ""
	case int(s.Uid) != os.Geteuid():
		return "it belongs to another user"
	case s.Nlink > 1:
		return "it has a second name (a hard link)"
	case info.Mode().Perm()&0o077 != 0:
		return "others may read it (chmod 600 changes that)"
	}
	return ""
}
