//go:build unix

package life

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/screen"
)

// patience is how long a test waits for what must come.
var patience = clocktest.Patience()

// roleVariable makes the test binary play another program than the tests.
const roleVariable = "STTWIZARD_LIFE_TEST_ROLE"

var roles = map[string]func() int{"shell": shell, "broken screen": brokenScreen, "broken command": brokenCommand, "crash": crash}

func TestMain(m *testing.M) {
	if role, ok := roles[os.Getenv(roleVariable)]; ok {
		os.Exit(role())
	}
	screen.RunBeside()
	screen.UsualSignals()
	code := m.Run()
	if dir := built().dir; dir != "" {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// program is the real one, as a release is built.
type program struct {
	dir, path string
	err       error
}

// built builds the program once. Everybody may run it: some tests are another user.
var built = sync.OnceValue(func() program {
	dir, err := os.MkdirTemp("", "sttwizard-life-")
	if err != nil {
		return program{err: err}
	}
	p := program{dir: dir, path: filepath.Join(dir, "sttwizard")}
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", p.path, "sttwizard")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		p.err = fmt.Errorf("go build: %w\n%s", err, out)
		return p
	}
	p.err = os.Chmod(dir, 0o755)
	return p
})

func sttwizard(t testing.TB) string {
	t.Helper()
	p := built()
	if p.err != nil {
		t.Fatal(p.err)
	}
	return p.path
}

// world is a home and a sandbox that the program can reach.
type world struct {
	t      testing.TB
	home   string
	url    string
	ledger *sandbox.MemoryLedger

	mu     sync.Mutex
	calls  []string // "POST /path"
	held   chan struct{}
	inside chan struct{} // a start request waits for its answer
}

// preset asks nothing: it leads to the review.
const preset = `schema: 1
request:
  languages: [en-US]
  rtcConfig: {channelName: town-hall, subBotUid: "47091", pubBotUid: "88222"}
`

func newWorld(t testing.TB) *world {
	t.Helper()
	home := filepath.Join(public(t), "home") // t.TempDir's names are too long to be told on a screen
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, home: home, ledger: &sandbox.MemoryLedger{}, inside: make(chan struct{}, 100)}
	pretend := sandbox.New(sandbox.Options{Ledger: w.ledger, Pace: 5 * time.Millisecond})
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { w.serve(pretend, rw, r) }))
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

func (w *world) serve(pretend http.Handler, rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.calls = append(w.calls, r.Method+" "+r.URL.Path)
	held := w.held
	w.mu.Unlock()
	if held == nil || r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/tasks") {
		pretend.ServeHTTP(rw, r)
		return
	}
	body, _ := io.ReadAll(r.Body) // only then the server sees the client go
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	answer := httptest.NewRecorder()
	pretend.ServeHTTP(answer, r) // the task is there, its answer is not
	w.inside <- struct{}{}
	select {
	case <-held:
		rw.Header().Set("Content-Type", answer.Header().Get("Content-Type"))
		rw.WriteHeader(answer.Code)
		_, _ = rw.Write(answer.Body.Bytes())
	case <-r.Context().Done():
	}
}

// hold keeps the answer of every start back, while its task runs.
func (w *world) hold() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.held = make(chan struct{})
}

// release lets the answers go that are held, and all later ones.
func (w *world) release() {
	w.mu.Lock()
	defer w.mu.Unlock()
	close(w.held)
	w.held = nil
}

// env is what the program sees of the world.
func (w *world) env(more ...string) []string {
	return append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + w.home, "STTWIZARD_HOME=" + w.home, "TERM=xterm-256color", "LANG=C.UTF-8",
		"STTWIZARD_API_URL=" + w.url, "AGORA_API_VERSION=v5", "AGORA_APP_ID=" + sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY=" + sandbox.DefaultKey,
		"AGORA_CUSTOMER_SECRET=" + sandbox.DefaultSecret.Reveal(), "GORACE=atexit_sleep_ms=0",
	}, more...)
}

func (w *world) command(args ...string) *exec.Cmd {
	w.t.Helper()
	cmd := exec.CommandContext(w.t.Context(), sttwizard(w.t), args...)
	cmd.Env, cmd.Dir = w.env(), "/"
	if len(args) > 0 && strings.HasPrefix(args[0], "--sandbox") {
		cmd.Env = append(cmd.Env, "STTWIZARD_API_URL=") // its own is meant
	}
	return cmd
}

// public makes a directory that every user may look into.
func public(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "sttwizard-life-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// file makes a file that every user may read.
func (w *world) file(name, text string) string {
	w.t.Helper()
	path := filepath.Join(public(w.t), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// tasks counts those that run or ran.
func (w *world) tasks() int {
	w.t.Helper()
	state, err := sandbox.Read(w.ledger)
	if err != nil {
		w.t.Fatal(err)
	}
	return len(state.Tasks)
}

// nothingSent fails the test if any request went out that can change something.
func (w *world) nothingSent() {
	w.t.Helper()
	state, err := sandbox.Read(w.ledger)
	if err != nil || len(state.Tasks)+len(state.Tokens) > 0 {
		w.t.Errorf("the ledger holds %d tasks and %d tokens, %v", len(state.Tasks), len(state.Tokens), err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, call := range w.calls {
		if !strings.HasPrefix(call, http.MethodHead+" ") { // that only opens the connection
			w.t.Errorf("sent: %s", call)
		}
	}
}

// complete checks that every journal of the home is whole, and gives the states.
func (w *world) complete() []attempt.State {
	w.t.Helper()
	all, broken, err := attempt.Open(filepath.Join(w.home, "state", "attempts"), attempt.Options{}).List()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, b := range broken {
		w.t.Errorf("the journal %s can't be read: %v", b.Path, b.Err)
	}
	var states []attempt.State
	for _, a := range all {
		if a.Damage() != "" {
			w.t.Errorf("the journal %s: %s", a.Where(), a.Damage())
		}
		states = append(states, a.State())
	}
	return states
}

// leftovers returns the files of the attempts' directory that are no journals.
func (w *world) leftovers() []string {
	var out []string
	err := filepath.WalkDir(filepath.Join(w.home, "state", "attempts"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) != ".jnl" {
			out = append(out, path)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.t.Fatal(err)
	}
	return out
}

// code returns a process's exit code.
func code(t testing.TB, err error) int {
	t.Helper()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit) && exit.ExitCode() >= 0:
		return exit.ExitCode()
	}
	t.Errorf("the process ended with %v", err)
	return -1
}
