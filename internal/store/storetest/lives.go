package storetest

import (
	"context"
	"strings"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/store"
)

// free waits until an attempt is nobody's, as others see it.
func (s *suite) free(st store.Store, id string) store.Hold {
	s.Helper()
	for began := clock.Now(); clock.Since(began) < clocktest.Patience(); clock.Pause(time.Millisecond) {
		if hold, err := st.Own(s.ctx, id); err == nil {
			return hold
		}
	}
	s.Fatal("it is still owned")
	return nil
}

func (s *suite) owns() {
	a, b := s.open(), s.open()
	s.begun(a, "one").Release()
	hold, err := a.Own(s.ctx, "one")
	s.ok(err)
	_, err = b.Own(s.ctx, "one")
	s.is(err, store.ErrOwned)
	if who, err := b.Owned(s.ctx, "one"); err != nil || who == "" {
		s.Errorf("%q, %v", who, err)
	}
	if who, err := a.Owned(s.ctx, "one"); err != nil || who != "" {
		s.Errorf("to the one who owns it it is %q's: %v", who, err)
	}
	if who, err := b.Owned(s.ctx, "other"); err != nil || who != "" {
		s.Errorf("%q, %v", who, err)
	}
	hold.Release()
	hold.Release() // changes nothing
	theirs, err := b.Own(s.ctx, "one")
	s.ok(err)
	hold.Release() // it is no longer this one's to release
	_, err = a.Own(s.ctx, "one")
	s.is(err, store.ErrOwned)
	theirs.Release()
	s.free(a, "one").Release()
	if who, err := b.Owned(s.ctx, "one"); err != nil || who != "" {
		s.Errorf("%q, %v", who, err)
	}
}

func (s *suite) beginOwns() {
	a, b := s.open(), s.open()
	hold := s.begun(a, "one")
	_, err := b.Own(s.ctx, "one")
	s.is(err, store.ErrOwned)
	s.ok(a.Append(s.ctx, "one", 2, Event("sending", true)))
	hold.Release()
	s.free(b, "one").Release()
	_, err = b.Begin(s.ctx, "one", Event("intent", true))
	s.is(err, store.ErrConflict)
	s.free(a, "one").Release() // a begin that failed holds nothing
}

func (s *suite) closing() {
	a, b := s.open(), s.open()
	s.begun(a, "one")
	s.begun(a, "two")
	s.ok(a.Close())
	s.free(b, "one").Release()
	s.free(b, "two").Release()
}

func (s *suite) watch() {
	a, b := s.open(), s.open()
	s.begun(a, "one")
	changes, err := b.Watch(s.ctx)
	s.ok(err)
	s.told(changes, func(c store.Change) bool { return c.ID == "" })
	of := func(id string) func(store.Change) bool {
		return func(c store.Change) bool { return c.ID == id || c.ID == "" }
	}
	s.ok(a.Append(s.ctx, "one", 2, Event("sending", true)))
	s.told(changes, of("one"))
	s.begun(a, "two")
	s.told(changes, of("two"))
	if got := s.loaded(b, "one"); len(got.Events) != 2 {
		s.Errorf("told of %d events", len(got.Events))
	}
}

func (s *suite) watchEnds() {
	ctx, cancel := context.WithCancel(s.ctx)
	ended, err := s.open().Watch(ctx)
	s.ok(err)
	closing := s.open()
	closed, err := closing.Watch(s.ctx)
	s.ok(err)
	cancel()
	s.ok(closing.Close())
	limit, stop := context.WithTimeout(s.ctx, clocktest.Patience())
	defer stop()
	for _, changes := range []<-chan store.Change{ended, closed} {
		for more := true; more; {
			select {
			case _, more = <-changes:
			case <-limit.Done():
				s.Fatal("a watch goes on")
			}
		}
	}
}

func (s *suite) forget() {
	a := s.open()
	s.begun(a, "one")
	if gone, err := a.Forget(s.ctx, clock.Now().Add(-time.Hour), nil); err != nil || gone != 0 {
		s.Errorf("%d are gone, %v", gone, err)
	}
	if got := s.loaded(a, "one"); len(got.Events) != 1 {
		s.Errorf("%+v", got)
	}
}

func (s *suite) where() {
	a, b := s.open(), s.open()
	all, one, two := a.Where(""), a.Where("one"), a.Where("two")
	if all == "" || one == two || !strings.Contains(one, "one") || b.Where("one") != one {
		s.Errorf("%q, %q, %q", all, one, two)
	}
}

func (s *suite) leave() {
	a := s.open()
	s.begun(a, "one")
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	e := Event("sending", true)
	if err := a.Append(ctx, "one", 2, e); err != nil { // it may have been written before that was seen
		s.ok(a.Append(s.ctx, "one", 2, e))
	}
	if got := s.loaded(a, "one"); len(got.Events) != 2 {
		s.Errorf("%+v", got)
	}
	_, err := s.open().Own(s.ctx, "one")
	s.is(err, store.ErrOwned) // whoever leaves loses nothing
}

func (s *suite) closed() {
	a, b := s.open(), s.open()
	s.begun(a, "one")
	s.ok(a.Check(s.ctx))
	s.ok(a.Close())
	_ = a.Close()
	if err := a.Append(s.ctx, "one", 2, Event("sending", true)); err == nil {
		s.Error("a closed store wrote")
	}
	if got := s.loaded(b, "one"); len(got.Events) != 1 {
		s.Errorf("%+v", got)
	}
}
