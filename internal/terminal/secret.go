package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

// ErrNotTerminal is what ReadSecret gives where there is no echo to switch off.
var ErrNotTerminal = errors.New("the input is not a terminal")

// ErrInterrupted is what ReadSecret gives after Ctrl+C, a closed terminal or
// another signal to end.
var ErrInterrupted = errors.New("interrupted")

// ReadSecret reads one line from the terminal in without showing it, and gives
// it without its line end. The line feed that the person typed is written to
// out. When the context ends or a signal to end comes, the echo is switched on
// again and ErrInterrupted comes back; the caller should then leave, as the
// read itself can't be taken back and would swallow the next line. The end of
// the input is io.EOF.
func ReadSecret(ctx context.Context, in *os.File, out io.Writer) (string, error) {
	if !IsTerminal(in) {
		return "", ErrNotTerminal
	}
	// Before the echo goes off, so that no signal can leave it off.
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer stop()
	read, restore, err := hide(in)
	if err != nil {
		return "", fmt.Errorf("the terminal can't be set to hide a secret: %w", err)
	}
	defer restore()
	type answer struct {
		line []byte
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		line, err := read()
		answers <- answer{line, err}
	}()
	defer fmt.Fprintln(out)
	select {
	case <-ctx.Done():
		return "", ErrInterrupted
	case a := <-answers:
		return checkSecret(a.line, a.err)
	}
}

// line reads up to a line feed, byte by byte: what comes after it belongs to
// the next question. A last line without line feed counts as one.
func line(in io.Reader) ([]byte, error) {
	var line []byte
	var b [1]byte
	for {
		n, err := in.Read(b[:])
		if n > 0 && b[0] == '\n' {
			return line, nil
		}
		line = append(line, b[:n]...)
		if errors.Is(err, io.EOF) && len(line) > 0 {
			return line, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// maxSecret is the longest line that a terminal surely kept whole. Terminals
// drop what goes beyond their buffer without a word: 4096 bytes on Linux, 1024
// on macOS and the BSDs.
func maxSecret(system string) int {
	if system == "linux" || system == "windows" {
		return 4094
	}
	return 1022
}

func checkSecret(line []byte, err error) (string, error) {
	if err != nil {
		return "", err
	}
	if most := maxSecret(runtime.GOOS); len(line) > most {
		return "", fmt.Errorf("the line is longer than a terminal takes (%d characters); use env:NAME instead", most)
	}
	return string(line), nil
}
