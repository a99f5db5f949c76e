package agora

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
)

// newTransport makes the transport of one client. It speaks HTTP/1.1 only:
// there net/http sends a POST again by itself only when nothing of it was
// written, which is what keeps a start from happening twice.
func newTransport(base string, t Timing) *http.Transport {
	dialer := &net.Dialer{Timeout: t.Dial}
	if strings.HasPrefix(base, "http:") {
		dialer.Control = loopbackOnly
	}
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    t.TLS,
		ResponseHeaderTimeout:  t.Headers,
		MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConnsPerHost:    2,
		DisableCompression:     true, // the limit on the body counts what comes over the wire
		Protocols:              &protocols,
	}
}

// loopbackOnly refuses to connect without TLS to another machine, should the
// name "localhost" lead there.
func loopbackOnly(_, address string, _ syscall.RawConn) error {
	if host, _, err := net.SplitHostPort(address); err != nil || !isLoopback(host) {
		return errors.New("http is for this machine only")
	}
	return nil
}

// trip watches one request through the transport, to know afterwards whether
// any of it can have left. The hooks run on goroutines of the transport.
type trip struct {
	own       bool // the transport is newTransport's
	asked     atomic.Bool
	connected atomic.Bool
	tlsFailed atomic.Bool
}

func (t *trip) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) {
			t.asked.Store(true)
			if t.own { // asked once more: nothing was written to the connection before
				t.connected.Store(false)
			}
		},
		GotConn: func(httptrace.GotConnInfo) { t.connected.Store(true) },
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			if err != nil {
				t.tlsFailed.Store(true)
			}
		},
	})
}

// sent reports whether the request may have left: it had a connection, or the
// transport is a foreign one that does not say.
func (t *trip) sent() bool { return t.connected.Load() || !t.asked.Load() && !t.own }

// fault makes the NetError of a request that failed with err, whose caller gave ctx.
func (t *trip) fault(ctx context.Context, op string, err error) *NetError {
	for {
		wrapped, ok := errors.AsType[*url.Error](err)
		if !ok {
			break
		}
		err = wrapped.Err // its text would show the URL, which holds the builder token
	}
	return &NetError{Op: op, Cause: t.cause(ctx, err), Sent: t.sent(), Err: err}
}

func (t *trip) cause(ctx context.Context, err error) NetCause {
	_, dns := errors.AsType[*net.DNSError](err)
	op, isOp := errors.AsType[*net.OpError](err)
	timeout, isNet := errors.AsType[net.Error](err)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return CauseCancelled
	case dns:
		return CauseDNS
	case isOp && op.Op == "proxyconnect":
		return CauseProxy
	case errors.Is(err, context.DeadlineExceeded), isNet && timeout.Timeout():
		return CauseTimeout
	case t.tlsFailed.Load():
		return CauseTLS
	case errors.Is(err, syscall.ECONNREFUSED), strings.Contains(err.Error(), "refused"): // Windows has a number of its own
		return CauseRefused
	case isBroken(err):
		return CauseReset
	}
	return CauseOther
}

// isBroken reports whether a connection that stood has broken.
func isBroken(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		strings.Contains(err.Error(), "server closed idle connection") || strings.Contains(err.Error(), "connection reset")
}
