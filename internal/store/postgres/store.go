package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"sttwizard/internal/clock"
	"sttwizard/internal/store"
)

const (
	schemaVersion = 1                // of the tables that this program writes
	callLimit     = 5 * time.Second  // of one statement, and of connecting before it
	heartbeat     = 8 * time.Second  // how often a session shows that it lives
	silence       = 25 * time.Second // after which the server ends a session
)

// Options say where the team's journal is and who uses it.
type Options struct {
	Address  string                 // postgres://NAME@HOST/DATABASE, without a password
	Password func() (string, error) // asked before the first connect and after a refusal; nil: PGPASSFILE
	Who      string                 // what others see of this program
	Host     string                 // the machine, likewise

	heartbeat, silence time.Duration // of tests; zero: the constants
}

// Store is the journal of a team. It implements store.Store and store.Clock.
type Store struct {
	o      Options
	base   *pgx.ConnConfig
	where  string
	alive  context.Context // ends with Close
	end    context.CancelFunc
	lines  lines
	time   serverTime
	pid    atomic.Uint32 // of the session, whose own changes need not be told
	keeper keeper
	beats  sync.Once // the heartbeat, which begins with the first session

	password password

	one     sync.Mutex // one statement at a time; guards the following
	session *session   // nil: to be made
	last    identity   // of the latest session, which may still stand on the server
}

var (
	_ store.Store = (*Store)(nil)
	_ store.Clock = (*Store)(nil)
)

// Open connects to a team's journal, and returns an error of package store where it
// can't be used. What was opened goes on connecting by itself after a failure.
func Open(ctx context.Context, o Options) (*Store, error) {
	s, err := prepare(o)
	if err != nil {
		return nil, err
	}
	if err := s.do(ctx, func(context.Context, *session) error { return nil }); err != nil {
		_ = s.Close()
		return nil, unread(err)
	}
	return s, nil
}

// New returns a team's journal that connects when it is first used. The error says
// what is wrong with the address.
func New(o Options) (*Store, error) { return prepare(o) }

// prepare makes a store that is not connected yet.
func prepare(o Options) (*Store, error) {
	config, err := o.config()
	if err != nil {
		return nil, err
	}
	if o.heartbeat == 0 {
		o.heartbeat = heartbeat
	}
	if o.silence == 0 {
		o.silence = silence
	}
	s := &Store{o: o, base: config, where: whereOf(config)}
	s.keeper.owned, s.password.ask = map[string]*ownership{}, o.Password
	s.alive, s.end = context.WithCancel(context.Background())
	set := map[string]string{
		"application_name": sessionName(o.Who, o.Host), "search_path": "sttwizard", "client_encoding": "UTF8",
		"sttwizard.schema": fmt.Sprint(schemaVersion), "synchronous_commit": "on",
		"idle_session_timeout": millis(o.silence), "statement_timeout": millis(callLimit - time.Second),
		"lock_timeout": millis(callLimit - 2*time.Second), "tcp_user_timeout": millis(silence),
		"jit":                 "off", // which took 0.7 s to make a statement of 1 ms faster
		"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3",
	}
	for name, value := range set {
		config.RuntimeParams[name] = value
	}
	config.ConnectTimeout = callLimit
	config.DefaultQueryExecMode = pgx.QueryExecModeExec // one round trip, and never the simple protocol with arguments
	return s, nil
}

func millis(d time.Duration) string { return fmt.Sprint(d.Milliseconds()) }

// whereOf names the journal for people.
func whereOf(config *pgx.ConnConfig) string {
	host := config.Host
	if config.Port != 5432 && !strings.HasPrefix(host, "/") {
		host = net.JoinHostPort(host, fmt.Sprint(config.Port))
	}
	return "the team's journal " + config.Database + " at " + host
}

// Where implements store.Store.
func (s *Store) Where(id string) string {
	if id == "" {
		return s.where
	}
	return id + " in " + s.where
}

// Close cuts the connections: the server drops the locks as soon as it sees that. A
// statement that is under way is in doubt.
func (s *Store) Close() error {
	s.end()
	s.lines.cut()
	return nil
}

// beat keeps the session alive, renews it where it was lost, and reads the server's
// clock.
func (s *Store) beat() {
	for clock.Sleep(s.alive, s.o.heartbeat) == nil {
		_ = s.again(s.alive, s.readClock) // what fails is tried once more at the next beat
	}
}

// do runs f on the session. The caller may leave when its context ends; f goes on,
// within the limit of a statement: pgx answers a cancelled context by closing the
// connection, and with that would go the locks of all that this program works on.
func (s *Store) do(ctx context.Context, f func(context.Context, *session) error) error {
	select {
	case err := <-s.start(ctx, f):
		return err
	case <-ctx.Done():
		return failed(store.ErrInDoubt, "%s did not answer in time: %w", s.where, context.Cause(ctx))
	}
}

// start is do without waiting. What has not begun when ctx ends never begins.
func (s *Store) start(ctx context.Context, f func(context.Context, *session) error) <-chan error {
	done := make(chan error, 1)
	go func() {
		s.one.Lock()
		defer s.one.Unlock()
		switch {
		case s.alive.Err() != nil:
			done <- unusable("%s was closed", s.where)
		case ctx.Err() != nil:
			done <- unusable("%s was busy for too long: %w", s.where, ctx.Err())
		default:
			done <- s.run(f)
		}
	}()
	return done
}

// run is one statement, after connecting where that is needed.
func (s *Store) run(f func(context.Context, *session) error) error {
	if err := s.connected(); err != nil {
		return unconnected(err)
	}
	ctx, cancel := context.WithTimeout(s.alive, callLimit)
	defer cancel()
	err := classified(f(ctx, s.session))
	if s.session.conn.IsClosed() {
		s.session.cut()
		s.session = nil
	}
	return err
}

// again does f once more where the first try met a session that had been lost. It is
// for what may be done twice.
func (s *Store) again(ctx context.Context, f func(context.Context, *session) error) error {
	var err error
	for range 2 {
		if err = s.do(ctx, f); !errors.Is(err, store.ErrInDoubt) || ctx.Err() != nil {
			break
		}
	}
	return unread(err)
}
