package tasks

import (
	"time"

	"sttwizard/internal/attempt"
)

// Reminder reads when somebody is to be reminded of a task, by the clock that now is
// of: see attempt.ParseEnd. An empty text is the usual one.
func Reminder(text string, now time.Time) (time.Time, error) { return attempt.ParseEnd(text, now) }

// SetReminder writes down when somebody is reminded of an attempt's task; zero: never.
// Nothing stops then. A final attempt gives *attempt.StateError.
func SetReminder(a *attempt.Attempt, when time.Time) error { return a.Plan(when) }
