package tasks

import (
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/presets"
)

// Result is how a use of a preset ended, as the list of presets says it.
type Result string

// The results.
const (
	ResultStarted    Result = "started"
	ResultNotStarted Result = "not started"
	ResultUnknown    Result = "not known" // nobody knows whether it was started
	ResultStopped    Result = "stopped"
	ResultEnded      Result = "ended" // without being told to
)

// ResultOf returns how a start ended by where its attempt stands.
func ResultOf(a *attempt.Attempt) Result {
	switch state := a.State(); {
	case state == attempt.Stopped && EndedByItself(a):
		return ResultEnded
	case state == attempt.Stopped:
		return ResultStopped
	case state == attempt.Started, state == attempt.Stopping:
		return ResultStarted
	case state.MayBill(), state == attempt.Acknowledged:
		return ResultUnknown
	}
	return ResultNotStarted
}

// EndedByItself reports whether a task ended that this machine never told to stop.
func EndedByItself(a *attempt.Attempt) bool {
	if a.State() != attempt.Stopped {
		return false
	}
	for _, r := range a.Records() {
		if r.Event == attempt.EventStopping || r.Event == attempt.EventKicking {
			return false
		}
	}
	return true
}

// RememberUse notes when a preset was used, how that ended and how long its task ran
// (0: not known); an empty name is none. It is a convenience for lists: no harm if
// it fails.
func (t *Tasks) RememberUse(preset string, r Result, lasted time.Duration) {
	if preset != "" {
		_ = t.o.Presets.Used(preset, presets.Use{At: t.o.Now(), Result: string(r), Duration: lasted})
	}
}
