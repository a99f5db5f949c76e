package postgres

import (
	"context"
	"net"
	"time"

	"github.com/jackc/pgx/v5"

	"sttwizard/internal/clock/uptime"
	"sttwizard/internal/store"
)

// session is one connection to the server, with the locks that it holds.
type session struct {
	conn *pgx.Conn
	raw  net.Conn // below TLS, whose goodbye could wait for a dead line
	held map[string]bool
}

func (c *session) cut() { _ = c.raw.Close() }

// identity is what tells a session from all others of a server: numbers of processes
// are used again.
type identity struct {
	pid   uint32
	began string
}

// dialled connects with some of the parameters set otherwise. Where it fails nothing
// is left open.
func (s *Store) dialled(ctx context.Context, params map[string]string) (*session, error) {
	config := s.base.Copy()
	for name, value := range params {
		config.RuntimeParams[name] = value
	}
	made, ready := &session{held: map[string]bool{}}, false
	config.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := s.lines.dial(ctx, network, address)
		// A name may have several addresses; what is dialled later is a request to cancel.
		if !ready && conn != nil {
			made.raw = conn
		}
		return conn, err
	}
	if s.password.ask != nil {
		text, err := s.password.get()
		if err != nil {
			return nil, err
		}
		config.Password = text
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if refused := codeOf(err) == codePassword; refused || err == nil {
		s.password.judged(refused)
	}
	if err != nil {
		if made.raw != nil {
			made.cut()
		}
		return nil, err
	}
	made.conn, ready = conn, true
	return made, nil
}

// connected makes a session where there is none: greets the server, ends what is left
// of the session before, and takes the locks again.
func (s *Store) connected() error {
	if s.session != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(s.alive, callLimit)
	defer cancel()
	made, err := s.dialled(ctx, nil)
	if err != nil {
		return err
	}
	me, err := s.greeted(ctx, made)
	if err == nil {
		err = s.alone(ctx, made)
	}
	if err == nil {
		err = s.keeper.taken(ctx, made)
	}
	if err != nil {
		made.cut()
		return classified(err)
	}
	s.session, s.last = made, me
	s.beats.Do(func() { go s.beat() })
	s.pid.Store(me.pid)
	return nil
}

// greeted asks whether the journal is one that this program can write, and whether it
// is the server itself that answers.
func (s *Store) greeted(ctx context.Context, made *session) (me identity, err error) {
	var pid uint32
	var schema, writers int
	var id string
	var at int64
	sent := now()
	err = made.conn.QueryRow(ctx, `SELECT pg_backend_pid(),
		(SELECT extract(epoch FROM backend_start)::text FROM pg_stat_activity WHERE pid = pg_backend_pid()),
		schema, writers, store::text, `+serversClock+` FROM sttwizard.version`).
		Scan(&pid, &me.began, &schema, &writers, &id, &at)
	if err != nil {
		return me, err
	}
	if me.pid = made.conn.PgConn().PID(); pid != me.pid {
		return me, pooled(nil)
	}
	s.time.set(id, sent, at)
	return me, readable(schema, writers)
}

// readable says what to do where journal and program are of different versions.
func readable(schema, writers int) error {
	text := ""
	switch {
	case schema < schemaVersion:
		text = "the journal is older than this program: its owner runs sttwizard store init once"
	case writers > schemaVersion:
		text = "this program is too old for the journal: update it"
	default:
		return nil
	}
	return failed(store.ErrVersion, "%s (the tables are of version %d, for programs of %d; this one is of %d)",
		text, schema, writers, schemaVersion)
}

// alone ends this program's session before this one, where it still stands on the
// server with its locks and a statement that may be under way. When it returns nil
// that one is over.
func (s *Store) alone(ctx context.Context, made *session) error {
	if s.last.pid == 0 {
		return nil
	}
	rows, err := made.conn.Query(ctx, `SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity
		WHERE pid = $1 AND extract(epoch FROM backend_start)::text = $2`, int64(s.last.pid), s.last.began)
	if err != nil {
		return err
	}
	ended, err := pgx.CollectRows(rows, pgx.RowTo[bool])
	if err == nil && len(ended) > 0 && !ended[0] {
		return unusable("the earlier session with the team's journal could not be ended yet")
	}
	return err
}

// now is this machine's clock that nobody sets, its sleep included where it is known.
func now() time.Duration {
	if _, up := uptime.Machine(); up != 0 {
		return up
	}
	return sinceStart()
}
