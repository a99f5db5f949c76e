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
	if NotSent(err) {
		return OutcomeNotSent, Task{}
	}
	return OutcomeUnknown, Task{}
}

// NotSent reports whether an error of a call proves that no byte of it left this
// machine, in any of its tries.
func NotSent(err error) bool {
	if e, ok := errors.AsType[*NetError](err); ok {
		return !e.Sent
	}
	_, ok := errors.AsType[*ConfigError](err)
	return ok
}

// NotDone reports whether an error of a call proves that what was asked for is not in
// force: it never left this machine, or Agora refused it, and no earlier try of it may
// have been acted on. Of a start StartOutcome says more.
func NotDone(err error) bool {
	e, ok := errors.AsType[*APIError](err)
	if !ok {
		return NotSent(err)
	}
	switch e.Kind {
	case KindServer, KindTimeout, KindUnknown, KindNoHost:
		return false
	}
	return !e.Doubt
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
