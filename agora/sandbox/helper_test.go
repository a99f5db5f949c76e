package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/samples"
)

var v5 = agora.Project{Version: agora.V5}

// testClock is a clock that stands still until it is put forward.
type testClock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *testClock { return &testClock{now: clocktest.At(9, 30, 0)} }

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// world is a sandbox behind real HTTP.
type world struct {
	t      *testing.T
	clock  *testClock
	ledger Ledger
	url    string
	client *http.Client

	key, secret, app string
	auth             string // instead of key and secret
}

func newWorld(t *testing.T, o Options) *world {
	t.Helper()
	c := newClock()
	if o.Now == nil {
		o.Now = c.Now
	}
	if o.Ledger == nil {
		o.Ledger = &MemoryLedger{}
	}
	server := httptest.NewServer(New(o))
	t.Cleanup(server.Close)
	return &world{
		t: t, clock: c, ledger: o.Ledger, url: server.URL, client: server.Client(),
		key: DefaultKey, secret: DefaultSecret.Reveal(), app: DefaultAppID,
	}
}

// reply is an answer as a client sees it; err says that there was none.
type reply struct {
	err    error
	status int
	header http.Header
	text   string

	CreateTs   int64  `json:"createTs"`
	InstanceID string `json:"instanceId"`
	TokenName  string `json:"tokenName"`
	TaskID     string `json:"taskId"`
	AgentID    string `json:"agent_id"`
	Detail     string
	Status     agora.Status
	Message    string
	Reason     string
	Code       int
}

func (w *world) send(method, path, body string) reply {
	w.t.Helper()
	req, err := http.NewRequest(method, w.url+path, bytes.NewBufferString(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if w.auth != "" {
		req.Header.Set("Authorization", w.auth)
	} else if w.key != "" {
		req.SetBasicAuth(w.key, w.secret)
	}
	resp, err := w.client.Do(req)
	if err != nil {
		return reply{err: err}
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return reply{err: err}
	}
	r := reply{status: resp.StatusCode, header: resp.Header, text: string(data)}
	if len(data) > 0 {
		if err := json.Unmarshal(data, &r); err != nil {
			w.t.Fatalf("%s %s answered %q, which is not JSON: %v", method, path, data, err)
		}
	}
	return r
}

func (w *world) base() string { return "/v1/projects/" + w.app + "/rtsc/speech-to-text" }

func (w *world) acquire() string {
	w.t.Helper()
	r := w.send("POST", w.base()+"/builderTokens", `{"instanceId":"sttw-1"}`)
	if r.status != 200 || r.TokenName == "" {
		w.t.Fatalf("acquire: %d %s %v", r.status, r.text, r.err)
	}
	return r.TokenName
}

func (w *world) agents() string { return "/api/speech-to-text/v1/projects/" + w.app }

// begin starts a task in the way of a version, with a fresh token or name.
func (w *world) begin(v agora.Version, r agora.Request) reply {
	w.t.Helper()
	if v.Named() {
		if r.Name == "" {
			r.Name = agora.NewInstanceID(nil)
		}
		return w.send("POST", w.agents()+"/join", string(r.Body(agora.Project{Version: v})))
	}
	return w.start(w.acquire(), string(r.Body(agora.Project{Version: v})))
}

func (w *world) start(token, body string) reply {
	w.t.Helper()
	return w.send("POST", w.base()+"/tasks?builderToken="+token, body)
}

func (w *world) query(task, token string) reply {
	w.t.Helper()
	return w.send("GET", w.base()+"/tasks/"+task+"?builderToken="+token, "")
}

func (w *world) stop(task, token string) reply {
	w.t.Helper()
	return w.send("DELETE", w.base()+"/tasks/"+task+"?builderToken="+token, "")
}

// running returns the ids of a task that was just started with that body.
func (w *world) running(body string) (task, token string) {
	w.t.Helper()
	token = w.acquire()
	r := w.start(token, body)
	if r.status != 200 {
		w.t.Fatalf("start: %d %s %v", r.status, r.text, r.err)
	}
	return r.TaskID, token
}

func (w *world) state() State {
	w.t.Helper()
	st, err := Read(w.ledger)
	if err != nil {
		w.t.Fatal(err)
	}
	return st
}

func (w *world) expect(r reply, status int, message string) {
	w.t.Helper()
	if r.err != nil || r.status != status || r.Message != message {
		w.t.Errorf("got %d %q (%v), want %d %q", r.status, r.text, r.err, status, message)
	}
	if r.err == nil && len(r.header.Get("X-Request-Id")) != 32 {
		w.t.Errorf("the request id is %q", r.header.Get("X-Request-Id"))
	}
}

// legalBody is the legal request with changes over it.
func legalBody(t *testing.T, changes ...samples.Setting) string {
	t.Helper()
	r, err := samples.Broken{Set: changes}.Request()
	if err != nil {
		t.Fatal(err)
	}
	return string(r.Body(v5))
}

// fileLedger is a ledger on disk with a lock that holds within this process.
func fileLedger(path string, mu *sync.Mutex) *FileLedger {
	lock := func(f func() error) error {
		mu.Lock()
		defer mu.Unlock()
		return f()
	}
	write := func(path string, data []byte) error {
		temporary := filepath.Join(filepath.Dir(path), ".new")
		if err := os.WriteFile(temporary, data, 0o600); err != nil {
			return err
		}
		return os.Rename(temporary, path)
	}
	return NewFileLedger(path, FileOptions{Lock: lock, Read: os.ReadFile, Write: write})
}
