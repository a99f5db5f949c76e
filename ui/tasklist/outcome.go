package tasklist

import (
	"sttwizard/internal/attempt"
	"sttwizard/ui/kit"
)

// Outcome is what a person chose, or should be told: a Way, a Do, an Ask, a Stop, a
// Copy or a Say.
type Outcome interface{ outcome() }

// Way is where a person wants to go from here.
type Way int

const (
	GoHome    Way = iota
	Back          // to what one came from
	TakeUp        // a task that another machine started
	LetRun        // what was asked about: nothing is stopped
	OtherText     // another text is shown
)

// Do is what is to be done about one attempt.
type Do struct {
	What    Deed
	Attempt *attempt.Attempt // nil: its journal can't be read, which is all to check
}

// Deed is a kind of it.
type Deed int

const (
	Watch          Deed = iota
	Find                // whether it runs, to stop it
	StopProduction      // asked first, as real users lose their captions
	Check               // now
	Bundle              // for Agora's support
	Transcript          // of all that was said, as a file
)

// Ask is a question that is to be answered first; its answers tell what is chosen.
type Ask struct {
	Name string
	kit.Question
}

// Stop is what is to be stopped, as somebody agreed to.
type Stop struct{ Attempts []*attempt.Attempt }

// Copy is what goes to the clipboard, under the name of what it is.
type Copy struct{ What, Text string }

// Say is what a person should know.
type Say struct {
	Words string
	Bad   bool
}

func (Way) outcome()  {}
func (Do) outcome()   {}
func (Ask) outcome()  {}
func (Stop) outcome() {}
func (Copy) outcome() {}
func (Say) outcome()  {}
