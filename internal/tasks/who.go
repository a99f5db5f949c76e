package tasks

import "sttwizard/internal/attempt"

// Free reports whether an attempt is not in the hands of another sttwizard, as it was
// when it was last read. A task whose id is known can be stopped from anywhere.
func Free(a *attempt.Attempt) bool {
	_, known := a.Handle()
	return known || !a.Elsewhere()
}

// mayBringOn reports the same at this moment: what another is at work on is left to it,
// unless its task is known. Then anybody may ask for it, and tell it once more to stop.
func mayBringOn(a *attempt.Attempt) bool {
	_, known := a.Handle()
	return known || !a.Alive()
}
