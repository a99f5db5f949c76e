package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"sttwizard/internal/clock"
	"sttwizard/internal/store"
)

// reconnect is how long a watch waits before it connects again.
const reconnect = time.Second

// Watch implements store.Store. It listens on a connection of its own.
func (s *Store) Watch(ctx context.Context) (<-chan store.Change, error) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(s.alive, cancel)
	changes := make(chan store.Change, 16)
	go func() {
		defer close(changes)
		defer cancel()
		defer stop()
		for ctx.Err() == nil {
			_ = s.listen(ctx, changes) // whatever it was: connect again, and say that all may be new
			_ = clock.Sleep(ctx, reconnect)
		}
	}()
	return changes, nil
}

// listen tells of changes until the connection or the context ends.
func (s *Store) listen(ctx context.Context, changes chan<- store.Change) error {
	c, err := s.dialled(ctx, nil)
	if err != nil {
		return err
	}
	defer c.cut()
	if _, err := c.conn.Exec(ctx, `LISTEN sttwizard`); err != nil {
		return err
	}
	tell := func(id string) {
		select {
		case changes <- store.Change{ID: id}:
		case <-ctx.Done():
		}
	}
	for tell(""); ctx.Err() == nil; {
		note, err := s.note(ctx, c)
		switch {
		case err != nil:
			return err
		case note != nil && note.PID != s.pid.Load():
			tell(note.Payload)
		}
	}
	return ctx.Err()
}

// note waits for a notification. After a quiet time it asks whether the server is
// still there, which also shows it that this program is.
func (s *Store) note(ctx context.Context, c *session) (*pgconn.Notification, error) {
	quiet, cancel := context.WithTimeout(ctx, s.o.heartbeat)
	defer cancel()
	note, err := c.conn.WaitForNotification(quiet)
	if err == nil || ctx.Err() != nil || !pgconn.Timeout(err) {
		return note, err
	}
	limit, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	return nil, c.conn.Ping(limit)
}
