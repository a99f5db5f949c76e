package postgres

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sttwizard/internal/store"
	"sttwizard/internal/store/postgrestest"
	"sttwizard/internal/store/storetest"
)

// as connects a login by itself, as anybody with its password could.
func (j *team) as(t *testing.T, login string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), j.server.Address(login, j.database))
	ok(t, err)
	t.Cleanup(func() { _ = conn.PgConn().Conn().Close() })
	_, err = conn.Exec(t.Context(), "SET search_path = sttwizard; SET sttwizard.schema = '1'")
	ok(t, err)
	return conn
}

func TestAWriterCanNeitherChangeNorDeleteNorForge(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	s := journal.open(t, "dana")
	_, err := s.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	before := journal.sql(t, "SELECT * FROM events; SELECT * FROM attempts; SELECT * FROM version")
	for _, try := range []string{
		"UPDATE events SET payload = '{}'",
		"DELETE FROM events",
		"TRUNCATE events",
		"DROP TABLE events",
		"DROP TABLE events CASCADE",
		"UPDATE attempts SET open = false",
		"DELETE FROM attempts",
		"TRUNCATE attempts, events",
		"INSERT INTO attempts VALUES ('x', 1, true, 0)",
		"UPDATE version SET keep = 1",
		"INSERT INTO version (single, schema, writers) VALUES (false, 9, 9)",
		"DELETE FROM version",
		"ALTER TABLE events DISABLE TRIGGER next_event",
		"DROP TRIGGER next_event ON events",
		"DROP FUNCTION next_event() CASCADE",
		"CREATE OR REPLACE FUNCTION prune() RETURNS int LANGUAGE sql AS 'SELECT 1'",
		"CREATE TABLE sttwizard.mine (x int)",
		"ALTER TABLE events OWNER TO CURRENT_USER",
		"SET ROLE sttwizard_owner",
		"SET session_replication_role = replica",
		"SELECT * FROM events FOR UPDATE",
		"ALTER SCHEMA sttwizard RENAME TO other",
		"DROP SCHEMA sttwizard CASCADE",
		"GRANT ALL ON events TO CURRENT_USER; UPDATE events SET n = 7",
		"SELECT next_event()",
		"CREATE RULE r AS ON INSERT TO events DO INSTEAD NOTHING",
		// a gap, a number twice, none, and one before the first
		"INSERT INTO events VALUES ('one', 3, 'k', 0, '', '', '', '{}', true, 0, '', now())",
		"INSERT INTO events VALUES ('one', 1, 'k', 0, '', '', '', '{}', true, 0, '', now())",
		"INSERT INTO events VALUES ('one', NULL, 'k', 0, '', '', '', '{}', true, 0, '', now())",
		"INSERT INTO events VALUES ('new', 0, 'k', 0, '', '', '', '{}', true, 0, '', now())",
		"INSERT INTO events VALUES ('one', 1, 'k', 0, '', '', '', '{}', true, 0, '', now())" +
			" ON CONFLICT (attempt, n) DO UPDATE SET key = 'k'",
	} {
		if _, err := journal.as(t, journal.login).Exec(t.Context(), try); err == nil {
			t.Errorf("%s was carried out", try)
		}
	}
	if after := journal.sql(t, "SELECT * FROM events; SELECT * FROM attempts; SELECT * FROM version"); after != before {
		t.Errorf("before: %s\nafter: %s", before, after)
	}
	if _, err := journal.as(t, journal.login).Exec(t.Context(),
		"INSERT INTO events VALUES ('one', 2, 'k', 0, 'lee', '', '', '{}', true, 0, 'lee', '2001-01-01')"); err != nil {
		t.Fatal(err)
	}
	got := journal.sql(t, "SELECT login, stored > now() - interval '1 day' FROM events WHERE n = 2")
	if got != journal.login+"|t" {
		t.Errorf("the server believed what it was told: %s", got)
	}
}

func TestAStrangerSeesNothing(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	o := journal.options("eve")
	o.Address = journal.server.Address(journal.server.Login(t, ""), journal.database)
	_, err := Open(t.Context(), o)
	told(t, "who was not granted it", err, store.ErrUnavailable, "GRANT sttwizard_writer")
}

