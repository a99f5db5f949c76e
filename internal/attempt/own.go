package attempt

import (
	"errors"
	"io/fs"
	"time"

	"github.com/gofrs/flock"

	"sttwizard/internal/clock"
)

const (
	ownTries = 5
	ownWait  = 10 * time.Millisecond
)

// OwnedError is an attempt that another sttwizard is at work on.
type OwnedError struct{ ID string }

// Error says who has the attempt and what to do.
func (e *OwnedError) Error() string {
	return "another sttwizard that is running works on attempt " + e.ID + "; end it, or wait until it is done"
}

// Own takes the attempt over for this process, so that no other brings it on at
// the same time. The proof of life is a lock on the attempt's file, which the
// operating system drops when the process ends in whatever way. Owning it twice
// is owning it once. The error is *OwnedError or *JournalError.
func (a *Attempt) Own() error {
	err := a.journal.locked(a.owned)
	if _, taken := errors.AsType[*OwnedError](err); taken {
		return err
	}
	return journalError(a.path, err)
}

// owned is Own without the journal's lock. It tries a few times: who only looks
// whether the attempt is owned holds it for a moment.
func (a *Attempt) owned() error {
	for try := 1; ; try++ {
		err := a.own()
		if _, taken := errors.AsType[*OwnedError](err); !taken || try == ownTries {
			return err
		}
		clock.Pause(ownWait)
	}
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

// own tries once.
func (a *Attempt) own() error {
	j := a.journal
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.owned[a.id] != nil {
		return nil
	}
	lock := flock.New(ownPath(a), ownFlag)
	got, err := lock.TryLock()
	if err != nil {
		return writeError(a.path, err)
	}
	if !got {
		return &OwnedError{ID: a.id}
	}
	j.owned[a.id] = lock
	return nil
}

// Release lets others bring the attempt on.
func (a *Attempt) Release() {
	j := a.journal
	j.mu.Lock()
	defer j.mu.Unlock()
	if lock := j.owned[a.id]; lock != nil {
		_ = lock.Unlock() // the end of the process does it in any case
		delete(j.owned, a.id)
	}
}

// Close lets others bring on all attempts that this process works on.
func (j *Journal) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	for id, lock := range j.owned {
		_ = lock.Unlock()
		delete(j.owned, id)
	}
}

// Alive reports whether another sttwizard that is running works on the attempt.
// One that this process works on gives false. Where it can't be found out, as
// with too many open files, it is better taken as alive.
func (a *Attempt) Alive() bool {
	switch a.State() {
	case Intended, Sending, Unknown, RunningNoID, Stopping:
	default:
		return false
	}
	j := a.journal
	j.mu.Lock() // between the two looks this process could begin to work on it
	defer j.mu.Unlock()
	if j.owned[a.id] != nil {
		return false
	}
	lock := flock.New(ownPath(a), lookFlag)
	got, err := lock.TryRLock()
	if got {
		_ = lock.Unlock()
	}
	return !got && !errors.Is(err, fs.ErrNotExist)
}

// lookAround notes whether another sttwizard works on the attempt.
func (a *Attempt) lookAround() {
	alive := a.Alive()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.others = alive
}

// Elsewhere reports whether another sttwizard worked on the attempt when it was
// last read; unlike Alive it does not look anew.
func (a *Attempt) Elsewhere() bool {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.others
}

func (a *Attempt) mine() bool {
	a.journal.mu.Lock()
	defer a.journal.mu.Unlock()
	return a.journal.owned[a.id] != nil
}
