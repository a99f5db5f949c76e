//go:build unix

package terminal

import (
	"os"
	"os/signal"
	"syscall"
)

// FailWrites makes a write that passes the session's file size limit (ulimit -f),
// or goes into a pipe that nobody reads, give an error as a full disk does. By
// itself such a write ends the process at once, perhaps between a start request
// and its answer. Programs that this one starts are not touched: they inherit
// what is ignored, but not what is caught.
func FailWrites() {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGXFSZ, syscall.SIGPIPE)
}
