package tasks_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// gate is a way to the server that counts calls, and holds builder tokens back while it
// is shut.
type gate struct {
	http.RoundTripper
	mu    sync.Mutex
	calls []string
	shut  chan struct{} // nil: it is open
	came  chan struct{} // told of each call that waits
	left  chan struct{} // told of each that nobody wants any more
}

func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	g.mu.Lock()
	g.calls = append(g.calls, r.Method+" "+r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:])
	shut := g.shut
	g.mu.Unlock()
	if shut != nil {
		g.came <- struct{}{}
		select {
		case <-shut:
		case <-r.Context().Done():
			g.left <- struct{}{}
			return nil, r.Context().Err()
		}
	}
	return g.RoundTripper.RoundTrip(r)
}

// ended waits until a call that waited is not wanted any more.
func (g *gate) ended() { <-g.left }

// all returns the calls that were made, without what was counted before.
func (g *gate) all() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := strings.Join(g.calls, ", ")
	g.calls = nil
	return out
}

// gated returns a world whose calls go through a gate.
func gated(t *testing.T, mode sandbox.Mode, v agora.Version) (*world, *gate) {
	t.Helper()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(transport.CloseIdleConnections)
	g := &gate{RoundTripper: transport, came: make(chan struct{}, 8), left: make(chan struct{}, 8)}
	w := newWorldWith(t, mode, func(o *session.Options) { o.Transport = g })
	w.SetSandboxVersion(v)
	c := theSandbox(t, w.Session)
	var err error
	if w.by, err = w.Tasks.Caller(t.Context(), c, nil); err != nil {
		t.Fatal(err)
	}
	return w, g
}

// look looks ahead and returns the time to the next look.
func (w *world) look(a *tasks.Ahead) time.Duration {
	w.t.Helper()
	next, err := a.Look(w.t.Context(), request("demo"))
	if err != nil {
		w.t.Fatal(err)
	}
	return next
}

// startAhead starts a task with what was asked ahead.
func (w *world) startAhead(a *tasks.Ahead) *tasks.Start {
	w.t.Helper()
	s, err := w.begin("demo", func(o *tasks.BeginOptions) { o.Ahead, o.Beside = a, true })
	if err == nil && !s.AtHand() {
		err = s.Acquire(w.t.Context())
	}
	if err != nil {
		w.t.Fatal(err)
	}
	if outcome, err := s.Send(w.t.Context()); outcome != agora.OutcomeStarted {
		w.t.Fatal(outcome, err)
	}
	return s
}

func TestAStartThatWasLookedAheadIsOneRequest(t *testing.T) {
	w, g := gated(t, sandbox.ModeOK, agora.V5)
	ahead := w.by.Ahead()
	if next := w.look(ahead); next != 4*time.Minute || g.all() != "POST builderTokens" {
		t.Errorf("another look in %s", next)
	}
	if all, _, err := w.Tasks.All(); err != nil || len(all) != 0 {
		t.Fatalf("a look is an attempt: %v, %v", all, err)
	}
	w.pass(time.Minute)
	if next := w.look(ahead); next != 3*time.Minute || g.all() != "" {
		t.Errorf("what is there was asked for again, another look in %s", next)
	}
	s := w.startAhead(ahead)
	if calls := g.all(); calls != "POST tasks" {
		t.Errorf("the start made %s", calls)
	}
	sending := s.Attempt.Records()[1]
	st, err := sandbox.Read(w.Ledger())
	if err != nil || len(st.Tokens) != 1 || sending.Early != time.Minute || !sending.Acquired.Equal(w.time().Add(-time.Minute)) {
		t.Errorf("%v, %+v; the journal says %s, got at %v", err, st.Tokens, sending.Early, sending.Acquired)
	}
	w.startAhead(ahead) // what was used up is not used again
	if calls := g.all(); calls != "POST builderTokens, POST tasks" {
		t.Errorf("the second start made %s", calls)
	}
}

func TestATokenOfFourMinutesIsGotAnew(t *testing.T) {
	w, g := gated(t, sandbox.ModeOK, agora.V6)
	ahead := w.by.Ahead()
	w.look(ahead)
	w.pass(4 * time.Minute)
	w.look(ahead)
	w.startAhead(ahead)
	if calls := g.all(); calls != "POST builderTokens, POST builderTokens, POST tasks" {
		t.Errorf("with another look: %s", calls)
	}
	w.look(ahead)
	w.pass(4 * time.Minute)
	if s := w.startAhead(ahead); s.Attempt.Records()[1].Early != 0 {
		t.Error("the journal has an age of a token that was got for the start")
	}
	if calls := g.all(); calls != "POST builderTokens, POST builderTokens, POST tasks" {
		t.Errorf("without: %s", calls)
	}
}

