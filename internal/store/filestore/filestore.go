package filestore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"sttwizard/internal/files"
	"sttwizard/internal/store"
)

// lockWait is how long a writer waits for another one; a write takes milliseconds.
const lockWait = 5 * time.Second

// Store is the directory of all attempts of this machine, one file each.
type Store struct {
	dir   string
	locks string

	alive context.Context // until Close
	end   context.CancelFunc

	mu    sync.Mutex
	owned map[string]*owned // the attempts that this process works on, by id
}

// checks numbers the files that Check makes.
var checks atomic.Int64

var _ store.Store = (*Store)(nil)

// Open returns the journal in a directory, which need not exist yet, with its lock
// files in another. Nothing is read or written.
func Open(dir, locks string) *Store {
	s := &Store{dir: dir, locks: locks, owned: map[string]*owned{}}
	s.alive, s.end = context.WithCancel(context.Background())
	return s
}

// Where returns the path of an attempt's file; of no id that of the directory.
func (s *Store) Where(id string) string {
	if id == "" {
		return s.dir
	}
	return s.path(id)
}

func (s *Store) path(id string) string { return filepath.Join(s.dir, id+suffix) }

// Check writes and removes a file as large as a new one.
func (s *Store) Check(context.Context) error {
	path := filepath.Join(s.dir, fmt.Sprintf(".check-%d-%d", os.Getpid(), checks.Add(1)))
	return s.locked(func() error {
		if err := files.MakeDir(s.dir); err != nil {
			return err
		}
		return errors.Join(create(path, []byte("\n")), removed(path))
	})
}

// Begin makes the file of a new attempt, and owns it.
func (s *Store) Begin(_ context.Context, id string, first store.Event) (store.Hold, error) {
	line, h := encode(first.Payload), &hold{s: s, id: id}
	if roundUp(len(line)) > maxFile {
		return nil, full(s.path(id))
	}
	err := s.locked(func() error {
		if err := files.MakeDir(s.dir); err != nil {
			return err
		}
		return s.begin(h, filepath.Join(s.dir, fileName(id)), first, line)
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

// begin makes the file, or finds it made by an earlier try, and takes it over.
func (s *Store) begin(h *hold, path string, first store.Event, line []byte) error {
	err := create(path, line)
	again := errors.Is(err, store.ErrConflict)
	if again {
		if c, unread := load(path); unread != nil || !bytes.Equal(c.payloads[0], first.Payload) {
			return err
		}
	} else if err != nil {
		return err
	}
	if err = s.own(h); err != nil && !again {
		err = errors.Join(err, removed(path))
	}
	return err
}

// Append writes event n behind those that are there.
func (s *Store) Append(_ context.Context, id string, n int, e store.Event) error {
	return s.locked(func() error {
		path := s.standing(id)
		c, err := load(path)
		if err != nil {
			return readError(path, err)
		}
		switch have := len(c.payloads); {
		case n > 0 && n <= have && string(c.payloads[n-1]) == string(e.Payload):
			return nil
		case n != have+1:
			return &store.Error{Kind: store.ErrConflict}
		}
		line := encode(e.Payload)
		if roundUp(c.used+len(line)) > maxFile {
			return full(path)
		}
		if err := extend(path, c, line); err != nil {
			return err
		}
		return s.appear(id, e.Kind)
	})
}

// full is a file that would grow beyond what is read of one: nobody could then find
// in it how to stop the task.
func full(path string) error {
	return &store.Error{Kind: store.ErrFull, Err: &files.Error{Op: "write", Path: path, Err: errors.New("it is full")}}
}

// readError says what an error of reading a file means.
func readError(path string, err error) error {
	switch {
	case err == nil, errors.Is(err, store.ErrDamaged):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return &store.Error{Kind: store.ErrNone, Err: err}
	}
	return &store.Error{Kind: store.ErrUnavailable, Err: err}
}

// Forget removes the files of attempts, and what crashes left behind.
func (s *Store) Forget(_ context.Context, before time.Time, ids []string) (int, error) {
	var errs []error
	gone := 0
	for _, id := range ids {
		path := s.path(id)
		if err := removed(path); err != nil {
			errs = append(errs, writeError(path, err))
			continue
		}
		_ = removed(s.ownPath(id)) // where that is another file
		gone++
	}
	s.tidy(before)
	return gone, errors.Join(errs...)
}

// tidy clears away files that were left half made before a time. Its errors don't
// matter.
func (s *Store) tidy(before time.Time) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		half := strings.HasPrefix(e.Name(), ".") && strings.HasSuffix(e.Name(), ".new") || strings.HasPrefix(e.Name(), ".check-")
		if info, err := e.Info(); half && err == nil && info.ModTime().Before(before) {
			os.Remove(filepath.Join(s.dir, e.Name()))
		}
	}
}

// locked runs f while nobody else writes to any file. One lock serves all attempts:
// a write takes milliseconds, and a lock file for each would litter.
func (s *Store) locked(f func() error) error {
	if s.alive.Err() != nil {
		return &store.Error{Kind: store.ErrUnavailable, Err: errClosed}
	}
	err := files.WithLock(s.locks, "attempts", lockWait, f)
	if _, ours := errors.AsType[*store.Error](err); err == nil || ours {
		return err
	}
	return &store.Error{Kind: store.ErrUnavailable, Err: err}
}

var errClosed = errors.New("the journal was closed: this sttwizard is about to end")

func removed(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
