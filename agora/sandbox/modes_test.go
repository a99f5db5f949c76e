package sandbox

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
)

func TestModesAreReadByName(t *testing.T) {
	for _, info := range Modes() {
		for _, text := range []string{string(info.Name), " " + strings.ToUpper(string(info.Name)) + " "} {
			if m, err := ParseMode(text); err != nil || m != info.Name {
				t.Errorf("%q is read as %q, %v", text, m, err)
			}
		}
		if info.What == "" {
			t.Errorf("mode %s says nothing of what it does", info.Name)
		}
	}
	if m, err := ParseMode(""); err != nil || m != ModeOK {
		t.Errorf("nothing is read as %q, %v", m, err)
	}
	_, err := ParseMode("sluggish")
	const want = `there is no sandbox mode "sluggish"; the modes are ok, slow, denied, busy, lost, invalid, down, every-status, stays-started, forgotten and stranger, and there are used=HOW, presence=off and CALL:FAULT such as start:reset-after`
	if err == nil || err.Error() != want {
		t.Errorf("the error is %v", err)
	}
}

func TestAModeThatDoesNotExistIsAMistakeOfTheProgram(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("New took it")
		}
	}()
	New(Options{Mode: "sluggish"})
}

func TestModesThatRefuseEverything(t *testing.T) {
	for _, tt := range []struct {
		mode       Mode
		status     int
		message    string
		retryAfter string
	}{
		{ModeDenied, 401, "Invalid authentication credentials", ""},
		{ModeBusy, 429, "API rate limit exceeded", "2"},
		{ModeInvalid, 400, "invalid_appid", ""},
	} {
		t.Run(string(tt.mode), func(t *testing.T) {
			w := newWorld(t, Options{Mode: tt.mode})
			for _, r := range []reply{
				w.send("POST", w.base()+"/builderTokens", `{"instanceId":"sttw-1"}`),
				w.start("token", legalBody(t)), w.query("task", "token"), w.stop("task", "token"),
			} {
				w.expect(r, tt.status, tt.message)
				if got := r.header.Get("Retry-After"); got != tt.retryAfter {
					t.Errorf("Retry-After is %q", got)
				}
			}
			w.expect(w.send("GET", "/nothing", ""), 404, "no Route matched with those values")
			if st := w.state(); len(st.Tokens)+len(st.Tasks) != 0 {
				t.Errorf("the ledger shows %+v", st)
			}
		})
	}
}

func TestSlowAnswersComeAfterEightSeconds(t *testing.T) {
	var waits []time.Duration
	w := newWorld(t, Options{Mode: ModeSlow, Sleep: func(_ context.Context, d time.Duration) error {
		waits = append(waits, d)
		return nil
	}})
	task, token := w.running(legalBody(t))
	w.expect(w.query(task, token), 200, "")
	w.expect(w.stop(task, token), 200, "")
	if want := slices.Repeat([]time.Duration{8 * time.Second}, 4); !slices.Equal(waits, want) {
		t.Errorf("waited %v", waits)
	}
}

func TestASlowStartWorksThoughTheCallerHasGone(t *testing.T) {
	ended := make(chan error, 1)
	ledger := &MemoryLedger{}
	quick := newWorld(t, Options{Ledger: ledger})
	waiting := make(chan struct{})
	w := newWorld(t, Options{Mode: ModeSlow, Ledger: ledger, Now: quick.clock.Now, Sleep: func(ctx context.Context, d time.Duration) error {
		close(waiting)
		err := clock.Sleep(ctx, time.Hour)
		ended <- err
		return err
	}})
	token := quick.acquire()
	ctx, cancel := context.WithCancel(t.Context())
	req, _ := http.NewRequestWithContext(ctx, "POST", w.url+w.base()+"/tasks?builderToken="+token, strings.NewReader(legalBody(t)))
	req.SetBasicAuth(w.key, w.secret)
	go func() { <-waiting; cancel() }()
	if _, err := w.client.Do(req); !errors.Is(err, context.Canceled) {
		t.Errorf("the call ended with %v", err)
	}
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("the wait ended with %v", err)
		}
	case <-time.After(clocktest.Patience()):
		t.Fatal("the sandbox goes on waiting for a caller who has gone")
	}
	if st := quick.state(); len(st.Tasks) != 1 {
		t.Errorf("the ledger shows %d tasks", len(st.Tasks))
	}
}

func TestALostAnswerLeavesATaskThatTheSameTokenFinds(t *testing.T) {
	w := newWorld(t, Options{Mode: ModeLost, Pace: time.Second})
	for range 2 { // each token loses its first answer
		token := w.acquire()
		r := w.start(token, legalBody(t))
		if !errors.Is(r.err, syscall.ECONNRESET) {
			t.Errorf("the start ended with %d %s %v, not with a reset", r.status, r.text, r.err)
		}
		tasks := w.state().Tasks
		task := tasks[len(tasks)-1].ID
		w.expect(w.start(token, legalBody(t)), 409, "The task has been started, current status is STARTED, taskId is "+task)
		w.expect(w.query(task, token), 200, "")
		w.expect(w.stop(task, token), 200, "")
	}
	if st := w.state(); len(st.Tasks) != 2 || st.Tokens[0].Starts != 2 {
		t.Errorf("the ledger shows %d tasks, the first token %d starts", len(st.Tasks), st.Tokens[0].Starts)
	}
}

