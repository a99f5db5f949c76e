package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/store"
)

// Maker makes an empty journal, and returns what opens it as one more program.
type Maker func(t *testing.T) (open func() store.Store)

// Run tests the stores that a function makes.
func Run(t *testing.T, empty Maker) {
	for _, promise := range []struct {
		name string
		test func(*suite)
	}{
		{"EventsComeBackByteByByte", (*suite).bytesAreKept},
		{"OnlyTheNextNumberIsWritten", (*suite).onlyTheNextNumber},
		{"ARepeatedEventIsWrittenOnce", (*suite).repeated},
		{"ARivalsNumberIsAConflict", (*suite).rivals},
		{"OfManyWritersOneWinsEachNumber", (*suite).race},
		{"AMissingAttemptIsTold", (*suite).none},
		{"ListsHaveWhatIsOpenAndSince", (*suite).lists},
		{"OneOwnsUntilItReleases", (*suite).owns},
		{"WhoBeginsOwns", (*suite).beginOwns},
		{"ClosingFreesWhatIsOwned", (*suite).closing},
		{"OthersAreToldOfChanges", (*suite).watch},
		{"AWatchEndsWithItsContext", (*suite).watchEnds},
		{"WhatIsOpenIsNotForgotten", (*suite).forget},
		{"ItSaysWhereThingsAre", (*suite).where},
		{"ACallerMayLeave", (*suite).leave},
		{"AClosedStoreWritesNothing", (*suite).closed},
	} {
		t.Run(promise.name, func(t *testing.T) {
			open := empty(t)
			promise.test(&suite{t, t.Context(), func() store.Store {
				made := open()
				t.Cleanup(func() { _ = made.Close() })
				return made
			}})
		})
	}
}

// suite is one test with an empty journal.
type suite struct {
	*testing.T
	ctx  context.Context
	open func() store.Store
}

// Event returns an event with a key of its own.
func Event(kind string, open bool) store.Event {
	e := store.Event{
		Key: rand.Text(), At: clock.Now().UTC().Truncate(time.Microsecond), Who: "dana", Host: "laptop-7",
		Kind: kind, Open: open,
	}
	return With(e, `"x":1.0`)
}

// With returns the event with a payload that says the same as its fields, and what
// is given besides, as members of a JSON object.
func With(e store.Event, members string) store.Event {
	if !e.Open {
		members += `,"final":true`
	}
	e.Payload = fmt.Appendf(nil, `{"event":%q,"at":%q,"key":%q,"who":%q,"host":%q,%s}`,
		e.Kind, e.At.Format(time.RFC3339Nano), e.Key, e.Who, e.Host, members)
	return e
}

func (s *suite) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *suite) is(err, want error) {
	s.Helper()
	if !errors.Is(err, want) {
		s.Errorf("%v, want %v", err, want)
	} else if text := err.Error(); strings.TrimSpace(text) == "" {
		s.Error("an error without words")
	}
}

func (s *suite) begun(st store.Store, id string) store.Hold {
	s.Helper()
	hold, err := st.Begin(s.ctx, id, Event("intent", true))
	s.ok(err)
	return hold
}

func (s *suite) loaded(st store.Store, id string) store.Log {
	s.Helper()
	log, err := st.Load(s.ctx, id)
	s.ok(err)
	if log.ID != id || log.Where != st.Where(id) || log.Err != nil || log.Tail != "" {
		s.Errorf("%+v", log)
	}
	return log
}

// ids returns the attempts of a list in a line, in any order of a store's.
func (s *suite) ids(logs []store.Log, err error) map[string]store.Log {
	s.Helper()
	s.ok(err)
	found := map[string]store.Log{}
	for _, log := range logs {
		if _, twice := found[log.ID]; twice {
			s.Errorf("%s is listed twice", log.ID)
		}
		found[log.ID] = log
	}
	return found
}

// told waits for the next change that a function wants.
func (s *suite) told(changes <-chan store.Change, want func(store.Change) bool) {
	s.Helper()
	limit, cancel := context.WithTimeout(s.ctx, clocktest.Patience())
	defer cancel()
	for {
		select {
		case c, more := <-changes:
			if !more {
				s.Fatal("the watch ended")
			}
			if want(c) {
				return
			}
		case <-limit.Done():
			s.Fatal("nobody was told")
		}
	}
}
