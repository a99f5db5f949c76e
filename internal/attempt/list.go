package attempt

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"sttwizard/internal/store"
)

// Broken is a journal that can't be understood. It may be of a task that runs,
// so it is listed with its reason and never removed.
type Broken struct {
	ID    string
	Path  string
	Err   error
	Known *Intent // what the attempt wanted, where that part can be read
}

// List returns every attempt of this machine and its team, newest first, and the
// journals that can't be understood. Where one store can't be read those of the
// others are given all the same; the error is *JournalError.
func (j *Journal) List() ([]*Attempt, []Broken, error) {
	return j.list(func(s journalStore) ([]store.Log, error) { return s.List(context.Background(), time.Time{}) })
}

// recent is how far back Recent looks: well beyond the life of any task.
const recent = 7 * 24 * time.Hour

// Recent is List without those of a team that ended and were begun more than 7 days
// ago: no task of them can be running any more.
func (j *Journal) Recent() ([]*Attempt, []Broken, error) {
	since := j.o.Now().Add(-recent)
	return j.list(func(s journalStore) ([]store.Log, error) {
		if !s.team {
			return s.List(context.Background(), time.Time{})
		}
		return s.List(context.Background(), since)
	})
}

// Current is List with at least those that are open.
func (j *Journal) Current() ([]*Attempt, []Broken, error) {
	return j.list(func(s journalStore) ([]store.Log, error) { return s.ListOpen(context.Background()) })
}

// OfMachine is List with what is kept on this machine only.
func (j *Journal) OfMachine() ([]*Attempt, []Broken, error) {
	return j.list(func(s journalStore) ([]store.Log, error) {
		if s.team {
			return nil, nil
		}
		return s.List(context.Background(), time.Time{})
	})
}

func (j *Journal) list(read func(journalStore) ([]store.Log, error)) ([]*Attempt, []Broken, error) {
	logs, err := j.logs(read)
	attempts := make([]*Attempt, 0, len(logs))
	var broken []Broken
	for _, l := range logs {
		a, b := j.read(l.in, l.Log)
		if b != nil {
			broken = append(broken, *b)
		} else {
			attempts = append(attempts, a)
		}
	}
	slices.SortFunc(attempts, func(a, b *Attempt) int {
		if c := b.Begun().Compare(a.Begun()); c != 0 {
			return c
		}
		return strings.Compare(b.id, a.id)
	})
	slices.SortFunc(broken, func(a, b Broken) int { return strings.Compare(b.ID, a.ID) }) // they begin with the time
	return attempts, broken, err
}

// logOf is a log and where it is.
type logOf struct {
	store.Log
	in journalStore
}

// logs returns what all stores have, and each attempt once: a push that was cut off has
// brought some of its events to the team's before it took the file away.
func (j *Journal) logs(read func(journalStore) ([]store.Log, error)) ([]logOf, error) {
	var out []logOf
	at := map[string]int{}
	var errs []error
	for _, s := range j.stores() {
		logs, err := read(s)
		if err != nil {
			errs = append(errs, s.failed(NotRead, err))
		}
		out = slices.Grow(out, len(logs))
		for _, l := range logs {
			i, twice := at[l.ID]
			switch {
			case !twice:
				at[l.ID] = len(out)
				out = append(out, logOf{l, s})
			case len(l.Events) > len(out[i].Events):
				out[i] = logOf{l, s}
			}
		}
	}
	return out, errors.Join(errs...)
}

// read returns the attempt of a log of a list, or what is wrong with it.
func (j *Journal) read(s journalStore, l store.Log) (*Attempt, *Broken) {
	a := &Attempt{journal: j, in: s, id: l.ID, folded: &folded{}}
	if o, is := ended(l); is {
		a.over = o
		a.letGo()
		return a, nil
	}
	h, err := remembered(l)
	if err == nil {
		err = a.take(h)
	}
	if err == nil {
		if a.workable() {
			a.worked(l.Owner)
		}
		return a, nil
	}
	b := &Broken{ID: l.ID, Path: l.Where, Err: err}
	if len(h.records) > 0 {
		b.Known = h.records[0].Intent
	}
	return nil, b
}

// minPrefix is the shortest beginning of an id that Find takes.
const minPrefix = 4

