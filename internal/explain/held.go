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
	Key  string // both in short, for who pressed the key that stops
}

// HeldOf says what the other sttwizard that has an attempt does, as it was last read, in the
// zone of now; the zero Held: there is none.
func HeldOf(a *attempt.Attempt, now time.Time) Held {
	by := a.Holder()
	if by.Name == "" {
		return Held{}
	}
	return heldBy(by, a.Unmoving(), words.Clock(now, a.Moved()))
}

func heldBy(h attempt.Holder, unmoving bool, since string) Held {
	end := "end that one"
	if h.PID != 0 { // what is suspended takes no other signal than the hardest; nothing is lost by that
		end = fmt.Sprintf("end it: kill %s%d", map[bool]string{true: "-9 "}[h.Suspended], h.PID)
	}
	switch name := Holder(h); {
	case !unmoving:
		return Held{
			What: name + " is at work on it", Do: "wait until it is done, or " + end,
			Key: process(h) + " is at work on it: wait, or " + end + ", then x",
		}
	case h.Suspended:
		return Held{
			What: name + " has it and is suspended, so nobody finds out whether it runs",
			Do:   "bring it to the front where it was started (fg after Ctrl+Z), or " + end,
			Key:  process(h) + " has it, suspended: fg there, or " + end + ", then x",
		}
	default:
		return Held{
			What: name + " has it and has made no move since " + since + ", longer than one that works takes",
			Do:   "look at that one: it is suspended (fg brings it back), hangs or has no network; or " + end,
			Key:  process(h) + " has it and makes no move: fg there, or " + end + ", then x",
		}
	}
}

// process names a holder in as little room as there is.
func process(h attempt.Holder) string {
	if h.PID == 0 {
		return h.Name
	}
	return fmt.Sprintf("process %d", h.PID)
}

// heldStanding says of an attempt that may be running how it stands with a holder that does
// nothing about it, in at most as many characters as the table has for it.
func heldStanding(h attempt.Holder) Standing {
	full := "not moving, "
	if h.Suspended {
		full = "suspended, "
	}
	return Standing{Health: words.Alarm, Word: standings[attempt.Sending].Word, Full: full + process(h)}
}

// Holder names a sttwizard that works on an attempt, with its process where that is known.
func Holder(h attempt.Holder) string {
	if h.PID == 0 {
		return h.Name
	}
	return fmt.Sprintf("%s (process %d)", h.Name, h.PID)
}

// ownedDo says what is done about an attempt that another sttwizard has; empty: what is
// usually done.
func ownedDo(e *attempt.OwnedError) string {
	if e.Holder.PID == 0 {
		return ""
	}
	h := heldBy(e.Holder, e.Holder.Suspended, "")
	if e.Holder.Suspended {
		return process(e.Holder) + " has it and is suspended: " + h.Do + "; then try again"
	}
	return process(e.Holder) + " has it: " + h.Do + "; then try again"
}
