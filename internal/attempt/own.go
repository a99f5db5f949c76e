package attempt

import (
	"context"
	"errors"

	"sttwizard/internal/store"
)

// OwnedError is an attempt that another sttwizard is at work on, or may be.
type OwnedError struct {
	ID     string
	Lost   bool   // this program worked on it and was not heard of for too long
	Holder Holder // who has it; it may be free by now
}

// Error says who has the attempt and what to do.
func (e *OwnedError) Error() string {
	if e.Lost {
		return "the team's journal did not hear from this program for too long, so attempt " + e.ID +
			" is free for others; nothing was sent; look at the task again"
	}
	return "another sttwizard that is running works on attempt " + e.ID + "; end it, or wait until it is done"
}

// Own takes the attempt over for this process, so that no other brings it on at
// the same time. The proof of life is the store's: it ends with the process in
// whatever way. Owning it twice is owning it once. The error is *OwnedError or
// *JournalError.
func (a *Attempt) Own() error {
	a.journal.owning.Lock()
	defer a.journal.owning.Unlock()
	if a.mine() {
		return nil
	}
	hold, err := a.in.Own(context.Background(), a.id)
	switch {
	case errors.Is(err, store.ErrOwned):
		a.lookAround()
		return &OwnedError{ID: a.id, Holder: a.Holder()}
	case err != nil:
		return a.failed(NothingSent, err)
	}
	a.holdOn(hold)
	return nil
}

// holdOn keeps the proof that this process works on the attempt.
func (a *Attempt) holdOn(h store.Hold) {
	j := a.journal
	j.mu.Lock()
	defer j.mu.Unlock()
	j.owned[a.id] = h
}

// owning does f while the attempt is this process's, and leaves it as it was.
func (a *Attempt) owning(f func() error) error {
	if !a.mine() {
		if err := a.Own(); err != nil {
			return err
		}
		defer a.Release()
	}
	return f()
}

// letGo releases an attempt of which nothing is under way that another sttwizard
// could disturb.
func (a *Attempt) letGo() {
	if state := a.State(); state == Started || state.Final() {
		a.Release()
	}
}

// Release lets others bring the attempt on.
func (a *Attempt) Release() {
	j := a.journal
	j.owning.Lock()
	defer j.owning.Unlock()
	j.mu.Lock()
	hold := j.owned[a.id]
	delete(j.owned, a.id)
	j.mu.Unlock()
	if hold != nil {
		hold.Release()
	}
}

// Close lets others bring on all attempts that this process works on.
func (j *Journal) Close() {
	j.mu.Lock()
	clear(j.owned)
	j.mu.Unlock()
	for _, s := range j.stores() {
		_ = s.Close() // the end of the process does it in any case
	}
}

// Alive reports whether another sttwizard that is running works on the attempt.
// One that this process works on gives false. Where it can't be found out, as
// with too many open files, it is better taken as alive.
func (a *Attempt) Alive() bool { return a.owner() != "" }

// owner names whose other sttwizard works on the attempt; empty: nobody's.
func (a *Attempt) owner() string {
	if !a.workable() {
		return ""
	}
	who, err := a.in.Owned(context.Background(), a.id)
	if err != nil && !errors.Is(err, store.ErrNone) {
		return store.Somebody
	}
	return who
}

// workable reports whether the attempt is one that a sttwizard may be at work on.
func (a *Attempt) workable() bool {
	switch a.State() {
	case Intended, Sending, Unknown, RunningNoID, Stopping:
		return true
	}
	return false
}

// lookAround notes whether another sttwizard works on the attempt.
func (a *Attempt) lookAround() { a.worked(a.owner()) }

// worked notes whose other sttwizard works on the attempt.
func (a *Attempt) worked(who string) {
	h := Holder{Name: who}
	if w, ok := a.in.Store.(store.Witness); ok && who != "" {
		p := w.Process(a.id)
		h.PID, h.Suspended = p.PID, p.Suspended
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.holder = h
}

// Elsewhere reports whether another sttwizard worked on the attempt when it was
// last read; unlike Alive it does not look anew.
func (a *Attempt) Elsewhere() bool {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.holder.Name != ""
}

// Owner names who worked on the attempt when it was last read, as Elsewhere tells; empty:
// nobody else.
func (a *Attempt) Owner() string { return a.Holder().Name }

func (a *Attempt) mine() bool {
	a.journal.mu.Lock()
	defer a.journal.mu.Unlock()
	return a.journal.owned[a.id] != nil
}
