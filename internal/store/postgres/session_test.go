package postgres

import (
	"context"
	"errors"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/store"
	"sttwizard/internal/store/postgrestest"
	"sttwizard/internal/store/storetest"
)

// end ends the sessions of a journal's programs, as a server's owner may.
func (j *team) end(t *testing.T) {
	t.Helper()
	j.sql(t, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '"+j.login+"'")
}

// steal takes an attempt's lock, as soon as it is free, by a connection of no program,
// and returns what lets it go.
func (j *team) steal(t *testing.T, id string) (release func()) {
	t.Helper()
	conn := j.as(t, postgrestest.Superuser)
	wait, cancel := context.WithTimeout(t.Context(), clocktest.Patience())
	defer cancel()
	_, err := conn.Exec(wait, "SELECT pg_advisory_lock(hashtextextended($1, $2))", id, lockSeed)
	ok(t, err)
	return func() { ok(t, conn.Close(t.Context())) }
}

func TestALostSessionIsRenewedWithItsLocks(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	dana, lee := journal.open(t, "dana"), journal.open(t, "lee")
	_, err := dana.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	for n := 2; n < 6; n++ {
		journal.end(t)
		ok(t, dana.Append(t.Context(), "one", n, storetest.Event("note", true)))
		if _, err := lee.Own(t.Context(), "one"); !errors.Is(err, store.ErrOwned) {
			t.Errorf("after a lost session: %v", err)
		}
	}
	journal.end(t)
	if log, err := lee.Load(t.Context(), "one"); err != nil || len(log.Events) != 5 {
		t.Errorf("the first read after a lost session: %+v, %v", log, err)
	}
	if hold, err := dana.Own(t.Context(), "two"); err != nil {
		t.Errorf("owning after a lost session: %v", err)
	} else {
		hold.Release()
	}
	ok(t, dana.Check(t.Context()))
}

// TestTheOwnOldSessionIsNoRival leaves the old session alive on the server, as after a
// line that was cut without a word: the new one ends it, and has its locks.
func TestTheOwnOldSessionIsNoRival(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	p := newProxy(t, journal.server)
	dana := opened(t, p.through(journal, "dana"))
	_, err := dana.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	dana.one.Lock() // only its own end of the line is cut; the proxy holds the other
	p.stall()
	dana.session.cut()
	dana.one.Unlock()
	p.forget(t)
	ok(t, dana.Append(t.Context(), "one", 2, storetest.Event("sending", true)))
	if got := journal.sql(t, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"); got != "1" {
		t.Errorf("%s sessions hold the lock", got)
	}
}

func TestWhatSomebodyElseTookIsLostUntilItIsOwnedAgain(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	dana := journal.open(t, "dana")
	old, err := dana.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	kept, err := dana.Begin(t.Context(), "two", storetest.Event("intent", true))
	ok(t, err)
	defer kept.Release()
	dana.one.Lock() // nothing connects again before the lock is somebody else's
	journal.end(t)
	release := journal.steal(t, "one")
	dana.one.Unlock()
	for range 2 {
		if err := dana.Append(t.Context(), "one", 2, storetest.Event("sending", true)); !errors.Is(err, store.ErrLost) {
			t.Errorf("%v", err)
		}
	}
	ok(t, dana.Append(t.Context(), "two", 2, storetest.Event("sending", true)))
	if _, err := dana.Own(t.Context(), "one"); !errors.Is(err, store.ErrOwned) {
		t.Errorf("%v", err)
	}
	release()
	if err := dana.Append(t.Context(), "one", 2, storetest.Event("sending", true)); !errors.Is(err, store.ErrLost) {
		t.Errorf("it is free again, and still lost: %v", err)
	}
	again := owned(t, dana, "one")
	ok(t, dana.Append(t.Context(), "one", 2, storetest.Event("sending", true)))
	old.Release() // of what was lost; the new hold stays
	if _, err := journal.open(t, "lee").Own(t.Context(), "one"); !errors.Is(err, store.ErrOwned) {
		t.Errorf("%v", err)
	}
	again.Release()
	owned(t, journal.open(t, "lee"), "one")
}

func TestALostAttemptIsReleasedLikeAnother(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	dana := journal.open(t, "dana")
	hold, err := dana.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	dana.one.Lock()
	journal.end(t)
	release := journal.steal(t, "one")
	dana.one.Unlock()
	if err := dana.Append(t.Context(), "one", 2, storetest.Event("sending", true)); !errors.Is(err, store.ErrLost) {
		t.Errorf("%v", err)
	}
	hold.Release()
	ok(t, dana.Append(t.Context(), "one", 2, storetest.Event("acknowledged", true))) // as anybody may
	release()
}

// owned owns an attempt as soon as it is free.
func owned(t *testing.T, s *Store, id string) store.Hold {
	t.Helper()
	for began := clock.Now(); clock.Since(began) < clocktest.Patience(); clock.Pause(time.Millisecond) {
		if hold, err := s.Own(t.Context(), id); err == nil {
			return hold
		}
	}
	t.Fatal(id + " is still owned")
	return nil
}

// TestClosingWaitsForNobody closes a store whose statement hangs in a stalled line.
func TestClosingWaitsForNobody(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	p := newProxy(t, journal.server)
	s := opened(t, p.through(journal, "dana"))
	_, err := s.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	p.stall()
	done := make(chan error, 1)
	go func() { done <- s.Append(t.Context(), "one", 2, storetest.Event("sending", true)) }()
	p.hangs(t)
	began := clock.Now()
	ok(t, s.Close())
	if err := <-done; !errors.Is(err, store.ErrInDoubt) || errors.Is(err, store.ErrUnavailable) {
		t.Errorf("what was under way: %v", err)
	}
	if took := clock.Since(began); took > time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestAHeartbeatKeepsAQuietProgramAlive(t *testing.T) {
	t.Parallel()
	journal := newTeam(t, postgrestest.Shared(t))
	s := opened(t, quickBeats(journal.options("dana")))
	_, err := s.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	first := s.pid.Load()
	lee := journal.open(t, "lee")
	for began := clock.Now(); clock.Since(began) < 2*s.o.silence; clock.Pause(10 * time.Millisecond) {
		if _, err := lee.Own(t.Context(), "one"); !errors.Is(err, store.ErrOwned) {
			t.Fatalf("after %s: %v", clock.Since(began), err)
		}
	}
	journal.end(t)
	for began := clock.Now(); clock.Since(began) < clocktest.Patience() && s.pid.Load() == first; {
		clock.Pause(time.Millisecond)
	}
	if s.pid.Load() == first {
		t.Error("a session that was lost is not renewed by itself")
	}
}

func TestASilentProgramIsEnded(t *testing.T) {
	t.Parallel()
	journal := newTeam(t, postgrestest.Shared(t))
	o := quickBeats(journal.options("dana"))
	o.heartbeat = time.Hour
	s := opened(t, o)
	_, err := s.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	owned(t, journal.open(t, "lee"), "one")
	if err := s.Append(t.Context(), "one", 2, storetest.Event("sending", true)); !errors.Is(err, store.ErrLost) {
		t.Errorf("%v", err)
	}
}
