package ui

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/session"
)

// desk drives a model without a program: each key and every command that comes of
// it is done before the next, so that thousands of keys are quick and the same
// each time. Timers ring when the desk says so.
type desk struct {
	t       testing.TB
	m       *Model
	clock   *testClock
	wire    *wire
	session *session.Session
	timers  []tea.Cmd // waits that have not rung
	ring    bool      // a wait that is begun now rings at once
	quit    bool
	copied  []string // what was sent to the clipboard
	after   func()   // called after every step; nil: nothing
}

// stillWaiting is what a command that waits ends with on a desk.
type stillWaiting struct{}

func newDesk(t testing.TB, o rigOptions) *desk {
	t.Helper()
	if o.home == "" {
		o.home = t.TempDir()
	}
	d := &desk{t: t, clock: newClock()}
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
		UseSandbox: !o.real, SandboxMode: o.mode, APIURL: o.url, Pace: testPace, Transport: d.wire, Keyring: o.keyring, Log: o.log,
	})
	if err != nil {
		t.Fatal(err)
	}
	if !o.real {
		if o.ui.Connection, err = d.session.Choose(""); err != nil {
			t.Fatal(err)
		}
		o.ui.HasConnection = true
	}
	o.ui.After = d.wait
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(func() {
		cancel()
		transport.CloseIdleConnections()
		d.session.Close()
	})
	d.m = New(ctx, d.session, o.ui)
	d.run(d.m.Init())
	return d
}

func (d *desk) wait(context.Context, time.Duration) <-chan time.Time {
	if !d.ring {
		panic(stillWaiting{})
	}
	d.ring = false
	now := make(chan time.Time, 1)
	now <- d.clock.Now()
	return now
}

// run does a command and everything that comes of it.
func (d *desk) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg, waits := d.do(cmd)
	if waits {
		d.timers = append(d.timers, cmd)
		return
	}
	d.tell(msg)
}

func (d *desk) do(cmd tea.Cmd) (msg tea.Msg, waits bool) {
	defer func() {
		if what := recover(); what != nil {
			if _, ok := what.(stillWaiting); !ok {
				panic(what)
			}
			waits = true
		}
	}()
	return cmd(), false
}

// tell hands a message to the model as Bubble Tea would.
func (d *desk) tell(msg tea.Msg) {
	if msg == nil {
		return
	}
	if list := reflect.ValueOf(msg); list.Kind() == reflect.Slice { // a batch or a sequence
		for i := range list.Len() {
			if cmd, ok := list.Index(i).Interface().(tea.Cmd); ok {
				d.run(cmd)
			}
		}
		return
	}
	if _, ok := msg.(tea.QuitMsg); ok {
		d.quit = true
		return
	}
	if reflect.TypeOf(msg).Name() == "setClipboardMsg" {
		d.copied = append(d.copied, fmt.Sprint(msg))
		return
	}
	_, cmd := d.m.Update(msg)
	if d.after != nil {
		d.after()
	}
	d.run(cmd)
}

// ringOne lets the oldest wait ring; time goes by with it.
func (d *desk) ringOne() {
	if len(d.timers) == 0 {
		return
	}
	cmd := d.timers[0]
	d.timers = d.timers[1:]
	d.clock.Pass(time.Second)
	d.ring = true
	d.run(cmd)
	d.ring = false
}

var keyCodes = map[string]rune{
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "space": tea.KeySpace, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "f1": tea.KeyF1, "insert": tea.KeyInsert,
}

// keyNamed makes the message of a key by Bubble Tea's name for it.
func keyNamed(name string) tea.KeyPressMsg {
	var mod tea.KeyMod
	base := name
	for prefix, m := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(base, prefix); ok {
			base, mod = rest, m
			break
		}
	}
	if code, ok := keyCodes[base]; ok {
		msg := tea.KeyPressMsg{Code: code, Mod: mod}
		if name == "space" {
			msg.Text = " "
		}
		return msg
	}
	r, _ := utf8.DecodeRuneInString(base)
	if mod != 0 {
		return tea.KeyPressMsg{Code: r, Mod: mod}
	}
	return tea.KeyPressMsg{Code: r, Text: base}
}

// press presses keys by their names.
func (d *desk) press(names ...string) {
	for _, name := range names {
		if msg := keyNamed(name); msg.String() != name {
			d.t.Fatalf("the key %s would be %s", name, msg)
		}
		d.tell(keyNamed(name))
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
	d.press("enter")
	d.types("47091")
	d.press("enter", "enter")
	d.types("88222")
	d.press("enter", "enter", "enter")
	d.types("en-us")
	d.press("enter", "enter", "enter", "enter", "enter")
}

// text gives what the model shows, without styles.
func (d *desk) text() string { return sgr.ReplaceAllString(d.m.View().Content, "") }

func (d *desk) must(subs ...string) {
	d.t.Helper()
	if text := d.text(); len(lacking(text, subs)) > 0 {
		d.t.Fatalf("the screen does not show %q:\n%s", lacking(text, subs), text)
	}
}

// sgr are the sequences that set colours and weight: all that a frame may hold.
var sgr = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// steering gives the first place of a frame that could steer the terminal or
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
