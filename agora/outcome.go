package agora

import "errors"

// Outcome is what is known of a start after its call.
type Outcome string

// The outcomes of a start. Only OutcomeRejected and OutcomeNotSent prove that
// this call started nothing.
const (
	OutcomeStarted     Outcome = "started"       // it runs and its id is known
	OutcomeRunningNoID Outcome = "running-no-id" // it runs, but its id is not known
	OutcomeRejected    Outcome = "rejected"      // definitely refused
	OutcomeNotSent     Outcome = "not-sent"      // no byte of the request left
	OutcomeWait        Outcome = "wait"          // too many calls: wait, then send again
	OutcomeUnknown     Outcome = "unknown"       // it may run and may be billed
)

// StartOutcome says what Start's result means, and gives the task as far as it
// is known. Whatever is not proved is OutcomeUnknown.
func StartOutcome(t Task, err error) (Outcome, Task) {
	if err == nil && t.ID != "" {
		return OutcomeStarted, t
	}
	_ = errors.As
	return OutcomeUnknown, Task{}
}
