package explain

import (
	"fmt"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// Held is what is said of an attempt that another sttwizard has.
type Held struct {
	What string // what that one does, or that it does nothing
	Do   string // what a person does about it, in the imperative
	Does bool   // it may be at work: time may tell more
}

// HeldOf says what the other sttwizard that has an attempt does, as it was last read, in the
// zone of now; the zero Held: there is none.
func HeldOf(a *attempt.Attempt, now time.Time) Held {
	by := a.Holder()
	switch {
	case by.Name == "":
		return Held{}
	case !a.Unmoving():
		return Held{What: Holder(by) + " is at work on it", Do: "wait until it is done, or " + endIt(by), Does: true}
	case by.Suspended:
		return Held{
			What: Holder(by) + " has it and is suspended, so nobody finds out whether it runs",
			Do:   "bring it to the front where it was started (fg after Ctrl+Z), or " + endIt(by),
		}
	}
	return Held{
		What: fmt.Sprintf("%s has it and has made no move since %s, longer than one that works takes",
			Holder(by), words.Clock(now, a.Moved())),
		Do: "look at that one: it is suspended (fg brings it back), hangs or has no network; or " + endIt(by),
	}
}

// Holder names a sttwizard that works on an attempt, with its process where that is known.
func Holder(h attempt.Holder) string {
	if h.PID == 0 {
		return h.Name
	}
	return fmt.Sprintf("%s (process %d)", h.Name, h.PID)
}

// endIt says how that one is ended. What is suspended takes no other signal than the hardest,
// and nothing is lost by that.
func endIt(h attempt.Holder) string {
	switch {
	case h.PID == 0:
		return "end that one"
	case h.Suspended:
		return fmt.Sprintf("end it: kill -9 %d", h.PID)
	}
	return fmt.Sprintf("end it: kill %d", h.PID)
}
