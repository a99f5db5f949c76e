package sandbox

import (
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sttwizard/agora"
)

func TestATaskOutlivesItsSandbox(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	c := newClock()
	var mu sync.Mutex
	before := newWorld(t, Options{Ledger: fileLedger(path, &mu), Now: c.Now, Pace: time.Second, Mode: ModeEvery})
	task, token := before.running(legalBody(t))
	c.pass(3 * time.Second)
	// The second one has another pace and mode: a task keeps what it began with.
	after := newWorld(t, Options{Ledger: fileLedger(path, &mu), Now: c.Now, Pace: time.Hour})
	if q := after.query(task, token); q.Status != agora.StatusStarting {
		t.Errorf("after the restart: %d %s", q.status, q.text)
	}
	after.expect(after.stop(task, token), 200, "")
	if q := before.query(task, token); q.Status != agora.StatusStopping {
		t.Errorf("the first sandbox says %s", q.text)
	}
}

func TestTwoSandboxesShareALedgerAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	c := newClock()
	var mu sync.Mutex
	worlds := []*world{
		newWorld(t, Options{Ledger: fileLedger(path, &mu), Now: c.Now}),
		newWorld(t, Options{Ledger: fileLedger(path, &mu), Now: c.Now}),
	}
	shared := worlds[0].acquire()
	body := legalBody(t)
	var wg sync.WaitGroup
	replies := make(chan reply, 40)
	for i := range 20 {
		w := worlds[i%2]
		wg.Go(func() { replies <- w.start(shared, body) })
		wg.Go(func() {
			r := w.send("POST", w.base()+"/builderTokens", `{"instanceId":"own"}`)
			replies <- w.start(r.TokenName, body)
		})
	}
	wg.Wait()
	close(replies)
	count := map[int]int{}
	for r := range replies {
		count[r.status]++
	}
	if count[200] != 21 || count[409] != 19 {
		t.Errorf("answers by status: %v", count)
	}
	st := worlds[1].state()
	if len(st.Tasks) != 21 || len(st.Tokens) != 21 {
		t.Errorf("%d tasks, %d tokens", len(st.Tasks), len(st.Tokens))
	}
	if got := st.token(DefaultAppID, shared).Starts; got != 20 {
		t.Errorf("the shared token counts %d starts", got)
	}
}

func TestOnlyChangesAreWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sandbox.json")
	l := fileLedger(path, &sync.Mutex{})
	writes := 0
	write := l.o.Write
	l.o.Write = func(path string, data []byte) error { writes++; return write(path, data) }
	w := newWorld(t, Options{Ledger: l})
	if w.query("1", "2"); writes != 0 {
		t.Errorf("a query of nothing wrote %d times", writes)
	}
	task, token := w.running(legalBody(t))
	for range 3 {
		w.query(task, token)
	}
	if writes != 2 {
		t.Errorf("acquire, start and three queries wrote %d times", writes)
	}
}

func TestAChangeThatFailsIsNotKept(t *testing.T) {
	no := errors.New("no")
	for name, l := range map[string]Ledger{
		"memory": &MemoryLedger{},
		"file":   fileLedger(filepath.Join(t.TempDir(), "sandbox.json"), &sync.Mutex{}),
	} {
		must(t, l.Update(func(st *State) error {
			st.Tokens = append(st.Tokens, Token{Name: "one"})
			return nil
		}))
		err := l.Update(func(st *State) error {
			st.Tokens[0].Used = true
			st.Tokens = append(st.Tokens, Token{Name: "two"})
			return no
		})
		if !errors.Is(err, no) {
			t.Errorf("%s: the error is %v", name, err)
		}
		st, err := Read(l)
		must(t, err)
		if len(st.Tokens) != 1 || st.Tokens[0].Used {
			t.Errorf("%s: the ledger holds %+v", name, st)
		}
	}
}

func TestALedgerThatCannotBeReadIsLeftAlone(t *testing.T) {
	for _, tt := range []struct{ name, text, says string }{
		{"not JSON", "hello", "is not a sandbox's ledger"},
		{"cut off", `{"schema":1,"tokens":[`, "is not a sandbox's ledger"},
		{"empty", "", "is not a sandbox's ledger"},
		{"of another release", `{"schema":2}`, "has the form 2 of another release"},
		{"some other JSON", `{"name":"x"}`, "has the form 0 of another release"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "sandbox.json")
			must(t, os.WriteFile(path, []byte(tt.text), 0o600))
			w := newWorld(t, Options{Ledger: fileLedger(path, &sync.Mutex{})})
			for _, r := range []reply{
				w.send("POST", w.base()+"/builderTokens", `{"instanceId":"a"}`),
				w.start("t", legalBody(t)), w.query("1", "t"), w.stop("1", "t"),
			} {
				if r.status != 500 || !strings.Contains(r.Message, tt.says) || !strings.Contains(r.Message, "move it away") {
					t.Errorf("answered %d %s", r.status, r.text)
				}
			}
			_, err := Read(w.ledger)
			var bad *LedgerError
			if !errors.As(err, &bad) || bad.Path != path {
				t.Errorf("the error is %v", err)
			}
			if data, err := os.ReadFile(path); err != nil || string(data) != tt.text {
				t.Errorf("the file now holds %q, %v", data, err)
			}
		})
	}
}

func TestALedgerThatCannotBeWrittenStartsNothing(t *testing.T) {
	full := errors.New("the disk is full")
	l := fileLedger(filepath.Join(t.TempDir(), "sandbox.json"), &sync.Mutex{})
	w := newWorld(t, Options{Ledger: l})
	token := w.acquire()
	l.o.Write = func(string, []byte) error { return full }
	if r := w.start(token, legalBody(t)); r.status != 500 || !strings.Contains(r.Message, "the disk is full") {
		t.Errorf("answered %d %s", r.status, r.text)
	}
	if st := w.state(); len(st.Tasks) != 0 || st.Tokens[0].Used {
		t.Errorf("the ledger shows %+v", st)
	}
}

func TestALedgerThatIsADirectoryGivesTheSystemsError(t *testing.T) {
	_, err := Read(fileLedger(t.TempDir(), &sync.Mutex{}))
	var bad *LedgerError
	if err == nil || errors.As(err, &bad) {
		t.Errorf("the error is %v", err)
	}
}

func TestNoRandomNumbersNoToken(t *testing.T) {
	w := newWorld(t, Options{Random: strings.NewReader("too short")})
	if r := w.send("POST", w.base()+"/builderTokens", `{"instanceId":"a"}`); r.status != 500 {
		t.Errorf("answered %d %s", r.status, r.text)
	}
}

func TestTheZeroOptionsAreAWorkingSandbox(t *testing.T) {
	server := httptest.NewServer(New(Options{}))
	defer server.Close()
	w := &world{t: t, url: server.URL, client: server.Client(), key: DefaultKey, secret: DefaultSecret.Reveal(), app: DefaultAppID}
	task, token := w.running(legalBody(t))
	w.expect(w.query(task, token), 200, "")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
