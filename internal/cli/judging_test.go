package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inTheWay puts a file in the place of a directory, which can't be read then, whoever
// tries.
func inTheWay(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir, dir+".away"); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir, []byte("in the way\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// judgingLines are the commands that stop, or say what runs, about a channel with a task.
var judgingLines = []string{
	"tasks stop hall", "tasks stop hall board", "tasks stop hall --if-any --yes", "tasks stop --channel hall --if-any --yes",
	"tasks stop --channel hall", "tasks stop --all --if-any --yes", "tasks stop hall --remove-bots --yes",
	"tasks recover", "tasks recover hall", "tasks recover hall board", "tasks recover --channel hall --stop", "tasks recover --stop --expired",
	"tasks list", "tasks list --live", "tasks list --all", "tasks watch hall",
}

// TestWhatRunsIsNotKnownWhereTheJournalCannotBeRead: 1 is "there was nothing to stop", and
// a script that hears it would leave a task that costs money.
func TestWhatRunsIsNotKnownWhereTheJournalCannotBeRead(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*world){
		"this machine's": func(w *world) { inTheWay(w.t, filepath.Join(w.home, "state", "attempts")) },
		"the team's":     func(w *world) { inTheWay(w.t, filepath.Join(w.team, "attempts")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, _ := colleagues(t)
			w.want(exitDone, startArgs("hall")...)
			spoil(w)
			for _, line := range judgingLines {
				for _, more := range [][]string{nil, {"--json"}} {
					r := w.want(exitUnknown, append(strings.Fields(line), more...)...)
					mustHold(t, r.out+r.err, "can't be read", "next")
				}
			}
			mustHold(t, w.want(exitUnknown, "tasks", "stop", "hall", "board", "--json").out, "journal-unreadable")
		})
	}
}

// TestARecordThatCannotBeReadMayBeThatOfATask that runs, whatever it is named by.
func TestARecordThatCannotBeReadMayBeThatOfATask(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.startIn("hall")
	lost := w.journalled()[0].ID()
	w.startIn("board")
	if err := os.WriteFile(filepath.Join(w.home, "state", "attempts", lost+".jnl"), []byte("nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"tasks stop " + lost, "tasks stop " + lost[:20] + " --if-any", "tasks stop " + lost + " no-such-task", "tasks watch " + lost,
		"tasks recover " + lost, "tasks recover " + lost + " board", "tasks stop --channel hall --if-any --yes",
	} {
		w.want(exitUnknown, strings.Fields(line)...)
	}
	r := w.want(exitUnknown, "tasks", "stop", "--channel", "board", "--yes", "--json") // which may be of board, too
	if !strings.Contains(r.out, `"stopped"`) {
		t.Errorf("board is stopped all the same: %s", r.out)
	}
	w.want(exitUnknown, "tasks", "stop", "--all", "--if-any", "--yes")
}

// TestAStopWithoutConnectionsSaysThatItMayGoOn: none was sent, which is 2 and never 1.
func TestAStopWithoutConnectionsSaysThatItMayGoOn(t *testing.T) {
	t.Parallel()
	w := inTheFile(t)
	starts(t, w)
	w.env.CanAsk = false
	id := w.started()
	for _, name := range []string{"AGORA_APP_ID", "AGORA_CUSTOMER_KEY"} {
		delete(w.vars, name)
	}
	path := filepath.Join(w.home, "config", "connections.yaml")
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	for what, spoil := range map[string]func() error{
		"no YAML":      func() error { _ = os.Remove(path); return os.WriteFile(path, []byte("{"), 0o600) },
		"not readable": func() error { _ = os.Remove(path); return os.Mkdir(path, 0o700) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		for _, line := range []string{"tasks stop " + id, "tasks stop --all --if-any --yes", "tasks stop --channel hall --if-any --yes --json"} {
			if r := w.run("", strings.Fields(line)...); r.code != exitWrong && r.code != exitUnknown {
				t.Errorf("%s, %s: exit code %d\n%s%s", what, line, r.code, r.out, r.err)
			}
		}
	}
}

// TestAMistakeOfOurOwnIsNoProofThatNothingRuns: a command that judges may fail at
// anything.
func TestAMistakeOfOurOwnIsNoProofThatNothingRuns(t *testing.T) {
	t.Parallel()
	a := &app{judges: true}
	for _, test := range []struct {
		f    failure
		want int
	}{
		{failure{code: exitFailed, kind: kindInternal}, exitUnknown}, {failure{code: exitFailed, nothing: true}, exitFailed},
		{failure{code: exitWrong}, exitWrong}, {failure{code: exitPerson}, exitPerson}, {failure{code: exitInterrupted}, exitInterrupted},
	} {
		if got := a.codeOf(&test.f); got != test.want {
			t.Errorf("%+v ends with %d, want %d", test.f, got, test.want)
		}
	}
	if got := (&app{judges: true, isStop: true}).codeOf(&failure{code: exitInterrupted}); got != exitUnknown {
		t.Errorf("a stop that is left ends with %d", got)
	}
	if got := (&app{}).codeOf(&failure{code: exitFailed}); got != exitFailed {
		t.Errorf("a command that judges nothing ends with %d", got)
	}
}
