package ui

import (
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// minutePassedMsg: a minute went by on a screen that shows minutes.
type minutePassedMsg struct{ op int }

// takenUpMsg: a task that was started elsewhere was found and written down, or not.
type takenUpMsg struct {
	op      int
	attempt *attempt.Attempt
	conn    connections.Connection
	err     error
}
