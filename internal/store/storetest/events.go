package storetest

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/store"
)

func (s *suite) bytesAreKept() {
	a := s.open()
	first := With(Event("intent", true),
		`"n":12345678901234567890,"b":1.0,"a":"\u0000 é 日本 ' \\ ; -- $1 %s","z":{"y":2,"x":[ 1,2 ]},"a":"twice"`)
	_, err := a.Begin(s.ctx, "one", first)
	s.ok(err)
	long := With(Event("sending", true), `"long":"`+fmt.Sprintf("%040000d", 7)+`"`)
	s.ok(a.Append(s.ctx, "one", 2, long))
	for _, st := range []store.Store{a, s.open()} {
		log := s.loaded(st, "one")
		if len(log.Events) != 2 {
			s.Fatalf("%d events", len(log.Events))
		}
		for n, e := range log.Events {
			want := []store.Event{first, long}[n]
			if e.Damage != "" || string(e.Payload) != string(want.Payload) {
				s.Errorf("event %d: %s, %s", n+1, e.Damage, e.Payload)
			}
		}
	}
}

func (s *suite) onlyTheNextNumber() {
	a := s.open()
	s.begun(a, "one")
	s.ok(a.Append(s.ctx, "one", 2, Event("sending", true)))
	for _, n := range []int{-1, 0, 1, 2, 4, 1000} {
		s.is(a.Append(s.ctx, "one", n, Event("stray", true)), store.ErrConflict)
	}
	if err := a.Append(s.ctx, "never begun", 2, Event("stray", true)); err == nil {
		s.Error("an event of an attempt that was never begun was written")
	}
	if got := len(s.loaded(s.open(), "one").Events); got != 2 {
		s.Errorf("%d events", got)
	}
}

func (s *suite) repeated() {
	a := s.open()
	first, second := Event("intent", true), Event("sending", true)
	hold, err := a.Begin(s.ctx, "one", first)
	s.ok(err)
	again, err := a.Begin(s.ctx, "one", first)
	s.ok(err)
	for range 3 {
		s.ok(a.Append(s.ctx, "one", 2, second))
	}
	s.ok(a.Append(s.ctx, "one", 3, Event("started", true)))
	s.ok(a.Append(s.ctx, "one", 2, second)) // which is not the latest any more
	if got := len(s.loaded(s.open(), "one").Events); got != 3 {
		s.Errorf("%d events", got)
	}
	hold.Release()
	again.Release()
	other, err := s.open().Own(s.ctx, "one")
	s.ok(err)
	other.Release()
}

func (s *suite) rivals() {
	a, b := s.open(), s.open()
	s.begun(a, "one")
	_, err := b.Begin(s.ctx, "one", Event("intent", true))
	s.is(err, store.ErrConflict)
	s.ok(a.Append(s.ctx, "one", 2, Event("sending", true)))
	s.is(b.Append(s.ctx, "one", 2, Event("asked", true)), store.ErrConflict)
	s.ok(b.Append(s.ctx, "one", 3, Event("asked", true)))
	s.is(a.Append(s.ctx, "one", 3, Event("started", true)), store.ErrConflict)
	if got := len(s.loaded(a, "one").Events); got != 3 {
		s.Errorf("%d events", got)
	}
}

// race lets several programs write the numbers of one attempt.
func (s *suite) race() {
	const last, writers = 25, 5
	s.begun(s.open(), "one")
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := map[int]int{}
	for range writers {
		st := s.open()
		wg.Go(func() {
			for n := 2; n <= last; {
				switch err := st.Append(s.ctx, "one", n, Event("note", true)); {
				case err == nil:
					mu.Lock()
					won[n]++
					mu.Unlock()
					n++
				case errors.Is(err, store.ErrConflict):
					log, err := st.Load(s.ctx, "one")
					if err != nil {
						s.Error(err)
						return
					}
					n = len(log.Events) + 1
				default:
					s.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	for n := 2; n <= last; n++ {
		if won[n] != 1 {
			s.Errorf("number %d was won %d times", n, won[n])
		}
	}
}

func (s *suite) none() {
	_, err := s.open().Load(s.ctx, "none")
	s.is(err, store.ErrNone)
}

func (s *suite) lists() {
	a, b := s.open(), s.open()
	if got := s.ids(a.List(s.ctx, time.Time{})); len(got) != 0 {
		s.Errorf("an empty journal has %v", got)
	}
	for _, id := range []string{"one", "two", "three"} {
		s.begun(a, id)
	}
	s.ok(a.Append(s.ctx, "two", 2, Event("stopped", false)))
	open := s.ids(b.ListOpen(s.ctx))
	if _, there := open["one"]; !there || len(open["three"].Events) != 1 {
		s.Errorf("of the open ones only %v are listed", open)
	}
	if open["one"].Owner == "" {
		s.Error("a list of open attempts doesn't say who works on them")
	}
	mine := s.ids(a.ListOpen(s.ctx))
	if owner := mine["one"].Owner; owner != "" {
		s.Errorf("one's own attempt is owned by %q", owner)
	}
	for since, want := range map[time.Time]int{{}: 3, clock.Now().Add(-time.Hour): 3, clock.Now().Add(time.Hour): 2} {
		got := s.ids(b.List(s.ctx, since))
		if len(got) != want || len(got["one"].Events) != 1 || want == 3 && len(got["two"].Events) != 2 {
			s.Errorf("since %v there are %v, want %d", since, got, want)
		}
	}
	s.ok(b.Append(s.ctx, "two", 3, Event("reopened", true)))
	if open := s.ids(b.ListOpen(s.ctx)); len(open["two"].Events) != 3 {
		s.Errorf("what was opened again is not listed: %v", open)
	}
}
