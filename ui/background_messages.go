package ui

import (
	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	usecases "sttwizard/internal/tasks"
)

// The facts about attempts. Each names its attempt, and what was planned its number:
// an older one is dropped. None depends on the screen that is shown.

// wayFound is by which connection an attempt is asked for, or why it can't be.
type wayFound struct {
	attempt *attempt.Attempt
	conn    connections.Connection
	err     error
}

// waysFoundMsg brings the connections by which attempts are asked for.
type waysFoundMsg struct{ found []wayFound }

// attemptSeenMsg: Agora told of an attempt, or failed to.
type attemptSeenMsg struct {
	id   string
	task agora.Task
	err  error
}

// askDueMsg: it is time to ask for an attempt.
type askDueMsg struct {
	id     string
	number int // of the question
}

// steppedMsg: one step towards the outcome or the end of an attempt was made.
type steppedMsg struct {
	id    string
	pause attempt.Pause
	err   error
}

// stepDueMsg: it is time for the next such step.
type stepDueMsg struct {
	id     string
	number int // of the step
}

// taskStoppedMsg: a task was stopped and seen to end, or not.
type taskStoppedMsg struct {
	id  string
	err error
}

// botsRemovedMsg: a rule that keeps the bots out was made, or not.
type botsRemovedMsg struct {
	id  string
	err error
}

// changeDueMsg: Agora takes another change of a task now.
type changeDueMsg struct{ id string }

// taskChangedMsg: a task was changed, or not, or nobody knows.
type taskChangedMsg struct {
	id      string
	changed usecases.Changed
	err     error
}

// noSecretMsg: what a person wanted was given up, as a secret was not given.
type noSecretMsg struct{}

// journalsDueMsg: the journals are to be read again.
type journalsDueMsg struct{ number int }

// tickedMsg: a moment went by while something is shown that counts or moves.
type tickedMsg struct{}
