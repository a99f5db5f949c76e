//go:build !unix

package terminal

import (
	"context"
	"errors"
	"os"
	"syscall"
)

// What Windows says of a pipe whose other end is closed.
const (
	errBrokenPipe = syscall.Errno(109)
	errNoData     = syscall.Errno(232)
)

// Unread reports whether a write failed because nobody reads any more.
func Unread(err error) bool {
	return errors.Is(err, errBrokenPipe) || errors.Is(err, errNoData) || errors.Is(err, syscall.EPIPE)
}

// AwaitUnread can't be known here before something is written.
func AwaitUnread(context.Context, *os.File) error { return nil }
