package postgres

import (
	"context"
	"sync"
	"time"

	"sttwizard/internal/clock"
)

// start is where Go's own clock begins on systems without an uptime.
var start = clock.Now()

func sinceStart() time.Duration { return clock.Since(start) }

// jitter is how far two readings of the server's clock may be apart by the network
// alone. Within it the time does not go back.
const jitter = callLimit

// serverTime is the server's clock, as it was read last and as this machine counts
// since.
type serverTime struct {
	mu    sync.Mutex
	name  string
	at    time.Duration // what it showed, since 1970
	read  time.Duration // when, by this machine's clock
	shown time.Duration // what was told last
}

// serversClock asks for the microseconds since 1970.
const serversClock = `(extract(epoch FROM clock_timestamp()) * 1000000)::bigint`

// set takes a reading that was asked for at a time of this machine's clock, in
// microseconds. It was made somewhere between question and answer.
func (t *serverTime) set(id string, sent time.Duration, micros int64) {
	got := now()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.name = "pg:" + id[:min(len(id), 13)]
	t.at = time.Duration(micros) * time.Microsecond
	t.read = got - (got-sent)/2
}

// Uptime implements store.Clock: it shows the time since 1970 by the server's clock,
// which all machines of the team share.
func (s *Store) Uptime() (name string, up time.Duration) {
	t := &s.time
	t.mu.Lock()
	defer t.mu.Unlock()
	up = t.at + now() - t.read
	if back := t.shown - up; back > 0 && back < jitter {
		up = t.shown
	}
	t.shown = up
	return t.name, up
}

// readClock is a heartbeat: it asks for the server's time.
func (s *Store) readClock(ctx context.Context, c *session) error {
	var id string
	var at int64
	sent := now()
	err := c.conn.QueryRow(ctx, `SELECT store::text, `+serversClock+` FROM version`).Scan(&id, &at)
	if err == nil {
		s.time.set(id, sent, at)
	}
	return err
}
