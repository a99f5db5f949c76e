package tasks

import (
	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// StoppableError is an attempt that is not set aside since its task is known: it can
// be stopped.
type StoppableError struct{ TaskID string }

// Error says so.
func (e *StoppableError) Error() string { return "its task is known, so it can be stopped" }

// Drop closes an attempt that was written down and never sent. The error is
// *attempt.StateError for one that was.
func Drop(a *attempt.Attempt) error { return attempt.NewRunner(a, nil, agora.Request{}).Cancel() }

// MayDrop reports whether an attempt is one to drop.
func MayDrop(a *attempt.Attempt) bool { return a.State() == attempt.Intended }

// MaySetAside returns *StoppableError for an open attempt whose task can be stopped.
func MaySetAside(a *attempt.Attempt) error {
	if h, known := a.Handle(); known && a.Open() {
		return &StoppableError{h.TaskID}
	}
	return nil
}

// SetAside sets an attempt aside of which nobody knows whether it started a task; it
// stops nothing. The person types the channel's name for it. The errors are those of
// MaySetAside and of attempt.Attempt.Acknowledge.
func SetAside(a *attempt.Attempt, channel string) error {
	if err := MaySetAside(a); err != nil {
		return err
	}
	return a.Acknowledge(channel)
}
