package scenes

import (
	"context"
	"slices"
	"sync"
	"time"
)

// noon is when every story begins.
var noon = time.Date(2026, time.November, 24, 14, 20, 0, 0, time.UTC)

// clock is the time of a world. It stands still unless somebody moves it.
type clock struct {
	mu     sync.Mutex
	now    time.Time
	timers []*timer
	asked  chan *timer // every new timer, for the stage
}

// timer is somebody who waits for a time.
type timer struct {
	at  time.Time
	due chan time.Time
}

func newClock() *clock { return &clock{now: noon, asked: make(chan *timer)} }

// Now gives the time, in UTC.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// move lets time pass without waking anybody: a call or a write takes so long.
func (c *clock) move(d time.Duration) { c.moveTo(c.Now().Add(d)) }

// moveTo does nothing where the time is already over.
func (c *clock) moveTo(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.now) {
		c.now = t
	}
}

// After is ui.Options.After. It comes back when the stage knows of the timer.
func (c *clock) After(ctx context.Context, d time.Duration) <-chan time.Time {
	t := &timer{at: c.Now().Add(d), due: make(chan time.Time, 1)}
	c.mu.Lock()
	c.timers = append(c.timers, t)
	c.mu.Unlock()
	select {
	case c.asked <- t:
	case <-ctx.Done():
	}
	return t.due
}

// next takes the timer that is due first, the oldest of several, and moves the
// time there. It gives nil when none is due until the end.
func (c *clock) next(end time.Time) *timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	first := -1
	for i, t := range c.timers {
		if !t.at.After(end) && (first < 0 || t.at.Before(c.timers[first].at)) {
			first = i
		}
	}
	if first < 0 {
		return nil
	}
	t := c.timers[first]
	c.timers = slices.Delete(c.timers, first, first+1)
	if t.at.After(c.now) {
		c.now = t.at
	}
	return t
}
