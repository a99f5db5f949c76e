//go:build !unix

package terminal

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// hide leaves the echo to the library, which sets the console's mode.
func hide(in *os.File) (read func() ([]byte, error), restore func(), err error) {
	fd := in.Fd()
	before, err := term.GetState(fd)
	if err != nil {
		return nil, nil, err
	}
	return func() ([]byte, error) { return term.ReadPassword(fd) }, func() { _ = term.Restore(fd, before) }, nil
}