func TestALostRefusalIsNotLost(t *testing.T) {
	w := newWorld(t, Options{Mode: ModeLost})
	if r := w.start(w.acquire(), `{}`); r.status != 400 {
		t.Errorf("answered %d %s %v", r.status, r.text, r.err)
	}
}

func TestDownBehindAnothersListenerResets(t *testing.T) {
	w := newWorld(t, Options{Mode: ModeDown})
	for _, path := range []string{"/", "/nothing", w.base() + "/tasks/1"} {
		if r := w.send("GET", path, ""); r.err == nil {
			t.Errorf("%s answered %d", path, r.status)
		}
	}
}

func TestResettingCutsTheAnswerOffWhereNoConnectionCanBeHad(t *testing.T) {
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("the answer was not cut off")
		}
	}()
	reset(struct{ http.ResponseWriter }{})
}

func TestResettingReachesBelowTLS(t *testing.T) {
	ours, theirs := net.Pipe()
	defer theirs.Close()
	outer := &secured{Conn: ours}
	reset(hijacked{conn: outer})
	if !outer.asked {
		t.Error("the connection below was not asked for")
	}
	if _, err := theirs.Read(make([]byte, 1)); err == nil {
		t.Error("the connection is still open")
	}
}

type secured struct {
	net.Conn
	asked bool
}

func (s *secured) NetConn() net.Conn { s.asked = true; return s.Conn }

type hijacked struct {
	http.ResponseWriter
	conn net.Conn
}

func (h hijacked) Hijack() (net.Conn, *bufio.ReadWriter, error) { return h.conn, nil, nil }

func TestStatusesOnTheWayUpAreAgorasOwn(t *testing.T) {
	if !slices.Equal(rising, agora.V5.Statuses()[:len(rising)]) {
		t.Errorf("the sandbox rises through %v", rising)
	}
}

// startedIn returns a sandbox in a mode whose ledger has a task of a version
// that runs, and asks for that task and stops it.
func startedIn(t *testing.T, v agora.Version, mode Mode) (w *world, query, stop func() reply) {
	t.Helper()
	ledger, c := &MemoryLedger{}, newClock()
	well := newWorld(t, Options{Ledger: ledger, Now: c.Now, Project: agora.Project{Version: v}})
	r := well.begin(v, legalRequest(t))
	well.expect(r, 200, "")
	c.pass(time.Minute)
	w = newWorld(t, Options{Ledger: ledger, Now: c.Now, Mode: mode, Project: agora.Project{Version: v}})
	if v.Named() {
		at := w.agents() + "/agents/" + r.AgentID
		return w, func() reply { return w.send("GET", at, "") }, func() reply { return w.send("POST", at+"/leave", "") }
	}
	token := w.state().Tokens[0].Name
	return w, func() reply { return w.query(r.TaskID, token) }, func() reply { return w.stop(r.TaskID, token) }
}

func TestATaskThatRunsMayBeAnsweredWithAPlain404(t *testing.T) {
	for _, v := range agora.Versions() {
		for _, mode := range []Mode{ModeForgotten, "query:not-found,stop:not-found", "forgotten,presence=off", "query:not-found,stop:not-found,presence=off"} {
			w, query, stop := startedIn(t, v, mode)
			for what, r := range map[string]reply{"query": query(), "stop": stop()} {
				plain := r.text == `{"message":"Not Found"}`
				if v.Named() {
					plain = r.Reason == "TaskNotFound" && r.Detail != ""
				}
				if r.status != 404 || !plain || r.header.Get("Content-Type") != "application/json" {
					t.Errorf("%s, %s: %s answered %d %s", v, mode, what, r.status, r.text)
				}
			}
			if task := w.state().Tasks[0]; !task.StopRequestedAt.IsZero() || !task.Runs(w.clock.Now()) {
				t.Errorf("%s, %s: the task does not run: %+v", v, mode, task)
			}
			r := w.send("GET", "/dev/v1/channel/user/property/"+w.app+"/88222/town-hall", "")
			if asked := strings.Contains(string(mode), PresenceOff); asked != (r.status == 403) || !asked && !strings.Contains(r.text, `"in_channel":true`) {
				t.Errorf("%s, %s: presence answered %d %s", v, mode, r.status, r.text)
			}
		}
	}
}

func TestAStrangerKnowsNothing(t *testing.T) {
	for _, v := range agora.Versions() {
		w, query, stop := startedIn(t, v, ModeStranger)
		answers := []reply{query(), stop(), w.begin(agora.V7, legalRequest(t)), w.send("GET", "/", ""), w.send("POST", w.base()+"/builderTokens", "{}"),
			w.send("GET", w.agents()+"/agents", ""), w.send("GET", "/dev/v1/channel/user/property/"+w.app+"/88222/town-hall", "")}
		for _, r := range answers {
			if r.status != 404 || r.header.Get("Content-Type") != "application/json" || strings.Contains(r.text, "no Route") {
				t.Errorf("%s: answered %d %s", v, r.status, r.text)
			}
		}
		if st := w.state(); len(st.Tasks) != 1 || !st.Tasks[0].StopRequestedAt.IsZero() {
			t.Errorf("%s: it changed the ledger: %+v", v, st.Tasks)
		}
	}
}
