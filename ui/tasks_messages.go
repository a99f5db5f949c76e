package ui

import (
	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// minutePassedMsg: a minute went by on a screen that shows minutes.
type minutePassedMsg struct{ op int }

// rowFound is by which connection an attempt is asked, or why it can't be, and
// where it stood then.
type rowFound struct {
	attempt *attempt.Attempt
	conn    connections.Connection
	err     error
	state   attempt.State
}

// rowsFoundMsg brings what the disk tells of the open attempts.
type rowsFoundMsg struct {
	op    int
	found []rowFound
}

// rowSeenMsg: Agora told of an attempt in the table, or failed to.
type rowSeenMsg struct {
	op      int
	attempt *attempt.Attempt // as it was when Agora was asked, and what is known since
	task    agora.Task
	err     error
}

// rowDueMsg: it is time to ask for an attempt in the table.
type rowDueMsg struct {
	op     int
	id     string
	number int // of the question
}

// endStepMsg: one step towards the end of an attempt's task was made.
type endStepMsg struct {
	op    int
	id    string
	pause attempt.Pause
	err   error
}

// endDueMsg: it is time for the next such step.
type endDueMsg struct {
	op int
	id string
}

// takenUpMsg: a task that was started elsewhere was found and written down, or not.
type takenUpMsg struct {
	op      int
	attempt *attempt.Attempt
	conn    connections.Connection
	err     error
}
