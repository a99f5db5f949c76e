package task

import (
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

// Work is what this run does about the attempt, and what it has learned of it.
type Work struct {
	Attempt *attempt.Attempt // as it is known by now

	explain.Doing

	Seen     []Point   // what Agora said in this run
	Answered time.Time // when it answered last; zero: never
	Silent   time.Time // since when no answer came; zero: they come
	Asking   bool      // it is being asked for
	Next     time.Time // when it is asked for again; zero: it is not
	InFlight bool      // a request about it has no answer yet
	Needs    string    // why it can't be asked for, and what somebody has to do

	Wished  bool      // something is wanted, and there is no way to Agora yet
	Told    time.Time // when it was last told to stop; zero: never
	StopErr error     // why the last stop did not end it

	Settles  bool      // what became of it is being found out
	ToEnd    bool      // and what runs of it is stopped
	Stepping bool      // a step towards that is being made
	Step     string    // what is done next: one of attempt's Next constants
	StepAt   time.Time // when
	Given    bool      // the steps ended without an outcome
	Fault    error     // why
	Removing bool      // its bots are being removed

	Captions Captions

	Change    Changing
	ChangeErr error // why the last change is not in force
}

// Captions is what is seen of the task's captions.
type Captions struct {
	explain.CaptionWords
	Languages []string // how each copy stands, where there are several
	Said      []Said   // the last sentences of each
	Host      string   // who is in the channel, as far as that is known; empty: it is not
	Lacks     bool     // they can't be seen for want of keys that can be typed
	Looking   bool     // a look is under way, and none is over yet
}

// Said is a sentence that was said, in how many words it may be shown.
type Said struct{ Language, Speaker, Text string }

// Changing is how far a change of the task is.
type Changing struct {
	Wanted bool      // there is one
	Due    time.Time // when Agora takes it
	Sent   bool
}

// Point is a point of a time line.
type Point struct {
	At    time.Time
	Words string
}

// SecretError is a secret that a person was asked for and did not give.
type SecretError struct{ Connection, Why string }

// Error says which, and why it had to be typed.
func (e *SecretError) Error() string {
	words := "the customer secret of " + e.Connection + " was not given"
	if e.Why != "" {
		words += ", and " + e.Why
	}
	return words
}

// ended reports whether nothing of the attempt runs any more.
func (w *Work) ended() bool { return !w.Attempt.Open() }

// unknown reports whether the attempt may have a task whose id nobody knows.
func (w *Work) unknown() bool { return w.Attempt.State().InDoubt() }

// known reports whether the task's id is known.
func (w *Work) known() bool {
	_, known := w.Attempt.Handle()
	return known
}

// notStopped reports whether a stop failed of a task that may still run.
func (w *Work) notStopped() bool { return w.StopErr != nil && w.Attempt.State().MayBill() }
