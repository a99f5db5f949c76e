package scenes

import (
	"sync"
	"time"
)

// noon is when every story begins.
var noon = time.Date(2026, time.November, 24, 14, 20, 0, 0, time.UTC)

// clock is the time of a world. It stands still unless somebody moves it.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: noon} }

// Now returns the time, in UTC.
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
