package cli

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/session"
	"sttwizard/internal/store"
	"sttwizard/internal/store/filestore"
)

// TestMain lets the scripts run this binary as sttwizard, with a clock that does
// not make anybody wait.
func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"sttwizard": func() {
		env := System()
		clock := quicken(&env)
		save := func() {}
		if os.Getenv("IMPATIENT") != "" { // where a call that has no answer is no reason to wait
			env.Timing.Headers, env.Timing.Call, env.Timing.Kick = 150*time.Millisecond, 250*time.Millisecond, 250*time.Millisecond
		}
		if path := os.Getenv("CLOCK"); path != "" {
			save = clock.keep(path)
		}
		code := Run(env)
		save()
		os.Exit(code)
	}})
}

// quicken makes waits short: those between tries, and the steps of pretend tasks.
// The clock goes on by what was waited for.
func quicken(env *Env) *ahead {
	c := &ahead{}
	env.Pace = 2 * time.Millisecond
	env.AgeFactor = 10 // a passphrase is tried in 5 ms, not in 300
	env.Version = "test"
	env.Now = c.now
	env.Sleep = c.sleep
	return c
}

// ahead is a clock that runs ahead of the system's.
type ahead struct{ by atomic.Int64 }

func (c *ahead) now() time.Time { return clocktest.Now().Add(time.Duration(c.by.Load())) }

func (c *ahead) pass(d time.Duration) { c.by.Add(int64(d)) }

func (c *ahead) sleep(ctx context.Context, d time.Duration) error {
	until := c.now().Add(d)
	timer := time.NewTimer(min(d, 3*time.Millisecond))
	defer timer.Stop()
	select {
	case <-timer.C:
		c.pass(max(0, until.Sub(c.now()))) // others may have waited at the same time
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// keep makes the clock go on where another process of the same home has left it.
func (c *ahead) keep(path string) (save func()) {
	if text, err := os.ReadFile(path); err == nil {
		if d, err := time.ParseDuration(strings.TrimSpace(string(text))); err == nil {
			c.pass(d)
		}
	}
	return func() {
		_ = os.WriteFile(path, []byte(time.Duration(c.by.Load()).String()), 0o600)
	}
}

func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("STTWIZARD_HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("STTWIZARD_KEYRING", "off") // this machine's own is left alone
			e.Setenv("TERM", "xterm")
			e.Setenv("CLOCK", filepath.Join(e.WorkDir, "clock"))
			e.Setenv("GORACE", "atexit_sleep_ms=0") // or each command takes a second to leave
			return nil
		},
		RequireExplicitExec: true,
	})
}

// ran is what a run left.
type ran struct {
	code     int
	out, err string
}

// world is a home, an environment and perhaps a server that runs share.
type world struct {
	agora  *sandbox.MemoryLedger // of the pretend Agora of serve; nil: none yet
	server *httptest.Server      // of that one
	mode   sandbox.Mode          // of that one; empty: everything works
	before atomic.Pointer[func(http.ResponseWriter, *http.Request) bool]

	t    *testing.T
	home string
	vars map[string]string
	env  Env       // what tests change
	team string    // the directory of what plays the team's journal; empty: there is none
	told io.Writer // hears what runs say beside their output; nil: nobody does

	clock *ahead
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, home: t.TempDir()}
	w.vars = map[string]string{"STTWIZARD_HOME": w.home, "STTWIZARD_KEYRING": "off"}
	w.clock = quicken(&w.env)
	return w
}

// run runs a command line with that input.
func (w *world) run(input string, args ...string) ran {
	w.t.Helper()
	return w.runFrom(strings.NewReader(input), args...)
}

func (w *world) runFrom(in io.Reader, args ...string) ran {
	w.t.Helper()
	var out, err buffer
	env := w.env
	env.Args, env.In, env.Out, env.Err = args, in, &out, &err
	env.Team = w.shared()
	if w.told != nil {
		env.Err = io.MultiWriter(&err, w.told)
	}
	env.Getenv = func(name string) string { return w.vars[name] }
	code := Run(env)
	return ran{code, out.String(), err.String()}
}

