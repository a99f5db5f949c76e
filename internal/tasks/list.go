package tasks

import (
	"context"
	"slices"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// Unreadable is a journal that can't be understood and may be of what was asked for.
type Unreadable = attempt.Broken

// Attempts reads the attempts of a channel, or of all (empty), newest first, and the
// journals that can't be read and may be of it. What is old goes first. Of a team's
// those are given that can still run, and what ended in the last days.
func (t *Tasks) Attempts(channel string) ([]*attempt.Attempt, []Unreadable, error) {
	_, _ = t.o.Journal.Prune(t.o.Now()) // what can't be tidied away stays in the list
	all, broken, err := t.o.Journal.Recent()
	return those(all, broken, err, channel)
}

// History is Attempts with all that the journal has.
func (t *Tasks) History(channel string) ([]*attempt.Attempt, []Unreadable, error) {
	all, broken, err := t.o.Journal.List()
	return those(all, broken, err, channel)
}

// those leaves the attempts of a channel.
func those(all []*attempt.Attempt, broken []attempt.Broken, err error, channel string) ([]*attempt.Attempt, []Unreadable, error) {
	if err != nil {
		return nil, nil, err
	}
	var unreadable []Unreadable
	for _, b := range broken {
		if channel == "" || b.Known == nil || b.Known.Channel == channel {
			unreadable = append(unreadable, b)
		}
	}
	if channel == "" {
		return all, unreadable, nil
	}
	of := slices.DeleteFunc(all, func(a *attempt.Attempt) bool { return a.Intent().Channel != channel })
	return of, unreadable, nil
}

// Listing is what this machine's journal has of a channel, or of all, by the place that
// the person named.
type Listing struct {
	Here       []*attempt.Attempt
	Elsewhere  []*attempt.Attempt
	Unreadable []Unreadable
}

// List reads the attempts of a channel, or of all (empty): see Attempts, and History
// for those that ended long ago too. The errors are the journal's and those of Named.
func (t *Tasks) List(named, channel string, ended bool) (Listing, error) {
	all, unreadable, err := t.Attempts(channel)
	if ended && err == nil {
		all, unreadable, err = t.History(channel)
	}
	if err != nil {
		return Listing{}, err
	}
	place, err := t.Named(named)
	if err != nil {
		return Listing{}, err
	}
	here, elsewhere := place.Split(all)
	return Listing{here, elsewhere, unreadable}, nil
}

// All reads the attempts, newest first, and the journals that can't be read, as
// Attempts does. Nothing is tidied away.
func (t *Tasks) All() ([]*attempt.Attempt, []attempt.Broken, error) { return t.o.Journal.Recent() }

// Split returns the attempts that belong to the place, and the others.
func (p Place) Split(all []*attempt.Attempt) (here, elsewhere []*attempt.Attempt) {
	for _, a := range all {
		if p.Has(a) {
			here = append(here, a)
		} else {
			elsewhere = append(elsewhere, a)
		}
	}
	return here, elsewhere
}

// Ended returns those of attempts that are over.
func Ended(attempts []*attempt.Attempt) []*attempt.Attempt {
	return slices.DeleteFunc(slices.Clone(attempts), (*attempt.Attempt).Open)
}

// MayBill returns those of attempts that may have a task that costs money.
func MayBill(attempts []*attempt.Attempt) []*attempt.Attempt {
	return slices.DeleteFunc(slices.Clone(attempts), func(a *attempt.Attempt) bool { return !a.State().MayBill() })
}

// Alarm says how much an attempt wants to be looked at, for a Rank: most of
// all where two things are said that can't both be true, as nobody may know that it costs
// money, then where it is not known whether or under what id it runs, then where its
// reminder has passed; 0: it is as it should be.
func Alarm(a *attempt.Attempt, now time.Time) int {
	switch {
	case a.Contradiction() != attempt.NoContradiction:
		return 3
	case a.State().InDoubt():
		return 2
	case a.Overdue(now):
		return 1
	}
	return 0
}

// Looked is what Agora said of an attempt.
type Looked struct {
	Status agora.Status // empty: it told none
	Err    error        // why it could not be asked
	Barred bool         // there is no way to ask it
}

// Look asks Agora for those of attempts that are open, all at the same time; it
// starts and stops nothing. There is one answer for each attempt.
func (t *Tasks) Look(ctx context.Context, callers *Callers, attempts []*attempt.Attempt) ([]Looked, error) {
	ways, out := make([]Way, len(attempts)), make([]Looked, len(attempts))
	for i, a := range attempts {
		if a.Open() {
			ways[i] = callers.Of(ctx, a)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	atOnce(len(attempts), func(i int) {
		a, way := attempts[i], ways[i]
		switch {
		case !a.Open():
		case way.Err != nil:
			out[i].Err, out[i].Barred = way.Err, true
		default:
			var task agora.Task
			task, out[i].Err = way.Check(ctx, a)
			out[i].Status = task.Status
		}
	})
	return out, ctx.Err()
}
