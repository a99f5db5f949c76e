package attempt

import "sttwizard/agora"

// TakeUp writes down a task that was started elsewhere, so that it is listed,
// watched and stopped like any other. What Agora said of it is in the task, as far
// as it was asked. The error is *JournalError, or *StateError for a handle without
// id, or without a token where the version has tokens.
func TakeUp(j *Journal, in Intent, h agora.Handle, seen agora.Task) (*Attempt, error) {
	if h.TaskID == "" || h.BuilderToken == "" && !in.Version.Named() {
		return nil, &StateError{State: Intended, Event: EventTakenUp}
	}
	a, err := j.Begin(in)
	if err != nil {
		return nil, err
	}
	r := Record{Event: EventTakenUp, TaskID: h.TaskID, Token: h.BuilderToken, Created: seen.CreatedAt, Status: seen.Status}
	if err := a.before(r); err != nil {
		_ = NewRunner(a, nil, agora.Request{}).Cancel() // what was never taken up is not listed
		return nil, err
	}
	return a, nil
}
