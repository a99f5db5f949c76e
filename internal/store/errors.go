package store

import "errors"

// What an error of a store means for its caller. Each is reachable by errors.Is;
// the cause stays reachable beside it.
var (
	ErrNone        = errors.New("there is no such attempt")
	ErrConflict    = errors.New("somebody else wrote this number")         // load, fold, decide again
	ErrInDoubt     = errors.New("not known whether it was written")        // append the same event again; send nothing
	ErrUnavailable = errors.New("the journal can't be reached or written") // nothing was written
	ErrFull        = errors.New("no space is left for the journal")        // nothing was written
	ErrDamaged     = errors.New("the journal is damaged")
	ErrOwned       = errors.New("somebody else works on this attempt")
	ErrLost        = errors.New("this program no longer owns the attempt") // it was silent for too long; send nothing, load anew
	ErrVersion     = errors.New("the journal is of another version")
)

// Error is a failure of a store: what it means, and its cause.
type Error struct {
	Kind error // one of this package's
	Err  error // the cause, or nil
}

// Error tells the cause, which is what people can do something about.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Kind.Error()
	}
	return e.Err.Error()
}

// Unwrap returns meaning and cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}
