package ui

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/files"
	"sttwizard/internal/secret"
	usecases "sttwizard/internal/tasks"
)

const ownAppID = "a11a11a11a11a11a11a11a11a11a11a1"

// crossroads is a desk with a task of the connection acme, whose wizard was started
// for another place. The connection other has the same App ID and leads to a
// stranger: a server that keeps what it is asked, and knows nothing.
type crossroads struct {
	*desk
	version agora.Version
	ledger  sandbox.Ledger
	acme    connections.Connection

	mu     sync.Mutex
	now    func() time.Time
	astray []string
}

func (c *crossroads) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now == nil {
		return time.Time{}
	}
	return c.now()
}

// otherways are the ways to start the wizard for another place than acme.
var otherways = []string{"--connection other", "--api-url", "--sandbox"}

func newCrossroads(t *testing.T, v agora.Version, otherway string) *crossroads {
	t.Helper()
	c := &crossroads{version: v, ledger: &sandbox.MemoryLedger{}}
	pretend := sandbox.New(sandbox.Options{Ledger: c.ledger, Now: c.time, Pace: testPace, AppID: ownAppID, Project: agora.Project{Version: v}})
	nobody := sandbox.New(sandbox.Options{Mode: sandbox.ModeStranger, Now: c.time})
	own := httptest.NewServer(pretend)
	stranger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if op := operationOf(r); op != "list" && op != "warm" && op != "acquire" {
			c.mu.Lock()
			c.astray = append(c.astray, op+" "+r.URL.Path)
			c.mu.Unlock()
		}
		nobody.ServeHTTP(w, r)
	}))
	t.Cleanup(own.Close)
	t.Cleanup(stranger.Close)
	o := rigOptions{home: t.TempDir(), env: map[string]string{"ACME": sandbox.DefaultSecret.Reveal()}, real: otherway != "--sandbox"}
	c.acme = leadingTo(t, o.home, "acme", own.URL, v)
	other := leadingTo(t, o.home, "other", stranger.URL, v)
	switch otherway {
	case "--connection other":
		o.ui.Connection, o.ui.HasConnection, o.ui.Named = other, true, true
	case "--api-url":
		o.url = stranger.URL
		o.ui.Connection, o.ui.HasConnection = c.acme, true
		o.ui.Connection.BaseURL = stranger.URL
	}
	c.desk = newDesk(t, o)
	c.mu.Lock()
	c.now = c.clock.Now
	c.mu.Unlock()
	return c
}

// leadingTo saves a connection that leads to a server.
func leadingTo(t *testing.T, home, name, url string, v agora.Version) connections.Connection {
	t.Helper()
	where, err := files.Locate(func(variable string) string { return map[string]string{"STTWIZARD_HOME": home}[variable] })
	if err != nil {
		t.Fatal(err)
	}
	ref, err := secret.ParseRef("env:ACME")
	if err != nil {
		t.Fatal(err)
	}
	c := connections.Connection{Name: name, Version: v, AppID: ownAppID, CustomerKey: sandbox.DefaultKey, Certificate: agora.CertificateOff, Secret: ref, BaseURL: url}
	if err := connections.Open(where).Save(c, true); err != nil {
		t.Fatal(err)
	}
	return c
}

// lostAfter loses the answer to every start that it passes on.
type lostAfter struct{ attempt.API }

func (l lostAfter) Start(ctx context.Context, token agora.Secret, r agora.Request) (agora.Task, error) {
	if _, err := l.API.Start(ctx, token, r); err != nil {
		return agora.Task{}, err
	}
	return noAnswer(l).Start(ctx, token, r)
}

// deafToStop fails every stop.
type deafToStop struct{ attempt.API }

func (deafToStop) Stop(context.Context, agora.Handle) error {
	return &agora.APIError{Op: agora.OpStop, Status: 503, Kind: agora.KindServer}
}

