package attempt

import (
	"time"

	"sttwizard/internal/tempo"
)

// Holder is another sttwizard that works on an attempt.
type Holder struct {
	Name      string // whose, as the store tells; empty: there is none
	PID       int    // its process on this machine; 0: not known
	Suspended bool   // a signal has stopped it, as Ctrl+Z does
}

// Holder returns the other sttwizard that worked on the attempt when it was last read.
func (a *Attempt) Holder() Holder {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.holder
}

// stepLasts is how long a sttwizard that works takes for a step at most: three calls that
// run into their time limit of 15 s, with the waits between them.
var stepLasts = tempo.Of(2 * time.Minute)

// Unmoving reports whether another sttwizard has an attempt of which a task may run, and does
// nothing about it: it is suspended, or has written nothing for longer than one that works
// goes without an event. Then time alone will tell nothing. It is as the attempt was last
// read.
func (a *Attempt) Unmoving() bool {
	h, f := a.Holder(), a.view()
	switch {
	case h.Name == "" || !f.state.MayBill():
		return false
	case h.Suspended:
		return true
	}
	last := a.lastMoment()
	return a.moment().since(last) > f.quietest(last)
}

// Moved returns when something was last written about the attempt.
func (a *Attempt) Moved() time.Time { return a.lastMoment().at }

// quietest returns how long one that works may go without an event after the last. What was
// sent is answered or given up within a step; what was lost is settled when nothing new can
// start any more, by two looks.
func (f *folded) quietest(last moment) time.Duration {
	if f.state == Sending {
		return stepLasts
	}
	return f.left(last) + f.proof.lasts + probeGap + stepLasts
}
