package filestore

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"github.com/gofrs/flock"

	"sttwizard/internal/clock"
	"sttwizard/internal/store"
)

const (
	ownTries = 5
	ownWait  = 10 * time.Millisecond
)

// somebody is what is known of who works on an attempt.
const somebody = "another sttwizard"

// hold is the lock on an attempt's file.
type hold struct {
	s  *Store
	id string
}

// Release gives the lock back.
func (h hold) Release() {
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	if lock := h.s.owned[h.id]; lock != nil {
		_ = lock.Unlock() // the end of the process does it in any case
		delete(h.s.owned, h.id)
	}
}

// Own takes the lock on an attempt's file. Owning it twice is owning it once.
func (s *Store) Own(_ context.Context, id string) (store.Hold, error) {
	if err := s.locked(func() error { return s.own(id) }); err != nil {
		return nil, err
	}
	return hold{s, id}, nil
}

// own tries a few times: who only looks whether the attempt is owned holds the lock
// for a moment.
func (s *Store) own(id string) error {
	for try := 1; ; try++ {
		err := s.ownOnce(id)
		if !errors.Is(err, store.ErrOwned) || try == ownTries {
			return err
		}
		clock.Pause(ownWait)
	}
}

func (s *Store) ownOnce(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.owned[id] != nil {
		return nil
	}
	lock := flock.New(s.ownPath(id), ownFlag)
	got, err := lock.TryLock()
	if err != nil {
		return writeError(s.path(id), err)
	}
	if !got {
		return &store.Error{Kind: store.ErrOwned}
	}
	s.owned[id] = lock
	return nil
}

// Owned reports whether another process has the lock on an attempt's file. Where it
// can't be found out, as with too many open files, that is an error.
func (s *Store) Owned(_ context.Context, id string) (string, error) {
	s.mu.Lock() // between the two looks this process could begin to work on it
	defer s.mu.Unlock()
	if s.owned[id] != nil {
		return "", nil
	}
	lock := flock.New(s.ownPath(id), lookFlag)
	got, err := lock.TryRLock()
	switch {
	case got:
		_ = lock.Unlock()
		return "", nil
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", &store.Error{Kind: store.ErrUnavailable, Err: err}
	}
	return somebody, nil
}

// Close gives all locks back.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, lock := range s.owned {
		_ = lock.Unlock()
		delete(s.owned, id)
	}
	return nil
}