// Find returns the attempt with that id or that task's id. At least four
// characters of the beginning of either, or of the random part of the attempt's
// id, are enough where they name one attempt, in any case of letters. The error is
// *NotFoundError, *AmbiguousError or *JournalError.
func (j *Journal) Find(query string) (*Attempt, error) {
	if a := j.exact(query); a != nil {
		return a, nil // without reading all of them
	}
	attempts, broken, err := j.List()
	var found []*Attempt
	for _, a := range attempts {
		if a.id == query || (query != "" && a.Task().ID == query) {
			return a, nil // also where another store can't be read
		}
		if len(query) >= minPrefix && matches(query, a.id, a.Task().ID) {
			found = append(found, a)
		}
	}
	if err != nil {
		return nil, err
	}
	for _, b := range broken {
		if b.ID == query || (len(found) == 0 && len(query) >= minPrefix && matches(query, b.ID, "")) {
			return nil, &JournalError{Path: b.Path, Phase: NotRead, Err: b.Err}
		}
	}
	switch len(found) {
	case 0:
		return nil, &NotFoundError{Query: query}
	case 1:
		return found[0], nil
	}
	e := &AmbiguousError{Query: query}
	for _, a := range found {
		e.IDs = append(e.IDs, a.id)
	}
	return nil, e
}

// isID reports whether a text has the form of an attempt's id, see newID.
func isID(text string) bool {
	at, random, _ := strings.Cut(text, "-")
	_, wrong := time.Parse(idTime, at)
	drawn, bad := hex.DecodeString(random)
	return wrong == nil && bad == nil && len(drawn) == idChance
}

// exact returns the attempt with that id, or the open one with that task's id; nil:
// there is none, or it can't be read.
func (j *Journal) exact(query string) *Attempt {
	for _, s := range j.stores() {
		if !isID(query) {
			break
		}
		if l, err := s.Load(context.Background(), query); err == nil {
			if a, _ := j.read(s, l); a != nil {
				a.lookAround() // one that is loaded need not say it
				return a
			}
		}
	}
	open, _, _ := j.Current()
	for _, a := range open {
		if query != "" && a.Task().ID == query {
			return a
		}
	}
	return nil
}

// idle reports whether the attempt was never sent and nobody is about to send it. In a
// team's journal the proof of life is gone for a moment while a line that was cut is made
// anew: there who wrote the last event counts as alive for as long as a send may take to
// follow.
func (a *Attempt) idle() bool {
	if a.State() != Intended || a.Alive() || a.mine() {
		return false
	}
	return !a.in.team || a.moment().since(a.lastMoment()) >= longestAcquire
}

// lastMoment returns when the last event was.
func (a *Attempt) lastMoment() moment {
	defer a.known().mu.RUnlock()
	if len(a.records) == 0 {
		return moment{}
	}
	return a.records[len(a.records)-1].moment()
}

func matches(query, id, task string) bool {
	_, random, _ := strings.Cut(id, "-")
	return begins(id, query) || begins(random, query) || begins(task, query)
}

// begins reports whether an id begins with a text, in any case of letters.
func begins(id, text string) bool {
	return len(id) >= len(text) && strings.EqualFold(id[:len(text)], text)
}

// Is reports whether a text is the attempt's whole id or its task's, in any case of
// letters.
func (a *Attempt) Is(id string) bool {
	return id != "" && (strings.EqualFold(a.id, id) || strings.EqualFold(a.Task().ID, id))
}

// Conflict is an attempt for a channel of which a task may be running or may
// still be started, so that a second one needs the person's explicit yes.
type Conflict struct {
	Attempt *Attempt // nil when its journal can't be understood
	ID      string
	Channel string
	State   State // empty when the journal can't be understood
	Since   time.Time
	TaskID  string
	Err     error // why the journal can't be understood, or nil
}

// OpenFor returns the open attempts for a channel of an App ID, newest first, and
// the unreadable ones that may be. An attempt that was written down and never
// sent is none once its sttwizard has ended.
func (j *Journal) OpenFor(appID, channel string) ([]Conflict, error) {
	attempts, broken, err := j.Current()
	if err != nil {
		return nil, err
	}
	is := func(in Intent) bool { return strings.EqualFold(in.AppID, appID) && in.Channel == channel }
	var out []Conflict
	for _, a := range attempts {
		if in := a.Intent(); is(in) && a.Open() && !a.idle() {
			out = append(out, Conflict{
				Attempt: a, ID: a.id, Channel: in.Channel, State: a.State(), Since: a.Since(), TaskID: a.Task().ID,
			})
		}
	}
	for _, b := range broken {
		if b.Known == nil || is(*b.Known) {
			out = append(out, Conflict{ID: b.ID, Channel: channel, Err: b.Err})
		}
	}
	return out, nil
}

// Rivals returns the open attempts for this attempt's channel besides itself and
// those that the person knows of, by their ids: somebody else may have begun one
// since the question was asked. It is called after Begin, so that of two that begin
// at the same moment at least one sees the other.
func (a *Attempt) Rivals(known []string) ([]Conflict, error) {
	in := a.Intent()
	open, err := a.journal.OpenFor(in.AppID, in.Channel)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(open, func(c Conflict) bool {
		own := c.Attempt != nil && c.State == Intended && c.Attempt.mine() // this process is about to give it up
		return c.ID == a.id || own || slices.Contains(known, c.ID)
	}), nil
}
