package session

import (
	"context"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/files"
	"sttwizard/internal/secret"
)

// Ask lets the person type a secret; what is its name in words, such as
// "customer secret". Nil means that nobody can be asked.
type Ask = func(ctx context.Context, what string) (agora.Secret, error)

// CustomerSecret is what Ask is told when a connection's secret is typed each time.
const CustomerSecret = "customer secret"

// Client gives a client for a connection. It finds the customer secret, asking
// at most once per connection and session, and starts the sandbox where that is
// meant. Nothing is sent. The error is *secret.MissingError, what ask gave,
// *agora.ConfigError, or that of listening.
func (s *Session) Client(ctx context.Context, c connections.Connection, ask Ask) (*agora.Client, error) {
	value, err := s.secretOf(ctx, c, ask)
	if err != nil {
		return nil, err
	}
	s.Log.Hide(value)
	if c.Sandbox {
		if c.BaseURL, err = s.SandboxURL(); err != nil {
			return nil, err
		}
	}
	client, err := agora.NewClient(agora.Config{
		BaseURL: c.Address(), AppID: c.AppID, Key: c.CustomerKey, Secret: value,
		Project: s.Project(c), UserAgent: userAgent(s.Version),
		Transport: s.o.Transport, Timing: timing(s.o.Timing), Sleep: s.o.Sleep, Observe: s.Log.Call,
	})
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		client.Close()
		return nil, ErrClosed
	}
	s.clients = append(s.clients, client)
	return client, nil
}

// Paced gives an API that makes at most 10 requests a second together with all
// others of the session: for watching and settling many attempts.
func (s *Session) Paced(api attempt.API) attempt.API { return s.pacer.Paced(api) }

func userAgent(version string) string {
	if version == "" {
		return "sttwizard"
	}
	return "sttwizard/" + version
}

func (s *Session) secretOf(ctx context.Context, c connections.Connection, ask Ask) (agora.Secret, error) {
	if c.Sandbox {
		return sandbox.DefaultSecret, nil
	}
	s.mu.Lock()
	typed, known := s.typed[c.Name]
	s.mu.Unlock()
	if known && c.Secret.Asks() {
		return typed, nil
	}
	value, _, err := c.Secret.Resolve(ctx, CustomerSecret, secret.Sources{Getenv: s.Getenv, Ask: ask})
	if err != nil {
		return "", err
	}
	if c.Secret.Asks() {
		s.mu.Lock()
		s.typed[c.Name] = value
		s.mu.Unlock()
	}
	return value, nil
}

// Forget drops a customer secret that was typed, so that it is asked for again:
// Agora refused it.
func (s *Session) Forget(connection string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.typed, connection)
}

// SandboxURL gives the address of this session's sandbox, which is started at
// the first call. Its ledger is a file, so that its tasks outlive the session.
func (s *Session) SandboxURL() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return "", ErrClosed // nobody would stop it any more
	}
	if s.sandbox != nil {
		return s.sandbox.URL(), nil
	}
	server := sandbox.New(sandbox.Options{
		Ledger: s.Ledger(), Mode: s.o.SandboxMode, Now: s.o.Now, Pace: s.o.Pace, Random: s.o.Rand,
		Project: agora.Project{Version: agora.V5, Certificate: agora.CertificateOff},
	})
	l, err := server.Listen("127.0.0.1:0")
	if err != nil {
		return "", err
	}
	s.sandbox = l
	return l.URL(), nil
}

// ledgerWait is how long another sandbox that writes to the ledger is waited for.
const ledgerWait = 5 * time.Second

// Ledger gives the sandbox's ledger of this home.
func (s *Session) Ledger() sandbox.Ledger {
	lock := func(f func() error) error {
		return files.WithLock(s.Home.Locks(), "sandbox", ledgerWait, f)
	}
	write := func(path string, data []byte) error { return files.Write(path, data, files.WriteOptions{}) }
	return sandbox.NewFileLedger(s.Home.Sandbox(), lock, write)
}

// Project gives what the rules of a request depend on for a connection, with
// this machine's distance from UTC.
func (s *Session) Project(c connections.Connection) agora.Project {
	p := c.Project()
	_, seconds := s.Now().Zone()
	hours := seconds / 3600
	p.UTCOffset = &hours
	return p
}
