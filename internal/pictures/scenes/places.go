package scenes

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/tasks"
	"sttwizard/ui"
)

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
	lost, err := w.session.Journal.Begin(w.session.Tasks.Intent(c, agora.Request{}, tasks.StartOptions{}))
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
	_, err = w.session.Journal.Begin(w.session.Tasks.Intent(c, agora.Request{}, tasks.StartOptions{}))
	return err
}

// places are where keys work, in the order of docs/KEYS.md.
func places() []place {
	refuses := strict{"body schema check fail, captionConfig.storage.bucket is wrong"}
	return []place{
		{name: "home", stories: []func(*stage){
			atHome,
			toPreset,
			func(s *stage) { s.press("n"); s.write("demo"); s.press("esc"); s.see("Home", "Unsent") },
			func(s *stage) { send(s); s.press("esc"); s.see("Home") },
		}},
		{name: "home", nowhere: true, stories: []func(*stage){func(s *stage) { s.see("no connection yet") }}},
		{name: "steps", stories: []func(*stage){
			func(s *stage) { s.press("n") },
			func(s *stage) { s.press("n", "tab") },
			func(s *stage) { s.press("n", "down", "space") },
			func(s *stage) { s.press("n", "down", "space", "up") },
			func(s *stage) { s.press("n", "down", "space", "tab") },
			toLanguages,
			func(s *stage) { s.press("n", "alt+4") },
			func(s *stage) { s.press("n", "alt+4", "space", "enter") },
			func(s *stage) { toPreset(s); s.press("enter") },
		}},
		{name: "review", stories: []func(*stage){prepared, func(s *stage) { prepared(s); s.press("down") }}},
		{name: "before the event", stories: []func(*stage){
			func(s *stage) { prepared(s); s.press("f"); s.see("Something is wrong") },
			func(s *stage) { prepared(s); s.press("f", "home"); s.see("Something is wrong") },
			func(s *stage) { prepared(s); s.press("f", "d"); s.see("back to the rows") },
		}},
		{name: "starting", mode: sandbox.ModeLost, stories: []func(*stage){
			send,
			func(s *stage) { send(s); s.pass(time.Second); s.press("x") },
		}},
		{name: "starting", instead: deaf{}, stories: []func(*stage){stuck}},
		{name: "task", stories: []func(*stage){send}},
		{name: "task", instead: deaf{}, stories: []func(*stage){
			func(s *stage) { stuck(s); s.press("t"); s.see("May be running") },
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
		{name: "connections", stories: []func(*stage){func(s *stage) { s.press("c") }, func(s *stage) { s.press("c", "up", "up") }}},
		{name: "tasks", before: left, stories: []func(*stage){
			func(s *stage) { s.press("t"); s.see("may be running") },
			func(s *stage) { s.press("t", "/"); s.write("not sent"); s.press("enter") },
		}},
	}
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
	return newStage(w, ui.Options{Editor: noEditor}, 100, 50, false), nil
}

// noEditor is an editor that is offered and never opened.
func noEditor() ([]string, error) { return []string{"true"}, nil }
