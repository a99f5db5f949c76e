package scenes

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/session"
	"sttwizard/ui"
)

// readme gives README's text.
func readme(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return unix(data)
}

var inCode = regexp.MustCompile("`([^`]+)`")

// documentedKeys gives the keys of README's table by the place where they work.
func documentedKeys(t *testing.T) map[string][]string {
	t.Helper()
	_, rest, ok := strings.Cut(readme(t), "\n| where | key | what it does |\n")
	if !ok {
		t.Fatal("README has no table of keys")
	}
	out := map[string][]string{}
	for _, line := range strings.Split(rest, "\n")[1:] {
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(line, "|")
		where := strings.TrimSpace(cells[1])
		for _, m := range inCode.FindAllStringSubmatch(cells[2], -1) {
			out[where] = append(out[where], m[1])
		}
	}
	return out
}

// place is where keys work: one or several stories that lead there.
type place struct {
	name    string
	mode    sandbox.Mode
	instead http.RoundTripper  // answers in place of the sandbox
	before  func(*world) error // besides the usual
	nowhere bool               // no connection is chosen, and there is none to choose
	stories []func(*stage)
}

// deaf loses the answer to every start, and may not tell who is in the channel,
// so that the outcome stays unknown.
type deaf struct{}

func (deaf) RoundTrip(r *http.Request) (*http.Response, error) {
	switch {
	case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/tasks"):
		return nil, errors.New("no answer")
	case strings.Contains(r.URL.Path, "/channel/user/property/"):
		return &http.Response{
			StatusCode: http.StatusForbidden, Header: http.Header{"Content-Type": {"application/json"}},
			Body: io.NopCloser(bytes.NewBufferString(`{"message":"forbidden"}`)), Request: r,
		}, nil
	}
	return nil, nil
}

// strict refuses every start because of a field.
type strict struct{ message string }

func (s strict) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/tasks") {
		return nil, nil
	}
	return &http.Response{
		StatusCode: http.StatusBadRequest, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(bytes.NewBufferString(`{"message":"` + s.message + `"}`)), Request: r,
	}, nil
}

func send(s *stage) {
	prepared(s)
	s.press("s")
}

// stuck sends and waits until nothing more is done by itself.
func stuck(s *stage) {
	send(s)
	s.pass(6 * time.Minute)
	s.see("Nobody knows whether it runs")
}

// lostAnswer loses the answer to every start.
type lostAnswer struct{ pretend }

func (lostAnswer) Start(context.Context, agora.Secret, agora.Request) (agora.Task, error) {
	return agora.Task{}, &agora.NetError{Op: agora.OpStart, Cause: agora.CauseTimeout, Sent: true, Err: errors.New("no answer")}
}

// left writes down what earlier runs may leave: an attempt of which nothing was
// sent, and one of which nobody knows what became of it. Their connection's secret
// has to be typed, so that nothing is found out unasked.
func left(w *world) error {
	c, err := w.session.Choose("rehearsal")
	if err != nil {
		return err
	}
	lost, err := w.session.Journal.Begin(w.session.Intent(c, agora.Request{}, session.Start{}))
	if err != nil {
		return err
	}
	r := attempt.NewRunner(lost, lostAnswer{pretend{place: lost.Intent().Place()}}, agora.Request{})
	if err := r.Acquire(context.Background()); err != nil {
		return err
	}
	if outcome, err := r.Send(context.Background()); outcome != agora.OutcomeUnknown {
		return err
	}
	_, err = w.session.Journal.Begin(w.session.Intent(c, agora.Request{}, session.Start{}))
	return err
}

// places are where README says that keys work.
func places() []place {
	refuses := strict{"body schema check fail, captionConfig.storage.bucket is wrong"}
	return []place{
		{name: "home", stories: []func(*stage){
			atHome,
			func(s *stage) { s.press("n"); s.write("demo"); s.press("esc"); s.see("Home", "unsent") },
			func(s *stage) { send(s); s.press("esc"); s.see("Home") },
		}},
		{name: "home", nowhere: true, stories: []func(*stage){func(s *stage) { s.see("no connection yet") }}},
		{name: "steps", stories: []func(*stage){
			func(s *stage) { s.press("n") },
			func(s *stage) { s.press("n", "tab") },
			func(s *stage) { s.press("n", "tab", "tab") },
			toLanguages,
			func(s *stage) { s.press("n", "alt+4") },
			func(s *stage) { s.press("n", "alt+4", "space", "enter") },
			func(s *stage) { s.press("enter") },
		}},
		{name: "review", stories: []func(*stage){prepared}},
		{name: "starting", mode: sandbox.ModeLost, stories: []func(*stage){
			send,
			func(s *stage) { send(s); s.pass(time.Second); s.press("x") },
		}},
		{name: "starting", instead: deaf{}, stories: []func(*stage){stuck}},
		{name: "task", stories: []func(*stage){send}},
		{name: "task", instead: deaf{}, stories: []func(*stage){
			func(s *stage) { stuck(s); s.press("t"); s.see("NOT KNOWN") },
			func(s *stage) {
				stuck(s)
				s.press("t")
				s.pass(time.Second)
				s.press("x")
				s.pass(time.Second)
				s.press("y")
			},
			func(s *stage) {
				stuck(s)
				s.press("t")
				s.pass(time.Second)
				s.press("x")
				s.pass(time.Second)
				s.press("y")
				s.pass(time.Minute)
				s.see("could not be settled")
			},
		}},
		{name: "not started", mode: sandbox.ModeDenied, stories: []func(*stage){send}},
		{name: "not started", instead: refuses, stories: []func(*stage){send}},
		{name: "not started", instead: strict{"no Route matched with those values"}, stories: []func(*stage){send}},
		{name: "connections", stories: []func(*stage){func(s *stage) { s.press("c", "home") }, func(s *stage) { s.press("c", "up", "up") }}},
		{name: "tasks", before: left, stories: []func(*stage){
			func(s *stage) { s.press("t"); s.see("unknown") },
			func(s *stage) { s.press("t", "/"); s.write("not sent"); s.press("enter") },
		}},
	}
}

