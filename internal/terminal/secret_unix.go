//go:build unix

package terminal

import (
	"os"
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
	if err := term.SetState(fd, &hidden); err != nil {
		return nil, nil, err
	}
	return func() ([]byte, error) { return line(in) }, func() { _ = term.Restore(fd, before) }, nil
}
