package ui

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/clock"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// Options is what the screens take from the command line, and for tests and
// pictures the clock.
type Options struct {
	Connection    connections.Connection
	HasConnection bool          // Connection is chosen
	Named         bool          // the person named it: a preset's connection does not change it
	API           agora.Version // what --api says: Connection speaks it in this run; empty: its own
	Draft         *form.Draft   // to begin with, such as a preset's; nil: begin at home
	Preset        string        // the draft's preset
	Ask           []string      // the paths that the preset leaves open
	Reminder      string        // when the preset reminds of its task; empty: as usual

	Random func() float64  // in [0, 1), spreads the polls; nil: no spread
	Dice   func(n int) int // for pictures: draws the automatic uids of new tasks; nil: the system does

	Suspension terminal.Suspension // what ctrl+z does; Run asks the system where it is zero

	Editor func() ([]string, error) // the person's editor, for presets as texts; nil: none is offered

	SandboxMode     string     // the sandbox's mode, to be shown
	ASCII           bool       // signs of ASCII only
	NoMouse         bool       // the mouse is the terminal's, which selects text with it
	Light           bool       // begin with the colours for a light background
	FixedBackground bool       // and don't ask the terminal for it
	Colors          kit.Colors // to begin with; the program is told the terminal's

	first func(*Model) // for tests: called before the program begins

	Input   io.Reader                                             // nil: the terminal
	Output  io.Writer                                             // nil: the terminal
	Program []tea.ProgramOption                                   // further options, for tests
	After   func(context.Context, time.Duration) <-chan time.Time // nil: clock.After
}

// New makes the model of the screens, for a program that the caller runs: tests
// and pictures. The context ends all its commands.
func New(ctx context.Context, s *session.Session, o Options) *Model {
	if o.After == nil {
		o.After = clock.After
	}
	return newModel(ctx, s, o)
}

// Run shows the screens until the person leaves, and gives the exit code: 0 for
// leaving from home or after a task, 3 when the outcome of a start is not known,
// 130 for leaving with ctrl+c. The error is the terminal's.
func Run(ctx context.Context, s *session.Session, o Options) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if o.Suspension.Suspend == nil && o.Suspension.Why == "" {
		o.Suspension = terminal.Suspending()
	}
	forgetTraces()
	options := []tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(framesPerSecond), tea.WithoutCatchPanics(), tea.WithoutSignalHandler()}
	if o.Input != nil {
		options = append(options, tea.WithInput(o.Input))
	}
	if o.Output != nil {
		options = append(options, tea.WithOutput(o.Output))
	}
	g := &guard{begin: func() *Model { return begin(ctx, s, o) }}
	g.program = tea.NewProgram(g, append(options, o.Program...)...)
	go terminal.LoadWidths() // while the program waits for its first frame
	_, err := g.program.Run()
	if fault := g.err(); fault != nil {
		return exitFault, fault
	}
	m := g.model
	switch {
	case m == nil:
		return exitFault, err
	case errors.Is(err, tea.ErrInterrupted):
		return exitInterrupted, nil
	case errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil: // a signal: tasks go on, the journal has them
		if s, ok := m.screen.(*sending); ok && s.of.Out() {
			return exitUnknown, nil
		}
		return exitInterrupted, nil
	}
	return m.exit, err
}

// begin makes the model of a program that runs.
func begin(ctx context.Context, s *session.Session, o Options) *Model {
	o.Colors = colorsOf(o.Output)
	m := New(ctx, s, o)
	if o.first != nil {
		o.first(m)
	}
	return m
}

// colorsOf returns the colours of the terminal that is written to, so that the first
// picture has them right; Bubble Tea finds the same a moment later.
func colorsOf(out io.Writer) kit.Colors {
	if out == nil {
		out = os.Stdout
	}
	return kit.ColorsOf(colorprofile.Detect(out, os.Environ()))
}

// framesPerSecond is how often the screen is painted at most. What is typed waits
// for the next frame, and the first picture for the first one. docs/DECISIONS.md
// has what was measured.
const framesPerSecond = 110
