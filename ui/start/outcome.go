package start

import (
	"time"

	"sttwizard/agora"
	"sttwizard/ui/kit"
)

// Outcome is what a person chose, or what comes next: a Way, a Cancel, a Step, a Wait,
// a Started, a Failed, a Stuck, or a Say.
type Outcome interface{ outcome() }

// Way is where a person wants to go from here, or what is to be done next.
type Way int

const (
	Acquire        Way = iota // a builder token is to be asked for
	Send                      // the start, written down before
	Settle                    // the answer was lost: what became of it is to be found out
	Over                      // it ran, and has ended
	NothingStarted            // it is proved
	Watch                     // the task, of which nobody knows more
	GoHome                    // it stays listed; what settles it goes on behind
	Quit                      // which is asked first where a task may run
	Leave                     // as agreed to, though a task may run
	Stay                      // what was asked about is not done
)

// Cancel gives the start up before anything was sent.
type Cancel struct{ Words string }

// Step is the next step of finding out what became of the start.
type Step struct{ Stop bool } // what is found is stopped

// Wait is how long nothing is done, until Due.
type Wait struct{ For time.Duration }

// Started is a task that runs.
type Started struct {
	Stop bool  // at once: somebody wanted that meanwhile
	Err  error // what is wrong with its record; nil: nothing
}

// Failed is a start by which nothing runs, and why.
type Failed struct {
	Err     error
	Outcome agora.Outcome
	Op      string // the call that failed
	Took    time.Duration
}

// Stuck is a start of which nobody knows what became of it, and nothing more is done
// by itself. The error is the last step's.
type Stuck struct{ Err error }

// Ask is a question that is to be answered first; its answers tell what is chosen.
type Ask struct {
	Name string
	kit.Question
}

// Say is what a person should know.
type Say struct{ Words string }

func (Way) outcome()     {}
func (Cancel) outcome()  {}
func (Step) outcome()    {}
func (Wait) outcome()    {}
func (Started) outcome() {}
func (Failed) outcome()  {}
func (Stuck) outcome()   {}
func (Say) outcome()     {}
