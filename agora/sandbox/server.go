package sandbox

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"sttwizard/agora"
)

// The pretend project that a sandbox serves unless Options names another. They
// look like Agora's (32 hexadecimal digits) and open nothing anywhere.
const (
	DefaultAppID  = "0000000000000000000000005a4db0c5"
	DefaultKey    = "000000000000000000000000000000c1"
	DefaultSecret = agora.Secret("000000000000000000000000000005ec")
)

// DefaultPace is the time between two statuses of a starting task: after six of
// them it runs.
const DefaultPace = 600 * time.Millisecond

// Options is what a sandbox is made of; the zero value is a working one.
type Options struct {
	Ledger  Ledger           // nil: a new MemoryLedger
	Mode    Mode             // empty: ModeOK
	Now     func() time.Time // nil: time.Now
	AppID   string           // empty: DefaultAppID
	Key     string           // empty: DefaultKey
	Secret  agora.Secret     // empty: DefaultSecret
	Project agora.Project    // what rules depend on; an empty version is V5
	Pace    time.Duration    // 0 or less: DefaultPace
	Random  io.Reader        // nil: crypto/rand; needs no locking of its own

	// Sleep waits and gives an error when the context ends first; nil: a timer.
	Sleep func(context.Context, time.Duration) error
}

// Server is a pretend Agora. It is safe for concurrent use, also by several
// servers that share a ledger.
type Server struct {
	o    Options
	mode behaviour

	random   sync.Mutex // guards o.Random
	seed     [16]byte   // of the request ids
	requests atomic.Uint64
}

// New makes a sandbox. The mode must be one that ParseMode gives; any other is a
// mistake in the program and panics.
func New(o Options) *Server {
	setDefault(&o.Ledger, Ledger(&MemoryLedger{}), o.Ledger == nil)
	setDefault(&o.Mode, ModeOK, o.Mode == "")
	setDefault(&o.Now, time.Now, o.Now == nil)
	setDefault(&o.AppID, DefaultAppID, o.AppID == "")
	setDefault(&o.Key, DefaultKey, o.Key == "")
	setDefault(&o.Secret, DefaultSecret, o.Secret == "")
	setDefault(&o.Project.Version, agora.V5, o.Project.Version == "")
	setDefault(&o.Pace, DefaultPace, o.Pace <= 0)
	setDefault(&o.Random, rand.Reader, o.Random == nil)
	setDefault(&o.Sleep, sleep, o.Sleep == nil)
	row, ok := modeRowOf(o.Mode)
	if !ok {
		panic(fmt.Sprintf("sandbox: there is no mode %q", o.Mode))
	}
	s := &Server{o: o, mode: row.behave}
	// Request ids need not be hard to guess, so a reader that fails is no matter here.
	_, _ = io.ReadFull(o.Random, s.seed[:])
	return s
}

func setDefault[T any](at *T, value T, unset bool) {
	if unset {
		*at = value
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// now gives the time as it can be kept in a ledger.
func (s *Server) now() time.Time { return s.o.Now().UTC().Round(0) }

// newToken makes a builder token of the length and characters of Agora's.
func (s *Server) newToken() (string, error) {
	s.random.Lock()
	defer s.random.Unlock()
	var raw [288]byte
	if _, err := io.ReadFull(s.o.Random, raw[:]); err != nil {
		return "", fmt.Errorf("no random numbers for a builder token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw[:]), nil
}

// taskID follows from the token, so that with a fixed Random it does not depend
// on how many other requests came in between.
func taskID(token string) string {
	sum := sha256.Sum256([]byte("task " + token))
	return hex.EncodeToString(sum[:16])
}

func (s *Server) requestID() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%x %d", s.seed, s.requests.Add(1)))
	return hex.EncodeToString(sum[:16])
}

// ServeHTTP answers one call as Agora would, in the server's mode.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	op, do := s.route(r)
	a := s.mode(r.Context(), s, op, do)
	if a.reset {
		reset(w)
		return
	}
	a.write(w, s.requestID())
}
