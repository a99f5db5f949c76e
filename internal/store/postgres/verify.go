package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// verifyLimit is of one statement of a check, which no session waits for.
const verifyLimit = 10 * time.Minute

// Report is what a check of the whole journal found.
type Report struct {
	Attempts int
	Events   int
	Problems []Problem
}

// Problem is something that is not as it was written.
type Problem struct {
	ID   string // the attempt; empty: the journal
	What string // in words
}

// Verify reads everything: checksums, gaps, and whether the list of attempts says
// what their events say. An error means that the check could not be done.
func (s *Store) Verify(ctx context.Context) (Report, error) {
	var r Report
	err := s.each(ctx, all, func(f *found) {
		r.Attempts++
		r.Events += len(f.Events)
		r.problems(f)
	})
	if err == nil {
		err = s.strays(ctx, &r)
	}
	return r, err
}

// problems notes what is wrong with one attempt.
func (r *Report) problems(f *found) {
	note := func(format string, args ...any) {
		r.Problems = append(r.Problems, Problem{f.ID, fmt.Sprintf(format, args...)})
	}
	for _, e := range f.Events {
		if e.Damage != "" {
			note("%s", e.Damage)
		}
	}
	switch words := map[bool]string{true: "open", false: "over"}; {
	case f.Err != nil:
		note("%s", f.Err)
	case len(f.Events) == 0:
		note("it has no events")
	case f.open != f.lastOpen:
		note("the list says it is %s, its last event that it is %s", words[f.open], words[f.lastOpen])
	}
}

// strays notes events of attempts that are not in the list, on a connection of its
// own: it looks at all of them in one statement.
func (s *Store) strays(ctx context.Context, r *Report) error {
	limit := millis(verifyLimit)
	c, err := s.dialled(ctx, map[string]string{"statement_timeout": limit, "idle_session_timeout": limit})
	if err != nil {
		return unconnected(err)
	}
	defer c.cut()
	rows, err := c.conn.Query(ctx, `SELECT DISTINCT e.attempt FROM events e
		WHERE NOT EXISTS (SELECT FROM attempts a WHERE a.id = e.attempt)`)
	if err != nil {
		return unread(classified(err))
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, id := range ids {
		r.Problems = append(r.Problems, Problem{id, "it has events, and is not in the list of attempts"})
	}
	return unread(classified(err))
}
