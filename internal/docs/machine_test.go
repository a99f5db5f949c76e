package docs

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/cli"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
)

// machine is a reader's computer: an empty home, and an Agora that knows the
// project of the documents' examples.
type machine struct {
	t     *testing.T
	env   map[string]string
	agora string // host and port of what stands in for api.agora.io
	loop  *http.Transport
	lose  bool // no answer to a start comes through

	unread bool // nobody reads the output
	ctrlC  bool // Ctrl+C is typed as soon as the command listens to it
}

const customerSecret = agora.Secret("what the reader types")

func newMachine(t *testing.T) *machine {
	t.Helper()
	server := sandbox.New(sandbox.Options{
		AppID: "0123456789abcdef0123456789abcdef", Key: "4f1d2c7e9ab84e0c8d35b6a1f0c9e27d", Secret: customerSecret, Pace: time.Millisecond / 10,
	})
	l, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{t: t, agora: strings.TrimPrefix(l.URL(), "http://"), loop: &http.Transport{}, env: map[string]string{
		"STTWIZARD_KEYRING": "off",
		"STTWIZARD_HOME":    t.TempDir(), "AGORA_SECRET": customerSecret.Reveal(), "AGORA_CERTIFICATE": "ca11a2ca11a2ca11a2ca11a2ca11a2c8", "SUB_TOKEN": "a token", "PUB_TOKEN": "another token",
	}}
	t.Cleanup(func() {
		m.loop.CloseIdleConnections()
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return m
}

// RoundTrip brings a call to the pretend Agora that it is meant for.
func (m *machine) RoundTrip(r *http.Request) (*http.Response, error) {
	if m.lose && r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/tasks") {
		return nil, os.ErrDeadlineExceeded
	}
	if r.URL.Scheme == "https" {
		r = r.Clone(r.Context())
		r.URL.Scheme, r.URL.Host = "http", m.agora
	}
	return m.loop.RoundTrip(r)
}

// result is what a command left behind.
type result struct {
	code      int
	out, errs string
}

// run runs sttwizard with the arguments, without a terminal to ask on.
func (m *machine) run(args ...string) result {
	var out, errs bytes.Buffer
	env := cli.Env{
		Args: args, In: strings.NewReader(""), Out: &out, Err: &errs,
		Getenv: func(name string) string { return m.env[name] },
		Mode:   func() terminal.Mode { return terminal.Mode{Kind: terminal.Screen} },
		Screen: func(context.Context, *session.Session, cli.ScreenOptions) (int, error) { return 0, nil },
		Pace:   time.Millisecond / 10, Transport: m,
		Sleep: hurry,
	}
	if m.unread {
		env.Out = unread{}
	}
	if m.ctrlC {
		env.Signals = func() (<-chan os.Signal, func()) {
			c := make(chan os.Signal, 1)
			c <- os.Interrupt
			return c, func() {}
		}
	}
	code := cli.Run(env)
	return result{code, out.String(), errs.String()}
}

// unread is an output that nobody reads any more.
type unread struct{}

func (unread) Write([]byte) (int, error) { return 0, syscall.EPIPE }

// hurry lets the program wait a thousandth of what it wants to.
func hurry(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d / 1000):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// must runs a command that is to succeed.
func (m *machine) must(args ...string) result {
	m.t.Helper()
	r := m.run(args...)
	if r.code != 0 {
		m.t.Fatalf("sttwizard %s: exit code %d\n%s%s", strings.Join(args, " "), r.code, r.out, r.errs)
	}
	return r
}
