package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

const (
	closeLimit = 500 * time.Millisecond // how long Close waits for answers that are under way
	headTime   = 10 * time.Second       // for the head of a request to come once it has begun
	headLimit  = 1 << 20                // bytes of a request beside its body
)

// Listener is a sandbox that listens on a loopback address.
type Listener struct {
	url    string
	server *http.Server // nil when nobody listens
	served chan error
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
	l.serve(s, tcp)
	return l, nil
}

// serve answers on a listener until Close.
func (l *Listener) serve(h http.Handler, tcp net.Listener) {
	ctx, cancel := context.WithCancel(context.Background())
	l.cancel = cancel
	l.server = &http.Server{
		Handler: h, ReadHeaderTimeout: headTime, MaxHeaderBytes: headLimit,
		BaseContext: func(net.Listener) context.Context { return ctx },
		ErrorLog:    log.New(io.Discard, "", 0), // a wizard may be drawing on the terminal
	}
	served, server := make(chan error, 1), l.server
	l.served = served
	go func() { served <- server.Serve(tcp) }()
}

// URL returns the base URL to call, as in "http://127.0.0.1:40123".
func (l *Listener) URL() string { return l.url }

// Close stops listening. Answers that are under way have half a second, then
// they are cut off.
func (l *Listener) Close() error {
	if l.server == nil {
		return nil
	}
	defer l.cancel()
	limited, cancel := context.WithTimeout(context.Background(), closeLimit)
	defer cancel()
	err := l.server.Shutdown(limited)
	if errors.Is(err, context.DeadlineExceeded) {
		l.cancel()
		err = l.server.Close()
	}
	l.server = nil
	if served := <-l.served; err == nil && !errors.Is(served, http.ErrServerClosed) {
		err = served
	}
	return err
}
