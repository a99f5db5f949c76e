package main

import (
	"io"
	"sync"
)

// later is where a terminal's answers go before its program's pty exists: the
// terminal is made first, so that making it is not measured.
type later struct {
	mu sync.Mutex
	to io.Writer
}

func (l *later) set(to io.Writer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.to = to
}

// Write passes p on, or drops it while nobody could have asked.
func (l *later) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.to == nil {
		return len(p), nil
	}
	return l.to.Write(p)
}
