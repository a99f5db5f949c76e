package attempt

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock"
	"sttwizard/internal/clock/uptime"
	"sttwizard/internal/store"
	"sttwizard/internal/store/filestore"
	"sttwizard/internal/tempo"
)

const (
	// Keep is how long final attempts stay in the history of one machine.
	Keep = 30 * 24 * time.Hour
	// staleAfter is the age from which an attempt that was never sent is given up.
	staleAfter = time.Hour
)

// longestAcquire is how long an attempt that is about to be sent can stand there
// without a send: acquire's tries and waits take less.
var longestAcquire = tempo.Of(2 * time.Minute)

// Options are what a Journal takes from outside; zero values mean the real ones.
type Options struct {
	Locks  string                                     // directory of lock files; empty: "locks" beside the journal's
	Team   store.Store                                // the team's journal; nil: there is none, or it is left aside
	Shared bool                                       // there is a team's journal, left aside or not
	Who    string                                     // who writes, for others to read
	Host   string                                     // on which machine
	Now    func() time.Time                           // nil: clock.Now
	Up     Uptime                                     // nil: the machine's where Now is nil, else none
	Rand   io.Reader                                  // for ids; nil: crypto/rand
	Sleep  func(context.Context, time.Duration) error // nil: clock.Sleep
	Watch  func(id string, r Record)                  // told of every record of this process, for a log; nil: nobody is
}

// Journal is all attempts of this machine and, where there is a team's journal, of
// the team. It may be used from several goroutines and processes at once.
type Journal struct {
	o     Options
	local journalStore // on this machine: all there is, or what was started without the team's
	team  journalStore // its Store is nil where there is none
	aside atomic.Bool  // the team's is left aside from now on

	owning sync.Mutex // held while an attempt is taken over or released

	mu       sync.Mutex
	owned    map[string]store.Hold // the attempts that this process works on, by id
	suspects map[string]suspect    // tasks that may be an attempt's, by the attempt's id
	bots     map[string]bool       // whether a bot of an attempt was there when this process last asked, by id
}

// journalStore is a store of attempts, with the clock that tells their times.
type journalStore struct {
	store.Store
	up   Uptime // nil: there is none but the wall's
	team bool
}

// failed says what a failure of the store means for what was to be done.
func (k journalStore) failed(p Phase, err error) *JournalError {
	return &JournalError{Path: k.Where(""), Phase: p, Err: err, Team: k.team}
}

// history returns what is kept of an attempt.
func (k journalStore) history(id string) (history, error) {
	l, err := k.Load(context.Background(), id)
	if err != nil && !errors.Is(err, store.ErrDamaged) {
		return history{}, err
	}
	l.Err = err
	return remembered(l)
}

