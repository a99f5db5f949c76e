package sandbox

import (
	"context"
	"fmt"
	"net"
	"time"

	"sttwizard/internal/clock"
)

// closeLimit is how long Close waits for answers that are under way.
const closeLimit = 500 * time.Millisecond

// Listener is a sandbox that listens on a loopback address.
type Listener struct {
	url    string
	server *http1 // nil when nobody listens
	cancel context.CancelFunc
}

// AddressError is an address that a sandbox does not listen on.
type AddressError struct {
	Addr string
	Why  string
}

// Error names the address, what is wrong with it and what is right.
func (e *AddressError) Error() string {
	return fmt.Sprintf("the sandbox can't listen on %q: %s; use 127.0.0.1:PORT, with port 0 for any free one", e.Addr, e.Why)
}

// Listen serves on "HOST:PORT" until Close. The host must be a loopback address
// or localhost; port 0 takes a free one. In ModeDown the address is taken and
// given up again, so that connections to its URL are refused. Errors are
// *AddressError, or those of the operating system (the port is in use).
func (s *Server) Listen(addr string) (*Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, &AddressError{addr, "it is not HOST:PORT"}
	}
	if host == "localhost" {
		host = "127.0.0.1" // what the resolver says may be any address
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, &AddressError{addr, "others could reach it"}
	}
	tcp, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, fmt.Errorf("the sandbox can't listen: %w", err)
	}
	l := &Listener{url: "http://" + tcp.Addr().String()}
	if s.script.down {
		return l, tcp.Close()
	}
	var ctx context.Context
	ctx, l.cancel = context.WithCancel(context.Background())
	l.server = &http1{handler: s, context: ctx, tcp: tcp, busy: map[net.Conn]bool{}}
	go l.server.serve()
	return l, nil
}

// URL gives the base URL to call, as in "http://127.0.0.1:40123".
func (l *Listener) URL() string { return l.url }

// Close stops listening. Answers that are under way have half a second, then
// they are cut off.
func (l *Listener) Close() error {
	if l.server == nil {
		return nil
	}
	defer l.cancel()
	done, err := l.server.close()
	select {
	case <-done:
	case <-clock.After(context.Background(), closeLimit):
		l.cancel()
		l.server.cut(true)
	}
	l.server = nil
	return err
}
