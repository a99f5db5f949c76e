package tasks

import (
	"context"
	"errors"
	"slices"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// RecoverOptions is what a recovery is about and does.
type RecoverOptions struct {
	Named   string   // the connection that the person named
	Channel string   // empty: all
	IDs     []string // empty: all
	Stop    bool     // stop what runs
	Expired bool     // of that only what is past its reminder; nothing that is over is looked at
	// Everybody stops what others of a team started, too, where no task is named.
	Everybody bool
	Wait      bool // go on until nothing more can be found out
	Callers   *Callers
	// Waits is told of an attempt that another sttwizard has and that is waited for; nil: nobody is.
	Waits func(*attempt.Attempt)
	// Tell gives what is told of the steps for an attempt; nil: nobody is told.
	Tell func(*attempt.Attempt, Way) func(p attempt.Pause, err error, certain time.Time)
}

// means reports whether a stop without a name is about an attempt: what others of a team
// started is stopped where somebody says so.
func (o RecoverOptions) means(a *attempt.Attempt) bool {
	return a.Mine() || o.Everybody || len(o.IDs) > 0 || o.Channel != ""
}

// passPatience is the longest wait that a recovery that does not wait waits for.
const passPatience = time.Second

// Recovery finds out what became of open attempts.
type Recovery struct {
	tasks *Tasks
	o     RecoverOptions
	ended []*attempt.Attempt // of the place that was named

	Attempts   []*Recovered
	Theirs     []*attempt.Attempt // of which nothing runs, and which another sttwizard is about to send
	Elsewhere  []*attempt.Attempt // of other places than the one that was named
	Unreadable []Unreadable
	Unnamed    []NamesNothing // IDs that stand for no attempt; the others are recovered
}

// Recovered is what a recovery does with one attempt and has found out.
type Recovered struct {
	Attempt    *attempt.Attempt
	Way        Way
	Stop       bool // it is stopped where it runs
	Production bool // its task is one for real users
	Spared     bool // it would have been stopped, and nobody said yes to that
	Held       bool // another sttwizard has it, so that nothing was asked or done: see attempt.Holder
	Before     attempt.State
	Meaning    string // of that, in words

	After   attempt.State
	Status  agora.Status // as Agora told it now
	Needs   attempt.Need
	Trouble error // why it was not brought on; nil: it was, or time alone will do it

	work     *Settling
	err      error
	answered bool
}

// Recover reads what a recovery is about; nothing of it is asked for yet. An attempt
// that another sttwizard has is left to it, unless its task is known, which anybody may ask
// for and stop. The errors are those of FindAll and of the journal, and of Find where one ID
// alone is given.
func (t *Tasks) Recover(ctx context.Context, o RecoverOptions) (*Recovery, error) {
	r := &Recovery{tasks: t, o: o}
	here, err := r.read()
	if err != nil {
		return r, err
	}
	open := slices.DeleteFunc(slices.Clone(here), func(a *attempt.Attempt) bool { return !a.Open() })
	r.ended = Ended(here)
	if !o.Expired {
		open = append(open, t.LookAgain(ctx, o.Named, r.ended)...)
	}
	choices, _ := t.o.Run.Choices() // a file that can't be read is told of where it is used
	for _, a := range open {
		x := &Recovered{Attempt: a, Meaning: a.Meaning(), Before: a.State(), Production: Production(a.Intent(), choices)}
		x.Stop = o.Stop && (!o.Expired || a.Overdue(t.o.Now())) && o.means(a)
		x.Held = !mayBringOn(a)
		if x.Held && !a.State().MayBill() {
			r.Theirs = append(r.Theirs, a)
			continue
		}
		if a.State().MayBill() && !x.Held { // what was never sent needs no secret
			x.Way = o.Callers.Of(ctx, a)
		}
		r.Attempts = append(r.Attempts, x)
	}
	return r, nil
}

// read returns the attempts of the place that was named, or those with the ids.
func (r *Recovery) read() (here []*attempt.Attempt, err error) {
	if len(r.o.IDs) > 0 {
		here, r.Unnamed, err = r.tasks.FindAll(r.o.Named, r.o.IDs)
		if len(r.o.IDs) == 1 && len(r.Unnamed) == 1 {
			err = r.Unnamed[0].Err
		}
		return here, err
	}
	list, err := r.tasks.List(r.o.Named, r.o.Channel, false)
	r.Unreadable, r.Elsewhere = list.Unreadable, list.Elsewhere
	return list.Here, err
}

// None reports whether nothing is open of what was meant.
func (r *Recovery) None() bool { return len(r.Attempts)+len(r.Theirs) == 0 }

// BringOn brings the attempts on, all at the same time; stops go out first. What another
// sttwizard has is waited for after that, for a moment if nothing else is waited for.
func (r *Recovery) BringOn(ctx context.Context) {
	var free, held []*Recovered
	for _, x := range r.Attempts {
		if x.Held {
			held = append(held, x)
		} else {
			free = append(free, x)
		}
	}
	r.bringOn(ctx, free)
	r.awaitHeld(ctx, held)
}

// bringOn brings on attempts that nobody else has.
func (r *Recovery) bringOn(ctx context.Context, free []*Recovered) {
	var all []*Settling
	for _, x := range free {
		if x.err = x.Way.Err; x.err != nil {
			continue
		}
		o := SettleOptions{}
		if x.Stop {
			o.Goal = attempt.End
		}
		if !r.o.Wait {
			o.Longest = passPatience
		}
		if r.o.Tell != nil {
			o.Tell = r.o.Tell(x.Attempt, x.Way)
		}
		x.work = r.tasks.Settle(x.Attempt, x.Way.Caller, o)
		all = append(all, x.work)
	}
	RunAll(ctx, all)
	for _, x := range free {
		if x.work != nil {
			x.err, x.answered, x.Status = x.work.Err, x.work.Answered(), x.work.Status()
		}
	}
}

// OpenedAgain adds the attempts that were over when the recovery began and are open
// now: a list of Agora's has their tasks.
func (r *Recovery) OpenedAgain(ctx context.Context) {
	for _, a := range OpenAgain(r.ended) {
		if !slices.ContainsFunc(r.Attempts, func(x *Recovered) bool { return x.Attempt == a }) {
			r.Attempts = append(r.Attempts, &Recovered{
				Attempt: a, Meaning: attempt.Stopped.Meaning(), Before: attempt.Stopped, Way: r.o.Callers.Of(ctx, a), answered: true,
			})
		}
	}
}

// Judge says of each attempt what is known now and who has to do something, and
// whether a person has to. What may be running and could not be asked for needs one.
func (r *Recovery) Judge(ctx context.Context) (person bool) {
	for _, x := range r.Attempts {
		_ = x.Attempt.Refresh() // a list or its holder may have told more; what can't be read stays as it was
		x.judge(ctx, r.tasks.o.Now())
		person = person || x.Needs == attempt.NeedPerson
	}
	return person || len(r.Unreadable) > 0
}

func (x *Recovered) judge(ctx context.Context, now time.Time) {
	a := x.Attempt
	x.After, x.Needs = a.State(), a.Needs(now)
	if x.Spared {
		x.Needs = attempt.NeedPerson
	}
	_, theirs := errors.AsType[*attempt.OwnedError](x.err)
	switch {
	case !a.Open():
		return
	case x.Held:
		x.needsHolder()
	case theirs: // its holder has come meanwhile
		x.Held = true
		x.needsHolder()
	case ctx.Err() != nil: // it was not its turn
	case x.err != nil && !OnlyLater(x.err):
		x.failed()
	}
	lost := x.After == attempt.Unknown || x.After == attempt.RunningNoID
	if lost && x.Needs == attempt.NeedTime && Exhausted(x.err) && !x.Held {
		x.Needs = attempt.NeedPerson // waiting would bring nothing
	}
}

// failed notes why an attempt was not brought on. What may be running and could not
// be asked for needs a person, and so does what Agora says something strange of; only
// where time brings more by itself it needs no more than that.
func (x *Recovered) failed() {
	x.Trouble = x.err
	young := x.After == attempt.Started && agora.KindOf(x.err) == agora.KindNotFound // not known everywhere yet
	switch {
	case x.Stop, x.Unasked(), x.blocked(), x.Needs == attempt.NeedNothing && !young:
		x.Needs = attempt.NeedPerson
	case x.Needs == attempt.NeedNothing:
		x.Needs = attempt.NeedTime
	}
}

// Unasked reports whether Agora said nothing about an attempt that may be running.
func (x *Recovered) Unasked() bool { return x.err != nil && x.After.MayBill() && !x.answered }

// blocked reports whether time alone will not do away with a failure: a secret or a
// connection is missing, or Agora refuses.
func (x *Recovered) blocked() bool {
	_, unusable := errors.AsType[*agora.ConfigError](x.err)
	kind := agora.KindOf(x.err)
	return x.Way.Err != nil || unusable || kind == agora.KindCredentials || kind == agora.KindForbidden
}
