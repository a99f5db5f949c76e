package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// server is the pretend Agora of one trial.
type server struct {
	clock  clock
	ledger *sandbox.MemoryLedger
	url    string
	http   *http.Server
	tells  func(key string, n int) // told of the nth start with a builder token, or under a name
	served chan error
	life   context.Context // ends with the server
	stop   context.CancelFunc
	held   sync.WaitGroup // starts that are worked on late

	mu     sync.Mutex
	began  time.Time
	faults []fault // that still come
	late   late    // starts that are still to be held back
	lies   bool    // until it heals, a gateway knows no task
	healed bool
	counts map[string]int  // arrivals by call
	waits  []arrival       // who waits for a call
	starts map[string]int  // arrivals by builder token or name
	log    []string        // what happened, in its order
	busy   *sync.WaitGroup // calls without an end yet
}

// arrival is somebody who waits for the nth call of a kind from now on.
type arrival struct {
	call string
	nth  int
	came chan struct{}
}

// newServer makes a server that listens; close ends it.
func newServer(p plan, c clock) (*server, error) {
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("the pretend Agora can't listen: %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &server{
		clock: c, ledger: &sandbox.MemoryLedger{}, url: "http://" + tcp.Addr().String(), served: make(chan error, 1), stop: stop,
		life: ctx, late: p.Late, lies: p.Gateway, began: time.Now(), faults: append([]fault{}, p.Faults...), counts: map[string]int{}, starts: map[string]int{}, busy: &sync.WaitGroup{},
	}
	mode := sandbox.ModeOK
	if p.Blind {
		mode = sandbox.PresenceOff
	}
	box := sandbox.New(sandbox.Options{
		Project: agora.Project{Version: p.Version}, Ledger: s.ledger, Mode: mode, Reuse: p.Reuse, Now: c.Now, Sleep: c.Sleep, Fault: s.fault,
	})
	s.http = &http.Server{
		Handler: holder{s, s.watched(box)}, ErrorLog: quiet(), ReadHeaderTimeout: time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	go func() { s.served <- s.http.Serve(tcp) }()
	return s, nil
}

// close ends the server and every call that still hangs in it.
func (s *server) close() error {
	s.stop()
	err := s.http.Close()
	s.held.Wait()
	s.busy.Wait()
	if served := <-s.served; !errors.Is(served, http.ErrServerClosed) {
		return served
	}
	return err
}

// fault is asked by the sandbox for each call that arrives.
func (s *server) fault(call string) sandbox.Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[call]++
	s.waits = arrived(s.waits, call, s.counts[call])
	var now sandbox.Fault
	for i := range s.faults {
		if f := &s.faults[i]; !s.healed && f.Call == call && f.Times > 0 {
			f.Times--
			now = f.Fault
			break
		}
	}
	s.write("%s no. %d arrived, fault %q", call, s.counts[call], now)
	return now
}

// arrived tells those who wait for the nth call of a kind, and returns the others.
func arrived(waits []arrival, call string, n int) []arrival {
	left := waits[:0]
	for _, w := range waits {
		if w.call == call && w.nth <= n {
			close(w.came)
			continue
		}
		left = append(left, w)
	}
	return left
}

// arrives returns a channel that is closed when the nth call of a kind from now on arrives.
func (s *server) arrives(call string, nth int) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	came := make(chan struct{})
	s.waits = append(s.waits, arrival{call, s.counts[call] + nth, came})
	return came
}

// heal ends all faults but those that last.
func (s *server) heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.healed = true
	s.write("the faults end")
}

// note adds a line to the log.
func (s *server) note(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.write(format, args...)
}

func (s *server) write(format string, args ...any) {
	at := float64(time.Since(s.began).Microseconds()) / 1000
	s.log = append(s.log, fmt.Sprintf("%9.2f ms  ", at)+fmt.Sprintf(format, args...))
}

// lines returns the log so far.
func (s *server) lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.log...)
}

// state returns what was really started, and the time by which it is to be judged.
func (s *server) state() (sandbox.State, time.Time, error) {
	st, err := sandbox.Read(s.ledger)
	return st, s.clock.Now(), err
}

// watched notes every answer. It takes away how long a busy server asks to
// wait, which can only be told in whole seconds: hours, here.
func (s *server) watched(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.busy.Add(1)
		defer s.busy.Done()
		k := &keeper{ResponseWriter: w}
		defer func() { s.note("  %s %s: %s", r.Method, path.Base(r.URL.Path), k.said()) }()
		if s.lie(k, r) {
			return
		}
		h.ServeHTTP(k, r)
	})
}

// lie answers a question about a task, or its stop, as a gateway does that has lost
// its route, and reports whether it did.
func (s *server) lie(w http.ResponseWriter, r *http.Request) bool {
	s.mu.Lock()
	lies := s.lies && !s.healed
	s.mu.Unlock()
	v5 := strings.Contains(r.URL.Path, "/tasks/") && r.Method != http.MethodPatch
	v7 := strings.Contains(r.URL.Path, "/agents/") && !strings.HasSuffix(r.URL.Path, "/update")
	if !lies || !v5 && !v7 {
		return false
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusNotFound)
	body := `{"message":"Not Found"}`
	if v7 {
		body = `{"detail":"no such agent","reason":"TaskNotFound"}`
	}
	io.WriteString(w, body)
	return true
}

// keeper keeps the status of an answer.
type keeper struct {
	http.ResponseWriter
	status int
}

// WriteHeader passes the status on.
func (k *keeper) WriteHeader(status int) {
	k.Header().Del("Retry-After")
	k.status = status
	k.ResponseWriter.WriteHeader(status)
}

// Unwrap lets the sandbox reset the connection.
func (k *keeper) Unwrap() http.ResponseWriter { return k.ResponseWriter }

func (k *keeper) said() string {
	if k.status == 0 {
		return "no answer"
	}
	return fmt.Sprintf("%d", k.status)
}
