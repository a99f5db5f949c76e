package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sttwizard/internal/store"
)

// unreadable reports whether the server itself stumbled over what it keeps: a row
// whose bits were changed ends the whole statement that meets it.
func unreadable(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.SeverityUnlocalized == "ERROR" && len(e.Code) == 5 &&
		slices.Contains([]string{"XX", "22", "54"}, e.Code[:2])
}

// pageInPieces reads the attempts of a page one by one.
func (c *session) pageInPieces(ctx context.Context, of selection, after string) (got []*found, err error) {
	rows, err := c.conn.Query(ctx, `SELECT id FROM attempts WHERE `+of.where+` AND id > $1 ORDER BY id LIMIT $2`,
		slices.Concat([]any{after, pageSize}, of.args)...)
	if err != nil {
		return nil, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		f, err := c.oneInPieces(ctx, id)
		if err != nil {
			return nil, err
		}
		if f != nil {
			got = append(got, f)
		}
	}
	return got, nil
}

// oneInPieces reads an attempt, event by event where that is needed.
func (c *session) oneInPieces(ctx context.Context, id string) (*found, error) {
	f, err := c.one(ctx, id)
	if !unreadable(err) {
		return f, err
	}
	f = &found{Log: store.Log{ID: id}}
	err = c.conn.QueryRow(ctx, `SELECT last, open FROM attempts WHERE id = $1`, id).Scan(&f.last, &f.open)
	if err != nil {
		return nil, err
	}
	for n := 1; n <= f.last && f.Err == nil; n++ {
		if err := c.piece(ctx, f, n); err != nil {
			return nil, err
		}
	}
	f.end()
	return f, nil
}

// piece reads event n into its place.
func (c *session) piece(ctx context.Context, f *found, n int) error {
	var e store.Event
	var payload string
	var at, want int64
	err := c.conn.QueryRow(ctx, `SELECT key, at, who, host, kind, payload, open, sum, login FROM events
		WHERE attempt = $1 AND n = $2`, f.ID, n).
		Scan(&e.Key, &at, &e.Who, &e.Host, &e.Kind, &payload, &e.Open, &want, &e.Login)
	switch {
	case unreadable(err):
		f.Events = append(f.Events, store.Event{Damage: fmt.Sprintf("event %d can't be read: %s", n, err)})
		f.lastOpen = true
	case errors.Is(err, pgx.ErrNoRows):
		f.fill(n)
	case err != nil:
		return err
	default:
		e.At, e.Payload = time.UnixMicro(at), []byte(payload)
		f.add(n, e, want)
	}
	return nil
}