func TestWhoMayOnlyReadIsTold(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	reader := journal.server.Login(t, "")
	journal.sql(t, "GRANT USAGE ON SCHEMA sttwizard TO "+reader)
	journal.sql(t, "GRANT SELECT ON ALL TABLES IN SCHEMA sttwizard TO "+reader)
	o := journal.options("eve")
	o.Address = journal.server.Address(reader, journal.database)
	s := opened(t, o)
	if _, err := s.ListOpen(t.Context()); err != nil {
		t.Error(err)
	}
	told(t, "no right to write", s.Check(t.Context()), store.ErrUnavailable, reader)
	if _, err := s.Begin(t.Context(), "one", storetest.Event("intent", true)); !errors.Is(err, store.ErrUnavailable) {
		t.Error(err)
	}
	for script, word := range map[string]string{
		"ALTER TABLE events DISABLE TRIGGER next_event":                           "next_event",
		"ALTER ROLE " + journal.login + " SET default_transaction_read_only = on": "only be read",
	} {
		journal.sql(t, script)
		told(t, script, journal.open(t, "dana").Check(t.Context()), store.ErrUnavailable, word)
		journal.sql(t, "ALTER TABLE events ENABLE TRIGGER next_event; ALTER ROLE "+journal.login+" RESET ALL")
	}
	if err := journal.open(t, "dana").Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestInitMakesAllOnceOrNothing(t *testing.T) {
	server := postgrestest.Shared(t)
	admin := server.Login(t, "CREATEROLE")
	database := server.Database(t)
	o := Options{Address: server.Address(admin, database)}
	if _, err := Init(t.Context(), o); err == nil {
		t.Error("who may not make a schema made one")
	}
	if got := server.SQL(t, database, "SELECT count(*) FROM pg_namespace WHERE nspname = 'sttwizard'"); got != "0" {
		t.Errorf("there are %s schemas", got)
	}
	server.SQL(t, database, "ALTER DATABASE "+database+" OWNER TO "+admin)
	done, err := Init(t.Context(), o)
	if err != nil || !strings.Contains(strings.Join(done, "\n"), "made the team's journal") {
		t.Errorf("%q, %v", done, err)
	}
	before := server.SQL(t, database, "SELECT store FROM sttwizard.version")
	again, err := Init(t.Context(), o)
	if err != nil || len(again) != 1 || !strings.Contains(again[0], "there already") {
		t.Errorf("%q, %v", again, err)
	}
	if after := server.SQL(t, database, "SELECT store FROM sttwizard.version"); after != before {
		t.Error("the second time changed it")
	}
	server.SQL(t, database, "DROP SCHEMA sttwizard CASCADE; CREATE SCHEMA sttwizard")
	if _, err := Init(t.Context(), o); !errors.Is(err, store.ErrVersion) {
		t.Errorf("a schema of somebody else's: %v", err)
	}
	latin := server.Database(t) + "x"
	server.SQL(t, "postgres", "CREATE DATABASE "+latin+" ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
	_, err = Init(t.Context(), Options{Address: server.Address(postgrestest.Superuser, latin)})
	told(t, "a database of few letters", err, store.ErrUnavailable, "UTF8")
}

func TestThePrintedSchemaIsTheSame(t *testing.T) {
	server := postgrestest.Shared(t)
	database := server.Database(t)
	server.SQL(t, database, Schema())
	journal := &team{server, database, server.Login(t, "IN ROLE sttwizard_writer")}
	if err := journal.open(t, "dana").Check(t.Context()); err != nil {
		t.Error(err)
	}
	dump := func(database string) string {
		dump := exec.Command("pg_dump", "-h", server.Dir, "-U", postgrestest.Superuser, "--schema-only", database)
		out, err := dump.Output()
		ok(t, err)
		text := ""
		for line := range strings.Lines(string(out)) {
			if !strings.HasPrefix(line, `\`) { // a word that is drawn anew each time
				text += line
			}
		}
		return text
	}
	if made := newTeam(t, server).database; dump(made) != dump(database) {
		t.Error("what is printed makes something else than what is run")
	}
}

func TestOtherVersionsAreTold(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	old := journal.open(t, "dana")
	_, err := old.Begin(t.Context(), "one", storetest.Event("intent", true))
	ok(t, err)
	for _, set := range []string{"schema = 0, writers = 0", "schema = 2, writers = 2"} {
		want := map[bool]string{true: "store init", false: "update it"}[set[9] == '0']
		journal.sql(t, "UPDATE version SET "+set)
		_, err := Open(t.Context(), journal.options("lee"))
		told(t, set, err, store.ErrVersion, want)
	}
	if err := old.Append(t.Context(), "one", 2, storetest.Event("sending", true)); !errors.Is(err, store.ErrVersion) {
		t.Errorf("a session from before the migration: %v", err)
	}
	journal.sql(t, "UPDATE version SET schema = 2, writers = 1")
	if err := old.Append(t.Context(), "one", 2, storetest.Event("sending", true)); err != nil {
		t.Errorf("tables that older programs may write: %v", err)
	}
	empty := journal.options("dana")
	empty.Address = journal.server.Address(journal.login, journal.server.Database(t))
	_, err = Open(t.Context(), empty)
	told(t, "a database without a journal", err, store.ErrVersion, "store init")
}

func TestOnlyWhatIsLongOverIsPruned(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	s, other := journal.open(t, "dana"), journal.open(t, "lee")
	for _, id := range []string{"over", "open", "fresh", "held", "disguised"} {
		hold, err := s.Begin(t.Context(), id, storetest.Event("intent", true))
		ok(t, err)
		hold.Release()
		if id != "open" && id != "disguised" {
			ok(t, s.Append(t.Context(), id, 2, storetest.Event("stopped", false)))
		}
	}
	_, err := other.Own(t.Context(), "held")
	ok(t, err)
	const age = "interval '31 days'"
	journal.sql(t, `UPDATE attempts SET changed = changed - extract(epoch FROM `+age+`) * 1000000 WHERE id <> 'fresh';
		UPDATE events SET stored = stored - `+age+` WHERE attempt <> 'fresh';
		UPDATE attempts SET open = false WHERE id = 'disguised'`)
	journal.sql(t, "UPDATE version SET keep = 40")
	if gone, err := s.Forget(t.Context(), time.Time{}, nil); err != nil || gone != 0 {
		t.Errorf("%d are gone of those that are kept for 40 days, %v", gone, err)
	}
	journal.sql(t, "UPDATE version SET keep = 30")
	gone, err := s.Forget(t.Context(), time.Time{}, nil)
	left := journal.sql(t, `SELECT string_agg(id, ' ' ORDER BY id) FROM attempts;
		SELECT count(DISTINCT attempt) FROM events`)
	if err != nil || gone != 1 || left != "disguised fresh held open\n4" {
		t.Errorf("%d are gone, %v; there are %q", gone, err, left)
	}
}
