package agora

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestWarmOpensTheConnectionWithoutCredentials(t *testing.T) {
	var connections, calls atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 && (r.Header.Get("Authorization") != "" || r.Method != "HEAD" || r.RequestURI != "/") {
			t.Errorf("warming sent %s %s %v", r.Method, r.RequestURI, r.Header)
		}
		w.Header().Set("Content-Type", jsonType)
		io.WriteString(w, `{"tokenName":"n"}`)
	}))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	client := newTestClient(t, Config{BaseURL: server.URL})
	if err := client.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := client.Acquire(t.Context(), "sttw-1"); err != nil {
			t.Fatal(err)
		}
	}
	if n := connections.Load(); n != 1 {
		t.Errorf("%d connections for three calls", n)
	}
}

func TestWarmTakesAnyAnswerAndTellsOfNone(t *testing.T) {
	if err := newTestClient(t, one(500, "text/html", "<html>")(t)).Warm(t.Context()); err != nil {
		t.Errorf("an answer is an answer: %v", err)
	}
	err := newTestClient(t, refused(t)).Warm(t.Context())
	if e, ok := errors.AsType[*NetError](err); !ok || e.Op != OpWarm || e.Cause != CauseRefused {
		t.Errorf("got %v", err)
	}
}

// On a kept connection net/http sends an idempotent request again by itself
// when the server closes it without an answer. A start must not be.
func TestAStartIsNeverSentAgainByTheTransport(t *testing.T) {
	var starts atomic.Int32
	config := listening(t, func(conn net.Conn) {
		in := bufio.NewReader(conn)
		readRequest(in)
		io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n{\"tokenName\":\"n\"}")
		if strings.HasSuffix(readRequest(in), "/tasks") {
			starts.Add(1)
		}
	})
	client := newTestClient(t, config)
	if _, err := client.Acquire(t.Context(), "sttw-1"); err != nil {
		t.Fatal(err)
	}
	_, err := client.Start(t.Context(), canaryToken, minimalRequest())
	if e, ok := errors.AsType[*NetError](err); !ok || !e.Sent || e.Cause != CauseReset {
		t.Errorf("got %v", err)
	}
	if n := starts.Load(); n != 1 {
		t.Errorf("the start arrived %d times", n)
	}
}

func TestOnlyTheOwnTransportIsBelievedAboutASecondConnection(t *testing.T) {
	for own, want := range map[bool]bool{true: false, false: true} {
		trip := &trip{own: own}
		hooks := httptrace.ContextClientTrace(trip.watch(t.Context()))
		hooks.GetConn("")
		hooks.GotConn(httptrace.GotConnInfo{Reused: true})
		if !trip.sent() {
			t.Error("with a connection the request may have left")
		}
		hooks.GetConn("")
		if trip.sent() != want {
			t.Errorf("own transport %v: sent is %v after the second question", own, trip.sent())
		}
	}
}

func TestPlainHTTPStaysOnThisMachine(t *testing.T) {
	for address, want := range map[string]bool{"127.0.0.1:80": true, "127.9.9.9:80": true, "[::1]:80": true, "192.0.2.1:80": false, "[2001:db8::1]:80": false, "x": false} {
		if got := loopbackOnly("tcp", address, nil) == nil; got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	local := newTransport("http://localhost:1", Timing{})
	if conn, err := local.DialContext(t.Context(), "tcp", "192.0.2.1:80"); err == nil || !strings.Contains(err.Error(), "this machine only") {
		t.Errorf("a client of localhost connects elsewhere: %v %v", conn, err)
	}
	if p := local.Protocols; p == nil || !p.HTTP1() || p.HTTP2() || p.UnencryptedHTTP2() {
		t.Errorf("it speaks %v", p)
	}
	if newTransport("https://api.example", Timing{}).Proxy == nil {
		t.Error("the environment's proxies are not used")
	}
}

func TestTheOwnTransportTakesItsLimitsFromTiming(t *testing.T) {
	config := Config{}.withDefaults()
	want := Timing{5 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 20 * time.Second, 250 * time.Millisecond, 500 * time.Millisecond, 30 * time.Second}
	if config.Timing != want {
		t.Errorf("the default limits are %+v", config.Timing)
	}
	transport := newTransport(DefaultBaseURL, Timing{TLS: 1, Headers: 2})
	if transport.TLSHandshakeTimeout != 1 || transport.ResponseHeaderTimeout != 2 || transport.DisableKeepAlives {
		t.Errorf("the limits are not used: %v %v", transport.TLSHandshakeTimeout, transport.ResponseHeaderTimeout)
	}
}
