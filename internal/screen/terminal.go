package screen

import (
	"image/color"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// Modes that the emulated terminal starts in: a newline also returns the cursor
// (a program whose input is no tty relies on that), and synchronized output
// and grapheme widths are known but off, as in today's terminals.
const startModes = "\x1b[20h\x1b[?2026l\x1b[?2027l"

// Terminal is an emulated terminal: it takes a program's output by Write and
// shows it. It may be used from several goroutines. Close it after use.
type Terminal struct {
	light bool

	// vt's own SafeEmulator leaves some readers unlocked, hence this one lock
	// round everything but the emulator's answers.
	mu     sync.Mutex
	emu    *vt.Emulator
	bytes  int64
	last   time.Time // of the last Write
	cursor bool      // shown
	modes  map[int]bool
	answer chan struct{}
}

// NewTerminal makes a terminal of o's size and background, without a program.
// What it answers to queries (background colour, modes, cursor position) is
// written to answers; nil, or o.Silent, drops the answers.
func NewTerminal(o Options, answers io.Writer) *Terminal {
	o = o.filled()
	t := &Terminal{light: o.Light, emu: vt.NewEmulator(o.Width, o.Height), last: time.Now(), cursor: true, modes: map[int]bool{}, answer: make(chan struct{})}
	if o.Light {
		t.emu.SetDefaultBackgroundColor(color.White)
		t.emu.SetDefaultForegroundColor(color.Black)
	}
	t.emu.SetCallbacks(vt.Callbacks{
		CursorVisibility: func(shown bool) { t.cursor = shown },
		EnableMode:       func(mode ansi.Mode) { t.modes[mode.Mode()] = true },
		DisableMode:      func(mode ansi.Mode) { t.modes[mode.Mode()] = false },
	})
	if answers == nil || o.Silent {
		answers = io.Discard
	}
	go func() {
		defer close(t.answer)
		_, _ = io.Copy(answers, t.emu)
		_, _ = io.Copy(io.Discard, t.emu) // nobody listens any more; the emulator must not wait
	}()
	_, _ = t.emu.WriteString(startModes)
	return t
}

// Write shows the program's output p. It never fails.
func (t *Terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.bytes += int64(len(p))
	t.last = time.Now()
	_, _ = t.emu.Write(p)
	return len(p), nil
}

// Bytes returns how many bytes were written to the terminal so far.
func (t *Terminal) Bytes() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bytes
}

// Lines returns the rows on the screen from top to bottom, all of them, each
// without the blanks at its end.
func (t *Terminal) Lines() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := make([]string, t.emu.Height())
	for y := range lines {
		lines[y] = t.line(y)
	}
	return lines
}

func (t *Terminal) line(y int) string {
	var b strings.Builder
	for x := range t.emu.Width() {
		switch c := t.emu.CellAt(x, y); {
		case c == nil, c.Content == "" && c.Width > 0:
			b.WriteByte(' ')
		default: // the second half of a wide character has no content
			b.WriteString(c.Content)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// Text returns what is on the screen as lines joined by newlines, without the
// blanks at the end of lines and without the empty lines at the bottom.
func (t *Terminal) Text() string {
	return strings.TrimRight(strings.Join(t.Lines(), "\n"), "\n")
}

// Close ends the terminal. What it showed can still be read.
func (t *Terminal) Close() {
	// Emulator.Close sets a flag that a running Read looks at without a lock;
	// closing its pipe ends that Read all the same.
	if c, ok := t.emu.InputPipe().(io.Closer); ok {
		_ = c.Close()
		<-t.answer
	}
}

func (t *Terminal) resize(width, height int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.emu.Resize(width, height)
}

func (t *Terminal) size() (width, height int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.emu.Width(), t.emu.Height()
}

// quiet returns for how long nothing was written.
func (t *Terminal) quiet() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return time.Since(t.last)
}
