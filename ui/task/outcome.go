package task

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/ui/kit"
)

// Outcome is what a person chose, or should be told: a Way, an Ask, an AskChange, a
// Change, a Copy or a Say.
type Outcome interface{ outcome() }

// Way is where a person wants to go from here, or what is to be done about the task.
type Way int

// What was asked about is closed by those that are answers: Stop, Remove, EditChange
// and Stay.
const (
	GoHome        Way = iota
	Back              // to what one came from
	Another           // task with the same answers
	Save              // these answers as a preset
	Remind            // at another time
	Bundle            // for Agora's support
	Quit              // the program, unless something has to be asked first
	LeaveRunning      // as agreed to: the task goes on
	LeaveUnknown      // as agreed to: nobody knows whether it runs
	AskNow            // Agora how it stands
	Check             // whether it runs; nothing is sent again
	SendAgain         // the same start, to learn its id
	Rest              // no more such steps
	Remove            // its bots from the channel, as agreed to
	Stop              // as agreed to
	StopIfSure        // after a question where real users are concerned
	StopThenLeave     // the same, and then the program ends
	EditChange        // the lines of it once more
	Stay              // what was asked about is not done
	Ring              // the bell: the reminder has passed
	GiveKeys          // of the storage, to see the captions with
	Transcript        // of all that was said, as a file
)

// Ask is a question that is to be answered first; its answers tell what is chosen.
type Ask struct {
	Name string
	kit.Question
	Hears func() tea.Cmd // after each fact; nil: what is asked stays true
}

// AskChange is a change whose lines are to be filled in.
type AskChange struct{ Form *Form }

// Change is what the task is to run with from now on, as agreed to.
type Change struct{ attempt.Change }

// Copy is what goes to the clipboard, under the name of what it is.
type Copy struct{ What, Text string }

// Say is what a person should know.
type Say struct {
	Words string
	Bad   bool
}

func (Way) outcome()       {}
func (Ask) outcome()       {}
func (AskChange) outcome() {}
func (Change) outcome()    {}
func (Copy) outcome()      {}
func (Say) outcome()       {}
