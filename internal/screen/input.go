package screen

import (
	"io"
	"sync"
)

// input is what was typed and not read yet. Like a terminal's line it never
// makes the writer wait; unlike a byte stream it keeps bursts apart, since a
// program takes an Esc byte for a key only when nothing comes with it.
type input struct {
	mu     sync.Mutex
	more   sync.Cond
	bursts [][]byte
	reads  int  // readers that wait for more
	sealed bool // takes no more
	closed bool
}

func newInput() *input {
	in := &input{}
	in.more.L = &in.mu
	return in
}

// Write adds one burst. What comes after seal or close is dropped, as after a
// hang-up.
func (in *input) Write(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.add(p)
	return len(p), nil
}

func (in *input) add(p []byte) {
	if len(p) > 0 && !in.sealed {
		in.bursts = append(in.bursts, append([]byte(nil), p...))
		in.more.Signal()
	}
}

// Read returns the next burst, or as much of it as p holds; it waits for one and
// returns io.EOF after close.
func (in *input) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.bursts) == 0 {
		if in.closed {
			return 0, io.EOF
		}
		in.reads++
		in.more.Wait()
		in.reads--
	}
	n := copy(p, in.bursts[0])
	if n < len(in.bursts[0]) {
		in.bursts[0] = in.bursts[0][n:]
	} else {
		in.bursts = in.bursts[1:]
	}
	return n, nil
}

// empty reports whether everything was read.
func (in *input) empty() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return len(in.bursts) == 0
}

// waiting reports whether a reader waits for more.
func (in *input) waiting() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.reads > 0
}

// seal makes burst the last one.
func (in *input) seal(burst string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.add([]byte(burst))
	in.sealed = true
}

// close ends the input: readers get io.EOF at once, unread bursts are dropped.
func (in *input) close() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.sealed, in.closed = true, true
	in.bursts = nil
	in.more.Broadcast()
}