func TestALookThatFailsKeepsNobodyFromStarting(t *testing.T) {
	w, g := gated(t, "acquire:401*2", agora.V5)
	ahead := w.by.Ahead()
	for range 2 {
		if _, err := ahead.Look(t.Context(), request("demo")); agora.KindOf(err) != agora.KindCredentials {
			t.Fatal(err)
		}
	}
	if next, err := ahead.Look(t.Context(), request("demo")); err != nil || next != 4*time.Minute {
		t.Errorf("once it works: %s, %v", next, err)
	}
	g.all()
	w.startAhead(ahead)

	w, g = gated(t, "acquire:401*1", agora.V5)
	ahead = w.by.Ahead()
	if _, err := ahead.Look(t.Context(), request("demo")); err == nil {
		t.Fatal("it was not refused")
	}
	g.all()
	w.startAhead(ahead)
	if calls := g.all(); calls != "POST builderTokens, POST tasks" {
		t.Errorf("after a look that failed: %s", calls)
	}
}

func TestV7LooksIntoTheListAndStartsAtOnce(t *testing.T) {
	w, g := gated(t, sandbox.ModeOK, agora.V7)
	ahead := w.by.Ahead()
	if next := w.look(ahead); next != 4*time.Minute || ahead.Op() != agora.OpList || g.all() != "GET agents" {
		t.Errorf("another look in %s", next)
	}
	w.pass(time.Minute)
	if next := w.look(ahead); next != 3*time.Minute || g.all() != "" {
		t.Errorf("another look in %s", next)
	}
	s := w.startAhead(ahead)
	if calls := g.all(); calls != "POST join" || s.Attempt.Records()[1].Early != 0 {
		t.Errorf("the start made %s", calls)
	}
	w, _ = gated(t, sandbox.ModeDenied, agora.V7)
	if _, err := w.by.Ahead().Look(t.Context(), request("demo")); agora.KindOf(err) != agora.KindCredentials || agora.OpOf(err) != agora.OpList {
		t.Errorf("refused: %v", err)
	}
}

// shutGate holds the calls from now on until it is opened.
func (g *gate) shutGate() (open func()) {
	shut := make(chan struct{})
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = shut
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.shut = nil
		close(shut)
	})
}

func TestAStartWaitsForTheLookThatIsUnderWay(t *testing.T) {
	w, g := gated(t, sandbox.ModeOK, agora.V5)
	ahead, open := w.by.Ahead(), g.shutGate()
	looked := make(chan error, 1)
	go func() { _, err := ahead.Look(t.Context(), request("demo")); looked <- err }()
	<-g.came
	s, err := w.begin("demo", func(o *tasks.BeginOptions) { o.Ahead = ahead })
	if err != nil {
		t.Fatal(err)
	}
	ahead.Rest() // it is the start's now
	acquired := make(chan error, 1)
	go func() { acquired <- s.Acquire(t.Context()) }()
	if err := <-looked; err != nil { // it is the start that waits now
		t.Fatal(err)
	}
	open()
	if err := <-acquired; err != nil {
		t.Fatal(err)
	}
	if outcome, err := s.Send(t.Context()); outcome != agora.OutcomeStarted || g.all() != "POST builderTokens, POST tasks" {
		t.Errorf("%s, %v", outcome, err)
	}
}

func TestACallAheadEndsWithWhoeverWantsIt(t *testing.T) {
	for name, leave := range map[string]func(t *testing.T, w *world, ahead *tasks.Ahead){
		"the request is not read any more": func(_ *testing.T, _ *world, ahead *tasks.Ahead) { ahead.Rest() },
		"the start is cancelled": func(t *testing.T, w *world, ahead *tasks.Ahead) {
			s, err := w.begin("demo", func(o *tasks.BeginOptions) { o.Ahead = ahead })
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if err := s.Acquire(ctx); err == nil {
				t.Error("it has a builder token")
			}
			w.state(s.Attempt, attempt.Abandoned)
		},
		"the attempt is given up": func(t *testing.T, w *world, ahead *tasks.Ahead) {
			s, err := w.begin("demo", func(o *tasks.BeginOptions) { o.Ahead = ahead })
			if err != nil || s.Cancel() != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, g := gated(t, sandbox.ModeOK, agora.V5)
			ahead, open := w.by.Ahead(), g.shutGate()
			defer open()
			looked := make(chan error, 1)
			go func() { _, err := ahead.Look(t.Context(), request("demo")); looked <- err }()
			<-g.came
			leave(t, w, ahead)
			<-looked
			g.ended()
			if st, err := sandbox.Read(w.Ledger()); err == nil && len(st.Tokens) != 0 {
				t.Errorf("%+v", st.Tokens)
			}
		})
	}
}

func TestWhatOneCallerGotIsNoOthers(t *testing.T) {
	w, g := gated(t, sandbox.ModeOK, agora.V5)
	ahead := w.by.Ahead()
	w.look(ahead)
	first := w.by
	var err error
	if w.by, err = w.Tasks.Caller(t.Context(), theSandbox(t, w.Session), nil); err != nil || ahead.By(w.by) || !ahead.By(first) || (*tasks.Ahead)(nil).By(first) {
		t.Fatal(err)
	}
	w.startAhead(ahead)
	if calls := g.all(); calls != "POST builderTokens, POST builderTokens, POST tasks" {
		t.Error(calls)
	}
}