// Open returns the journal in a directory (files.Home.Attempts), which need not
// exist yet, and in a team's store. Nothing is read or written.
func Open(dir string, o Options) *Journal {
	if o.Locks == "" {
		o.Locks = filepath.Join(filepath.Dir(dir), "locks")
	}
	if o.Now == nil {
		o.Now = clock.Now
		if o.Up == nil {
			o.Up = uptime.Machine
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
	j := &Journal{o: o, owned: map[string]store.Hold{}, bots: map[string]bool{}, suspects: map[string]suspect{}}
	j.local = journalStore{filestore.Open(dir, o.Locks), o.Up, false}
	if o.Team != nil {
		j.o.Shared = true
		j.team = journalStore{o.Team, o.Up, true}
		if c, shared := o.Team.(store.Clock); shared {
			j.team.up = c.Uptime
		}
	}
	return j
}

// home returns where a new attempt at a place is kept. The sandbox is each machine's own.
func (j *Journal) home(p agora.Place) journalStore {
	if !j.Shared() || p.BaseURL == "" {
		return j.local
	}
	return j.team
}

// Shared reports whether there is a team's journal that is not left aside.
func (j *Journal) Shared() bool { return j.team.Store != nil && !j.aside.Load() }

// stores returns where attempts are kept.
func (j *Journal) stores() []journalStore {
	if j.Shared() {
		return []journalStore{j.team, j.local}
	}
	return []journalStore{j.local}
}

// LeaveTeam goes on with this machine's journal alone, as Options.Team nil with Shared
// does from the beginning. Attempts of the team's that this process works on are free
// for others.
func (j *Journal) LeaveTeam() {
	if j.Shared() {
		j.aside.Store(true)
		_ = j.team.Close() // the server drops the locks in any case
	}
}

// Aside reports whether there is a team's journal that is left aside.
func (j *Journal) Aside() bool { return j.o.Shared && !j.Shared() }

// Changes tells of what others do in the team's journal until ctx ends; nil: there is
// none, or it is left aside.
func (j *Journal) Changes(ctx context.Context) <-chan store.Change {
	if !j.Shared() {
		return nil
	}
	changes, err := j.team.Watch(ctx)
	if err != nil {
		return nil
	}
	return changes
}

// Check reports whether an attempt at a place could be written down now. It gives
// nil or *JournalError.
func (j *Journal) Check(p agora.Place) error {
	if err := j.home(p).Check(context.Background()); err != nil {
		return j.home(p).failed(NothingSent, err)
	}
	return nil
}

// Begin writes down a new attempt, takes it over (see Own) and returns when it
// would survive a power cut. The error is *JournalError; then nothing may be sent.
func (j *Journal) Begin(in Intent) (*Attempt, error) {
	home := j.home(in.Place())
	id, err := j.newID()
	if err != nil {
		return nil, home.failed(NothingSent, err)
	}
	a := &Attempt{journal: j, in: home, id: id, folded: &folded{}}
	r := a.dated(Record{Event: EventIntent, Intent: &in})
	e, err := r.event(true)
	if err != nil {
		return nil, a.failed(NothingSent, err)
	}
	hold, err := home.Begin(context.Background(), id, e)
	if err != nil {
		return nil, a.failed(NothingSent, err)
	}
	a.holdOn(hold)
	j.o.Watch(id, r)
	return a, a.take(history{records: []Record{r}})
}

// Prune removes final attempts that ended more than 30 days before now (of a team's
// journal those that its keeping time is over for), gives up those that stood unsent
// for an hour, and clears away what crashes left behind. It gives the number of
// attempts removed; all others stay, unreadable ones too.
func (j *Journal) Prune(now time.Time) (int, error) {
	attempts, _, err := j.Current() // of this machine's all: what is over of a team's its store knows
	if err != nil {
		return 0, err
	}
	var errs []error
	over := map[store.Store][]string{}
	for _, a := range attempts {
		age := now.Sub(a.Since())
		switch {
		case a.State().Final() && age > Keep:
			over[a.in.Store] = append(over[a.in.Store], a.id)
		case a.State() == Intended && age > staleAfter && !a.Alive():
			// Were its sttwizard only asleep, it would now find the attempt closed and send nothing.
			if err := a.before(Record{Event: EventAbandoned, Why: WhySenderEnded}); !isState(err) {
				errs = append(errs, err)
			}
		}
	}
	gone := 0
	for _, s := range j.stores() {
		n, err := s.Forget(context.Background(), now.Add(-Keep), over[s.Store])
		gone += n
		if err != nil {
			errs = append(errs, s.failed(NothingSent, err))
		}
	}
	return gone, errors.Join(errs...)
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

// What an attempt's id is made of: the layout of its time, and how many bytes are drawn.
const (
	idTime   = "20060102T150405Z"
	idChance = 5
)

// newID makes an attempt's id: the time in UTC, so that a list of all is in order,
// and five random bytes.
func (j *Journal) newID() (string, error) {
	var random [idChance]byte
	if _, err := io.ReadFull(j.o.Rand, random[:]); err != nil {
		return "", err
	}
	return j.o.Now().UTC().Format(idTime) + "-" + hex.EncodeToString(random[:]), nil
}
