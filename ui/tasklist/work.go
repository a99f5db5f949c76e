package tasklist

import (
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
)

// Work is what this run does about an attempt, and what it has learned of it.
type Work struct {
	Attempt *attempt.Attempt // as it is known by now

	explain.Doing

	Answered time.Time // when Agora answered last; zero: never
	Asking   bool      // it is being asked for, or waits its turn

	By    *connections.Connection // by which it is asked for; nil: not known yet, or none
	Lost  error                   // why there is no way to Agora
	Needs string                  // what has to be given before it can be asked for; empty: nothing

	Waits   bool   // something is wanted, and there is no way to Agora yet
	Settles bool   // what became of it is being found out
	Step    string // what is done for that next
	StopErr error  // why the last stop did not end it
}
