package ui

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	term "sttwizard/internal/screen"
	"sttwizard/internal/session"
)

// desk drives a model without a program: each key and every command that comes of
// it is done before the next. Timers ring when the desk says so.
type desk struct {
	*term.Steps
	t       testing.TB
	m       *Model
	clock   *testClock
	wire    *wire
	session *session.Session
	quit    bool
	copied  []string // what was sent to the clipboard
	after   func()   // called after every step; nil: nothing
}

func newDesk(t testing.TB, o rigOptions) *desk {
	t.Helper()
	if o.home == "" {
		o.home = t.TempDir()
	}
	d := &desk{t: t, clock: newClock()}
	d.Steps = term.NewSteps(d.clock.Now)
	d.Takes, d.Done = d.takes, func() {
		if _, measured := d.t.(*testing.B); !measured {
			for _, twice := range claimedTwice(d.m.bindings()) {
				d.t.Error(twice)
			}
		}
		if d.after != nil {
			d.after()
		}
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = nil
	d.wire = &wire{RoundTripper: transport, gates: map[string]chan struct{}{}, given: map[string]func() *http.Response{}}
	env := map[string]string{"STTWIZARD_HOME": o.home, "STTWIZARD_KEYRING": "off"}
	for name, value := range o.env {
		env[name] = value
	}
	var err error
	d.session, err = session.New(session.Options{
		Getenv: func(name string) string { return env[name] }, Version: "test", Now: d.clock.Now,
		Sleep:      func(_ context.Context, wait time.Duration) error { d.clock.Pass(wait); return nil },
		UseSandbox: !o.real, SandboxMode: o.mode, APIURL: o.url, Pace: testPace, Transport: d.wire, Team: deskTeam(o.team), Keyring: o.keyring, AgeFactor: testFactor, Log: o.log, Probe: probeNobody,
	})
	if err != nil {
		t.Fatal(err)
	}
	d.session.SetSandboxVersion(o.api)
	if !o.real {
		if o.ui.Connection, err = d.session.Choose(""); err != nil {
			t.Fatal(err)
		}
		o.ui.HasConnection = true
	}
	o.ui.After = d.After
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(func() {
		cancel()
		d.Close()
		transport.CloseIdleConnections()
		d.session.Close()
	})
	d.m = New(ctx, d.session, o.ui)
	d.Model = d.m
	d.run(d.m.Init())
	return d
}

// run does a command and everything that comes of it.
func (d *desk) run(cmd tea.Cmd) {
	d.t.Helper()
	if d.Run(cmd); d.Err != nil {
		d.t.Fatal(d.Err)
	}
}

// tell hands a message to the model as Bubble Tea would.
func (d *desk) tell(msg tea.Msg) {
	d.t.Helper()
	if d.Tell(msg); d.Err != nil {
		d.t.Fatal(d.Err)
	}
}

// takes keeps what is Bubble Tea's own from the model.
func (d *desk) takes(msg tea.Msg) bool {
	if _, ok := msg.(tea.QuitMsg); ok {
		d.quit = true
		return true
	}
	if reflect.TypeOf(msg).Name() == "setClipboardMsg" {
		d.copied = append(d.copied, fmt.Sprint(msg))
		return true
	}
	return false
}

// ringOne lets the oldest wait ring; time goes by with it.
func (d *desk) ringOne() {
	d.t.Helper()
	if wait := d.Oldest(); wait != nil {
		d.clock.Pass(time.Second)
		if d.Ring(wait, d.clock.Now()); d.Err != nil {
			d.t.Fatal(d.Err)
		}
	}
}

// press presses keys by their names.
func (d *desk) press(names ...string) {
	for _, name := range names {
		msg, ok := term.Key(name)
		if !ok {
			d.t.Fatalf("the key %s would be %s", name, msg)
		}
		d.tell(msg)
	}
}

// types types a text letter by letter.
func (d *desk) types(text string) {
	for _, r := range text {
		if r == ' ' {
			d.press("space")
			continue
		}
		d.press(string(r))
	}
}

// calm lets the time pass in which keys are held.
func (d *desk) calm() { d.clock.Pass(holdFor) }

// minimalWalk goes from home to the review.
func (d *desk) minimalWalk(channel string) {
	d.press("n")
	d.types(channel)
	d.press("down", "space")
	for i := range d.m.project().Version.Bots() {
		d.types([]string{"47091", "88222"}[i])
		d.press("enter", "enter")
	}
	d.types("en-us")
	d.press("enter")
}

// text returns what the model shows, without styles.
func (d *desk) text() string { return sgr.ReplaceAllString(d.m.View().Content, "") }

func (d *desk) must(subs ...string) {
	d.t.Helper()
	if text := d.text(); len(lacking(text, subs)) > 0 {
		d.t.Fatalf("the screen does not show %q:\n%s", lacking(text, subs), text)
	}
}

// sgr are the sequences that set colours and weight: all that a frame may hold.
var sgr = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// steering returns the first place of a frame that could steer the terminal or
// change what a person reads.
func steering(frame string) string {
	for i := 0; i < len(frame); {
		if c := frame[i]; c >= ' ' && c < 0x7f || c == '\n' {
			i++
			continue
		}
		if at := sgr.FindStringIndex(frame[i:min(len(frame), i+60)]); at != nil && at[0] == 0 {
			i += at[1]
			continue
		}
		r, size := utf8.DecodeRuneInString(frame[i:])
		if r == utf8.RuneError && size == 1 || !unicode.IsGraphic(r) || unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Bidi_Control, r) {
			return fmt.Sprintf("%U in %q", r, frame[max(0, i-40):min(len(frame), i+40)])
		}
		i += size
	}
	return ""
}
