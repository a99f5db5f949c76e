//go:build unix

package screen_test

import (
	"errors"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"

	"sttwizard/internal/screen"
)

func TestProgramsGetASignalThatTheTestsIgnore(t *testing.T) {
	signal.Ignore(syscall.SIGHUP)
	defer signal.Reset(syscall.SIGHUP)
	hangUp := func() error { return exec.Command("sh", "-c", "kill -HUP $$").Run() }
	if err := hangUp(); err != nil {
		t.Fatalf("it is not inherited: %v", err)
	}
	screen.UsualSignals()
	var ended *exec.ExitError
	if err := hangUp(); !errors.As(err, &ended) || ended.Sys().(syscall.WaitStatus).Signal() != syscall.SIGHUP {
		t.Errorf("the program ended with %v", err)
	}
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGHUP); err != nil { // and this process goes on
		t.Error(err)
	}
}
