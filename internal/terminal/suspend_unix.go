//go:build unix

package terminal

import (
	"bytes"
	"context"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"sttwizard/internal/clock"
)

// Suspending reports whether ctrl+z makes sense for this process. A process whose
// group leads the session has no shell above it that could take it back, as in
// `tmux new-session sttwizard`: the system then drops the signal.
func Suspending() Suspension {
	switch session, err := unix.Getsid(0); {
	case err != nil || session == syscall.Getpgrp():
		return Suspension{Why: "ctrl+z does nothing here: no shell is above sttwizard that could bring it back"}
	case ignored(syscall.SIGTSTP):
		return Suspension{Why: "ctrl+z does nothing here: who started sttwizard switched it off"}
	}
	return Suspension{Suspend: suspend}
}

// suspendLimit is how long the process waits to be stopped. Where the system
// drops the signal for a reason that Suspending can't see, it never is.
const suspendLimit = 600 * time.Millisecond

func suspend() error {
	resumed := make(chan os.Signal, 1)
	signal.Notify(resumed, syscall.SIGCONT)
	defer signal.Stop(resumed)
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return err
	}
	// In two halves: the first is over at once where the process lay stopped for
	// longer, and the signal to go on may be a moment behind it.
	for range 2 {
		select {
		case <-resumed:
			return nil
		case <-clock.After(context.Background(), suspendLimit/2):
		}
	}
	return ErrNotSuspended
}

// ignored reports whether the process was started with that signal switched off.
// Only Linux says so; elsewhere the limit above finds it out.
func ignored(s syscall.Signal) bool {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return false
	}
	_, rest, _ := bytes.Cut(status, []byte("\nSigIgn:"))
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	mask, err := strconv.ParseUint(string(bytes.TrimSpace(line)), 16, 64)
	return err == nil && mask&(1<<(s-1)) != 0
}
