//go:build unix

package terminal

import (
	"os"
	"os/signal"
	"sync"
	"syscall"

	"github.com/charmbracelet/x/term"
)

// hide switches the echo of a terminal off. The library's ReadPassword would
// do that too, but it takes the end of the input for "nothing yet" and spins.
func hide(in *os.File) (read func() ([]byte, error), restore func(), err error) {
	fd := in.Fd()
	before, err := term.GetState(fd)
	if err != nil {
		return nil, nil, err
	}
	hidden := *before
	hidden.Lflag &^= syscall.ECHO
	hidden.Lflag |= syscall.ICANON | syscall.ISIG
	hidden.Iflag |= syscall.ICRNL
	forget := hideAgain(fd, &hidden) // first: ctrl+z may come as soon as the echo is off
	if err := term.SetState(fd, &hidden); err != nil {
		forget()
		return nil, nil, err
	}
	return func() ([]byte, error) { return line(in) }, func() { forget(); _ = term.Restore(fd, before) }, nil
}

// hideAgain switches the echo off each time the process comes back from ctrl+z:
// shells switch it on when they take the terminal.
func hideAgain(fd uintptr, hidden *term.State) (forget func()) {
	resumed, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(resumed, syscall.SIGCONT)
	var listener sync.WaitGroup
	listener.Go(func() {
		for {
			select {
			case <-resumed:
				_ = term.SetState(fd, hidden)
			case <-done:
				return
			}
		}
	})
	return func() {
		signal.Stop(resumed)
		close(done)
		listener.Wait()
	}
}
