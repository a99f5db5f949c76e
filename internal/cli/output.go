package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"sttwizard/internal/attempt"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
)

// output is where a command's answer goes. It takes everything and remembers the
// first failure: a command that starts or stops something goes on with it, and
// finish alone says what the failure means.
type output struct {
	w      io.Writer
	failed chan struct{} // closed at the first failure

	mu  sync.Mutex
	err error
}

func newOutput(w io.Writer) *output { return &output{w: w, failed: make(chan struct{})} }

// Write writes, until something could not be written.
func (o *output) Write(p []byte) (int, error) {
	if o.trouble() == nil {
		if _, err := o.w.Write(p); err != nil {
			o.fail(err)
		}
	}
	return len(p), nil
}

func (o *output) fail(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err == nil {
		o.err = err
		close(o.failed)
	}
}

// trouble returns why something could not be written, nil while all was.
func (o *output) trouble() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}

// words says what is wrong with the output.
func (o *output) words() string {
	err := o.trouble()
	if terminal.Unread(err) {
		return "nobody reads the output any more"
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return fmt.Sprintf("the output can't be written: %v", err)
}

// code is the exit code of a run that is there to tell something, and can't.
func (o *output) code() int {
	if terminal.Unread(o.trouble()) {
		return exitUnread
	}
	return exitFailed
}

// whileRead returns a context that ends as well when the output fails or nobody
// reads it any more, for what only waits to tell something.
func (a *app) whileRead(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(parent)
	go func() {
		select {
		case <-a.out.failed:
			cancel()
		case <-ctx.Done():
		}
	}()
	if a.env.Unread != nil {
		go func() {
			if err := a.env.Unread(ctx); err != nil {
				a.out.fail(err)
			}
		}()
	}
	return ctx, cancel
}

// telling makes a command's function of one that only tells something and changes nothing
// that would be left undone: it ends at once when nobody reads the output any more.
func (a *app) telling(
	f func(ctx context.Context, s *session.Session, args []string) error,
) func(ctx context.Context, s *session.Session, args []string) error {
	return func(ctx context.Context, s *session.Session, args []string) error {
		read, end := a.whileRead(ctx)
		defer end()
		err := f(read, s, args)
		if a.out.trouble() != nil && ctx.Err() == nil && read.Err() != nil {
			a.code = a.out.code()
			return nil
		}
		return err
	}
}

// did remembers what the run changed, for where the output can't tell it.
func (a *app) did(format string, args ...any) {
	a.changes = append(a.changes, safe(fmt.Sprintf(format, args...)))
}

// tellDone tells what the run changed.
func (a *app) tellDone(format string, args ...any) {
	a.did(format, args...)
	a.tell(format, args...)
}

// running returns the attempts of this run whose tasks may be running.
func (a *app) running() []*attempt.Attempt {
	var out []*attempt.Attempt
	for _, at := range a.begun {
		if at.State().MayBill() {
			out = append(out, at)
		}
	}
	return out
}

// finish returns the exit code of a run that ends with that one. A run that started
// something ends neither as one that failed nor as one of which everything was
// told, unless that is so: what runs is named on the error output, where it
// runs, and how it is stopped. One that is left while it may be running ends with
// exitUnknown, too. What was changed otherwise is told there, too, and
// the code stays the truth about it. Only a run that was to tell something fails.
func (a *app) finish(code int) int {
	failed, running := a.out.trouble() != nil, a.running()
	switch {
	case len(running) > 0 && (failed || code == exitFailed || code == exitWrong):
		if failed {
			line(a.env.Err, "sttwizard: %s", a.out.words())
		}
		a.tellRunning(running)
		if code == exitDone || code == exitFailed || code == exitWrong {
			code = exitUnknown
		}
	case len(running) > 0 && a.env.Discards:
		a.tellRunning(running)
	case failed && len(a.changes) > 0:
		line(a.env.Err, "sttwizard: %s; this was done:", a.out.words())
		for _, change := range a.changes {
			line(a.env.Err, "  %s", change)
		}
	case failed:
		if !a.outTold && a.out.code() != exitUnread {
			line(a.env.Err, "sttwizard: %s", a.out.words())
		}
		if code == exitDone {
			code = a.out.code()
		}
	}
	if code == exitInterrupted && len(running) > 0 { // a script that looks for what may be running finds it
		code = exitUnknown
	}
	return code
}

// tellRunning names on the error output what this run started.
func (a *app) tellRunning(running []*attempt.Attempt) {
	for _, at := range running {
		line(a.env.Err, "  %s", runsWords(at))
		line(a.env.Err, "  next: stop it with %s", stopCommand(at))
	}
}

// runsWords says of an attempt that may have a task which one, where, and what is
// known of it.
func runsWords(at *attempt.Attempt) string {
	what := "attempt " + at.ID()
	if id := at.Task().ID; id != "" {
		what = "task " + id
	}
	return fmt.Sprintf("%s in channel %s at %s: %s", what, at.Intent().Channel, tasks.At(at), at.Meaning())
}

func stopCommand(at *attempt.Attempt) string { return "sttwizard tasks stop " + idOf(at) }
