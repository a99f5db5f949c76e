package sandbox

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"sttwizard/agora"
)

const (
	headLimit    = 1 << 20          // bytes of a request beside its body
	requestTime  = 10 * time.Second // for a request to come once it has begun
	acceptPause  = 10 * time.Millisecond
	farewellTime = 100 * time.Millisecond // to read an answer that came before the request's end
)

// http1 serves a handler over HTTP/1.1 on loopback. An http.Server does it too,
// but can't be linked without its HTTP/2 server and its mux: 0.3 MB of a program
// of 12, for calls of a few hundred bytes.
//
// A request's body is read before its handler is called, so that what can be
// read then tells whether the caller has gone: the request's context ends.
type http1 struct {
	handler http.Handler
	context context.Context // of all requests
	tcp     net.Listener

	mu      sync.Mutex
	busy    map[net.Conn]bool // every connection, and whether a request is under way
	closing bool
	talks   sync.WaitGroup
}

// serve takes connections until close.
func (h *http1) serve() {
	for {
		conn, err := h.tcp.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil: // the machine is out of something, which passes
			time.Sleep(acceptPause)
		case h.mark(conn, false):
			h.talks.Go((&talk{server: h, conn: conn}).run)
		default:
			_ = conn.Close()
		}
	}
}

// mark notes whether a request is under way on a connection. It is false when
// no other may begin.
func (h *http1) mark(conn net.Conn, busy bool) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closing {
		h.busy[conn] = busy
	}
	return !h.closing
}

func (h *http1) forget(conn net.Conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.busy, conn)
}

// close ends the listening and the connections where nothing is under way; the
// channel closes when the others have ended as well.
func (h *http1) close() (<-chan struct{}, error) {
	err := h.tcp.Close()
	h.mu.Lock()
	h.closing = true
	h.mu.Unlock()
	h.cut(false)
	done := make(chan struct{})
	go func() { h.talks.Wait(); close(done) }()
	return done, err
}

// cut closes connections: all, or those where nothing is under way.
func (h *http1) cut(all bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for conn, busy := range h.busy {
		if all || !busy {
			_ = conn.Close()
		}
	}
}

// talk is one connection, with one request after another.
type talk struct {
	server *http1
	conn   net.Conn
	limit  *io.LimitedReader
	in     *bufio.Reader
	quiet  chan struct{} // closed when the caller has sent more, or has gone
	taken  bool          // the connection is a handler's
}

func (t *talk) run() {
	t.limit = &io.LimitedReader{R: t.conn}
	t.in = bufio.NewReader(t.limit)
	for t.exchange() {
	}
	t.server.forget(t.conn)
	if !t.taken {
		_ = t.conn.Close()
	}
	if t.quiet != nil {
		<-t.quiet
	}
}

// exchange answers one request. It tells whether another may follow.
func (t *talk) exchange() bool {
	t.limit.N = headLimit + agora.MaxRequestBytes
	if _, err := t.in.Peek(1); err != nil || !t.server.mark(t.conn, true) {
		return false
	}
	r, whole, err := t.request()
	if err != nil {
		_, _ = io.WriteString(t.conn, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
		return false
	}
	ctx, cancel := context.WithCancel(t.server.context)
	defer cancel()
	t.listen(cancel)
	w := &responder{talk: t, request: r, header: http.Header{}, last: !whole || r.Close || !r.ProtoAtLeast(1, 1)}
	again := w.serve(t.server.handler, r.WithContext(ctx))
	if !whole && !t.taken {
		t.farewell()
	}
	if !again || !t.server.mark(t.conn, false) {
		return false
	}
	<-t.quiet
	return true
}

// request reads a request with its body; whole is false for a body that is
// larger than any that the API takes.
func (t *talk) request() (r *http.Request, whole bool, err error) {
	_ = t.conn.SetReadDeadline(time.Now().Add(requestTime))
	defer func() { _ = t.conn.SetReadDeadline(time.Time{}) }()
	if r, err = http.ReadRequest(t.in); err != nil {
		return nil, false, err
	}
	if strings.EqualFold(r.Header.Get("Expect"), "100-continue") {
		_, _ = io.WriteString(t.conn, "HTTP/1.1 100 Continue\r\n\r\n")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, agora.MaxRequestBytes+1))
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.RemoteAddr = t.conn.RemoteAddr().String()
	return r, len(body) <= agora.MaxRequestBytes, err
}

// listen waits for what comes behind a request; gone is called when nothing does.
func (t *talk) listen(gone func()) {
	quiet := make(chan struct{})
	t.quiet = quiet
	go func() {
		defer close(quiet)
		if _, err := t.in.Peek(1); err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			gone()
		}
	}()
}

// farewell lets the caller read the answer although it still writes: closing a
// connection with unread bytes would reset it.
func (t *talk) farewell() {
	if tcp, ok := t.conn.(*net.TCPConn); ok {
		_ = tcp.CloseWrite()
		_ = tcp.SetReadDeadline(time.Now().Add(farewellTime))
		_, _ = io.Copy(io.Discard, tcp)
	}
}
