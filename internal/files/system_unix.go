//go:build unix

package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// opened is a file that is read. It is none of package os, which asks the system four
// times for each whether one can wait for it: a list opens thousands.
type opened int

// openNow opens for reading and does not wait, even if path became a named
// pipe without a writer.
func openNow(path string) (fd opened, err error) {
	err = repeated(func() error {
		n, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
		fd = opened(n)
		return err
	})
	return fd, err
}

// repeated does a system call again for as long as signals interrupt it.
func repeated(call func() error) error {
	for {
		if err := call(); err != syscall.EINTR {
			return err
		}
	}
}

// Read implements io.Reader.
func (fd opened) Read(p []byte) (n int, err error) {
	err = repeated(func() error {
		n, err = syscall.Read(int(fd), p)
		return err
	})
	switch {
	case err != nil:
		return 0, err
	case n == 0 && len(p) > 0:
		return 0, io.EOF
	}
	return n, nil
}

// Close closes the file.
func (fd opened) Close() error { return syscall.Close(int(fd)) }

// look returns what kind of file it is, and how large.
func (fd opened) look() (fs.FileMode, int64, error) {
	var is syscall.Stat_t
	err := repeated(func() error { return syscall.Fstat(int(fd), &is) })
	return kind(uint32(is.Mode)), is.Size, err
}

// kind returns what kind of file a mode of the system's means.
func kind(mode uint32) fs.FileMode {
	switch mode & syscall.S_IFMT {
	case syscall.S_IFREG:
		return 0
	case syscall.S_IFDIR:
		return fs.ModeDir
	case syscall.S_IFIFO:
		return fs.ModeNamedPipe
	case syscall.S_IFSOCK:
		return fs.ModeSocket
	case syscall.S_IFBLK, syscall.S_IFCHR:
		return fs.ModeDevice
	}
	return fs.ModeIrregular
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
