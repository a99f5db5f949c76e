package files

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// lockRetry is how often a lock that somebody else holds is tried again.
const lockRetry = 5 * time.Millisecond

// WithLock runs f while nobody else, in this process or another, runs one with
// the same lock directory and name. It waits for at most wait (zero: one try)
// and then gives *LockedError without running f. The name says what is locked
// in a plural that a person reads ("presets"); it makes a file name.
//
// The operating system drops the lock when its process dies. The lock file
// stays: removing it would let two people hold "the same" lock.
func WithLock(lockDir, name string, wait time.Duration, f func() error) error {
	unlock, err := Lock(lockDir, name, wait)
	if err != nil {
		return err
	}
	defer unlock()
	return f()
}

// Lock takes the lock that WithLock holds for a function, until unlock is called or the
// process dies. Its errors are the same.
func Lock(lockDir, name string, wait time.Duration) (unlock func(), err error) {
	if name == "" || name == "." || name == ".." || strings.ContainsAny(name, `/\:`) {
		return nil, fmt.Errorf("%q can't be the name of a lock", name)
	}
	if err := MakeDir(lockDir); err != nil {
		return nil, err
	}
	path := filepath.Join(lockDir, name+".lock")
	lock := flock.New(path)
	got, err := acquire(lock, wait)
	if errors.Is(err, context.DeadlineExceeded) || (err == nil && !got) {
		return nil, &LockedError{Name: name, Wait: wait}
	}
	if err != nil {
		return nil, fail("lock", path, err)
	}
	// An error here would say nothing about what was done meanwhile; the end of the process
	// unlocks in any case.
	return func() { _ = lock.Unlock() }, nil
}

func acquire(lock *flock.Flock, wait time.Duration) (bool, error) {
	if wait <= 0 {
		return lock.TryLock()
	}
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	return lock.TryLockContext(ctx, lockRetry)
}
