package session

import (
	"context"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/tasks"
)

// Ask lets the person type a secret; nil means that nobody can be asked.
type Ask = tasks.Ask

// Client returns a client for a connection. It finds the secret that Needs names,
// asking at most once per connection and session, also where it is not to be found
// where the connection says, and starts the sandbox where that is meant. Nothing is
// sent. The error is *secret.MissingError, what ask gave,
// *agora.ConfigError, or that of listening.
func (s *Session) Client(ctx context.Context, c connections.Connection, ask Ask) (*agora.Client, error) {
	client, _, err := s.ClientFrom(ctx, c, ask)
	if err != nil {
		s.Log.Event("no client", "connection", c.Name, "error", err.Error())
		if err = s.TypedInstead(ctx, c, err, ask); err == nil {
			client, _, err = s.ClientFrom(ctx, c, nil)
		}
	}
	return client, err
}

// ClientFrom also says where the secret was found; it does not ask for one that is not
// where the connection says.
func (s *Session) ClientFrom(ctx context.Context, c connections.Connection, ask Ask) (*agora.Client, secret.Found, error) {
	value, found := sandbox.DefaultSecret, secret.Found{What: connections.CustomerSecret, Where: "the sandbox itself"}
	var err error
	if c.Sandbox {
		c.BaseURL, err = s.SandboxURL(c.Version)
	} else {
		value, found, err = s.OfConnection(ctx, c, c.Needs(), ask)
	}
	if err != nil {
		return nil, found, err
	}
	config := agora.Config{Secret: value}
	if c.ByToken() && !c.Sandbox {
		config = agora.Config{Auth: c.Auth, Token: s.CallTokens(c, value), Secret: s.besides(ctx, c)}
	}
	client, err := s.clientWith(c, config)
	return client, found, err
}

// besides returns the customer secret of a connection that calls by token, where it
// can be had without asking: who is in a channel is asked for with it only.
func (s *Session) besides(ctx context.Context, c connections.Connection) agora.Secret {
	if c.CustomerKey == "" || c.Secret.IsZero() || c.Secret.Asks() {
		return ""
	}
	value, _, err := s.OfConnection(ctx, c, connections.CustomerSecret, nil)
	if err != nil {
		return ""
	}
	return value
}

// clientWith makes a client with the credentials of the configuration.
func (s *Session) clientWith(c connections.Connection, with agora.Config) (*agora.Client, error) {
	s.Log.Hide(with.Secret)
	client, err := agora.NewClient(agora.Config{
		BaseURL: c.Address(), AppID: c.AppID, Key: c.CustomerKey, Secret: with.Secret, Auth: with.Auth, Token: with.Token,
		Project: s.Project(c), UserAgent: userAgent(s.Version), Pretend: c.Sandbox,
		Transport: s.o.Transport, Timing: timing(s.o.Timing), Now: s.o.Now, Sleep: s.o.Sleep, Observe: s.Log.Call,
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

func userAgent(version string) string {
	if version == "" {
		return "sttwizard"
	}
	return "sttwizard/" + version
}

// SandboxURL returns the address of this session's sandbox for a version of the API,
// which is started at the first call. v5 and v6 have the same URLs, so each has its
// own, with one ledger; it is a file, so that its tasks outlive the session.
func (s *Session) SandboxURL(v agora.Version) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return "", ErrClosed // nobody would stop it any more
	}
	if l := s.sandbox[v]; l != nil {
		return l.URL(), nil
	}
	server := sandbox.New(sandbox.Options{
		Ledger: s.Ledger(), Mode: s.o.SandboxMode, Now: s.o.Now, Pace: s.o.Pace, Random: s.o.Rand,
		Started: s.storeCaptions(nil),
		Project: agora.Project{Version: v, Certificate: agora.CertificateOff},
	})
	l, err := server.Listen("127.0.0.1:0")
	if err != nil {
		return "", err
	}
	if s.sandbox == nil {
		s.sandbox = map[agora.Version]*sandbox.Listener{}
	}
	s.sandbox[v] = l
	return l.URL(), nil
}

// Project returns what the rules of a request depend on for a connection, with
// this machine's distance from UTC.
func (s *Session) Project(c connections.Connection) agora.Project {
	p := c.Project()
	_, seconds := s.Now().Zone()
	hours := seconds / 3600
	p.UTCOffset = &hours
	return p
}
