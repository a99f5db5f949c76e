package screen

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// ErrStillRunning is Wait's error when the program did not end in [Patience].
var ErrStillRunning = errors.New("the program is still running")

// Options says what kind of terminal it is. The zero value is a dark terminal
// of 80 columns and 24 rows with all colours, that answers queries.
type Options struct {
	Width, Height int  // in cells; 80 and 24 when 0
	Light         bool // a light background, also in the answer to the query
	Silent        bool // answers no query, as behind some relays and in CI

	// Env is added to TERM=xterm-256color and COLORTERM=truecolor, each as
	// NAME=value; the last of a name wins. The process's own is not passed on.
	Env []string
	// Profile is how many colours the program may use; when it is 0 (unknown)
	// the environment decides, so that NO_COLOR=1 means what it says.
	Profile colorprofile.Profile
	// Program is added to the options that Bubble Tea gets.
	Program []tea.ProgramOption
}

func (o Options) filled() Options {
	if o.Width == 0 {
		o.Width = 80
	}
	if o.Height == 0 {
		o.Height = 24
	}
	// A fresh slice: the caller's may have room behind its end.
	o.Env = append([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}, o.Env...)
	if o.Profile == colorprofile.Unknown {
		o.Profile = colorprofile.Env(o.Env)
	}
	return o
}

// Screen is a terminal in which a program runs. Its methods may be used from
// several goroutines.
type Screen struct {
	*Terminal
	in      *input
	program *tea.Program
	seen    *seen
	stop    context.CancelFunc

	ended chan struct{} // closed when Run came back; final and err are set then
	final tea.Model
	err   error

	marking sync.Mutex
	marks   int
}

// Start runs m as a program on a new terminal and gives the screen at once,
// before the first paint. Close it after use.
func Start(m tea.Model, o Options) *Screen {
	o = o.filled()
	ctx, stop := context.WithCancel(context.Background())
	in := newInput()
	s := &Screen{
		Terminal: NewTerminal(o, in), in: in, seen: &seen{last: time.Now()},
		stop: stop, ended: make(chan struct{}),
	}
	options := append([]tea.ProgramOption{
		tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(s.Terminal),
		tea.WithWindowSize(o.Width, o.Height), tea.WithColorProfile(o.Profile),
		tea.WithEnvironment(o.Env), tea.WithoutSignalHandler(), tea.WithFPS(120),
	}, o.Program...)
	s.program = tea.NewProgram(probe{m, s.seen}, options...)
	go s.run()
	return s
}

func (s *Screen) run() {
	defer close(s.ended)
	final, err := s.program.Run()
	if p, ok := final.(probe); ok {
		final = p.Model
	}
	s.final, s.err = final, err
}

// Send types keys, raw bytes, as one burst. It does not wait for the program,
// except when keys end with Esc: then until the program has taken the Esc.
func (s *Screen) Send(keys string) {
	_, before, _ := s.seen.read()
	_, _ = s.in.Write([]byte(keys))
	if !strings.HasSuffix(keys, Esc) {
		return
	}
	_ = s.until(Patience, func() bool {
		_, now, _ := s.seen.read()
		return now > before
	})
}

// AllRead reports whether the program has read everything that was typed. It may
// not have handled it yet.
func (s *Screen) AllRead() bool { return s.in.empty() }

// IsReading reports whether the program waits for what is typed next.
func (s *Screen) IsReading() bool { return s.in.waiting() }

// Paste returns text to the program as a bracketed paste, in one burst.
func (s *Screen) Paste(text string) { s.Send(pasteStart + text + pasteEnd) }

// Resize changes the terminal's size, in cells, and tells the program.
func (s *Screen) Resize(width, height int) {
	s.resize(width, height)
	s.program.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// Tell sends msg to the program's Update, as an answer of a command would come.
func (s *Screen) Tell(msg tea.Msg) { s.program.Send(msg) }

// Quit asks the program to end in good order, as soon as it has handled what
// was typed; Wait tells when it did.
func (s *Screen) Quit() {
	s.lastMark()
	s.program.Quit()
}

// Wait waits until the program has ended and gives the error of its Run, or
// [ErrStillRunning] when [Patience] is over.
func (s *Screen) Wait() error {
	select {
	case <-s.ended:
		return s.err
	case <-time.After(Patience):
		return fmt.Errorf("%w, showing:\n%s", ErrStillRunning, s.Text())
	}
}

// Final returns the model as it was when the program ended, nil before that.
func (s *Screen) Final() tea.Model {
	select {
	case <-s.ended:
		return s.final
	default:
		return nil
	}
}

// Cost returns what the keys typed so far took the model.
func (s *Screen) Cost() Cost { return s.seen.costs() }

// Close ends the program, in good order or not, and the terminal, and waits
// for both. It may be called again.
func (s *Screen) Close() {
	s.lastMark()
	s.stop()
	s.in.close()
	<-s.ended
	s.Terminal.Close()
}
