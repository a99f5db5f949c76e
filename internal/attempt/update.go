package attempt

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/tempo"
)

// updateGap lies between a start and the first change of its task, and between two.
var updateGap = tempo.Of(agora.UpdateGap)

// Updater is what a change needs of Agora; *agora.Client has it.
type Updater interface {
	placed
	Update(ctx context.Context, h agora.Handle, u agora.Update) (agora.Task, error)
}

// Change is what a running task shall run with from now on.
type Change struct {
	Was    agora.Request // as the journal has it
	Now    agora.Request
	Update agora.Update // its mask may be empty: then nothing changes
	Unsure []string     // paths of earlier changes of which nobody knows whether they came into force; they are sent again

	Known   bool            // Was is all that the task runs with, not only what was changed here
	Perhaps []agora.Request // what it runs with instead of Was if such an earlier change is in force

	after int // the sequence number that it was made after
}

// Warnings returns what is legal and probably wrong of what changes, and what only the change
// makes so.
func (c Change) Warnings(p agora.Project) []agora.Warning {
	before := c.Was.Lint(p)
	return slices.DeleteFunc(c.Now.Lint(p), func(w agora.Warning) bool {
		return !slices.Contains(c.Update.Mask, w.Field()) && slices.Contains(before, w)
	})
}

// MeanwhileError is a task that another sttwizard changed after a change of it was
// reviewed. Nothing was sent.
type MeanwhileError struct{ ID string }

// Error says so, and what to do.
func (e *MeanwhileError) Error() string {
	return "another sttwizard has changed the task of attempt " + e.ID + " meanwhile; look at the change again"
}

// FixedError is a task whose version is not changed while it runs.
type FixedError struct{ Version agora.Version }

// Error says which tasks can be changed and what to do instead.
func (e *FixedError) Error() string {
	return "a task of " + string(e.Version) + " can't be changed while it runs, only one of v6 or v7 can; stop it and start another one"
}

// Changeable returns nil for a task that can be changed now, else *FixedError or
// *StateError.
func (a *Attempt) Changeable() error {
	if v := a.Intent().Version; v == agora.V5 {
		return &FixedError{v}
	}
	if a.State() != Started {
		return &StateError{State: a.State(), Event: EventUpdating}
	}
	return nil
}

// NewChange makes a change of what the task runs with; edit puts the new values
// in, of the paths of Version.UpdatePaths. Those of asked are sent also where the journal
// has them already: another machine may have changed them, and nobody can ask Agora. The
// errors are those of Changeable and of edit.
func (a *Attempt) NewChange(edit func(*agora.Request) error, asked ...string) (Change, error) {
	if err := a.Changeable(); err != nil {
		return Change{}, err
	}
	v, runs := a.Intent().Version, a.Settings()
	c := Change{after: a.view().updates, Was: runs.Request, Known: runs.Known, Unsure: runs.Unsure, Perhaps: runs.Perhaps}
	c.Now = c.Was.Clone()
	if err := edit(&c.Now); err != nil {
		return c, err
	}
	if slices.Contains(asked, agora.PathTranslatedPairs) {
		asked = append(slices.Clone(asked), agora.PathTranslateOn)
	}
	c.Update = v.UpdateOf(a.nextSequence(), c.Was, c.Now)
	off := c.Update.Request.Translate != nil && c.Update.Request.Translate.Enable != nil && !*c.Update.Request.Translate.Enable
	c.Update.Mask = slices.DeleteFunc(v.UpdatePaths(), func(path string) bool {
		again := slices.Contains(c.Unsure, path) || slices.Contains(asked, path)
		again = again && !(off && path == agora.PathTranslatedPairs)
		return !again && !slices.Contains(c.Update.Mask, path)
	})
	return c, nil
}

// nextSequence returns the number of the next change. A task that was taken up, or of
// which Agora refused one, may have been changed elsewhere, where the numbers are not known:
// the seconds of the clock are higher than any that was counted.
func (a *Attempt) nextSequence() int {
	f := a.view()
	if f.updates == 0 && f.takenUp || f.outrun {
		return max(f.updates+1, int(a.moment().at.Unix()))
	}
	return f.updates + 1
}

// UpdateWait returns how long Agora wants to be left alone before the next change.
func (a *Attempt) UpdateWait() time.Duration {
	f := a.view()
	last := f.started
	if last.before(f.changed) {
		last = f.changed
	}
	return max(updateGap-a.moment().since(last), 0)
}

// Apply changes the running task: it waits as long as Agora wants (waiting is told
// before), writes down what will be sent and its number, and sends it once. Nil
// means that Agora took it. Of other errors than *MeanwhileError, *JournalError,
// *StateError and those that Refused knows, nobody knows whether the change came into force;
// then the next one sends it again.
func (a *Attempt) Apply(ctx context.Context, api Updater, c Change, p agora.Project, waiting func(time.Duration)) (agora.Task, error) {
	h, ok := a.Handle()
	if !ok {
		return agora.Task{}, &NoHandleError{State: a.State()}
	}
	if err := a.at(api); err != nil {
		return agora.Task{}, err
	}
	if err := a.awaitTurn(ctx, c, waiting); err != nil {
		return agora.Task{}, err
	}
	r := Record{Event: EventUpdating, N: c.Update.Sequence, Mask: c.Update.Mask, Values: json.RawMessage(c.Update.Body(p))}
	if err := a.before(r); err != nil {
		if isState(err) && a.State() == Started {
			return agora.Task{}, &MeanwhileError{a.id}
		}
		return agora.Task{}, err
	}
	task, err := api.Update(ctx, h, c.Update)
	answer := Record{Event: EventUpdated, N: c.Update.Sequence, Request: requestID(task, err)}
	if err != nil {
		answer.Event, answer.Why = EventUpdateLost, why(err)
		if agora.NotDone(err) {
			answer.Event = EventNotUpdated
		}
	}
	if unwritten := a.after(answer); !isState(unwritten) { // the task may have ended meanwhile
		err = errors.Join(err, unwritten)
	}
	return task, err
}

// awaitTurn waits until Agora takes a change, and checks that the change is still
// what was reviewed.
func (a *Attempt) awaitTurn(ctx context.Context, c Change, waiting func(time.Duration)) error {
	for {
		if err := a.Refresh(); err != nil {
			return err
		}
		if err := a.Changeable(); err != nil {
			return err
		}
		if a.view().updates != c.after {
			return &MeanwhileError{a.id}
		}
		wait := a.UpdateWait()
		if wait <= 0 {
			return ctx.Err()
		}
		waiting(wait)
		if err := a.journal.o.Sleep(ctx, wait); err != nil {
			return err
		}
	}
}
