package ui

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/report"
	term "sttwizard/internal/screen"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/session"
	"sttwizard/internal/storage"
)

// testClock is a clock that a test moves by hand, with the timers that hang on it.
type testClock struct {
	mu     sync.Mutex
	at     time.Time
	timers []*alarm
	asked  []time.Duration // every wait that was begun
}

type alarm struct {
	due  time.Time
	ring chan time.Time
}

func newClock() *testClock {
	return &testClock{at: clocktest.At(13, 0, 0).In(time.FixedZone("CET", 3600))}
}

// afterTheEnd is a clock on a day on which v5 and v6 are past their stated end,
// wherever the suite's day lies.
func afterTheEnd() *testClock {
	c := newClock()
	if end, _ := agora.V5.EndOfLife(); c.at.Before(end) {
		c.at = end.AddDate(0, 1, 0)
	}
	return c
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// After is Options.After: it rings when Pass went far enough.
func (c *testClock) After(ctx context.Context, d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := &alarm{due: c.at.Add(d), ring: make(chan time.Time, 1)}
	c.asked = append(c.asked, d)
	c.timers = append(c.timers, a)
	c.ringDue()
	context.AfterFunc(ctx, func() { c.drop(a) })
	return a.ring
}

// drop takes away a wait that nobody waits for any more.
func (c *testClock) drop(gone *alarm) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timers = slices.DeleteFunc(c.timers, func(a *alarm) bool { return a == gone })
}

// Waiting returns how many waits have not rung yet.
func (c *testClock) Waiting() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.timers)
}

// Sleep is what sessions wait with between tries.
func (c *testClock) Sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-c.After(ctx, d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Pass lets time go by.
func (c *testClock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.ringDue()
}

func (c *testClock) ringDue() {
	kept := c.timers[:0]
	for _, a := range c.timers {
		if a.due.After(c.at) {
			kept = append(kept, a)
			continue
		}
		a.ring <- c.at
	}
	c.timers = kept
}

// Waits returns how many waits of a length were begun.
func (c *testClock) Waits(d time.Duration) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, asked := range c.asked {
		if asked == d {
			n++
		}
	}
	return n
}

// wire is the way to the server: it keeps what was sent and can hold calls up.
type wire struct {
	http.RoundTripper
	mu     sync.Mutex
	starts []string // the bodies of all start requests
	calls  []string // by what they do
	busy   int      // calls without an answer yet
	held   int      // of them, those that wait at a gate
	gates  map[string]chan struct{}
	given  map[string]func() *http.Response
	cut    bool // nobody is reached
}

// operationOf names a call by what it does.
func operationOf(r *http.Request) string {
	switch {
	case strings.HasSuffix(r.URL.Path, "/builderTokens"):
		return "acquire"
	case r.Method == http.MethodPost && (strings.HasSuffix(r.URL.Path, "/tasks") || strings.HasSuffix(r.URL.Path, "/join")):
		return "start"
	case r.Method == http.MethodPatch || strings.HasSuffix(r.URL.Path, "/update"):
		return "update"
	case strings.HasSuffix(r.URL.Path, "/agents"):
		return "list"
	case r.Method == http.MethodGet && (strings.Contains(r.URL.Path, "/tasks/") || strings.Contains(r.URL.Path, "/agents/")):
		return "query"
	case r.Method == http.MethodDelete || strings.HasSuffix(r.URL.Path, "/leave"):
		return "stop"
	case strings.Contains(r.URL.Path, "/channel/user/property/"):
		return "presence"
	case strings.HasSuffix(r.URL.Path, "/kicking-rule"):
		return "kick"
	}
	return "warm"
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	op := operationOf(r)
	w.mu.Lock()
	gate, given := w.gates[op], w.given[op]
	w.calls = append(w.calls, op)
	w.busy++
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.busy--
	}()
	if op == "start" {
		body, _ := io.ReadAll(r.Body)
		w.starts = append(w.starts, string(body))
		r = r.Clone(r.Context())
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	cut := w.cut || !isHere(r.URL.Hostname())
	w.mu.Unlock()
	if cut {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	if gate != nil {
		if err := w.wait(r.Context(), gate); err != nil {
			return nil, err
		}
	}
	if given != nil {
		return given(), nil
	}
	return w.RoundTripper.RoundTrip(r)
}

// isHere reports whether a host is this machine: no test calls another one.
func isHere(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// wait holds a call at its gate.
func (w *wire) wait(ctx context.Context, gate <-chan struct{}) error {
	count := func(by int) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.held += by
	}
	count(1)
	defer count(-1)
	select {
	case <-gate:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Hold makes calls of an operation wait until the function that it gives is called.
func (w *wire) Hold(op string) (release func()) {
	gate := make(chan struct{})
	w.mu.Lock()
	defer w.mu.Unlock()
	w.gates[op] = gate
	return sync.OnceFunc(func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.gates, op)
		close(gate)
	})
}

// Cut pulls the cable out, or plugs it in again.
func (w *wire) Cut(cut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
}

// Answer makes calls of an operation end with that answer, before they reach the
// server; a status of 0: no more.
func (w *wire) Answer(op string, status int, retryAfter, body string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if status == 0 {
		delete(w.given, op)
		return
	}
	w.given[op] = func() *http.Response {
		h := http.Header{"Content-Type": {"application/json"}}
		if retryAfter != "" {
			h.Set("Retry-After", retryAfter)
		}
		return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}
	}
}

