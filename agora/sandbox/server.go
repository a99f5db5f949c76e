package sandbox

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock"
)

// The pretend project that a sandbox serves unless Options names another. They
// look like Agora's (32 hexadecimal digits) and open nothing anywhere.
const (
	DefaultAppID  = "0000000000000000000000005a4db0c5"
	DefaultKey    = "000000000000000000000000000000c1"
	DefaultSecret = agora.Secret("000000000000000000000000000005ec")
)

// DefaultPace is a sixth of the time that a task takes to run: the time between
// two statuses of one that walks through all of them (see ModeEvery).
const DefaultPace = 600 * time.Millisecond

// Options is what a sandbox is made of; the zero value is a working one.
type Options struct {
	Ledger  Ledger           // nil: a new MemoryLedger
	Mode    Mode             // a mode or a script, as ParseMode takes it; empty: ModeOK
	Reuse   Reuse            // how a used token is answered; empty: Reuse409; what Mode says comes first
	Now     func() time.Time // nil: clock.Now
	AppID   string           // empty: DefaultAppID
	Key     string           // empty: DefaultKey
	Secret  agora.Secret     // empty: DefaultSecret
	Project agora.Project    // what rules depend on; an empty version is V5, and see New
	Token   agora.Secret     // an RTC token that authenticates as key and secret do; empty: none does
	Pace    time.Duration    // a sixth of the time until a task runs, its bots joining after the fourth; 0 or less: DefaultPace

	// Tokens lets every RTC token of the App ID that has not expired authenticate as
	// key and secret do; where Certificate is set it must be signed with it.
	Tokens      bool
	Certificate agora.Secret

	Unlisted Unlisted     // what becomes of fields that the version's pages don't list; empty: UnlistedRefused
	Tell     func(string) // told of each oddity that was taken, once; nil: nobody is. It may be called by several calls at once

	// Started is told of each task that starts, with its request as it came, secrets and
	// all: for what a task does besides answering, such as storing captions. When it ends
	// the ledger says. It must return at once; nil: nobody is told.
	Started func(Task, agora.Request)

	// TokenLife is how long a builder token can start a task; 0: as long as
	// that of the version's limits.
	TokenLife time.Duration

	Random io.Reader // nil: crypto/rand; needs no locking of its own

	// Sleep waits and gives an error when the context ends first; nil: clock.Sleep.
	Sleep func(context.Context, time.Duration) error

	// Fault says how a call goes wrong, by its name in package agora, as in
	// agora.OpStart; empty: not at all, or as Mode says. It is asked once for
	// each call, at once for several.
	Fault func(call string) Fault
}

// Server is a pretend Agora. It is safe for concurrent use, also by several
// servers that share a ledger.
type Server struct {
	o      Options
	script script

	planned  sync.Mutex // guards script.plans
	random   sync.Mutex // guards o.Random
	told     told
	seed     [16]byte // of the request ids
	requests atomic.Uint64
}

// New makes a sandbox. It always answers as v7; v5 and v6, which have the same URLs,
// by the project's version, and neither where that is v7. The mode must be one that ParseMode gives, the reuse one
// of Reuses; any other is a mistake in the program and panics.
func New(o Options) *Server {
	setDefault(&o.Ledger, Ledger(&MemoryLedger{}), o.Ledger == nil)
	setDefault(&o.Now, clock.Now, o.Now == nil)
	setDefault(&o.AppID, DefaultAppID, o.AppID == "")
	setDefault(&o.Key, DefaultKey, o.Key == "")
	setDefault(&o.Secret, DefaultSecret, o.Secret == "")
	setDefault(&o.Project.Version, agora.V5, o.Project.Version == "")
	setDefault(&o.Pace, DefaultPace, o.Pace <= 0)
	setDefault(&o.Random, rand.Reader, o.Random == nil)
	setDefault(&o.Sleep, clock.Sleep, o.Sleep == nil)
	setDefault(&o.Reuse, Reuse409, o.Reuse == "")
	setDefault(&o.TokenLife, o.Project.Version.Limits().BuilderTokenLife, o.TokenLife <= 0)
	sc, mode, err := parseScript(string(o.Mode))
	setDefault(&o.Reuse, sc.reuse, sc.reuse != "")
	if err := cmp.Or(err, o.Reuse.check()); err != nil {
		panic("sandbox: " + err.Error())
	}
	o.Mode = mode
	s := &Server{o: o, script: sc}
	// Request ids need not be hard to guess, so a reader that fails is no matter here.
	_, _ = io.ReadFull(o.Random, s.seed[:])
	return s
}

func setDefault[T any](at *T, value T, unset bool) {
	if unset {
		*at = value
	}
}

// now returns the time as it can be kept in a ledger.
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

// taskID follows from the token and how many tasks it has started before, so
// that with a fixed Random it does not depend on how many other requests came in
// between.
func taskID(token string, before int) string {
	text := "task " + token
	if before > 0 {
		text += " " + strconv.Itoa(before)
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// agentID turns a task's id into one as v7 has them.
func agentID(task string) string { return strings.ToUpper(task)[:26] }

func (s *Server) requestID() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%x %d", s.seed, s.requests.Add(1)))
	return hex.EncodeToString(sum[:16])
}

// ServeHTTP answers one call as Agora would, in the server's mode.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", s.now().Format(http.TimeFormat))
	w.Header().Set("Server", serverName)
	if !s.admitPage(w, r) {
		message(http.StatusForbidden, "only pages of this machine may call the sandbox").write(w, s.requestID())
		return
	}
	op, named, do := s.route(r)
	answer := func() answer { return s.script.behave(arrival{r.Context(), s, op, named}, do) }
	if op != "" {
		if f := s.faultOf(op); f != "" {
			s.spoil(f, w, r, answer)
			return
		}
	}
	a := answer()
	if a.reset {
		reset(w)
		return
	}
	a.write(w, s.requestID())
}
