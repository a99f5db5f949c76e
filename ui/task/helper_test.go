package task

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/ui/kit"
)

// world is what the tests make of a machine with one task, and keeps what is told.
type world struct {
	Work
	now  time.Time
	mark string // of production
	told []Outcome

	others []string // other tasks that may run
}

func (w *world) Now() time.Time       { return w.now }
func (w *world) Name() string         { return "hall" }
func (w *world) Others() []string     { return w.others }
func (w *world) Production() string   { return w.mark }
func (w *world) Aside() []kit.Binding { return nil }
func (w *world) Reminder() string     { return "at tea time" }
func (w *world) Sign() string         { return "*" }
func (w *world) Prices() agora.Prices { return agora.PublishedPrices }
func (w *world) BackTo() string       { return "home" }

// seen is the world as the screen has it: its Work is a copy.
type seen struct{ *world }

func (w seen) Work() Work { return w.world.Work }

// last returns what was told last.
func (w *world) last(t *testing.T) Outcome {
	t.Helper()
	if len(w.told) == 0 {
		t.Fatal("nothing was told")
	}
	return w.told[len(w.told)-1]
}

// silent is an Agora whose answers to starts are lost.
type silent struct {
	attempt.API
	place agora.Place
}

func (s silent) Place() agora.Place { return s.place }

func (s silent) Acquire(context.Context, string) (agora.BuilderToken, error) {
	return agora.BuilderToken{Name: "t"}, nil
}

func (s silent) Start(context.Context, agora.Secret, agora.Request) (agora.Task, error) {
	return agora.Task{}, &agora.NetError{Op: agora.OpStart, Cause: agora.CauseTimeout, Sent: true}
}

// intent is what the tasks of the tests are.
func intent() attempt.Intent {
	return attempt.Intent{
		AppID: "app", Version: agora.V7, Channel: "hall", Connection: "acme", BaseURL: "https://acme.example",
		SubBotUID: "1", PubBotUID: "2", UniqueUIDs: true, Languages: "en-US",
	}
}

// screen makes the screen of an attempt.
func screen(w *world, a *attempt.Attempt) *Screen {
	w.Attempt = a
	return New(seen{w}, func(o Outcome) tea.Cmd { w.told = append(w.told, o); return nil })
}

func journal(t *testing.T, w *world) *attempt.Journal {
	w.now = clocktest.At(14, 0, 0)
	return attempt.Open(t.TempDir(), attempt.Options{Now: w.Now})
}

// running makes the screen of a task that runs.
func running(t *testing.T) (*Screen, *world) {
	t.Helper()
	w := &world{}
	a, err := attempt.TakeUp(journal(t, w), intent(), agora.Handle{TaskID: "task-1"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	return screen(w, a), w
}

// lost makes the screen of a start whose answer was lost.
func lost(t *testing.T) (*Screen, *world) {
	t.Helper()
	w := &world{}
	in := intent()
	in.Version, in.Request = agora.V6, []byte("{}")
	a, err := journal(t, w).Begin(in)
	if err != nil {
		t.Fatal(err)
	}
	r := attempt.NewRunner(a, silent{place: in.Place()}, agora.Request{})
	if err := r.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	if outcome, _ := r.Send(t.Context()); outcome != agora.OutcomeUnknown {
		t.Fatalf("the start is %v", outcome)
	}
	return screen(w, a), w
}

// end ends the task.
func end(t *testing.T, a *attempt.Attempt, how attempt.How) {
	t.Helper()
	if err := a.Ended(how); err != nil {
		t.Fatal(err)
	}
}
