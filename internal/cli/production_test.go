package cli

import (
	"strings"
	"testing"
)

// inTheFile returns a world with a connection of the file to a pretend server.
func inTheFile(t *testing.T, more ...string) *world {
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, adding("acme", append([]string{"--secret", "env:AGORA_CUSTOMER_SECRET"}, more...)...)...)
	return w
}

// starts starts a task there and gives the arguments that stop it.
func starts(t *testing.T, w *world) {
	t.Helper()
	w.env.CanAsk = false
	w.want(exitDone, append([]string{"start", "--connection", "acme", "--yes"}, legal("hall")...)...)
	w.env.CanAsk = true
}

func TestStartingOnProductionNamesIt(t *testing.T) {
	t.Parallel()
	startsOnProduction(t, inTheFile(t, "--production"))
}

// TestAnUnmarkedConnectionOfAProductionPlaceNamesItToo: production belongs to the place.
func TestAnUnmarkedConnectionOfAProductionPlaceNamesItToo(t *testing.T) {
	t.Parallel()
	w := inTheFile(t)
	w.want(exitDone, adding("live", "--secret", "env:AGORA_CUSTOMER_SECRET", "--production")...)
	startsOnProduction(t, w)
}

// startsOnProduction starts a task by acme, and stops it, with a question each time.
func startsOnProduction(t *testing.T, w *world) {
	t.Helper()
	w.env.CanAsk = true
	r := w.run("no\n", append([]string{"start", "--connection", "acme"}, legal("hall")...)...)
	if r.code != exitWrong {
		t.Errorf("exit code %d", r.code)
	}
	mustHold(t, r.err, "Send this to PRODUCTION (connection acme, http://127.0.0.1")
	r = w.run(typed(append(shortAnswers("hall"), "yes", "stop", "no", "stop", "yes")...), "--plain", "--connection", "acme")
	if r.code != exitDone {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.out+r.err, "Send this to PRODUCTION (connection acme", "Stop the task in channel hall on PRODUCTION (connection acme",
		"not stopped; the task goes on", "stopped: the task has ended")
}

func TestStoppingOnProductionAsks(t *testing.T) {
	t.Parallel()
	w := inTheFile(t, "--production")
	starts(t, w)
	stop := []string{"tasks", "stop", "--channel", "hall"}
	r := w.run("no\n", stop...)
	if r.code != exitWrong {
		t.Errorf("exit code %d", r.code)
	}
	mustHold(t, r.err, "on PRODUCTION (acme)", "Stop these, on PRODUCTION too?")

	r = w.run("no\n", "tasks", "recover", "--stop")
	mustHold(t, r.err, "Stop the task in channel hall on PRODUCTION (connection acme")
	id := w.started()
	r = w.run("no\n", "tasks", "stop", id)
	if r.code != exitWrong {
		t.Errorf("exit code %d", r.code)
	}
	mustHold(t, r.err, "Stop the task in channel hall on PRODUCTION (connection acme", "nothing was stopped")
	r = w.run("", "tasks", "stop", id, "--yes")
	if r.code != exitDone {
		t.Errorf("exit code %d\n%s", r.code, r.err)
	}
	mustLack(t, r.err, "PRODUCTION")
}

func TestNobodyIsAskedWhereNobodyAnswersOrNothingIsAtStake(t *testing.T) {
	t.Parallel()
	w := inTheFile(t, "--production")
	starts(t, w)
	w.env.CanAsk = false
	mustHold(t, w.want(exitDone, "tasks", "list").out, "PRODUCTION acme")
	mustHold(t, w.want(exitDone, "tasks", "recover").out, "PRODUCTION acme")
	for _, args := range [][]string{
		{"tasks", "stop", w.started()}, {"tasks", "stop", "--all"}, {"tasks", "stop", "--channel", "hall"},
		{"tasks", "stop", w.started(), "hall"}, {"tasks", "stop", "hall", "--if-any"},
	} {
		r := w.run("", args...)
		if r.code != exitWrong || w.open() == "" {
			t.Errorf("%v without a terminal and a yes: exit code %d\n%s", args, r.code, r.err)
		}
		mustHold(t, r.err, "nothing was stopped", "--yes")
	}
	r := w.run("", "tasks", "recover", "--stop")
	if r.code != exitPerson || w.open() == "" {
		t.Errorf("a recovery without a terminal and a yes: exit code %d\n%s", r.code, r.err)
	}
	mustHold(t, r.out, "it is production", "tasks stop", "--yes")
	if r := w.run("", "tasks", "recover", "--stop", "--yes"); r.code != exitDone || w.open() != "" {
		t.Errorf("with a yes beforehand: exit code %d\n%s", r.code, r.err)
	}
	w = inTheFile(t)
	starts(t, w)
	r = w.run("", "tasks", "stop", w.started())
	if r.code != exitDone {
		t.Errorf("without the mark: exit code %d\n%s", r.code, r.err)
	}
	mustLack(t, r.err, "PRODUCTION")
}

// started returns the id of the only open attempt.
func (w *world) started() string {
	w.t.Helper()
	id := w.open()
	if id == "" {
		w.t.Fatal("no attempt is open")
	}
	return id
}

func (w *world) open() string {
	w.t.Helper()
	attempts, _, err := mustSession(w.t, w).Journal.List()
	if err != nil {
		w.t.Fatal(err)
	}
	for _, at := range attempts {
		if at.Open() {
			return at.ID()
		}
	}
	return ""
}

// TestAQuestionTakesEnterAsTheAnswerThatItNames: of one that stops, no; y alone does not stop.
func TestAQuestionTakesEnterAsTheAnswerThatItNames(t *testing.T) {
	t.Parallel()
	w := inTheFile(t, "--production")
	starts(t, w)
	for _, typed := range []string{"\n", "y\n\n", "n\n", "perhaps\n\n", ""} {
		r := w.run(typed, "tasks", "stop", "hall")
		if r.code != exitWrong || w.open() == "" {
			t.Errorf("%q: exit code %d", typed, r.code)
		}
		mustHold(t, r.err, "(yes or no) [no]", "nothing was stopped")
		if asked := strings.Count(r.err, "(yes or no)"); asked > 2 || asked == 2 && len(typed) < 3 {
			t.Errorf("%q: asked %d times", typed, asked)
		}
		if strings.HasPrefix(typed, "y") {
			mustHold(t, r.err, "Type yes in full; Enter is no.")
		}
	}
	if r := w.run("yes\n", "tasks", "stop", "hall"); r.code != exitDone {
		t.Errorf("yes: exit code %d", r.code)
	}
}
