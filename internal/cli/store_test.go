package cli

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"sttwizard/internal/store/postgres"
)

func TestTheScriptOfTheTeamsJournalIsPrintedAsItIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if got := w.want(exitDone, "store", "init", "--print").out; got != postgres.Schema() {
		t.Errorf("it prints\n%.200s", got)
	}
}

func TestTheJournalOfThisMachineIsShownAndChecked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.vars["USER"] = "dana"
	w.serve(nil)
	w.want(exitDone, startArgs("hall")...)
	mustHold(t, w.want(exitDone, "store", "show").out, filepath.Join(w.home, "state", "attempts"), "dana on ", "1 attempt, 1 open")
	mustHold(t, w.want(exitDone, "store", "show", "--json").out, `"kind": "files"`, `"open": 1`)
	mustHold(t, w.want(exitDone, "store", "check").out, "all is as it was written")
	paths, err := filepath.Glob(filepath.Join(w.home, "state", "attempts", "*.jnl"))
	if err != nil || len(paths) != 1 {
		t.Fatal(paths, err)
	}
	if err := os.Truncate(paths[0], 100); err != nil {
		t.Fatal(err)
	}
	mustHold(t, w.want(exitPerson, "store", "check").out, "! 2")
}

func TestWithoutATeamsJournalTheCommandsSayHowToNameOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, args := range [][]string{{"store", "init"}, {"store", "push"}} {
		mustHold(t, w.want(exitWrong, args...).err, "no team's journal", "--store")
	}
	mustHold(t, w.want(exitWrong, "store", "password").err, "password: keyring:team-journal", "config.yaml")
	for _, address := range []string{"mysql://x", "postgres://d:canary@x/y", "postgres://db.example.com/sttwizard?sslmode=disable"} {
		r := w.want(exitWrong, "tasks", "list", "--store", address)
		mustHold(t, r.err, "nothing was called")
		mustLack(t, r.err, "canary")
	}
}

func TestThePasswordOfTheTeamsJournalIsKeptWhereConfigSays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.vars["STTWIZARD_PASSPHRASE"] = "one two three four"
	dir := filepath.Join(w.home, "config")
	const settings = "store: postgres:///sttwizard?host=/nowhere&user=dana\npassword: age:team-journal\n"
	if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(settings), 0o600)); err != nil {
		t.Fatal(err)
	}
	r := w.run("canary-of-the-journal\n", "store", "password")
	if r.code != exitDone {
		t.Fatalf("%d, %s", r.code, r.err)
	}
	mustHold(t, r.out, "stored in the file of secrets (team-journal)")
	mustLack(t, r.out+r.err, "canary")
	mustHold(t, w.want(exitFailed, "store", "show").err, "can't be reached")
}

func TestATeamsJournalThatIsAwaySendsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	away := "postgres:///sttwizard?host=" + t.TempDir() + "&user=dana"
	r := w.want(exitFailed, append(startArgs("hall"), "--store", away)...)
	mustHold(t, r.err, "team's journal", "--store local", "nothing was started")
	w.vars["STTWIZARD_STORE"] = away
	w.want(exitDone, append(startArgs("hall"), "--store", "local")...)
	mustHold(t, w.want(exitDone, "tasks", "list", "--store", "local", "--json").out, `"unshared": true`)
	mustHold(t, w.want(exitDone, "store", "show", "--store", "local").out, "left aside", "not shared")
}
