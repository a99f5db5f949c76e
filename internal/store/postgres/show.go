package postgres

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
)

// Status is how the team's journal stands.
type Status struct {
	Where    string   // as Where("") says
	Server   string   // the version of PostgreSQL
	Login    string   // as whom this program is there
	Schema   int      // the version of the tables
	Writers  int      // the oldest program that may write
	Keep     int      // days that final attempts stay
	Secured  bool     // whether the connection is encrypted
	Attempts int      // how many there are
	Open     int      // of them open
	Events   int      // of all attempts
	Size     int64    // bytes on the server's disk
	Sessions []string // who else uses it now, each once: "dana on laptop-7, as the login dana"
}

// Status asks the server how the journal stands.
func (s *Store) Status(ctx context.Context) (Status, error) {
	st := Status{Where: s.where}
	err := s.again(ctx, func(ctx context.Context, c *session) error {
		err := c.conn.QueryRow(ctx, `SELECT
			current_setting('server_version'), session_user, v.schema, v.writers, v.keep,
			coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false),
			(SELECT count(*) FROM attempts), (SELECT count(*) FROM attempts WHERE open),
			(SELECT coalesce(sum(last), 0) FROM attempts),
			pg_total_relation_size('attempts') + pg_total_relation_size('events') FROM version v`).
			Scan(&st.Server, &st.Login, &st.Schema, &st.Writers, &st.Keep, &st.Secured,
				&st.Attempts, &st.Open, &st.Events, &st.Size)
		if err != nil {
			return err
		}
		st.Sessions, err = c.sessions(ctx)
		return err
	})
	return st, err
}

// sessions returns the programs of those who may write, but for this one.
func (c *session) sessions(ctx context.Context) ([]string, error) {
	rows, err := c.conn.Query(ctx, `SELECT DISTINCT application_name, usename FROM pg_stat_activity
		WHERE datname = current_database() AND pg_has_role(usesysid, 'sttwizard_writer', 'MEMBER')
		 AND (application_name, usename) IS DISTINCT FROM (current_setting('application_name'), session_user)`)
	if err != nil {
		return nil, err
	}
	var names []string
	var name, login string
	_, err = pgx.ForEachRow(rows, []any{&name, &login}, func() error {
		if name = nameOf(name); name == "" {
			name = "another program"
		}
		names = append(names, name+", as the login "+login)
		return nil
	})
	slices.Sort(names)
	return names, err
}
