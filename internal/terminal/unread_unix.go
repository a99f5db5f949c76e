//go:build unix

package terminal

import (
	"context"
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// Unread reports whether a write failed because nobody reads any more.
func Unread(err error) bool { return errors.Is(err, syscall.EPIPE) }

// AwaitUnread waits until nobody reads a pipe any more, and gives the error that
// a write would. Nil means that the context ended first, or that f is no pipe.
func AwaitUnread(ctx context.Context, f *os.File) error {
	info, err := f.Stat()
	if err != nil || info.Mode()&(os.ModeNamedPipe|os.ModeSocket) == 0 {
		return nil
	}
	wake, end, err := os.Pipe()
	if err != nil {
		return nil // it is found out by the next write
	}
	defer wake.Close()
	defer end.Close()
	defer context.AfterFunc(ctx, func() { end.Close() })()
	// Without an event that is wanted, only the end of the other side counts.
	fds := []unix.PollFd{{Fd: int32(f.Fd())}, {Fd: int32(wake.Fd())}}
	for {
		_, err := unix.Poll(fds, -1)
		switch {
		case err == unix.EINTR:
		case err != nil, fds[1].Revents != 0:
			return nil
		case fds[0].Revents&(unix.POLLERR|unix.POLLHUP) != 0:
			return syscall.EPIPE
		case fds[0].Revents != 0:
			return nil
		}
	}
}
