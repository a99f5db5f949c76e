package agora

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// newTestClient makes a client with the canaries as credentials and time limits
// that end a test soon if it goes wrong.
func newTestClient(t testing.TB, c Config) *Client {
	t.Helper()
	c.AppID, c.Key, c.Secret = testAppID, "customer-key", canaryCustomer
	if c.Project.Version == "" {
		c.Project = v5
	}
	if c.Timing == (Timing{}) {
		c.Timing = Timing{Dial: 5 * time.Second, TLS: 5 * time.Second, Headers: 5 * time.Second, Call: 10 * time.Second}
	}
	client, err := NewClient(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// serving returns the configuration for a server that answers with a handler.
func serving(t testing.TB, handler http.HandlerFunc) Config {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return Config{BaseURL: server.URL}
}

// answering returns the configuration for a server with one answer.
func answering(t testing.TB, status int, contentType, body string) Config {
	t.Helper()
	return serving(t, func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("X-Request-Id", "req-1")
		w.WriteHeader(status)
		io.WriteString(w, body)
	})
}

const jsonType = "application/json"

// listening returns the configuration for a raw server that hands each connection to serve.
func listening(t testing.TB, serve func(net.Conn)) Config {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serve(conn)
			conn.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return Config{BaseURL: "http://" + l.Addr().String()}
}

// reset ends a connection with a TCP reset instead of an orderly end.
func reset(conn net.Conn) {
	conn.(*net.TCPConn).SetLinger(0)
	conn.Close()
}

// readRequest reads one request of a connection to the end of its body, and
// gives its verb and path; "" when the connection ended.
func readRequest(in *bufio.Reader) string {
	r, err := http.ReadRequest(in)
	if err != nil {
		return ""
	}
	io.Copy(io.Discard, r.Body)
	return r.Method + " " + r.URL.Path
}

// canned answers every request by itself, without a network.
type canned struct {
	status int
	header http.Header
	body   string
}

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	header := c.header
	if header == nil {
		header = http.Header{"Content-Type": {jsonType}}
	}
	return &http.Response{StatusCode: c.status, Header: header, Body: io.NopCloser(strings.NewReader(c.body)), Request: r}, nil
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// checkClean fails if an error, or anything that it wraps, shows what it must not.
func checkClean(t testing.TB, err error) {
	t.Helper()
	basic := base64.StdEncoding.EncodeToString([]byte("customer-key:" + canaryCustomer))
	for e := err; e != nil; {
		shown := fmt.Sprintf("%v %+v %#v", e, e, e)
		if raw, ok := rawOf(e); ok {
			shown += string(raw)
		}
		for _, canary := range []string{
			canaryCustomer, basic, canaryToken, url.QueryEscape(canaryToken), url.PathEscape(canaryToken),
			canaryStorage, "CANARY", "builderToken=", "/v1/projects",
		} {
			if strings.Contains(shown, canary) {
				t.Errorf("the error holds %q: %s", canary, shown)
			}
		}
		unwrap, ok := e.(interface{ Unwrap() error })
		if !ok {
			return
		}
		e = unwrap.Unwrap()
	}
}

func rawOf(err error) ([]byte, bool) {
	switch e := err.(type) {
	case *APIError:
		return append(e.Raw, e.Message...), true
	case *AnswerError:
		return e.Raw, true
	}
	return nil, false
}

// TestPlacesAreTheSameOnlyIfAllThatIsToldIsTheSame: what one of them does not tell
// makes no difference.
func TestPlacesAreTheSameOnlyIfAllThatIsToldIsTheSame(t *testing.T) {
	here := Place{"https://api.agora.io", "abc", V5}
	for other, want := range map[Place]bool{
		here:                                   true,
		{"HTTPS://api.agora.io/", "ABC", V5}:   true,
		{"https://api.agora.io", "", V5}:       true,
		{"https://api.agora.io", "abc", ""}:    true,
		{"https://api.agora.io", "abd", V5}:    false,
		{"https://api.agora.io", "abc", V6}:    false,
		{"https://api.agora.io/cn", "abc", V5}: false,
		{"", "abc", V5}:                        false,
	} {
		if here.Same(other) != want || other.Same(here) != want {
			t.Errorf("%+v: %v and %v, want %v", other, here.Same(other), other.Same(here), want)
		}
	}
}

// TestAPretendAgoraHasNoAddress: its tasks are the same under its next one.
func TestAPretendAgoraHasNoAddress(t *testing.T) {
	for pretend, want := range map[bool]string{true: "", false: "https://api.example"} {
		client := newTestClient(t, Config{BaseURL: "https://api.example/", Pretend: pretend, Project: v7})
		if got := client.Place(); got != (Place{want, testAppID, V7}) {
			t.Errorf("pretend %v: %+v", pretend, got)
		}
	}
}
