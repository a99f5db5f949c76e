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

// Client gives a client for a connection. It finds the customer secret, asking
// at most once per connection and session, also where it is not to be found where
// the connection says, and starts the sandbox where that is meant. Nothing is sent. The error is *secret.MissingError, what ask gave,
// *agora.ConfigError, or that of listening.
//
//go:noinline // for size: it has many callers
func (s *Session) Client(ctx context.Context, c connections.Connection, ask Ask) (*agora.Client, error) {
	client, _, err := s.client(ctx, c, ask)
	if err != nil {
		s.Log.Event("no client", "connection", c.Name, "error", err.Error())
		if err = s.askInstead(ctx, c, err, ask); err == nil {
			client, _, err = s.client(ctx, c, nil)
		}
	}
	return client, err
}

// client also says where the customer secret was found.
func (s *Session) client(ctx context.Context, c connections.Connection, ask Ask) (*agora.Client, secret.Found, error) {
	value, found := sandbox.DefaultSecret, secret.Found{What: CustomerSecret, Where: "the sandbox itself"}
	var err error
	if c.Sandbox {
		c.BaseURL, err = s.SandboxURL()
	} else {
		value, found, err = s.resolveOf(ctx, c, CustomerSecret, ask)
	}
	if err != nil {
		return nil, found, err
	}
	client, err := s.clientWith(c, value)
	return client, found, err
}

func (s *Session) clientWith(c connections.Connection, value agora.Secret) (*agora.Client, error) {
	s.Log.Hide(value)
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
