package screen

import (
	"context"
	"errors"
	"reflect"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Steps runs a model without a program, step by step: every command is run to its
// end, and what comes of it, before the next. So thousands of keys are quick, and the
// same keys show the same each time. Give its After to the model as the way to wait;
// a wait is over when Ring says so. Close it after use, when the context of the
// model's commands has ended. One goroutine uses it.
type Steps struct {
	Model tea.Model
	Now   func() time.Time   // when waits begin
	Takes func(tea.Msg) bool // hears every message first and may keep it from the model; nil: no
	Done  func()             // is called after every Update; nil: nothing is
	Err   error              // the first thing that went wrong; nothing is run after it

	asked chan *Wait
	waits []*Wait // the oldest first
}

// Wait is a command that waits for a time.
type Wait struct {
	At   time.Time // when it is over
	ring chan time.Time
	done chan tea.Msg
}

// ErrStuck is what goes wrong when a command does not come back in [Patience].
var ErrStuck = errors.New("a command does not come back")

// NewSteps makes steps without a model.
func NewSteps(now func() time.Time) *Steps { return &Steps{Now: now, asked: make(chan *Wait)} }

// After returns a channel that gets the time when the wait is rung. It comes back
// when the steps know of the wait.
func (s *Steps) After(ctx context.Context, d time.Duration) <-chan time.Time {
	w := &Wait{At: s.Now().Add(d), ring: make(chan time.Time, 1)}
	select {
	case s.asked <- w:
	case <-ctx.Done():
	}
	return w.ring
}

// Run runs a command until it has its message or waits for a time.
func (s *Steps) Run(cmd tea.Cmd) {
	if cmd == nil || s.Err != nil {
		return
	}
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	s.await(done)
}

func (s *Steps) await(done chan tea.Msg) {
	late := time.NewTimer(Patience)
	defer late.Stop()
	select {
	case msg := <-done:
		s.Tell(msg)
	case w := <-s.asked:
		w.done = done
		s.waits = append(s.waits, w)
	case <-late.C:
		s.Err = ErrStuck
	}
}

var commandList = reflect.TypeFor[[]tea.Cmd]()

// Tell hands a message to the model and runs what comes of it. Several commands run
// in their order; Bubble Tea's type for a sequence has no name outside.
func (s *Steps) Tell(msg tea.Msg) {
	if msg == nil || s.Err != nil {
		return
	}
	if v := reflect.ValueOf(msg); v.CanConvert(commandList) {
		for _, cmd := range v.Convert(commandList).Interface().([]tea.Cmd) {
			s.Run(cmd)
		}
		return
	}
	if s.Takes != nil && s.Takes(msg) {
		return
	}
	next, cmd := s.Model.Update(msg)
	s.Model = next
	if s.Done != nil {
		s.Done()
	}
	s.Run(cmd)
}

// Waiting returns how many commands wait for a time.
func (s *Steps) Waiting() int { return len(s.waits) }

// Oldest returns the wait that began first, nil when there is none.
func (s *Steps) Oldest() *Wait {
	if len(s.waits) == 0 {
		return nil
	}
	return s.waits[0]
}

// Next returns the wait that is over first, the oldest of several, nil when none is
// over until the end.
func (s *Steps) Next(end time.Time) *Wait {
	var next *Wait
	for _, w := range s.waits {
		if !w.At.After(end) && (next == nil || w.At.Before(next.At)) {
			next = w
		}
	}
	return next
}

// Ring ends a wait, at that time, and runs what comes of it.
func (s *Steps) Ring(w *Wait, at time.Time) {
	for i, waiting := range s.waits {
		if waiting == w {
			s.waits = append(s.waits[:i], s.waits[i+1:]...)
			w.ring <- at
			s.await(w.done)
			return
		}
	}
}

// Close waits for the commands that wait, which go home when their context ends.
func (s *Steps) Close() {
	for _, w := range s.waits {
		<-w.done
	}
	s.waits = nil
}
