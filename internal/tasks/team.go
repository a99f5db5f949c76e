package tasks

import (
	"context"

	"sttwizard/internal/attempt"
	"sttwizard/internal/store"
)

// OfMachine reads what is kept on this machine only: see attempt.Journal.OfMachine.
func (t *Tasks) OfMachine() ([]*attempt.Attempt, []attempt.Broken, error) {
	return t.o.Journal.OfMachine()
}

// Push brings what this machine keeps to itself into the team's journal: see
// attempt.Journal.Push.
func (t *Tasks) Push(ctx context.Context) (brought int, stayed []*attempt.PushError, err error) {
	return t.o.Journal.Push(ctx)
}

// LeaveTeam goes on with this machine's journal alone: see attempt.Journal.LeaveTeam.
func (t *Tasks) LeaveTeam() { t.o.Journal.LeaveTeam() }

// Aside reports whether there is a team's journal that this run leaves aside.
func (t *Tasks) Aside() bool { return t.o.Journal.Aside() }

// Shared reports whether there is a team's journal that this run uses.
func (t *Tasks) Shared() bool { return t.o.Journal.Shared() }

// Changes tells of what others do in the team's journal until ctx ends; nil: there is
// none, or this run leaves it aside.
func (t *Tasks) Changes(ctx context.Context) <-chan store.Change { return t.o.Journal.Changes(ctx) }

// Unshared returns the attempts that the team does not see, although there is a team's
// journal.
func Unshared(all []*attempt.Attempt) []*attempt.Attempt {
	var out []*attempt.Attempt
	for _, a := range all {
		if a.Unshared() {
			out = append(out, a)
		}
	}
	return out
}
