package cli

import (
	"context"
	"io"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	systemclock "sttwizard/internal/clock"
	"sttwizard/internal/clock/uptime"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/session"
	"sttwizard/internal/store"
	"sttwizard/internal/terminal"
)

// Env is everything that a run takes from outside. In, Out, Err and Getenv are
// required; nil stands for the real thing, or for something that is not there.
type Env struct {
	Args []string // without the program's name
	In   io.Reader
	Out  io.Writer
	Err  io.Writer

	Getenv     func(string) string
	CanAsk     bool                                                                // a person can answer: input and error output are terminals
	Columns    func() int                                                          // of the output's lines; nil: it is no terminal
	Mode       func() terminal.Mode                                                // screen or plain; nil: plain
	ReadSecret func(ctx context.Context) (string, error)                           // a line without echo; nil: input is no terminal
	Signals    func() (signals <-chan os.Signal, stop func())                      // nil: none come
	Unread     func(ctx context.Context) error                                     // waits until nobody reads Out; nil: can't be known
	Discards   bool                                                                // what is written to Out is thrown away
	Screen     func(context.Context, *session.Session, ScreenOptions) (int, error) // nil: plain mode

	Version   string                                     // empty: as it was built
	Now       func() time.Time                           // nil: clock.Now
	Up        attempt.Uptime                             // of the machine; nil: the real one where Now is nil, else none
	Sleep     func(context.Context, time.Duration) error // nil: clock.Sleep
	Rand      io.Reader                                  // nil: the system's
	Pace      time.Duration                              // of the sandbox's tasks; 0: its own
	Keyring   keep.Keyring                               // nil: the system's
	AgeFactor int                                        // of scrypt, in the file of secrets; 0: its own
	Team      store.Store                                // the team's journal; nil: as settings and --store say
	Transport http.RoundTripper                          // nil: the client's own
	Timing    agora.Timing
	Silence   time.Duration // after how long it is said what a start waits for; 0: silence
}

// ScreenOptions is what the command line tells the screens.
type ScreenOptions struct {
	Connection    connections.Connection
	HasConnection bool          // Connection is chosen
	Named         bool          // by the person, so that a preset does not change it
	API           agora.Version // what --api says; empty: nothing
	Draft         *form.Draft   // to begin with; nil: begin at home
	Preset        string        // the draft's preset
	Ask           []string      // the paths that the preset leaves open
	Reminder      string        // when the preset reminds of its task; empty: as usual
	SandboxMode   string        // the sandbox's mode; empty without --sandbox
	ASCII         bool          // signs of ASCII only
	NoMouse       bool          // the mouse is the terminal's
	Light         bool          // colours for a light background
	Fixed         bool          // the background was said, so the terminal is not asked
}

// System is the environment of a real run.
func System() Env {
	env := Env{
		Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv,
		CanAsk:  terminal.IsTerminal(os.Stdin) && terminal.IsTerminal(os.Stderr),
		Mode:    func() terminal.Mode { return terminal.Detect(os.Stdin, os.Stdout, os.Getenv) },
		Signals: systemSignals,
		Unread:  func(ctx context.Context) error { return terminal.AwaitUnread(ctx, os.Stdout) }, Discards: terminal.Discards(os.Stdout),
		Screen: screens,
	}
	if terminal.IsTerminal(os.Stdout) {
		env.Columns = func() int { return terminal.Width(os.Stdout) }
	}
	if terminal.IsTerminal(os.Stdin) {
		env.ReadSecret = func(ctx context.Context) (string, error) {
			return terminal.ReadSecret(ctx, os.Stdin, os.Stderr)
		}
	}
	return env
}

// systemSignals listens for those that end the program. What its caller switched
// off stays off where no person is there: nohup means that a closed terminal is no
// reason to end.
func systemSignals() (<-chan os.Signal, func()) {
	c := make(chan os.Signal, 2)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		if !signal.Ignored(s) || terminal.IsTerminal(os.Stdin) {
			signal.Notify(c, s)
		}
	}
	return c, func() { signal.Stop(c) }
}

func (e Env) withDefaults() Env {
	if e.Now == nil {
		e.Now = systemclock.Now
		if e.Up == nil {
			e.Up = uptime.Machine
		}
	}
	if e.Mode == nil {
		e.Mode = terminal.PlainAsked
	}
	if e.Version == "" {
		e.Version = builtVersion()
	}
	if e.Silence == 0 {
		e.Silence = silence
	}
	return e
}

// sleep waits, or gives the context's error as soon as that ends.
func (e Env) sleep(ctx context.Context, d time.Duration) error {
	if e.Sleep != nil {
		return e.Sleep(ctx, d)
	}
	return systemclock.Sleep(ctx, d)
}
