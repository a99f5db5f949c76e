package attempt

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"sttwizard/internal/store"
)

// PushError is an attempt that could not be brought into the team's journal; it is
// kept on this machine as before.
type PushError struct {
	ID  string
	Err error
}

// Error names the attempt and says why.
func (e *PushError) Error() string {
	return "attempt " + e.ID + " stays on this machine: " + e.Err.Error()
}

// Unwrap returns why.
func (e *PushError) Unwrap() error { return e.Err }

// ErrNoTeam is a journal that only this machine has.
var ErrNoTeam = errors.New("there is no team's journal: this machine keeps its own")

var errOtherStory = errors.New("the team's journal tells another story of it; look at both with sttwizard tasks show")

// Push brings what was started without the team's journal into it, and removes it here
// once it is durable there; doing so again goes on where it ended. It returns how
// many attempts were brought, and which stay and why. The error is ErrNoTeam or
// *JournalError.
func (j *Journal) Push(ctx context.Context) (brought int, stayed []*PushError, err error) {
	if !j.Shared() {
		return 0, nil, ErrNoTeam
	}
	if err := j.team.Check(ctx); err != nil {
		return 0, nil, j.team.failed(NothingSent, err)
	}
	attempts, broken, err := j.OfMachine()
	for _, b := range broken {
		stayed = append(stayed, &PushError{b.ID, b.Err})
	}
	for _, a := range attempts {
		if a.Intent().BaseURL == "" { // the sandbox is each machine's own
			continue
		}
		if err := a.owning(func() error { return a.push(ctx) }); err != nil {
			stayed = append(stayed, &PushError{a.id, err})
			continue
		}
		brought++
	}
	return brought, stayed, err
}

// push writes the attempt's events to the team's store, as they are, and takes the
// file away. It is owned meanwhile, so that nobody writes to it.
func (a *Attempt) push(ctx context.Context) error {
	j := a.journal
	l, err := j.local.Load(ctx, a.id)
	if err == nil && l.Tail != "" {
		err = errors.New("the end of its file is damaged; settle or stop it first, which mends it")
	}
	if err != nil {
		return err
	}
	h, err := remembered(l)
	if err != nil {
		return err
	}
	for i, e := range l.Events {
		f, err := fold(h.records[:i+1])
		if err != nil {
			return err
		}
		if err := a.bring(ctx, i+1, h.records[i].as(e, a.id, i+1, !f.state.Final())); err != nil {
			return err
		}
	}
	_, err = j.local.Forget(ctx, time.Time{}, []string{a.id})
	return err
}

// bring writes one event to the team's store, where it may be already.
func (a *Attempt) bring(ctx context.Context, n int, e store.Event) error {
	team := a.journal.team
	if n == 1 {
		hold, err := team.Begin(ctx, a.id, e)
		if err == nil {
			hold.Release()
		}
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	err := team.Append(ctx, a.id, n, e)
	if errors.Is(err, store.ErrConflict) {
		return errOtherStory
	}
	return err
}

// as returns the event of a record that another store has, byte by byte. A record of
// an older program gets a key that is the same each time.
func (r Record) as(e store.Event, id string, n int, open bool) store.Event {
	if r.Key == "" {
		r.Key = fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s %d %s", id, n, e.Payload)))[:26]
	}
	return store.Event{Key: r.Key, At: r.At, Who: r.Who, Host: r.Host, Kind: string(r.Event), Payload: e.Payload, Open: open}
}