// shared opens what plays the team's journal; nil: there is none.
func (w *world) shared() store.Store {
	if w.team == "" {
		return nil
	}
	return filestore.Open(filepath.Join(w.team, "attempts"), filepath.Join(w.team, "locks"))
}

// want runs and checks the exit code.
func (w *world) want(code int, args ...string) ran {
	w.t.Helper()
	r := w.run("", args...)
	if r.code != code {
		w.t.Fatalf("sttwizard %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), r.code, code, r.out, r.err)
	}
	return r
}

// ledger returns what the sandbox of this home remembers.
func (w *world) ledger() sandbox.State {
	w.t.Helper()
	s, err := session.New(session.Options{Getenv: func(name string) string { return w.vars[name] }})
	if err != nil {
		w.t.Fatal(err)
	}
	state, err := sandbox.Read(s.Ledger())
	if err != nil {
		w.t.Fatal(err)
	}
	return state
}

// buffer is a bytes.Buffer for several goroutines.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer

	wrote chan struct{} // closed at the next write; nil: nobody waits
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.wrote != nil {
		close(b.wrote)
		b.wrote = nil
	}
	return b.b.Write(p)
}

// holds waits until a text was written.
func (b *buffer) holds(t *testing.T, text string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		b.mu.Lock()
		done, wrote := strings.Contains(b.b.String(), text), make(chan struct{})
		b.wrote = wrote
		b.mu.Unlock()
		if done {
			return
		}
		select {
		case <-wrote:
		case <-ctx.Done():
			t.Fatalf("%q was never written:\n%s", text, b)
		}
	}
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// serve puts a server in front of a sandbox in memory, to which before may
// answer instead, and makes the connection from the environment lead there.
func (w *world) serve(before func(http.ResponseWriter, *http.Request) bool) *sandbox.MemoryLedger {
	w.t.Helper()
	w.before.Store(&before)
	if w.agora != nil { // the same Agora goes on, at the same address
		return w.agora
	}
	w.agora = &sandbox.MemoryLedger{}
	pretend := sandbox.New(sandbox.Options{Ledger: w.agora, Mode: w.mode, Pace: w.env.Pace, Now: w.env.Now})
	w.server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if before := *w.before.Load(); before == nil || !before(rw, r) {
			pretend.ServeHTTP(rw, r)
		}
	}))
	w.t.Cleanup(w.server.Close)
	w.vars["STTWIZARD_API_URL"] = w.server.URL
	w.vars["AGORA_APP_ID"] = sandbox.DefaultAppID
	w.vars["AGORA_CUSTOMER_KEY"] = sandbox.DefaultKey
	w.vars["AGORA_API_VERSION"] = "v5"
	w.vars["AGORA_CUSTOMER_SECRET"] = sandbox.DefaultSecret.Reveal()
	return w.agora
}

// started counts the tasks of a ledger.
func started(t *testing.T, l sandbox.Ledger) int {
	t.Helper()
	state, err := sandbox.Read(l)
	if err != nil {
		t.Fatal(err)
	}
	return len(state.Tasks)
}

// legal are the settings of a request that breaks no rule.
func legal(channel string) []string {
	return []string{
		"--set", agora.PathChannelName + "=" + channel, "--set", agora.PathLanguages + "=en-US",
		"--set", agora.PathSubBotUID + "=47091", "--set", agora.PathPubBotUID + "=88222",
	}
}

// startArgs is a start that needs no answer.
func startArgs(channel string, more ...string) []string {
	return append(append([]string{"start", "--yes"}, legal(channel)...), more...)
}

func mustHold(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in:\n%s", part, text)
		}
	}
}

func mustLack(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("%q stands in:\n%s", part, text)
		}
	}
}