// keyColumn is how wide the help draws the column of keys.
const keyColumn = 18

// listed gives the keys that F1 lists on the stage's screen.
func listed(s *stage) []string {
	s.press("f1")
	var out []string
	for _, line := range strings.Split(s.text(), "\n") {
		text, ok := strings.CutPrefix(line, "   ")
		if !ok {
			continue
		}
		// What stands behind the column may be the name of a key, too.
		r, column := []rune(text), false
		if column = len(r) > keyColumn && r[keyColumn-1] == ' '; column {
			text = string(r[:keyColumn])
		}
		keys, rest := helpKeys(text)
		if len(keys) == 0 || column && rest != "" {
			s.fail("the test can't read the help's line " + line)
		}
		out = append(out, keys...)
	}
	return out
}

// named are the keys that are no letters; longest first, since "page up" holds "up".
var named = []string{
	"page down", "page up", "shift+tab", "backspace", "letters", "enter", "space", "home", "tab", "esc", "end", "F1",
	"↑", "↓", "←", "→", "?", "/",
}

var modified = regexp.MustCompile(`^(ctrl\+[a-z]|alt\+[0-9]|[a-zA-Z0-9])$`)

// helpKeys takes the names of keys from the beginning of a line of the help, and
// gives what is left of it.
func helpKeys(line string) (keys []string, rest string) {
	for rest = strings.TrimSpace(line); rest != ""; {
		key, after, _ := strings.Cut(rest, " ")
		for _, name := range named {
			if tail, ok := strings.CutPrefix(rest, name); ok && (tail == "" || strings.ContainsRune(" ,", rune(tail[0]))) {
				key, after = name, strings.TrimPrefix(tail, ", or")
				break
			}
		}
		if !slices.Contains(named, key) && !modified.MatchString(key) {
			break
		}
		keys, rest = append(keys, key), strings.TrimLeft(after, " ")
	}
	return keys, rest
}

func (p place) open(w *world) (*stage, error) {
	if !p.nowhere {
		return (scene{width: 100, height: 50, connection: "sandbox"}).open(w)
	}
	for _, name := range []string{"production", "rehearsal"} {
		if err := w.session.Connections.Remove(name); err != nil {
			return nil, err
		}
	}
	return newStage(w, ui.Options{}, 100, 50, false), nil
}

// keysAt gives every key that the help lists at a place.
func keysAt(t *testing.T, p place) []string {
	t.Helper()
	var out []string
	for _, story := range p.stories {
		w, err := newWorld(p.mode)
		if err != nil {
			t.Fatal(err)
		}
		w.network.instead = p.instead
		if err := busy(w); err != nil {
			t.Fatal(err)
		}
		if p.before != nil {
			if err := p.before(w); err != nil {
				t.Fatal(err)
			}
		}
		s, err := p.open(w)
		if err != nil {
			t.Fatal(err)
		}
		story(s)
		out = append(out, listed(s)...)
		if s.err != nil {
			t.Errorf("%s: %v", p.name, s.err)
		}
		s.close()
		w.close()
	}
	return out
}

func TestTheReadmesKeysAreThoseOfTheScreens(t *testing.T) {
	documented, real := documentedKeys(t), map[string][]string{}
	for _, p := range places() {
		real[p.name] = append(real[p.name], keysAt(t, p)...)
	}
	for where, keys := range documented {
		for _, key := range keys {
			if where == "everywhere" {
				for name, have := range real {
					if !slices.Contains(have, key) {
						t.Errorf("%s does not work at %s", key, name)
					}
				}
			} else if !slices.Contains(real[where], key) {
				t.Errorf("README has the key %s for %s, F1 has not", key, where)
			}
		}
	}
	for where, keys := range real {
		slices.Sort(keys)
		for _, key := range slices.Compact(keys) {
			if key != "letters" && !slices.Contains(documented[where], key) && !slices.Contains(documented["everywhere"], key) {
				t.Errorf("F1 has the key %s for %s, README has not", key, where)
			}
		}
	}
}

// TestTheFirstTaskOfTheReadme does what its section says, key by key.
func TestTheFirstTaskOfTheReadme(t *testing.T) {
	w, err := newWorld(sandbox.ModeOK)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	s, err := (scene{width: 80, height: 24, connection: "sandbox"}).open(w)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	s.see("SANDBOX")
	s.press("n")
	s.write("demo")
	s.press("enter", "ctrl+g", "enter", "enter")
	s.press("ctrl+g", "enter", "enter", "enter")
	s.see("Spoken in the channel")
	s.write("en-us")
	s.press("enter", "enter")
	s.see("Encryption")
	s.press("enter", "enter", "enter")
	s.see("ready to send")
	s.pass(time.Second)
	s.press("s")
	s.pass(10 * time.Second)
	s.see("IN_PROGRESS")
	s.press("ctrl+s", "enter", "enter", "enter")
	s.see("saved as preset demo")
	s.press("x")
	s.pass(time.Second)
	s.press("y")
	s.see("ENDED")
	s.press("esc")
	s.see("Presets", "demo")
	s.press("enter", "enter")
	s.pass(time.Second)
	s.press("s")
	s.pass(10 * time.Second)
	s.see("IN_PROGRESS")
	if s.err != nil {
		t.Error(s.err)
	}
}
