package tasks_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/tasks"
)

func TestAListHasAChannelAndThePlaceThatWasNamed(t *testing.T) {
	s, of := placed(t, nil)
	if _, err := s.Journal.Begin(s.Tasks.Intent(theSandbox(t, s), request("other"), tasks.StartOptions{})); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(s.Home.Attempts(), "20200101T000000Z-0123456789.jnl")
	if err := os.WriteFile(broken, []byte("not a record\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		named, channel  string
		here, elsewhere int
	}{
		"all":                 {"", "", 5, 0},
		"a channel":           {"", "demo", 4, 0},
		"a place":             {"a", "", 1, 4},
		"a place's channel":   {"sandbox", "other", 1, 0},
		"nothing of the kind": {"a", "other", 0, 1},
	} {
		list, err := s.Tasks.List(test.named, test.channel, false)
		if err != nil || len(list.Here) != test.here || len(list.Elsewhere) != test.elsewhere || len(list.Unreadable) != 1 {
			t.Errorf("%s: %v: %d here, %d elsewhere, %v", name, err, len(list.Here), len(list.Elsewhere), list.Unreadable)
		}
	}
	if a, err := s.Tasks.Find("", of["a"].ID()); err != nil || a.ID() != of["a"].ID() {
		t.Error(err)
	}
	if _, err := s.Tasks.Find("b", of["a"].ID()); !strings.Contains(errText(err), "was started at") {
		t.Errorf("%v", err)
	}
	if _, err := s.Tasks.Find("nope", of["a"].ID()); !isNotFound(err) {
		t.Errorf("a connection that there is not: %v", err)
	}
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func isNotFound(err error) bool {
	_, ok := errors.AsType[*connections.NotFoundError](err)
	return ok
}

// TestALookAsksForWhatIsOpenOnly, and says why where it can't.
func TestALookAsksForWhatIsOpenOnly(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	running, ended := w.start("running", agora.OutcomeStarted), w.start("ended", agora.OutcomeStarted)
	if err := w.by.Stop(t.Context(), ended.Attempt); err != nil {
		t.Fatal(err)
	}
	save(t, w.Session, "a", func(c *connections.Connection) { c.BaseURL = "http://127.0.0.1:1" })
	c, err := w.Lookup("a")
	if err != nil {
		t.Fatal(err)
	}
	locked, err := attempt.TakeUp(w.Journal, w.Tasks.Intent(c, request("locked"), tasks.StartOptions{}), agora.Handle{TaskID: "t", BuilderToken: "b"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	w.pass(time.Minute)
	looked, err := w.Tasks.Look(t.Context(), w.Tasks.Callers(tasks.CallersOptions{}), []*attempt.Attempt{running.Attempt, ended.Attempt, locked})
	if err != nil || len(looked) != 3 {
		t.Fatal(looked, err)
	}
	if looked[0].Err != nil || !running.Attempt.Transcribes(looked[0].Status) {
		t.Errorf("what runs: %+v", looked[0])
	}
	if looked[1] != (tasks.Looked{}) {
		t.Errorf("what is over: %+v", looked[1])
	}
	if looked[2].Err == nil {
		t.Error("nobody has its secret")
	}
}

// TestWhatWasTakenForEndedIsLookedAtAgain, and Agora's own word is not.
func TestWhatWasTakenForEndedIsLookedAtAgain(t *testing.T) {
	w := newWorld(t, sandbox.ModeOK)
	gone, told := w.start("gone", agora.OutcomeStarted), w.start("told", agora.OutcomeStarted)
	if err := errors.Join(gone.Attempt.Ended(attempt.HowGone), told.Attempt.Ended(attempt.HowStopped)); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Minute)
	again := w.Tasks.LookAgain(t.Context(), "", []*attempt.Attempt{gone.Attempt, told.Attempt})
	if len(again) != 1 || again[0].ID() != gone.Attempt.ID() {
		t.Errorf("%v", again)
	}
	w.state(gone.Attempt, attempt.Started)
	w.state(told.Attempt, attempt.Stopped)
	if again, over := tasks.Alarm(gone.Attempt, w.now), tasks.Alarm(told.Attempt, w.now); again <= over {
		t.Errorf("what runs after its end alarms by %d, what has ended by %d", again, over)
	}
}
