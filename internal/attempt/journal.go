package attempt

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"sttwizard/internal/clock"
	"sttwizard/internal/files"
	"sttwizard/internal/tempo"
)

const (
	// lockWait is how long a writer waits for another one; a write takes
	// milliseconds.
	lockWait = 5 * time.Second
	// keep is how long final attempts stay in the history.
	keep = 30 * 24 * time.Hour
	// staleAfter is the age from which a half made journal is what a crash left.
	staleAfter = time.Hour
)

// longestAcquire is how long an attempt that is about to be sent can stand there
// without a send: acquire's tries and waits take less.
var longestAcquire = tempo.Of(2 * time.Minute)

// Options are what a Journal takes from outside; zero values mean the real ones.
type Options struct {
	Locks string                                     // directory of lock files; empty: "locks" beside the journal's
	Now   func() time.Time                           // nil: clock.Now
	Up    Uptime                                     // nil: the machine's where Now is nil, else none
	Rand  io.Reader                                  // for ids; nil: crypto/rand
	Sleep func(context.Context, time.Duration) error // nil: clock.Sleep
	Watch func(id string, r Record)                  // told of every record of this process, for a log; nil: nobody is
}

// Journal is the directory of all attempts of this machine, one file each. It
// may be used from several goroutines and processes at once.
type Journal struct {
	dir string
	o   Options

	mu       sync.Mutex
	owned    map[string]*flock.Flock // the attempts that this process works on, by id
	suspects map[string]suspect      // tasks that may be an attempt's, by the attempt's id
	bots     map[string]bool         // whether a bot of an attempt was there when this process last asked, by id
}

// Open returns the journal in a directory (files.Home.Attempts), which need not
// exist yet. Nothing is read or written.
func Open(dir string, o Options) *Journal {
	if o.Locks == "" {
		o.Locks = filepath.Join(filepath.Dir(dir), "locks")
	}
	if o.Now == nil {
		o.Now = clock.Now
		if o.Up == nil {
			o.Up = MachineUptime
		}
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Sleep == nil {
		o.Sleep = clock.Sleep
	}
	if o.Watch == nil {
		o.Watch = func(string, Record) {}
	}
	return &Journal{dir: dir, o: o, owned: map[string]*flock.Flock{}, bots: map[string]bool{}, suspects: map[string]suspect{}}
}

// Check reports whether an attempt could be written down now, by writing and
// removing a file as large as one. It gives nil or *JournalError.
func (j *Journal) Check() error {
	id, err := j.newID()
	if err != nil {
		return err
	}
	path := filepath.Join(j.dir, ".check-"+id)
	err = j.locked(func() error {
		if err := files.MakeDir(j.dir); err != nil {
			return err
		}
		return errors.Join(create(path, []byte("\n")), removed(path))
	})
	return journalError(j.dir, err)
}

// Begin writes down a new attempt, takes it over (see Own) and returns when it
// would survive a power cut. The error is *JournalError; then nothing may be sent.
func (j *Journal) Begin(in Intent) (*Attempt, error) {
	id, err := j.newID()
	if err != nil {
		return nil, err
	}
	a := &Attempt{journal: j, id: id, path: filepath.Join(j.dir, fileName(id)), folded: &folded{}}
	r := Record{Event: EventIntent, Intent: &in}.by(j.moment())
	line, err := r.encode()
	if err == nil {
		err = j.locked(func() error {
			if err := files.MakeDir(j.dir); err != nil {
				return err
			}
			if err := create(a.path, line); err != nil {
				return err
			}
			if err := a.owned(); err != nil {
				return errors.Join(err, removed(a.path))
			}
			return nil
		})
	}
	if err != nil {
		return nil, journalError(a.path, err)
	}
	j.o.Watch(id, r)
	return a, a.take([]Record{r}, "")
}

// Prune removes final attempts that ended more than 30 days before now, gives up
// those that stood unsent for an hour, and clears away what crashes left behind.
// It gives the number of attempts removed; all others stay, unreadable ones too.
func (j *Journal) Prune(now time.Time) (int, error) {
	attempts, _, err := j.List()
	if err != nil {
		return 0, err
	}
	var errs []error
	gone := 0
	for _, a := range attempts {
		age := now.Sub(a.Since())
		switch {
		case a.State().Final() && age > keep:
			if err := removed(a.path); err != nil {
				errs = append(errs, journalError(a.path, err))
				continue
			}
			_ = removed(ownPath(a)) // where that is another file
			gone++
		case a.State() == Intended && age > staleAfter && !a.Alive():
			// Were its sttwizard only asleep, it would now find the attempt closed and send nothing.
			if err := a.before(Record{Event: EventAbandoned, Why: WhySenderEnded}); !isState(err) {
				errs = append(errs, err)
			}
		}
	}
	j.tidy(now)
	return gone, errors.Join(errs...)
}

// tidy clears away half made journals. Its errors don't matter.
func (j *Journal) tidy(now time.Time) {
	entries, err := os.ReadDir(j.dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		half := strings.HasPrefix(e.Name(), ".") && strings.HasSuffix(e.Name(), ".new") || strings.HasPrefix(e.Name(), ".check-")
		if info, err := e.Info(); half && err == nil && now.Sub(info.ModTime()) > staleAfter {
			os.Remove(filepath.Join(j.dir, e.Name()))
		}
	}
}

// saw notes whether a bot of an attempt is in the channel. Not every such answer is
// worth a record.
func (j *Journal) saw(id string, present bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.bots[id] = present
}

func (j *Journal) seen(id string) (present, asked bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	present, asked = j.bots[id]
	return present, asked
}

func (j *Journal) now() time.Time { return j.moment().at }

// newID makes an attempt's id: the time in UTC, so that a listing of the
// directory is in order, and five random bytes.
func (j *Journal) newID() (string, error) {
	var random [5]byte
	if _, err := io.ReadFull(j.o.Rand, random[:]); err != nil {
		return "", &JournalError{Path: j.dir, Err: err}
	}
	return j.now().Format("20060102T150405Z") + "-" + hex.EncodeToString(random[:]), nil
}

// locked runs f while nobody else writes to any journal. One lock serves all
// attempts: a write takes milliseconds, and a lock file for each would litter.
func (j *Journal) locked(f func() error) error {
	return files.WithLock(j.o.Locks, "attempts", lockWait, f)
}

func removed(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// load reads the journal at path without keeping anybody from writing. A write that
// is met halfway looks like damage, so that is read once more while nobody writes.
func (j *Journal) load(path string) (content, error) {
	c, err := load(path)
	if err == nil && c.damage == "" || errors.Is(err, fs.ErrNotExist) {
		return c, err
	}
	again := func() error {
		c, err = load(path)
		return nil
	}
	_ = j.locked(again) // without the lock, what was read counts
	return c, err
}

func journalError(path string, err error) error {
	if err == nil {
		return nil
	}
	return &JournalError{Path: path, Err: err}
}
