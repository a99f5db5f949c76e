package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/clock"
	"sttwizard/internal/clock/uptime"
	"sttwizard/internal/config"
	"sttwizard/internal/connections"
	"sttwizard/internal/files"
	"sttwizard/internal/pretend"
	"sttwizard/internal/report"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/storage"
	"sttwizard/internal/store"
	"sttwizard/internal/store/postgres"
	"sttwizard/internal/tasks"
	"sttwizard/internal/vault"
	"sttwizard/presets"
)

// APIURLVariable is the environment variable that does what --api-url does.
const APIURLVariable = "STTWIZARD_API_URL"

// Options is what a session takes from outside. Only Getenv is required; zero
// values mean the real thing.
type Options struct {
	Getenv  func(string) string
	Version string           // the program's, for the user agent
	Now     func() time.Time // nil: clock.Now
	Up      attempt.Uptime   // of the machine; nil: the real one where Now is nil, else none
	Rand    io.Reader        // for ids, the sandbox's too; safe for concurrent use; nil: the system's

	APIURL      string        // --api-url; empty: STTWIZARD_API_URL, else the connection's own
	UseSandbox  bool          // --sandbox
	SandboxMode sandbox.Mode  // empty: everything works
	Captions    captions.Mode // which captions its tasks store, see package pretend; empty: none
	Pace        time.Duration // between two statuses of a sandbox task; 0: sandbox.DefaultPace

	Store string      // --store; empty: as the variable or config.yaml says
	Team  store.Store // the team's journal; nil: as they say

	Log *report.Log // nil: nothing is logged

	Keyring   keep.Keyring // nil: the system's
	AgeFactor int          // of scrypt, in the file of secrets; 0: its own

	Transport http.RoundTripper                          // nil: the client's own
	Timing    agora.Timing                               // zero: the client's own
	Sleep     func(context.Context, time.Duration) error // between tries; nil: clock.Sleep

	// Probe tries the storage of captions before an event; nil: it is really tried.
	Probe func(context.Context, storage.Place, storage.Keys) (storage.Probed, error)
}

// Session is one run of the program: where its files are and how it reaches
// Agora. It is safe for concurrent use. Close ends it.
type Session struct {
	*keep.Secrets // where secrets are, and keeping them

	Home        files.Home
	Presets     *presets.Store
	Connections *connections.Store
	Journal     *attempt.Journal
	Settings    config.Config
	Host        string       // the machine's name
	Tasks       *tasks.Tasks // what can be done about tasks
	Version     string
	Getenv      func(string) string
	Now         func() time.Time
	Rand        io.Reader // nil: the system's
	Log         *report.Log

	o      Options
	apiURL string
	team   *postgres.Store // nil: there is none, or it is left aside
	damage damage

	mu             sync.Mutex
	closed         bool
	pretend        *pretend.Writer // stores captions; nil: it was not needed yet
	endCaptions    func()          // ends it
	sandbox        map[agora.Version]*sandbox.Listener
	sandboxVersion agora.Version // of the connection "sandbox"; empty: its own
	version        agora.Version // of connections that have none
	clients        []*agora.Client
}

// New opens a session. Of files only config.yaml is read, and nothing is called yet.
// The errors are *APIURLError, *config.Error, or say which variable must be set.
func New(o Options) (*Session, error) {
	home, err := files.Locate(o.Getenv)
	if err != nil {
		return nil, err
	}
	if o.Log == nil {
		o.Log = &report.Log{} // knows the secrets, writes nothing
	}
	if o.Now == nil {
		o.Now = clock.Now
		if o.Up == nil {
			o.Up = uptime.Machine
		}
	}
	s := &Session{
		Home: home, Presets: presets.New(home), Connections: connections.Open(home),
		Version: o.Version, Getenv: o.Getenv, Now: o.Now, Rand: o.Rand, Log: o.Log,
		o: o,
	}
	s.Presets.OnDamage(s.found)
	if o.Keyring == nil {
		o.Keyring = vault.NewKeyring(o.Getenv)
	}
	s.Secrets = keep.New(keep.Options{
		Getenv: o.Getenv, Now: o.Now, Rand: o.Rand, Log: o.Log,
		Keyring: o.Keyring, File: vault.NewAgeFile(home.Secrets(), home.Locks(), o.Getenv).WithFactor(o.AgeFactor),
		Connections: s.Connections, Presets: s.Presets, Choices: s.Choices, Project: s.Project,
	})
	s.Log.Hide(agora.Secret(o.Getenv(secret.PassphraseVariable)))
	if err := s.openJournal(); err != nil {
		return nil, err
	}
	s.Tasks = tasks.New(tasks.Options{
		Run: s, Journal: s.Journal, Presets: s.Presets, Home: home, Now: o.Now, Sleep: o.Sleep, Rand: o.Rand, Log: o.Log, Sandbox: o.UseSandbox, APIURL: o.APIURL,
		Pretends: pretend.Known{Ledger: s.Ledger(), Transport: o.Transport}.Is, Damaged: s.found,
		StorageURL: o.Getenv(StorageURLVariable), Probe: o.Probe,
	})
	return s, s.checkAPIURL()
}

// APIURLError is an address for --api-url that is not called.
type APIURLError struct {
	From string // "--api-url" or the variable
	Err  error  // an *agora.ConfigError
}

// Error says where the address came from and what would be right, never the
// address itself.
func (e *APIURLError) Error() string {
	if config, ok := errors.AsType[*agora.ConfigError](e.Err); ok {
		return e.From + " " + config.Text
	}
	return fmt.Sprintf("%s: %v", e.From, e.Err)
}

// Unwrap returns the rule that is broken.
func (e *APIURLError) Unwrap() error { return e.Err }

func (s *Session) checkAPIURL() error {
	from := "--api-url"
	s.apiURL = s.o.APIURL
	if s.apiURL == "" {
		from, s.apiURL = APIURLVariable, s.Getenv(APIURLVariable)
	}
	if s.apiURL == "" {
		return nil
	}
	if err := agora.CheckBaseURL(s.apiURL); err != nil {
		return &APIURLError{from, err}
	}
	return nil
}

// ErrClosed is what a closed session gives to a command that still runs.
var ErrClosed = errors.New("sttwizard is about to end")

// Close stops the sandbox, if one was started, and drops idle connections.
func (s *Session) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.Journal.Close()
	for _, c := range s.clients {
		c.Close()
	}
	s.clients = nil
	if s.endCaptions != nil {
		s.endCaptions()
	}
	var errs []error
	for _, l := range s.sandbox {
		errs = append(errs, l.Close())
	}
	s.sandbox = nil
	return errors.Join(errs...)
}
