package tasks

import (
	"context"
	"fmt"
	"io"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// BeginOptions is what a start is begun with.
type BeginOptions struct {
	StartOptions
	Request agora.Request
	Ask     Ask      // for the App Certificate, where bot tokens are made with one
	Known   []string // ids of the open attempts for the channel that the person knows of
	Beside  bool     // others may run there, whoever began them
	Ahead   *Ahead   // what was asked while the request was read; nil: nothing
}

// ConflictError is another attempt for the channel that the person does not know of:
// nothing was sent, and the attempt that was just written down was given up.
type ConflictError struct {
	Open     []attempt.Conflict
	Unclosed error // the attempt could not be closed; nil: it was
}

// Error says so.
func (e *ConflictError) Error() string { return "a task may be running in the channel already" }

// Start is a task on its way: written down, with a builder token, sent. Its methods
// are not called at the same time.
type Start struct {
	Attempt *attempt.Attempt
	Request agora.Request      // what is sent, each time the same, with the tokens that were made for it
	Beside  []attempt.Conflict // what else was begun for the channel meanwhile

	caller *Caller
	runner *attempt.Runner
	look   *look // whose builder token it takes over; nil: none
}

// Format writes the attempt's id for every verb: the fields hold secrets.
func (s *Start) Format(f fmt.State, _ rune) { io.WriteString(f, "start of attempt "+s.Attempt.ID()) }

// Begin makes the bot tokens that are left to the program and writes the attempt
// down. Nothing is sent. The errors are *ConflictError, those of the tokens, and the
// journal's.
func (c *Caller) Begin(ctx context.Context, o BeginOptions) (*Start, error) {
	request := o.Request.Clone()
	if err := c.tasks.o.Run.FillTokens(ctx, c.connection, &request, o.PlannedEnd, o.Ask); err != nil {
		return nil, err
	}
	by := c.connection
	by.Production = c.tasks.StartsOnProduction(by)
	in, look := c.tasks.Intent(by, request, o.StartOptions), o.Ahead.take(c)
	if look != nil {
		in.InstanceID = look.instanceID
	}
	a, err := c.tasks.o.Journal.Begin(in)
	if err != nil {
		look.end()
		return nil, err
	}
	c.tasks.remember(a, request)
	s := &Start{Attempt: a, Request: request, caller: c, runner: attempt.NewRunner(a, c.api, request), look: look}
	s.Beside, err = a.Rivals(o.Known)
	if err == nil && (len(s.Beside) == 0 || o.Beside) {
		s.runner.Knowing(o.Known, o.Beside)
		return s, nil
	}
	unclosed := s.Cancel()
	a.Release()
	if err == nil {
		err = &ConflictError{s.Beside, unclosed}
	}
	return nil, err
}

// Acquire gets the builder token: see attempt.Runner. What was got ahead is there at
// once, and what is being asked for is waited for.
func (s *Start) Acquire(ctx context.Context) error {
	if s.look == nil {
		return s.runner.Acquire(ctx)
	}
	return s.runner.TakeOver(ctx, s.look.wait)
}

// AtHand takes the builder token over where it was got ahead, and reports whether it was:
// then Acquire is not needed. Nobody is asked for it, and nothing is written.
func (s *Start) AtHand() bool {
	return s.look != nil && !s.look.waits() && s.look.err == nil && s.runner.TakeOverNow(s.look.token)
}

// Send makes one start request, after writing down that it will: see attempt.Runner.
func (s *Start) Send(ctx context.Context) (agora.Outcome, error) { return s.runner.Send(ctx) }

// Again reports whether the same start is to be sent again by itself, and after which
// wait: Agora was busy.
func (s *Start) Again() (wait time.Duration, ok bool) { return s.runner.Again() }

// Cancel returns the attempt up while nothing was sent; afterwards it changes nothing
// and gives an error: what may run can only be stopped.
func (s *Start) Cancel() error {
	s.look.end()
	return Drop(s.Attempt)
}

// Settle prepares to find out what became of the start, with the same request. Its
// calls wait for their turn, unless somebody looks on while many others are settled
// behind it.
func (s *Start) Settle(looksOn bool, o SettleOptions) *Settling {
	o.Request = &s.Request
	by := s.caller
	if !looksOn {
		by = by.Paced()
	}
	return s.caller.tasks.Settle(s.Attempt, by, o)
}

// InDoubt reports whether an outcome says that a task may run whose id is not known.
func InDoubt(o agora.Outcome) bool { return o == agora.OutcomeUnknown || o == agora.OutcomeRunningNoID }

// Writable reports whether an attempt by this caller could be written down now: see
// attempt.Journal.Check.
func (c *Caller) Writable() error { return c.tasks.o.Journal.Check(c.api.Place()) }