// Busy reports whether a call has no answer yet, held ones aside.
func (w *wire) Busy() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.busy > w.held
}

// Held returns how many calls the test holds back.
func (w *wire) Held() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.held
}

// Calls returns how many calls of an operation were made.
func (w *wire) Calls(op string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, c := range w.calls {
		if c == op {
			n++
		}
	}
	return n
}

// Bodies returns the start requests as they were sent.
func (w *wire) Bodies() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.starts...)
}

// rigOptions says on what the wizard runs in a test.
type rigOptions struct {
	home string // an earlier rig's; empty: a new one
	mode sandbox.Mode
	api  agora.Version // of the sandbox; empty: its own
	real bool          // not in the sandbox: what the home or the environment has
	env  map[string]string
	url  string // --api-url
	team string // the directory of what plays the team's journal; empty: there is none

	keyring keep.Keyring // nil: none
	log     *report.Log  // nil: none
	screen  term.Options
	ui      Options
	clock   *testClock
}

// rig is the wizard in an emulated terminal, with the sandbox behind it.
type rig struct {
	*term.Screen
	t       testing.TB
	clock   *testClock
	wire    *wire
	home    string
	session *session.Session
	model   *Model
	works   works
	out     *tee
	end     func()
}

// tee keeps what the program writes to the terminal.
type tee struct {
	ready chan struct{} // closed when to is set
	to    io.Writer
	mu    sync.Mutex
	text  bytes.Buffer
}

func (w *tee) Write(p []byte) (int, error) {
	<-w.ready
	w.mu.Lock()
	w.text.Write(p)
	w.mu.Unlock()
	return w.to.Write(p)
}

// written returns all bytes that went to the terminal.
func (r *rig) written() string {
	r.out.mu.Lock()
	defer r.out.mu.Unlock()
	return r.out.text.String()
}

// oscs are sequences that end with the bell's byte without ringing it.
var oscs = regexp.MustCompile("\x1b\\][^\a\x1b]*(\a|\x1b\\\\)")

// bells counts how often the bell rang.
func (r *rig) bells() int { return strings.Count(oscs.ReplaceAllString(r.written(), ""), "\a") }

const testPace = time.Second

// testFactor makes a try of a passphrase take 5 ms instead of 300.
const testFactor = 10

