package postgres

import (
	"context"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/store"
	"sttwizard/internal/store/postgrestest"
	"sttwizard/internal/store/storetest"
)

// next returns the next change.
func next(t *testing.T, changes <-chan store.Change) string {
	t.Helper()
	limit, cancel := context.WithTimeout(t.Context(), clocktest.Patience())
	defer cancel()
	select {
	case c, more := <-changes:
		if !more {
			t.Fatal("the watch ended")
		}
		return c.ID
	case <-limit.Done():
		t.Fatal("nobody was told")
	}
	return ""
}

func TestAWatchTellsOfOthersAndOfEachGap(t *testing.T) {
	server := postgrestest.New(t)
	journal := newTeam(t, server)
	dana, lee := journal.open(t, "dana"), journal.open(t, "lee")
	changes, err := dana.Watch(t.Context())
	ok(t, err)
	if got := next(t, changes); got != "" {
		t.Errorf("it begins with %q", got)
	}
	_, err = dana.Begin(t.Context(), "mine", storetest.Event("intent", true))
	ok(t, err)
	began := clock.Now()
	_, err = lee.Begin(t.Context(), "theirs", storetest.Event("intent", true))
	ok(t, err)
	if got := next(t, changes); got != "theirs" {
		t.Errorf("told of %q", got)
	}
	if took := clock.Since(began); took > 2*time.Second {
		t.Errorf("told after %s", took)
	}
	for _, gap := range []func(){
		func() { journal.end(t) },
		func() { server.Kill(); ok(t, server.Start()) },
	} {
		gap()
		if got := next(t, changes); got != "" {
			t.Errorf("after a gap it says %q", got)
		}
	}
	ok(t, lee.Append(t.Context(), "theirs", 2, storetest.Event("sending", true)))
	for got := ""; got != "theirs"; { // more gaps are no harm
		got = next(t, changes)
	}
}

func TestAQuietWatchStaysConnected(t *testing.T) {
	t.Parallel()
	journal := newTeam(t, postgrestest.Shared(t))
	dana := opened(t, quickBeats(journal.options("dana")))
	changes, err := dana.Watch(t.Context())
	ok(t, err)
	next(t, changes)
	quiet, cancel := context.WithTimeout(t.Context(), 2*dana.o.silence)
	defer cancel()
	select {
	case c := <-changes:
		t.Errorf("told of %q, where nothing happened", c.ID)
	case <-quiet.Done():
	}
}

func TestAllMachinesShareTheServersClock(t *testing.T) {
	server := postgrestest.Shared(t)
	journal := newTeam(t, server)
	dana, lee := journal.open(t, "dana"), opened(t, quickBeats(journal.options("lee")))
	name, _ := dana.Uptime()
	if other, _ := lee.Uptime(); name != other || !strings.HasPrefix(name, "pg:") || len(name) < 10 {
		t.Errorf("%q, %q", name, other)
	}
	if other, _ := newTeam(t, server).open(t, "dana").Uptime(); other == name {
		t.Error("two journals have one clock")
	}
	var last time.Duration
	for began := clock.Now(); clock.Since(began) < 3*lee.o.heartbeat; clock.Pause(time.Millisecond) {
		_, here := dana.Uptime()
		_, there := lee.Uptime()
		if apart := (here - there).Abs(); apart > callLimit {
			t.Fatalf("they are %s apart", apart)
		}
		if there < last {
			t.Fatalf("it goes back by %s", last-there)
		}
		last = there
	}
	_, shown := dana.Uptime()
	if off := clock.Since(time.Unix(0, int64(shown))); off.Abs() > callLimit {
		t.Errorf("it is off by %s", off) // the server is this machine
	}
}

func TestTheServersClockGoesOnWithTheMachines(t *testing.T) {
	s := &Store{}
	s.time.set("abc", now(), time.Hour.Microseconds())
	_, first := s.Uptime()
	if first < time.Hour || first > time.Hour+clocktest.Patience() {
		t.Errorf("it shows %s", first)
	}
	s.time.set("abc", now(), (time.Hour - time.Second).Microseconds())
	if _, up := s.Uptime(); up < first {
		t.Errorf("a slow answer turned it back to %s", up)
	}
	s.time.set("abc", now(), (30 * time.Minute).Microseconds())
	if _, up := s.Uptime(); up > 40*time.Minute {
		t.Errorf("a server whose clock was set back is not believed: %s", up)
	}
	sent := now() - 4*time.Second
	s.time.set("abc", sent, time.Hour.Microseconds())
	if _, up := s.Uptime(); up < time.Hour+2*time.Second {
		t.Errorf("a reading on its way for 4 s is taken for one of now: %s", up)
	}
}
