package terminal

import "errors"

// ErrNotSuspended is what Suspend gives when the process was not stopped:
// something here swallows the signal.
var ErrNotSuspended = errors.New("ctrl+z does nothing here: the terminal did not take the program to the background")

// Suspension is how ctrl+z works for this process.
type Suspension struct {
	// Suspend stops the process and all of its group, as a shell expects of
	// ctrl+z, and comes back when somebody lets it go on. The terminal must be
	// given back before. nil: the system has no such thing, or Why says more.
	Suspend func() error
	// Why is the reason why it would be a trap here, a sentence for people
	// without full stop; empty where there is none.
	Why string
}
