package postgres

import (
	"errors"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/store/postgrestest"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }

// team is a database with a journal in it, and the login of one who may write.
type team struct {
	server   *postgrestest.Server
	database string
	login    string
}

// newTeam makes a journal on a server, by Init.
func newTeam(t testing.TB, server *postgrestest.Server) *team {
	t.Helper()
	made := &team{server: server, database: server.Database(t)}
	_, err := Init(t.Context(), Options{Address: server.Address(postgrestest.Superuser, made.database)})
	ok(t, err)
	made.login = server.Login(t, "IN ROLE sttwizard_writer")
	return made
}

func (j *team) address() string { return j.server.Address(j.login, j.database) }

func (j *team) options(who string) Options {
	return Options{Address: j.address(), Who: who, Host: "laptop-7"}
}

// open returns one more program's view of the journal.
func (j *team) open(t testing.TB, who string) *Store {
	t.Helper()
	return opened(t, j.options(who))
}

func opened(t testing.TB, o Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), o)
	ok(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// sql runs a script in the journal's database as the superuser.
func (j *team) sql(t testing.TB, script string) string {
	t.Helper()
	return j.server.SQL(t, j.database, "SET search_path = sttwizard;"+script)
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// told fails unless an error is of a kind, and says a word.
func told(t *testing.T, what string, err, kind error, word string) {
	t.Helper()
	if !errors.Is(err, kind) || !strings.Contains(err.Error(), word) {
		t.Errorf("%s: %v, want %q", what, err, word)
	}
}

// quickBeats returns options of a program that is ended soon where it is silent.
func quickBeats(o Options) Options {
	o.heartbeat, o.silence = 200*time.Millisecond, 3*time.Second
	return o
}
