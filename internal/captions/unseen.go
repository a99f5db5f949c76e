package captions

// Unseen is why the captions of a task can't be seen, whatever keys there are.
type Unseen string

// The reasons.
const (
	NotStored Unseen = "not-stored" // the request stores none
	NotKnown  Unseen = "not-known"  // it was started elsewhere, and its request is not known
	NoTask    Unseen = "no-task"    // the task's id is not known, and files have it in their names
	Pretend   Unseen = "pretend"    // a pretend Agora writes nowhere but on this machine
)

// UnseenError is a task whose captions can't be seen.
type UnseenError struct{ Why Unseen }

// Error says why.
func (e *UnseenError) Error() string {
	switch e.Why {
	case NotKnown:
		return "the task was started elsewhere, so nobody here knows whether its captions are stored"
	case Pretend:
		return "a pretend Agora stores captions on this machine only, and this storage is elsewhere"
	case NoTask:
		return "the task's id is not known, and its captions are found by it"
	}
	return "this task stores no captions"
}
