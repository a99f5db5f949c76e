package postgres

import (
	"context"
	_ "embed"
	"fmt"

	"sttwizard/internal/store"
)

//go:embed schema.sql
var script string

// Schema returns the script that makes the journal and its roles, for psql. It makes
// all of it or nothing.
func Schema() string { return "BEGIN;\n\n" + script + "\nCOMMIT;\n" }

// Init makes the team's journal in the database of the address, whose login must be
// allowed to (see Schema), and returns what was done in a line each. What is there
// already is told and left alone. A failure leaves nothing half made.
func Init(ctx context.Context, o Options) (done []string, err error) {
	s, err := prepare(o)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	unhurried := map[string]string{"idle_session_timeout": "0", "lock_timeout": "0", "statement_timeout": "60000"}
	c, err := s.dialled(ctx, unhurried)
	if err != nil {
		return nil, unconnected(err)
	}
	there, roles, err := c.standing(ctx)
	if err != nil || there {
		return []string{s.where + " is there already, of version " + fmt.Sprint(schemaVersion)}, err
	}
	if _, err := c.conn.Exec(ctx, Schema()); err != nil {
		return nil, unread(classified(fmt.Errorf("nothing was made: %w", err)))
	}
	if roles == 2 {
		done = append(done, "the roles sttwizard_owner and sttwizard_writer were there already")
	} else {
		done = append(done, "made the roles sttwizard_owner and sttwizard_writer, which nobody can log in as")
	}
	return append(done, "made "+s.where, "next, for each person: GRANT sttwizard_writer TO their login"), nil
}

// standing looks at what is there: a journal, and how many of its roles.
func (c *session) standing(ctx context.Context) (there bool, roles int, err error) {
	var encoding string
	var version int
	err = c.conn.QueryRow(ctx, `SELECT pg_encoding_to_char(encoding), current_setting('server_version_num')::int,
		EXISTS (SELECT FROM pg_namespace WHERE nspname = 'sttwizard'),
		(SELECT count(*) FROM pg_roles WHERE rolname IN ('sttwizard_owner', 'sttwizard_writer'))
		FROM pg_database WHERE datname = current_database()`).Scan(&encoding, &version, &there, &roles)
	switch {
	case err != nil:
		return there, roles, unread(classified(err))
	case encoding != "UTF8":
		return there, roles, unusable("the database is encoded in %s: make one with ENCODING 'UTF8'", encoding)
	case version < 140000:
		return there, roles, unusable("PostgreSQL 14 or later is needed, this is %d", version/10000)
	case !there:
		return false, roles, nil
	}
	var schema, writers int
	err = c.conn.QueryRow(ctx, `SELECT schema, writers FROM sttwizard.version`).Scan(&schema, &writers)
	if err != nil {
		return there, roles, failed(store.ErrVersion, "there is a schema sttwizard that is no journal: %w", err)
	}
	return there, roles, readable(schema, writers)
}
