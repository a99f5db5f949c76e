package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sttwizard/internal/store"
	"sttwizard/internal/store/postgrestest"
	"sttwizard/internal/store/storetest"
)

// TestALineThatIsCutAtAnyByteIsSettled cuts the line at each byte of an append, to the
// server and back. Whatever the server did, the event is there once, and the attempt
// is still this program's.
func TestALineThatIsCutAtAnyByteIsSettled(t *testing.T) {
	t.Parallel()
	journal := newTeam(t, postgrestest.Shared(t))
	watcher := journal.open(t, "lee")
	length := exchange(t, journal)
	t.Logf("%d bytes to the server, %d back", length[0], length[1])
	type place struct{ way, at int }
	places := make(chan place)
	var cuts, arrived atomic.Int32
	var wg sync.WaitGroup
	for worker := range 6 {
		p := newProxy(t, journal.server)
		s := opened(t, p.through(journal, fmt.Sprint(worker)))
		wg.Go(func() {
			for at := range places {
				id := fmt.Sprintf("%d-%03d", at.way, at.at)
				cut, there := cutOnce(t, s, watcher, p, id, at.way, at.at)
				if cut {
					cuts.Add(1)
				}
				if there {
					arrived.Add(1)
				}
			}
		})
	}
	for way, bytes := range length {
		for at := range bytes {
			places <- place{way, at}
		}
	}
	close(places)
	wg.Wait()
	if want := int32(length[0] + length[1]); cuts.Load() != want || arrived.Load() != want {
		t.Errorf("of %d appends %d were cut, %d are there", want, cuts.Load(), arrived.Load())
	}
}

// evenEvent returns event 2 of an attempt, which takes as many bytes as that of
// another one: its time has six places, its checksum ten.
func evenEvent(id string) store.Event {
	for {
		e := storetest.Event("sending", true)
		e.At = e.At.Truncate(time.Second).Add(123456 * time.Microsecond)
		if e = storetest.With(e, `"x":1`); sum(id, 2, e) >= 1_000_000_000 {
			return e
		}
	}
}

// exchange returns how many bytes an append is, to the server and back.
func exchange(t *testing.T, journal *team) [2]int {
	t.Helper()
	p := newProxy(t, journal.server)
	s := opened(t, p.through(journal, "measure"))
	_, err := s.Begin(t.Context(), "9-999", storetest.Event("intent", true))
	ok(t, err)
	p.cutAfter(0, 1<<20)
	ok(t, s.Append(t.Context(), "9-999", 2, evenEvent("9-999")))
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.passed
}

func cutOnce(t *testing.T, s, other *Store, p *proxy, id string, way, at int) (cut, there bool) {
	hold, err := s.Begin(t.Context(), id, storetest.Event("intent", true))
	if err != nil {
		t.Errorf("%s: %v", id, err)
		return false, false
	}
	defer hold.Release()
	e := evenEvent(id)
	p.cutAfter(way, at)
	if err := s.Append(t.Context(), id, 2, e); err != nil {
		t.Errorf("%s: %v", id, err)
	}
	log, err := other.Load(t.Context(), id)
	if err != nil || len(log.Events) != 2 || string(log.Events[1].Payload) != string(e.Payload) {
		t.Errorf("%s: %d events, %v", id, len(log.Events), err)
	}
	if _, err := other.Own(t.Context(), id); !errors.Is(err, store.ErrOwned) {
		t.Errorf("%s: its lock was not taken again: %v", id, err)
	}
	return p.wasCut(), err == nil && len(log.Events) == 2
}

// TestWhereNothingIsSettledItIsInDoubt lets the server vanish in the middle of an
// append: nothing is told as written or as not written.
func TestWhereNothingIsSettledItIsInDoubt(t *testing.T) {
	t.Parallel()
	journal := newTeam(t, postgrestest.Shared(t))
	p := newProxy(t, journal.server)
	s := opened(t, p.through(journal, "dana"))
	_, err := s.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	p.stall()
	e := storetest.Event("sending", true)
	err = s.Append(t.Context(), "one", 2, e)
	if !errors.Is(err, store.ErrInDoubt) || errors.Is(err, store.ErrUnavailable) {
		t.Errorf("%v", err)
	}
	if _, err := s.Load(t.Context(), "one"); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("reading knows no doubt: %v", err)
	}
	p.resume()
	ok(t, s.Append(t.Context(), "one", 2, e))
	if log, err := s.Load(t.Context(), "one"); err != nil || len(log.Events) != 2 {
		t.Errorf("%+v, %v", log, err)
	}
}

// TestDoubtStaysDoubtWhereTheServerIsGone cuts the line in an append, and lets nobody
// connect again: that the later tries wrote nothing proves nothing about the first.
func TestDoubtStaysDoubtWhereTheServerIsGone(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	p := newProxy(t, journal.server)
	s := opened(t, p.through(journal, "dana"))
	_, err := s.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	ok(t, p.listener.Close())
	p.cutAfter(1, 10)
	ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
	defer cancel()
	e := storetest.Event("sending", true)
	if err := s.Append(ctx, "one", 2, e); !errors.Is(err, store.ErrInDoubt) || errors.Is(err, store.ErrUnavailable) {
		t.Errorf("%v", err)
	}
	if err := s.Append(t.Context(), "one", 2, e); !errors.Is(err, store.ErrUnavailable) || errors.Is(err, store.ErrInDoubt) {
		t.Errorf("what never left is known not to be written: %v", err)
	}
	log, err := journal.open(t, "lee").Load(t.Context(), "one")
	if err != nil || len(log.Events) != 2 {
		t.Errorf("the server had it all along: %d events, %v", len(log.Events), err)
	}
}