// start runs the wizard until the end of the test, or of end.
func start(t testing.TB, o rigOptions) *rig {
	t.Helper()
	noLeak := goroutinesOf(t)
	r := &rig{t: t, home: o.home, clock: o.clock}
	if r.home == "" {
		r.home = t.TempDir()
	}
	if r.clock == nil {
		r.clock = newClock()
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = nil
	r.wire = &wire{RoundTripper: transport, gates: map[string]chan struct{}{}, given: map[string]func() *http.Response{}}
	r.session = r.open(o)
	r.session.SetVersion(o.api)
	if !o.real {
		c, err := r.session.Choose("")
		if err != nil {
			t.Fatal(err)
		}
		o.ui.Connection, o.ui.HasConnection = c, true
	}
	o.ui.SandboxMode, o.ui.After = string(o.mode), r.clock.After
	ctx, cancel := context.WithCancel(context.Background())
	r.model = New(ctx, r.session, o.ui)
	r.out = &tee{ready: make(chan struct{})}
	o.screen.Program = append(o.screen.Program, tea.WithOutput(r.out))
	r.Screen = term.Start(turns{r.model, t, &r.works}, o.screen)
	r.out.to = r.Terminal
	close(r.out.ready)
	r.end = sync.OnceFunc(func() {
		r.Close()
		cancel()
		transport.CloseIdleConnections()
		if err := r.session.Close(); err != nil {
			t.Errorf("closing the session: %v", err)
		}
		noLeak()
	})
	t.Cleanup(r.end)
	return r
}

// probeNobody finds of every storage that it is not reached: no test leaves this machine.
func probeNobody(_ context.Context, p storage.Place, _ storage.Keys) (storage.Probed, error) {
	return storage.Probed{Write: storage.Finding{Cause: storage.NoRoute, Place: p}}, nil
}

func (r *rig) open(o rigOptions) *session.Session {
	r.t.Helper()
	env := map[string]string{"STTWIZARD_HOME": r.home, "STTWIZARD_KEYRING": "off"}
	for name, value := range o.env {
		env[name] = value
	}
	s, err := session.New(session.Options{
		Getenv: func(name string) string { return env[name] }, Version: "test",
		Now: r.clock.Now, Sleep: r.clock.Sleep, UseSandbox: !o.real, SandboxMode: o.mode,
		APIURL: o.url, Pace: testPace, Transport: r.wire, Team: teamAt(o.team), Keyring: o.keyring, AgeFactor: testFactor,
		Probe: probeNobody,
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

// shows reports whether a text is on a screen, line breaks and columns aside.
func shows(screen, text string) bool {
	return holds(screen, text) || strings.Contains(screen, "│") && (holds(beforePane(screen), text) || holds(inCard(screen), text))
}

// inCard returns what is in a screen's card, such as a dialog.
func inCard(screen string) string {
	var out []string
	left, right := -1, -1
	for _, l := range strings.Split(screen, "\n") {
		cells := []rune(l)
		switch {
		case strings.Contains(l, "╭") && strings.Contains(l, "╮"):
			left, right = slices.Index(cells, '╭'), slices.Index(cells, '╮')
			out = append(out, string(cells[left:right]))
		case left >= 0 && len(cells) > right && cells[left] == '│' && cells[right] == '│':
			out = append(out, string(cells[left+1:right]))
		}
	}
	return strings.Join(out, "\n")
}

// beforePane returns what a screen shows at the left of its divider.
func beforePane(screen string) string {
	lines := strings.Split(screen, "\n")
	for i, l := range lines {
		lines[i], _, _ = strings.Cut(l, "│")
	}
	return strings.Join(lines, "\n")
}

func holds(screen, text string) bool {
	return strings.Contains(screen, text) || strings.Contains(strings.Join(strings.Fields(screen), " "), strings.Join(strings.Fields(text), " "))
}

// lacking returns those of the texts that a screen does not show.
func lacking(screen string, subs []string) []string {
	var out []string
	for _, sub := range subs {
		if !shows(screen, sub) {
			out = append(out, sub)
		}
	}
	return out
}

// see waits for texts on the screen.
func (r *rig) see(subs ...string) {
	r.t.Helper()
	r.wait(fmt.Sprintf("%q", subs), func() bool { return len(lacking(r.Text(), subs)) == 0 })
}

// type types a burst and waits for what must come of it.
func (r *rig) keys(keys string, subs ...string) {
	r.t.Helper()
	r.Send(keys)
	if len(subs) > 0 {
		r.see(subs...)
	}
}

// settled waits until everything typed was handled, and gives the screen.
func (r *rig) settled() string {
	r.t.Helper()
	r.Settle(r.t)
	return r.Text()
}

// must fails the test unless the screen has all of the texts.
func (r *rig) must(subs ...string) {
	r.t.Helper()
	if text := r.Text(); len(lacking(text, subs)) > 0 {
		r.t.Fatalf("the screen does not show %q:\n%s", lacking(text, subs), text)
	}
}

// mustNot fails the test if the screen has one of the texts.
func (r *rig) mustNot(subs ...string) {
	r.t.Helper()
	if text := r.Text(); len(lacking(text, subs)) < len(subs) {
		r.t.Fatalf("the screen shows one of %q:\n%s", subs, text)
	}
}

// calm lets the time pass in which keys that send, stop or delete are held.
func (r *rig) calm() {
	r.t.Helper()
	r.Settle(r.t)
	r.clock.Pass(holdFor)
}

// live lets time pass in steps until the texts come up.
func (r *rig) live(step time.Duration, subs ...string) {
	r.t.Helper()
	r.passes(step, fmt.Sprintf("%q", subs), func() bool { return len(lacking(r.Text(), subs)) == 0 })
}

// mostSteps is how often time may pass until something holds: patience is for one step
// each, since how long hundreds of them take is the machine's affair.
const mostSteps = 5000

// passes lets time go by in steps, each when all that is at work has its answer, until
// something holds.
func (r *rig) passes(step time.Duration, what string, ok func() bool) {
	r.t.Helper()
	for range mostSteps {
		done := false
		r.wait(what, func() bool {
			r.turn()
			idle := !r.atWork() // time waits for answers
			done = idle && ok()
			return idle
		})
		if done {
			return
		}
		r.clock.Pass(step)
	}
	r.t.Fatalf("%s: not after %v; the screen:\n%s", what, mostSteps*step, r.Text())
}

// turns is the model with an ear for askMsg.
type turns struct {
	*Model
	t     testing.TB
	works *works
}

func (m turns) Init() tea.Cmd { return m.works.counted(m.Model.Init()) }

func (m turns) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if asked, ok := msg.(askMsg); ok {
		asked.ask(m.Model)
		close(asked.come)
		return m, nil
	}
	_, cmd := m.Model.Update(m.works.came(msg))
	for _, twice := range claimedTwice(m.bindings()) {
		m.t.Error(twice)
	}
	return m, m.works.counted(cmd)
}

// turn waits until the program has done everything that was waiting for it.
func (r *rig) turn() {
	r.t.Helper()
	r.ask(func(*Model) {})
}

// wait looks until something holds.
func (r *rig) wait(what string, ok func() bool) {
	r.t.Helper()
	deadline := time.Now().Add(term.Patience)
	for !ok() {
		if time.Now().After(deadline) {
			r.t.Fatalf("%s: not in time; the screen:\n%s", what, r.Text())
		}
		<-time.After(3 * time.Millisecond)
	}
}

// ledger returns what the sandbox remembers.
func (r *rig) ledger() sandbox.State {
	r.t.Helper()
	st, err := sandbox.Read(r.session.Ledger())
	if err != nil {
		r.t.Fatal(err)
	}
	return st
}

// attempts returns the journals, newest first.
func (r *rig) attempts() []*attempt.Attempt {
	r.t.Helper()
	all, broken, err := r.session.Journal.List()
	if err != nil || len(broken) > 0 {
		r.t.Fatalf("the journals: %v, broken %v", err, broken)
	}
	return all
}

// states returns the states of the attempts, newest first.
func (r *rig) states() []attempt.State {
	var out []attempt.State
	for _, a := range r.attempts() {
		out = append(out, a.State())
	}
	return out
}

// mustState fails the test unless the journals come to stand so, newest first.
func (r *rig) mustState(want ...attempt.State) {
	r.t.Helper()
	deadline := time.Now().Add(term.Patience)
	for !slices.Equal(r.states(), want) {
		if time.Now().After(deadline) {
			r.t.Fatalf("the journals are %v, want %v; the screen:\n%s", r.states(), want, r.Text())
		}
		<-time.After(3 * time.Millisecond)
	}
}

// write puts a file into the home, whole: the program may be reading what is there.
func write(t testing.TB, home, name, text string) string {
	t.Helper()
	path := filepath.Join(home, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(filepath.Dir(path), ".half.tmp")
	if err := os.WriteFile(half, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(half, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// townHall is a preset that asks for its channel.
const townHall = `schema: 1
title: Weekly town hall
note: English into Spanish
ask: [rtcConfig.channelName]
request:
  languages: [en-US]
  rtcConfig: {channelName: town-hall, subBotUid: "47091", pubBotUid: "88222"}
  translateConfig:
    languages:
      - source: en-US
        target: [es-ES]
`

// ready is a preset that asks nothing: enter leads to the review.
const ready = `schema: 1
request:
  languages: [en-US]
  rtcConfig: {channelName: CHANNEL, subBotUid: "47091", pubBotUid: "88222"}
`

func readyFor(channel string) string { return strings.Replace(ready, "CHANNEL", channel, 1) }

// withReady returns a home with one preset for that channel.
func withReady(t testing.TB, channel string) string {
	t.Helper()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", readyFor(channel))
	return home
}

// minimal is the shortest walk from home to the review, in one burst.
const minimal = "ntown-hall" + toBots + "47091" + term.Enter + term.Enter + "88222" + term.Enter + term.Enter +
	"en-US" + term.Enter

// toBots goes from the channel to the first uid, which is folded.
const toBots = term.Down + term.Space

// toReview walks to the review with the smallest request.
func (r *rig) toReview() {
	r.t.Helper()
	r.see("new task")
	r.keys(minimal, "Review", "town-hall")
	r.wait("the request to be whole", func() bool { return isWhole(r.Text()) })
}

// isWhole reports whether a review says that nothing is missing. What Agora said ahead of
// the start is another matter.
func isWhole(screen string) bool {
	return shows(screen, "ready to send") || shows(screen, "would fail now")
}

// sent sends from the review and waits for the task.
func (r *rig) sent() {
	r.t.Helper()
	r.calm()
	r.keys("s", "bots 47091 listens")
}

// running sends from the review and waits until the task runs.
func (r *rig) running() {
	r.t.Helper()
	r.calm()
	r.Send("s")
	r.live(time.Second/2, "● Running", "IN_PROGRESS")
}
