package tasks

import (
	"context"
	"fmt"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// TakeUpOptions is what a task is taken up by that another machine or program
// started.
type TakeUpOptions struct {
	Handle   agora.Handle
	Channel  string // for the lists
	Reminder time.Time
}

// KnownTaskError is a task that this machine has already.
type KnownTaskError struct{ Attempt *attempt.Attempt }

// Error names the attempt.
func (e *KnownTaskError) Error() string {
	return fmt.Sprintf("this machine has that task already: attempt %s in channel %s", e.Attempt.ID(), e.Attempt.Intent().Channel)
}

// OverTaskError is a task that there is nothing of to take up: Agora says that it has
// ended, or knows none.
type OverTaskError struct {
	Gone bool  // Agora knows no such task here
	Err  error // its answer, where it knows none
}

// Error says why.
func (e *OverTaskError) Error() string {
	if e.Gone {
		return "Agora knows no such task here, so it has ended or is of another connection"
	}
	return "the task has ended"
}

// Unwrap returns Agora's answer.
func (e *OverTaskError) Unwrap() error { return e.Err }

// Known returns *KnownTaskError for a task that this machine has: an open attempt's,
// or that of one which was taken for ended and is not, as Agora is asked about it once
// more. named is the connection that the person named.
func (t *Tasks) Known(ctx context.Context, named, taskID string) error {
	a, err := t.o.Journal.Find(taskID)
	if err != nil || a.Task().ID != taskID {
		return nil // what can't be read here is no reason not to take it up
	}
	if a.Open() || len(t.LookAgain(ctx, named, []*attempt.Attempt{a})) > 0 {
		return &KnownTaskError{a}
	}
	return nil
}

// TakeUp asks Agora for a task and writes it down if it runs, so that it is listed,
// watched and stopped like any other. Nothing is written down after an error:
// *OverTaskError, those of asking, and those of attempt.TakeUp.
func (c *Caller) TakeUp(ctx context.Context, o TakeUpOptions) (*attempt.Attempt, agora.Task, error) {
	seen, err := c.api.Query(ctx, o.Handle)
	switch {
	case agora.KindOf(err) == agora.KindNotFound:
		return nil, seen, &OverTaskError{Gone: true, Err: err}
	case err != nil:
		return nil, seen, err
	case seen.Status.Ended():
		return nil, seen, &OverTaskError{}
	}
	a, err := attempt.TakeUp(c.tasks.o.Journal, c.tasks.TakenUp(c.connection, o.Channel, o.Reminder), o.Handle, seen)
	if err == nil {
		a.Release()
	}
	return a, seen, err
}
