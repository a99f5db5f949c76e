package sandbox

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/internal/clock"
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
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	w := &world{t: t, url: l.URL(), client: &http.Client{Transport: transport}, key: DefaultKey, secret: DefaultSecret.Reveal(), app: DefaultAppID}
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
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	w := &world{t: t, url: l.URL(), client: &http.Client{Transport: transport}, key: DefaultKey, secret: DefaultSecret.Reveal(), app: DefaultAppID}
	got := make(chan reply, 1)
	go func() { got <- w.query("1", "2") }()
	<-waiting
	must(t, l.Close())
	for what, done := range map[string]<-chan struct{}{"the handler": ended, "the caller": closedBy(got)} {
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			t.Fatalf("%s still waits after Close", what)
		}
	}
}

// closedBy gives a channel that closes when a reply without an answer arrived.
func closedBy(got <-chan reply) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		if r := <-got; r.err != nil {
			close(done)
		}
	}()
	return done
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
