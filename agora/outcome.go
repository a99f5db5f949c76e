package agora

import (
	"errors"
	"net/http"
)

// Outcome is what is known of a start after its call.
type Outcome string

// The outcomes of a start. Only OutcomeRejected, OutcomeNotSent and OutcomeWait
// prove that this call started nothing.
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
	if e, ok := errors.AsType[*APIError](err); ok {
		return e.outcome()
	}
	if e, ok := errors.AsType[*NetError](err); ok && !e.Sent {
		return OutcomeNotSent, Task{}
	}
	if _, ok := errors.AsType[*ConfigError](err); ok {
		return OutcomeNotSent, Task{}
	}
	return OutcomeUnknown, Task{}
}

// outcome of a start that Agora answered with an error. A 4xx is a refusal
// unless its code or message tells of trouble inside Agora.
func (e *APIError) outcome() (Outcome, Task) {
	refused := e.Status >= 400 && e.Status < 500
	switch {
	case e.Kind == KindAlreadyStarted && e.TaskID != "":
		return OutcomeStarted, Task{ID: e.TaskID, Status: e.TaskStatus, CreatedAt: e.TaskCreatedAt, RequestID: e.RequestID}
	case e.Kind == KindAlreadyStarted:
		return OutcomeRunningNoID, Task{Status: e.TaskStatus, RequestID: e.RequestID}
	case e.Status == http.StatusTooManyRequests, refused && e.Kind == KindBusy:
		return OutcomeWait, Task{}
	case refused && e.Kind != KindServer && e.Kind != KindTimeout:
		return OutcomeRejected, Task{}
	}
	return OutcomeUnknown, Task{}
}
