package files

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"time"
)

// Error is a file that could not be read, written or locked, in words for
// people. The cause stays reachable, so errors.Is(err, fs.ErrNotExist) and
// errors.Is(err, syscall.ENOSPC) work.
type Error struct {
	Op   string // "read", "write", "lock" ...
	Path string // the file that was asked for, not the temporary one
	Err  error
}

// Error returns what could not be done with which file, and why.
func (e *Error) Error() string { return fmt.Sprintf("cannot %s %s: %s", e.Op, e.Path, reason(e.Err)) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// TooLargeError is a file that is larger than its reader allows.
type TooLargeError struct {
	Path string
	Max  int64 // bytes
}

// Error names the file and the limit.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("%s is too large: at most %s are allowed", e.Path, size(e.Max))
}

// NotFileError is a path that leads to something other than a plain file.
type NotFileError struct {
	Path string
	What string // "a directory", "a named pipe" ...
}

// Error names the path and what it is.
func (e *NotFileError) Error() string {
	return fmt.Sprintf("%s is %s, not a file", e.Path, e.What)
}

// LockedError is a lock that somebody else kept for the whole wait.
type LockedError struct {
	Name string
	Wait time.Duration
}

// Error says what is locked, how long it was waited for and what to do.
func (e *LockedError) Error() string {
	return fmt.Sprintf("another sttwizard is changing the %s (waited %s): try again, or close the other one",
		e.Name, e.Wait)
}

// reasons puts the causes that people meet into their words. It also drops the
// temporary file's name, which the operating system's errors carry.
var reasons = []struct {
	is    error
	words string
}{
	{syscall.ENOSPC, "the disk is full"},
	{syscall.EDQUOT, "your disk quota is used up"},
	{syscall.EFBIG, "the file would pass the size limit of this session (ulimit -f)"},
	{syscall.EROFS, "the disk is read-only"},
	{syscall.ENOTDIR, "a part of the path is a file, not a directory"},
	{syscall.ELOOP, "its symbolic links lead in a circle"},
	{syscall.ENAMETOOLONG, "the name is too long"},
	{fs.ErrPermission, "no permission"},
	{fs.ErrNotExist, "it does not exist"},
}

func reason(err error) string {
	for _, r := range reasons {
		if errors.Is(err, r.is) {
			return r.words
		}
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return err.Error()
}

// Told reports whether there is an error of this package in err, which says to
// people what happened to which file.
func Told(err error) bool {
	return is[*Error](err) || is[*TooLargeError](err) || is[*NotFileError](err)
}

// is reports whether an error of that type is in err.
func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// fail wraps a cause once: an error that already speaks to people stays as it is.
func fail(op, path string, err error) error {
	if err == nil || Told(err) {
		return err
	}
	return &Error{Op: op, Path: path, Err: err}
}

func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
