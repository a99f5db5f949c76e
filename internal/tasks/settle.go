package tasks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// SettleOptions is how an attempt is brought on.
type SettleOptions struct {
	attempt.SettleOptions

	Longest time.Duration // the longest wait that Run waits for; 0: any
	Until   time.Time     // Run makes no step after it; zero: any
	// Tell is told of each step that Run made, what comes next and when the outcome is
	// certain at the latest (zero: not known); nil: nobody is.
	Tell func(p attempt.Pause, err error, certain time.Time)
}

// ErrLater is a wait that is longer than wanted: more can be known later.
var ErrLater = errors.New("more can be known later")

// Settling brings one attempt on until it is settled, or ended where that is the goal.
// Its steps are not made at the same time.
type Settling struct {
	tasks   *Tasks
	attempt *attempt.Attempt
	settler *attempt.Settler
	calls   *stopper
	heard   *hearing
	o       SettleOptions

	Err error // why Run ended; nil: it found out what it could
}

// Settle prepares to bring an attempt on by a caller; nil for one that was never
// sent, which needs none.
func (t *Tasks) Settle(a *attempt.Attempt, c *Caller, o SettleOptions) *Settling {
	h := &hearing{API: nowhere{}}
	if c != nil {
		h.API = c.api
	}
	calls := &stopper{API: h}
	return &Settling{tasks: t, attempt: a, settler: attempt.NewSettler(a, calls, o.SettleOptions), calls: calls, heard: h, o: o}
}

// nowhere is a place at which no attempt was started, so that none is asked there.
type nowhere struct{ attempt.API }

// Place returns it.
func (nowhere) Place() agora.Place { return agora.Place{BaseURL: "nowhere"} }

// Format writes the attempt's id for every verb: the fields hold secrets.
func (x *Settling) Format(f fmt.State, _ rune) {
	io.WriteString(f, "settling of attempt "+x.attempt.ID())
}

// Step does what can be done now and says what comes next: see attempt.Settler.
func (x *Settling) Step(ctx context.Context) (attempt.Pause, error) { return x.settler.Step(ctx) }

// Aim changes the goal.
func (x *Settling) Aim(g attempt.Goal) { x.settler.Aim(g) }

// CertainAt returns the time at which the steps will have settled the attempt at the
// latest; zero where that can't be said. It may be called while a step runs.
func (x *Settling) CertainAt() time.Time { return x.settler.CertainAt() }

// Status returns the status that Agora told last; empty: none.
func (x *Settling) Status() agora.Status { return x.heard.status }

// Answered reports whether Agora said anything about the attempt.
func (x *Settling) Answered() bool { return x.heard.asked }

// StopProgress says how far the stop of the task is.
func (x *Settling) StopProgress() StopProgress { return x.calls.sent }

// Run steps until nothing more can be done. The steps get one context, so that a
// request that is out need not be cut off, and the waits the other. The attempt is
// left to others at the end.
func (x *Settling) Run(steps, waits context.Context) error {
	x.Err = x.run(steps, waits)
	return x.Err
}

func (x *Settling) run(steps, waits context.Context) error {
	defer x.attempt.Release()
	for {
		p, err := x.Step(steps)
		late := !x.o.Until.IsZero() && x.tasks.o.Now().Add(p.Wait).After(x.o.Until)
		switch {
		case p.Done:
			return err
		case late, x.o.Longest > 0 && p.Wait > x.o.Longest:
			return errors.Join(ErrLater, err)
		}
		if x.o.Tell != nil {
			x.o.Tell(p, err, x.CertainAt())
		}
		if err := x.tasks.o.Sleep(waits, p.Wait); err != nil {
			return err
		}
	}
}

// RunAll brings attempts on, all at the same time; Err of each says why it ended. The
// stops of those that are to end go out before anything else is asked about any of them.
func RunAll(ctx context.Context, all []*Settling) {
	first := newStopsFirst()
	for _, x := range all {
		if x.o.Goal == attempt.End {
			first.add(x.calls, x.attempt)
		}
	}
	first.added()
	atOnce(len(all), func(i int) {
		defer first.sent(all[i].calls)
		_ = all[i].Run(ctx, ctx) // it is in Err
	})
}

// Verdict is what is known of an attempt that was brought on.
type Verdict int

// The verdicts.
const (
	VerdictEnded   Verdict = iota // nothing of it runs any more
	VerdictAside                  // a person has set it aside, which proves nothing
	VerdictOpen                   // it goes on: its task is known, or another sttwizard is at it
	VerdictPending                // whether it runs is not known yet; something went wrong meanwhile
	VerdictLost                   // whether it runs is not known, and nothing more can be found out now
)

// Verdict returns what is known of the attempt, after Run.
func (x *Settling) Verdict() Verdict {
	state := x.attempt.State()
	switch {
	case state == attempt.Acknowledged:
		return VerdictAside
	case state.Final():
		return VerdictEnded
	case state != attempt.Unknown && state != attempt.RunningNoID:
		return VerdictOpen
	case Exhausted(x.Err):
		return VerdictLost
	}
	return VerdictPending
}

// Unwritten returns the journal's trouble, which does not change what happened; nil:
// there was none.
func Unwritten(err error) error {
	if e, ok := errors.AsType[*attempt.JournalError](err); ok {
		return e
	}
	return nil
}

// Unreached reports whether a step failed only because Agora was not reached. A start
// whose connection broke reached it, perhaps.
func Unreached(err error) bool {
	net, ok := errors.AsType[*agora.NetError](err)
	return ok && (net.Op != agora.OpStart || !net.Sent)
}

// UnreachedWait is how long a network that does not work is left alone before the
// next step: nobody who waits for an outcome is given up on.
const UnreachedWait = 15 * time.Second

// TimeHelps reports whether waiting can settle what was not settled: there was a
// wait, or asking who is in the channel failed by something that may pass.
func TimeHelps(cause error) bool {
	if errors.Is(cause, ErrLater) || errors.Is(cause, context.Canceled) {
		return true
	}
	return agora.OpOf(cause) == agora.OpPresence && !errors.Is(cause, attempt.ErrNoProbe)
}

// Exhausted reports whether a Settling that ended with that error had nothing left to
// try.
func Exhausted(cause error) bool {
	if errors.Is(cause, ErrLater) {
		return false
	}
	return cause == nil || errors.Is(cause, attempt.ErrNoProbe) || agora.OpOf(cause) == agora.OpStart
}

// OnlyLater reports whether an error says no more than that there was a wait, or that
// nobody can look.
func OnlyLater(err error) bool {
	return errors.Is(err, ErrLater) && agora.OpOf(err) == "" || errors.Is(err, attempt.ErrNoProbe)
}
