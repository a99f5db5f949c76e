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

// owned is an attempt that this process works on. It is one lock, however many hold
// it here.
type owned struct {
	lock  *flock.Flock
	holds map[*hold]bool
}

// hold implements store.Hold.
type hold struct {
	s  *Store
	id string
}

// Release gives the lock back where nobody else here holds it.
func (h *hold) Release() {
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	o := h.s.owned[h.id]
	if o == nil || !o.holds[h] {
		return
	}
	if delete(o.holds, h); len(o.holds) == 0 {
		_ = o.lock.Unlock() // the end of the process does it in any case
		delete(h.s.owned, h.id)
	}
}

// Own takes the lock on an attempt's file.
func (s *Store) Own(_ context.Context, id string) (store.Hold, error) {
	h := &hold{s, id}
	if err := s.locked(func() error { return s.own(h) }); err != nil {
		return nil, err
	}
	return h, nil
}

// own tries a few times: who only looks whether the attempt is owned holds the lock
// for a moment.
func (s *Store) own(h *hold) error {
	for try := 1; ; try++ {
		err := s.ownOnce(h)
		if !errors.Is(err, store.ErrOwned) || try == ownTries {
			return err
		}
		clock.Pause(ownWait)
	}
}

func (s *Store) ownOnce(h *hold) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o := s.owned[h.id]; o != nil {
		o.holds[h] = true
		return nil
	}
	lock := flock.New(s.ownPath(h.id), ownFlag)
	got, err := lock.TryLock()
	if err != nil {
		return writeError(s.path(h.id), err)
	}
	if !got {
		return &store.Error{Kind: store.ErrOwned}
	}
	s.owned[h.id] = &owned{lock, map[*hold]bool{h: true}}
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
	return store.Somebody, nil
}

// Close gives all locks back. Nothing is written after it.
func (s *Store) Close() error {
	s.end()
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, o := range s.owned {
		_ = o.lock.Unlock()
		delete(s.owned, id)
	}
	return nil
}
