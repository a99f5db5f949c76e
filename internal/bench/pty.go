package main

import (
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/creack/pty"

	"sttwizard/internal/screen"
)

// watched is a program on a real pty with an emulated terminal behind it, and
// somebody who writes down when its bytes came.
type watched struct {
	term    *screen.Terminal
	cmd     *exec.Cmd
	file    *os.File
	started time.Time
	over    chan struct{} // closed when nothing comes any more

	mu      sync.Mutex
	news    *sync.Cond
	bytes   int64
	last    time.Time // when the last bytes came
	painted time.Time // when the first text was on the screen
	closed  bool
}

// watch starts a program on a new pty of 80 columns and 24 rows.
func (b *bench) watch(silent bool, name string, args ...string) (*watched, error) {
	answers := &later{}
	w := &watched{
		term: screen.NewTerminal(screen.Options{Silent: silent}, answers), cmd: b.command(name, args...), over: make(chan struct{}),
	}
	w.news = sync.NewCond(&w.mu)
	w.started = time.Now()
	file, err := pty.StartWithSize(w.cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		w.term.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	w.file = file
	answers.set(file)
	go w.read()
	return w, nil
}

func (w *watched) read() {
	defer close(w.over)
	buffer := make([]byte, 1<<16)
	for {
		n, err := w.file.Read(buffer)
		now := time.Now()
		_, _ = w.term.Write(buffer[:n])
		w.mu.Lock()
		if n > 0 {
			w.bytes, w.last = w.bytes+int64(n), now
		}
		if w.painted.IsZero() && w.term.Text() != "" {
			w.painted = now
		}
		w.closed = err != nil
		w.news.Broadcast()
		w.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// close ends the program, as nobody would, and waits until it is gone.
func (w *watched) close() {
	_ = w.cmd.Process.Kill()
	_ = w.cmd.Wait()
	_ = w.file.Close()
	<-w.over
	w.term.Close()
}

// until waits for new bytes until something holds.
func (w *watched) until(what string, ok func() bool) error {
	late := time.AfterFunc(screen.Patience, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.closed = true
		w.news.Broadcast()
	})
	defer late.Stop()
	w.mu.Lock()
	defer w.mu.Unlock()
	for !ok() {
		if w.closed {
			return fmt.Errorf("%s: it did not come; the terminal shows %q", what, w.term.Text())
		}
		w.news.Wait()
	}
	return nil
}

// sees waits for a text on the screen.
func (w *watched) sees(text string) error {
	return w.until(text, func() bool { return contains(w.term, text) })
}

// firstText waits for the first text and returns how long it took from the start.
func (w *watched) firstText() (time.Duration, error) {
	err := w.until("the first text", func() bool { return !w.painted.IsZero() })
	return w.painted.Sub(w.started), err
}

// written returns how many bytes came so far.
func (w *watched) written() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.bytes
}

// press types a key and returns how long its first bytes took.
func (w *watched) press(key string) (time.Duration, error) {
	before, pressed := w.written(), time.Now()
	if _, err := w.file.WriteString(key); err != nil {
		return 0, err
	}
	err := w.until("what comes of a key", func() bool { return w.bytes > before })
	return w.last.Sub(pressed), err
}
