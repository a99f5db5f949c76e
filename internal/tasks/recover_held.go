package tasks

import (
	"context"
	"time"

	"sttwizard/internal/attempt"
)

// heldGap is how often an attempt that another sttwizard has is looked at while it is
// waited for.
const heldGap = 2 * time.Second

// awaitHeld waits until those who have attempts have settled them, or do nothing any more,
// and brings on what is free by then. A recovery that does not wait looks once more after a
// moment: most starts are done by then.
func (r *Recovery) awaitHeld(ctx context.Context, held []*Recovered) {
	if r.o.Wait && r.o.Waits != nil {
		for _, x := range held {
			if !x.Attempt.Unmoving() {
				r.o.Waits(x.Attempt)
			}
		}
	}
	gap := passPatience
	if r.o.Wait {
		gap = heldGap
	}
	for look := 1; ; look++ {
		held = r.bringOnFreed(ctx, held)
		if len(held) == 0 || look == 2 && !r.o.Wait || r.tasks.o.Sleep(ctx, gap) != nil {
			return
		}
	}
}

// bringOnFreed brings on what is free now, and returns what somebody is still at work on.
func (r *Recovery) bringOnFreed(ctx context.Context, held []*Recovered) (still []*Recovered) {
	var free []*Recovered
	for _, x := range held {
		switch x.Held = !r.freed(x); {
		case !x.Held:
			if x.Attempt.State().MayBill() {
				x.Way = r.o.Callers.Of(ctx, x.Attempt)
			}
			free = append(free, x)
		case !x.Attempt.Unmoving():
			still = append(still, x)
		}
	}
	r.bringOn(ctx, free)
	return still
}

// freed reports whether an attempt that somebody had may be brought on, as it is now.
func (r *Recovery) freed(x *Recovered) bool {
	return x.Attempt.Refresh() == nil && mayBringOn(x.Attempt)
}

// needsHolder says who has to do something about an attempt that another sttwizard has:
// time is enough only while that one may be at work and nobody has to be reminded.
func (x *Recovered) needsHolder() {
	if x.Needs == attempt.NeedNothing {
		x.Needs = attempt.NeedTime
	}
}

// Left returns the attempts that may cost money and that nobody asked for, as another
// sttwizard has them, after Judge.
func (r *Recovery) Left() []*Recovered {
	var out []*Recovered
	for _, x := range r.Attempts {
		if x.Held && x.After.MayBill() {
			out = append(out, x)
		}
	}
	return out
}
