package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"

	"sttwizard/agora"
)

// holder holds back the first starts: their caller never hears an answer, and the
// work is done late, when nobody waits for it any more, as by a server whose
// requests queue up. Whoever says too early that nothing was started is wrong.
type holder struct {
	server *server
	next   http.Handler
}

// lateLimit is how long the answer may take that nobody waits for.
const lateLimit = 100 * time.Millisecond

// ServeHTTP passes a call on, at once or late.
func (h holder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.server.started(r)
	wait := h.server.lateness(r)
	if wait == 0 {
		h.next.ServeHTTP(w, r)
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, agora.MaxRequestBytes))
	if err != nil {
		return // it did not arrive
	}
	late := r.Clone(h.server.life)
	late.Body = io.NopCloser(bytes.NewReader(body))
	h.server.held.Go(func() { h.work(late, wait) })
	<-r.Context().Done()
}

// work does the work of a call after a wait of the server's clock.
func (h holder) work(r *http.Request, wait time.Duration) {
	if h.server.clock.Sleep(r.Context(), wait) != nil {
		return
	}
	defer func() {
		if v := recover(); v != nil && v != http.ErrAbortHandler { // how the sandbox resets what is no connection
			panic(v)
		}
	}()
	h.server.note("a start that was held back is worked on")
	// The caller has gone long ago, so a fault that lasts ends here.
	ctx, cancel := context.WithTimeout(r.Context(), lateLimit)
	defer cancel()
	h.next.ServeHTTP(&nobody{header: http.Header{}}, r.WithContext(ctx))
}

// lateness tells how long a call is held back; 0: not at all.
func (s *server) lateness(r *http.Request) time.Duration {
	if !isStart(r) {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.late.Times == 0 {
		return 0
	}
	s.late.Times--
	wait := time.Duration(s.late.Part * float64(agora.V5.Limits().BuilderTokenLife))
	s.write("a start arrived and is held back for %s of the server's time", wait.Round(time.Second))
	return wait
}

// drain waits until everything that was held back is done.
func (s *server) drain() { s.held.Wait() }

// nobody is an answer that nobody waits for.
type nobody struct{ header http.Header }

// Header returns the head, which nobody reads.
func (n *nobody) Header() http.Header { return n.header }

// Write drops the body.
func (n *nobody) Write(p []byte) (int, error) { return len(p), nil }

// WriteHeader drops the status.
func (n *nobody) WriteHeader(int) {}
