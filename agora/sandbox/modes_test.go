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
	const want = `there is no sandbox mode "sluggish"; the modes are ok, slow, denied, busy, lost, invalid, down, every-status and stays-started, and there are used=HOW, presence=off and CALL:FAULT such as start:reset-after`
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
	case <-time.After(10 * time.Second):
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
