package postgres

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sttwizard/internal/store"
)

const (
	pageSize = 500 // attempts that are read by one statement
	// tooMany is how many events may be missing for each to get its place; more are a
	// number that can't be believed.
	tooMany = 1000
)

// found is an attempt with what the table of attempts says of it.
type found struct {
	store.Log
	last     int
	open     bool
	lastOpen bool // what the last event that was read says
}

// columns are read for a page of attempts, which has an alias p. LATERAL, so that the
// planner begins with the few attempts and never walks all events.
const columns = `SELECT p.id, p.last, p.open, e.n IS NOT NULL, coalesce(e.n, 0), coalesce(e.key, ''), coalesce(e.at, 0),
	coalesce(e.who, ''), coalesce(e.host, ''), coalesce(e.kind, ''), coalesce(e.payload, ''), coalesce(e.open, false),
	coalesce(e.sum, 0), coalesce(e.login, '')
	FROM page p LEFT JOIN LATERAL (SELECT * FROM events e WHERE e.attempt = p.id ORDER BY e.n) e ON true
	ORDER BY p.id, e.n`

// selection are the attempts that a list is about: a condition on the table of
// attempts, with its arguments from $3 on.
type selection struct {
	where string
	args  []any
}

var (
	openOnes = selection{where: "open"}
	all      = selection{where: "true"}
)

func changedSince(micros int64) selection { return selection{"(changed >= $3 OR open)", []any{micros}} }

// page returns the attempts behind one, in their order.
func (c *session) page(ctx context.Context, of selection, after string) ([]*found, error) {
	rows, err := c.conn.Query(ctx, `WITH page AS MATERIALIZED (SELECT id, last, open FROM attempts WHERE `+of.where+
		` AND id > $1 ORDER BY id LIMIT $2) `+columns, slices.Concat([]any{after, pageSize}, of.args)...)
	if err != nil {
		return nil, err
	}
	return collected(rows)
}

// one returns an attempt, or nil where there is none. Events without an attempt are
// one that is damaged.
func (c *session) one(ctx context.Context, id string) (*found, error) {
	rows, err := c.conn.Query(ctx, `WITH page AS (SELECT $1::text COLLATE "C" AS id, coalesce(max(last), -1) AS last,
		coalesce(bool_or(open), true) AS open FROM attempts WHERE id = $1) `+columns, id)
	if err != nil {
		return nil, err
	}
	got, err := collected(rows)
	if err != nil || len(got) != 1 || got[0].last < 0 && len(got[0].Events) == 0 {
		return nil, err
	}
	return got[0], nil
}

// collected makes attempts of the rows of their events.
func collected(rows pgx.Rows) (got []*found, err error) {
	var f *found
	var id, payload string
	var last, n int
	var open, there bool
	var at, want int64
	var e store.Event
	scan := []any{
		&id, &last, &open, &there, &n, &e.Key, &at, &e.Who, &e.Host, &e.Kind, &payload, &e.Open, &want, &e.Login,
	}
	_, err = pgx.ForEachRow(rows, scan, func() error {
		if f == nil || f.ID != id {
			f.end()
			f = &found{Log: store.Log{ID: id}, last: last, open: open}
			got = append(got, f)
		}
		if there {
			e.At, e.Payload = time.UnixMicro(at), []byte(payload)
			f.add(n, e, want)
		}
		return nil
	})
	f.end()
	return got, err
}

// add puts an event into its place, and what is wrong with it.
func (f *found) add(n int, e store.Event, want int64) {
	if n <= len(f.Events) || n > max(f.last, len(f.Events)+1) {
		f.fail("it has an event %d, behind the %d that its list knows", n, f.last)
		return
	}
	f.fill(n - 1)
	if sum(f.ID, n, e) != want {
		e = store.Event{Login: e.Login, Damage: fmt.Sprintf("event %d was changed: its checksum does not fit", n)}
	}
	f.Events = append(f.Events, e)
	f.lastOpen = e.Open || e.Damage != ""
}

// fill puts in what is missing before a place.
func (f *found) fill(to int) {
	if to-len(f.Events) > tooMany {
		f.fail("%d events of %d are missing", to-len(f.Events), to)
		return
	}
	for len(f.Events) < to {
		f.Events = append(f.Events, store.Event{Damage: fmt.Sprintf("event %d is missing", len(f.Events)+1)})
		f.lastOpen = true
	}
}

// end is called when there are no more events. It may be called on nil.
func (f *found) end() {
	switch {
	case f == nil, f.last < 0 && len(f.Events) == 0:
	case f.last < 0:
		f.fail("it is not in the list of attempts")
	case f.last < len(f.Events):
		f.fail("it has %d events, and its list knows %d", len(f.Events), f.last)
	default:
		f.fill(f.last)
	}
}

func (f *found) fail(format string, args ...any) {
	if f.Err == nil {
		f.Err = &store.Error{Kind: store.ErrDamaged, Err: fmt.Errorf("attempt "+f.ID+" is damaged: "+format, args...)}
	}
}

// Load implements store.Store.
func (s *Store) Load(ctx context.Context, id string) (store.Log, error) {
	var f *found
	err := s.again(ctx, func(ctx context.Context, c *session) (err error) {
		f, err = c.oneInPieces(ctx, id)
		if err != nil || f == nil {
			return err
		}
		owners, err := c.owners(ctx, []string{id})
		f.Owner = owners[id]
		return err
	})
	if err == nil && f == nil {
		err = failed(store.ErrNone, "there is no attempt %s", s.Where(id))
	}
	if err != nil {
		return store.Log{ID: id, Where: s.Where(id)}, err
	}
	f.Where = s.Where(id)
	return f.Log, nil
}

// ListOpen implements store.Store.
func (s *Store) ListOpen(ctx context.Context) ([]store.Log, error) {
	return s.list(ctx, openOnes)
}

// List implements store.Store. Those are among them that had an event since then,
// however old they are.
func (s *Store) List(ctx context.Context, since time.Time) ([]store.Log, error) {
	micros := int64(math.MinInt64)
	if !since.IsZero() {
		micros = since.UnixMicro()
	}
	return s.list(ctx, changedSince(micros))
}

func (s *Store) list(ctx context.Context, of selection) (logs []store.Log, err error) {
	err = s.each(ctx, of, func(f *found) { logs = append(logs, f.Log) })
	return logs, err
}

// each reads page by page, so that no statement is long and appends get in between.
func (s *Store) each(ctx context.Context, of selection, do func(*found)) error {
	for after := ""; ; {
		var got []*found
		err := s.again(ctx, func(ctx context.Context, c *session) (err error) {
			if got, err = c.page(ctx, of, after); unreadable(err) {
				got, err = c.pageInPieces(ctx, of, after)
			}
			if err != nil || len(got) == 0 {
				return err
			}
			ids := make([]string, len(got))
			for i, f := range got {
				ids[i] = f.ID
			}
			owners, err := c.owners(ctx, ids)
			for _, f := range got {
				f.Owner = owners[f.ID]
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, f := range got {
			f.Where = s.Where(f.ID)
			do(f)
		}
		if len(got) < pageSize {
			return nil
		}
		after = got[len(got)-1].ID
	}
}
