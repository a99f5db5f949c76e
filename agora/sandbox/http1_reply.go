package sandbox

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// replyBuffer is how much of an answer is kept before it is sent in chunks.
const replyBuffer = 64 << 10

// responder is the http.ResponseWriter of http1. What fits is sent in one piece,
// with its length; what is larger, or flushed, comes in chunks.
type responder struct {
	talk    *talk
	request *http.Request
	header  http.Header
	status  int         // 0 until it is told
	head    http.Header // as it was then

	body    bytes.Buffer // written and not sent
	wire    bytes.Buffer // body with what stands around it
	begun   bool         // the head was sent
	chunked bool
	left    int  // of the length that the head promised
	last    bool // the connection ends behind the answer
}

// serve calls a handler and sends its answer. It tells whether the connection
// can have another; a handler that panics cuts its answer off.
func (w *responder) serve(handler http.Handler, r *http.Request) (again bool) {
	defer func() {
		if recover() != nil {
			again = false
		}
	}()
	handler.ServeHTTP(w, r)
	if w.talk.taken {
		return false
	}
	w.WriteHeader(http.StatusOK)
	err := w.send(true)
	return err == nil && !w.last && w.left == 0
}

func (w *responder) Header() http.Header { return w.header }

func (w *responder) WriteHeader(status int) {
	if w.status == 0 {
		w.status, w.head = status, w.header.Clone()
	}
}

func (w *responder) Write(p []byte) (int, error) {
	if w.talk.taken {
		return 0, http.ErrHijacked
	}
	w.WriteHeader(http.StatusOK)
	w.body.Write(p)
	if w.body.Len() < replyBuffer {
		return len(p), nil
	}
	return len(p), w.send(false)
}

// FlushError sends what was written; http.ResponseController calls it.
func (w *responder) FlushError() error {
	w.WriteHeader(http.StatusOK)
	return w.send(false)
}

// Hijack hands the connection over.
func (w *responder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	t := w.talk
	t.taken = true
	_ = t.conn.SetReadDeadline(time.Unix(1, 0)) // wakes who listens
	<-t.quiet
	err := t.conn.SetReadDeadline(time.Time{})
	return t.conn, bufio.NewReadWriter(t.in, bufio.NewWriter(t.conn)), err
}

// send puts what was written on the wire; all tells that nothing follows.
func (w *responder) send(all bool) error {
	if !w.begun {
		w.begin(all)
	}
	switch n := w.body.Len(); {
	case w.request.Method == http.MethodHead || w.bodiless():
		w.left = 0
	case !w.chunked:
		w.wire.Write(w.body.Bytes())
		w.left -= n
	default:
		if n > 0 {
			fmt.Fprintf(&w.wire, "%x\r\n%s\r\n", n, w.body.Bytes())
		}
		if all {
			w.wire.WriteString("0\r\n\r\n")
		}
	}
	w.body.Reset()
	_, err := w.wire.WriteTo(w.talk.conn)
	return err
}

// begin makes the head, with how the body's end will be known.
func (w *responder) begin(all bool) {
	w.begun = true
	length, err := strconv.Atoi(w.head.Get("Content-Length"))
	switch {
	case w.bodiless():
	case err == nil: // promised by the handler
		w.left = length
	case all:
		w.left = w.body.Len()
		w.head.Set("Content-Length", strconv.Itoa(w.left))
	case w.request.ProtoAtLeast(1, 1):
		w.chunked = true
		w.head.Set("Transfer-Encoding", "chunked")
	default:
		w.last = true
	}
	if w.last {
		w.head.Set("Connection", "close")
	}
	w.head.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	fmt.Fprintf(&w.wire, "HTTP/1.1 %d %s\r\n", w.status, http.StatusText(w.status))
	_ = w.head.Write(&w.wire)
	w.wire.WriteString("\r\n")
}

// bodiless tells of answers that have none, whatever a handler writes.
func (w *responder) bodiless() bool {
	return w.status == http.StatusNoContent || w.status == http.StatusNotModified
}