// bring starts a task of acme and leaves its attempt in a state. The task runs.
func (c *crossroads) bring(state attempt.State) *attempt.Attempt {
	c.t.Helper()
	client, err := c.session.Client(context.Background(), c.acme, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	var api attempt.API = client
	if state == attempt.Unknown {
		api = lostAfter{client}
	}
	a := startedBy(c.t, c.session, c.acme, "hall", api)
	switch state {
	case attempt.Stopping:
		_ = attempt.Stop(context.Background(), deafToStop{client}, a)
	case attempt.Stopped:
		err = a.Ended(attempt.HowGone)
	}
	a.Release()
	if err != nil || a.State() != state {
		c.t.Fatalf("%v, it is %s", err, a.State())
	}
	c.clock.Pass(time.Minute)
	return a
}

// runs reports whether the task of the channel runs and nobody has told it to stop.
func (c *crossroads) runs() bool {
	c.t.Helper()
	state, err := sandbox.Read(c.ledger)
	if err != nil {
		c.t.Fatal(err)
	}
	return slices.ContainsFunc(state.Tasks, func(t sandbox.Task) bool { return t.StopRequestedAt.IsZero() })
}

// unharmed fails the test if the stranger was asked about an attempt, or the task was
// ended.
func (c *crossroads) unharmed(after string, state attempt.State) {
	c.t.Helper()
	c.mu.Lock()
	for _, call := range c.astray {
		c.t.Errorf("%s: sent to a strange place: %s", after, call)
	}
	c.astray = nil
	c.mu.Unlock()
	if state == attempt.Stopping { // it is told once more
		return
	}
	if !c.runs() {
		c.t.Fatalf("%s: the task does not run any more", after)
	}
	if a := c.attempt("hall"); !a.Open() && state != attempt.Stopped {
		c.t.Fatalf("%s: the attempt is %s:\n%s", after, a.Meaning(), c.text())
	}
}

// ringSome lets the next timers ring.
func (c *crossroads) ringSome() {
	for range 8 {
		c.ringOne()
	}
}

// TestTheScreensAskEachTaskAtItsOwnPlace walks through the screens of a wizard that
// was started for another place than a task's own.
func TestTheScreensAskEachTaskAtItsOwnPlace(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		for _, otherway := range otherways {
			for _, state := range []attempt.State{attempt.Started, attempt.Unknown, attempt.Stopping, attempt.Stopped} {
				t.Run(fmt.Sprintf("%s %s %s", v, otherway, state), func(t *testing.T) {
					t.Parallel()
					c := newCrossroads(t, v, otherway)
					a := c.bring(state)
					c.walk(a, state)
				})
			}
		}
	}
}

func (c *crossroads) walk(a *attempt.Attempt, state attempt.State) {
	c.t.Helper()
	c.press("r")
	c.ringSome()
	c.unharmed("home", state)
	if state == attempt.Stopped && !c.attempt("hall").Open() {
		c.t.Fatalf("nobody looked whether it runs:\n%s", c.text())
	}
	if state != attempt.Stopping {
		c.must("hall", usecases.PlaceOf(a))
	}
	c.press("t")
	c.must("Tasks of this machine")
	if state != attempt.Stopping {
		c.must("hall acme")
	}
	c.press("r")
	c.ringSome()
	c.unharmed("the table", state)
	if state == attempt.Stopping {
		c.rings("ended")
		if c.runs() || c.attempt("hall").Open() {
			c.t.Errorf("it was told to stop before, and is %s", c.attempt("hall").Meaning())
		}
		return
	}
	c.takeUpTwice()
	c.press("enter")
	c.press("r")
	c.ringSome()
	c.unharmed("the task's page", state)
	if c.attempt("hall").State() == attempt.Started && c.version != agora.V5 {
		c.press("u", "esc")
		c.unharmed("a change", state)
	}
	c.press("q", "esc")
	c.unharmed("leaving", state)
	c.press("h")
	c.guard()
	c.unharmed("a second task", state)
	c.press("h", "r", "t")
	c.press("x")
	c.calm()
	c.press("y")
	for range 300 {
		if !c.attempt("hall").Open() {
			break
		}
		c.ringOne()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.runs() || c.attempt("hall").Open() || len(c.astray) > 0 {
		c.t.Errorf("it was not stopped at its own place, and is %s; astray: %v\n%s", c.attempt("hall").Meaning(), c.astray, c.text())
	}
}

// takeUpTwice tries to take up the task that is in the list.
func (c *crossroads) takeUpTwice() {
	id := c.attempt("hall").Task().ID
	if id == "" {
		return
	}
	c.press("p")
	c.types(id)
	c.press("enter")
	c.must("this task is in the list already")
	c.press("esc")
	c.calm()
	c.press("y")
	if c.m.over != nil {
		c.t.Fatalf("the entry stays:\n%s", c.text())
	}
	c.unharmed("a task to take up", attempt.Stopped)
}

// guard is about to start a second task in the channel, at the place that the wizard
// was started for.
func (c *crossroads) guard() {
	if c.m.conn.Sandbox {
		return // another App ID: nothing of it runs there
	}
	c.minimalWalk("hall")
	c.must("Start transcription")
	c.calm()
	c.press("s")
	if c.attempt("hall").Open() {
		if _, asks := c.m.over.(*question); !asks {
			c.t.Errorf("a second task is not asked about:\n%s", c.text())
		}
		c.press("esc")
	}
}
