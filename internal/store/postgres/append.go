package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"sttwizard/internal/clock"
	"sttwizard/internal/store"
)

const (
	appendLimit = 20 * time.Second // of an append with all its repetitions
	firstWait   = 50 * time.Millisecond
	longestWait = 2 * time.Second
)

// Begin implements store.Store. The lock comes before the event, so that nobody finds
// an attempt whose program seems dead.
func (s *Store) Begin(ctx context.Context, id string, first store.Event) (store.Hold, error) {
	held, err := s.Own(ctx, id)
	if errors.Is(err, store.ErrOwned) {
		return nil, &store.Error{Kind: store.ErrConflict, Err: err}
	}
	if err != nil {
		return nil, err
	}
	if err := s.Append(ctx, id, 1, first); err != nil {
		go held.Release()
		return nil, err
	}
	return held, nil
}

// Append implements store.Store.
func (s *Store) Append(ctx context.Context, id string, n int, e store.Event) error {
	ctx, cancel := context.WithTimeout(ctx, appendLimit)
	defer cancel()
	pause, stop := context.WithCancel(ctx)
	defer context.AfterFunc(s.alive, stop)()
	doubt := false
	for wait := firstWait; ; wait = min(2*wait, longestWait) {
		err := s.do(ctx, func(ctx context.Context, c *session) error { return s.insert(ctx, c, id, n, e) })
		switch {
		case err == nil, errors.Is(err, store.ErrConflict), errors.Is(err, store.ErrLost):
			return err
		case errors.Is(err, store.ErrInDoubt):
			doubt = true
		case !doubt:
			return err
		}
		if clock.Sleep(pause, wait) != nil {
			return inDoubt(err)
		}
	}
}

// insert writes an event, or finds it written by an earlier try.
func (s *Store) insert(ctx context.Context, c *session, id string, n int, e store.Event) error {
	if _, lost := s.keeper.has(id); lost {
		return failed(store.ErrLost, "the connection to %s was lost for too long, and somebody else took attempt %s over",
			s.where, id)
	}
	_, err := c.conn.Exec(ctx, `INSERT INTO events (attempt, n, key, at, who, host, kind, payload, open, sum)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, n, e.Key, e.At.UnixMicro(), e.Who, e.Host, e.Kind, string(e.Payload), e.Open, sum(id, n, e))
	if codeOf(err) != codeUnique {
		return err
	}
	// Whoever wrote the number has committed: the insert waited for that.
	var key string
	switch found := c.conn.QueryRow(ctx, `SELECT key FROM events WHERE attempt = $1 AND n = $2`, id, n).Scan(&key); {
	case errors.Is(found, pgx.ErrNoRows):
		return failed(store.ErrConflict, "%d is not the next event of attempt %s", n, id)
	case found != nil:
		return &store.Error{Kind: store.ErrInDoubt, Err: found}
	case key != e.Key:
		return failed(store.ErrConflict, "somebody else wrote event %d of attempt %s", n, id)
	}
	return nil
}

// Check implements store.Store.
func (s *Store) Check(ctx context.Context) error {
	return s.again(ctx, func(ctx context.Context, c *session) error {
		var login string
		var may, only, guarded, synced bool
		err := c.conn.QueryRow(ctx, `SELECT session_user, has_table_privilege('events', 'INSERT'),
			pg_is_in_recovery() OR current_setting('transaction_read_only')::bool,
			EXISTS (SELECT FROM pg_trigger
				WHERE tgrelid = 'events'::regclass AND tgname = 'next_event' AND tgenabled IN ('O', 'A')),
			current_setting('fsync')::bool`).Scan(&login, &may, &only, &guarded, &synced)
		switch {
		case err != nil:
			return err
		case !may:
			return unusable("%s may not write to %s: GRANT sttwizard_writer TO it", login, s.where)
		case only:
			return unusable("%s can only be read: give the address of the server that is written to", s.where)
		case !guarded:
			return unusable("the trigger next_event of %s is not on: its owner must enable it", s.where)
		case !synced:
			return unusable("fsync is off on the server of %s, so an event could be lost: turn it on", s.where)
		}
		return nil
	})
}

// Forget implements store.Store. The team decides how long what is over stays
// (version.keep), so time and ids are left out of account.
func (s *Store) Forget(ctx context.Context, _ time.Time, _ []string) (int, error) {
	gone := 0
	err := s.again(ctx, func(ctx context.Context, c *session) error {
		return c.conn.QueryRow(ctx, `SELECT prune()`).Scan(&gone)
	})
	return gone, err
}
