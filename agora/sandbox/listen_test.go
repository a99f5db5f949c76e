package sandbox

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
)

func TestListeningOnLoopbackOnly(t *testing.T) {
	for _, tt := range []struct {
		addr, says string // says is empty when it is taken
	}{
		{"127.0.0.1:0", ""},
		{"localhost:0", ""},
		{":0", "others could reach it"},
		{"0.0.0.0:0", "others could reach it"},
		{"[::]:0", "others could reach it"},
		{"192.0.2.7:0", "others could reach it"},
		{"example.org:0", "others could reach it"},
		{"127.0.0.1", "it is not HOST:PORT"},
		{"", "it is not HOST:PORT"},
	} {
		l, err := New(Options{}).Listen(tt.addr)
		if tt.says == "" {
			if err != nil {
				t.Errorf("%q: %v", tt.addr, err)
				continue
			}
			if !strings.HasPrefix(l.URL(), "http://127.0.0.1:") {
				t.Errorf("%q: the URL is %s", tt.addr, l.URL())
			}
			must(t, l.Close())
			continue
		}
		var bad *AddressError
		if !errors.As(err, &bad) || bad.Addr != tt.addr || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%q: the error is %v", tt.addr, err)
		}
	}
}

func TestAPortInUseIsAnError(t *testing.T) {
	l, err := New(Options{}).Listen("127.0.0.1:0")
	must(t, err)
	defer l.Close()
	if _, err := New(Options{}).Listen(strings.TrimPrefix(l.URL(), "http://")); err == nil {
		t.Error("two listen on one port")
	}
}

func TestListeningUntilClosed(t *testing.T) {
	l, err := New(Options{}).Listen("127.0.0.1:0")
	must(t, err)
	w := visitor(t, l.URL())
	w.running(legalBody(t))
	must(t, l.Close())
	must(t, l.Close()) // once more is fine
	if r := w.send("GET", "/", ""); !errors.Is(r.err, syscall.ECONNREFUSED) {
		t.Errorf("after Close: %d %v", r.status, r.err)
	}
}

func TestClosingCutsOffWhoWaitsTooLong(t *testing.T) {
	waiting, ended := make(chan struct{}), make(chan struct{})
	l, err := New(Options{Mode: ModeSlow, Sleep: func(ctx context.Context, _ time.Duration) error {
		close(waiting)
		defer close(ended)
		return clock.Sleep(ctx, time.Hour)
	}}).Listen("127.0.0.1:0")
	must(t, err)
	w := visitor(t, l.URL())
	got := make(chan reply, 1)
	go func() { got <- w.query("1", "2") }()
	<-waiting
	must(t, l.Close())
	for what, done := range map[string]<-chan struct{}{"the handler": ended, "the caller": closedBy(got)} {
		select {
		case <-done:
		case <-time.After(clocktest.Patience()):
			t.Fatalf("%s still waits after Close", what)
		}
	}
}

// closedBy returns a channel that closes when a reply without an answer arrived.
func closedBy(got <-chan reply) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		if r := <-got; r.err != nil {
			close(done)
		}
	}()
	return done
}

func TestClosingLetsAnswersEnd(t *testing.T) {
	waiting, goOn := make(chan struct{}), make(chan struct{})
	l, err := New(Options{Mode: ModeSlow, Sleep: func(context.Context, time.Duration) error {
		close(waiting)
		<-goOn
		return nil
	}}).Listen("127.0.0.1:0")
	must(t, err)
	w := visitor(t, l.URL())
	got, closed := make(chan reply, 1), make(chan error, 1)
	go func() { got <- w.query("1", "2") }()
	<-waiting
	go func() { closed <- l.Close() }()
	close(goOn)
	if r := <-got; r.err != nil || r.status != http.StatusNotFound {
		t.Errorf("answered %d %v", r.status, r.err)
	}
	must(t, <-closed)
}

func TestACallerThatGoesEndsItsCall(t *testing.T) {
	waiting, ended := make(chan struct{}), make(chan struct{})
	l, err := New(Options{Mode: "start:slow", Sleep: func(ctx context.Context, _ time.Duration) error {
		close(waiting)
		<-ctx.Done()
		close(ended)
		return ctx.Err()
	}}).Listen("127.0.0.1:0")
	must(t, err)
	defer l.Close()
	ctx, leave := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, "POST", l.URL()+"/v1/projects/"+DefaultAppID+"/rtsc/speech-to-text/tasks", strings.NewReader(legalBody(t)))
	must(t, err)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		if resp, err := (&http.Transport{}).RoundTrip(req); err == nil {
			resp.Body.Close()
		}
	}()
	<-waiting
	leave()
	<-gone
	select {
	case <-ended:
	case <-time.After(clocktest.Patience()):
		t.Fatal("the call goes on without its caller")
	}
}

func TestABodyLargerThanAnyIsRefusedUnread(t *testing.T) {
	l, err := New(Options{}).Listen("127.0.0.1:0")
	must(t, err)
	defer l.Close()
	w := visitor(t, l.URL())
	r := w.start(w.acquire(), string(bytes.Repeat([]byte(" "), 16<<20)))
	if r.err == nil && (r.status != http.StatusBadRequest || !strings.Contains(r.Message, "is larger than")) {
		t.Errorf("answered %d %s", r.status, r.text)
	}
	if r := w.send("GET", "/", ""); r.status != http.StatusOK || r.header.Get("Date") == "" {
		t.Errorf("afterwards the sandbox answers %d %v, head %v", r.status, r.err, r.header)
	}
}

func TestAHeadLargerThanAnyIsRefused(t *testing.T) {
	l, err := New(Options{}).Listen("127.0.0.1:0")
	must(t, err)
	defer l.Close()
	req, err := http.NewRequestWithContext(t.Context(), "GET", l.URL(), nil)
	must(t, err)
	req.Header.Set("Authorization", strings.Repeat("x", 2*headLimit))
	resp, err := visitor(t, l.URL()).client.Do(req)
	if err != nil {
		return // it was cut off before the answer could be read
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("answered %d", resp.StatusCode)
	}
}

func TestTheDateIsThatOfTheSandbox(t *testing.T) {
	w := newWorld(t, Options{})
	w.clock.pass(400 * 24 * time.Hour)
	for _, r := range []reply{w.send("GET", "/", ""), w.send("GET", "/nowhere", ""), w.query("1", "2")} {
		if got := r.header.Get("Date"); got != w.clock.Now().Format(http.TimeFormat) {
			t.Errorf("the date is %s", got)
		}
	}
}

// visitor calls the sandbox at a URL with the usual credentials.
func visitor(t *testing.T, url string) *world {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &world{t: t, url: url, client: &http.Client{Transport: transport}, key: DefaultKey, secret: DefaultSecret.Reveal(), app: DefaultAppID}
}

func TestDownRefusesConnections(t *testing.T) {
	l, err := New(Options{Mode: ModeDown}).Listen("127.0.0.1:0")
	must(t, err)
	conn, err := net.Dial("tcp", strings.TrimPrefix(l.URL(), "http://"))
	if err == nil {
		conn.Close()
	}
	if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("connecting gave %v", err)
	}
	must(t, l.Close())
}
