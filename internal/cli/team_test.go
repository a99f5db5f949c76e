package cli

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/internal/samples"
	term "sttwizard/internal/screen"
	"sttwizard/internal/store/filestore"
)

// colleagues are two people with homes of their own, one Agora and one journal, for
// which files stand in.
func colleagues(t *testing.T) (dana, maria *world) {
	t.Helper()
	dana, maria = newWorld(t), newWorld(t)
	dana.team = t.TempDir()
	dana.serve(nil)
	maria.team, maria.agora, maria.clock, maria.env = dana.team, dana.agora, dana.clock, dana.env
	for name, value := range dana.vars {
		if name != "STTWIZARD_HOME" {
			maria.vars[name] = value
		}
	}
	dana.vars["USER"], maria.vars["USER"] = "dana", "maria"
	return dana, maria
}

func TestATeamSeesAndStopsWhatAColleagueStarted(t *testing.T) {
	t.Parallel()
	dana, maria := colleagues(t)
	mustHold(t, maria.want(exitDone, "tasks", "list").out, "no task of the team is running, as far")
	dana.want(exitDone, startArgs("town-hall")...)
	mustHold(t, maria.want(exitDone, "tasks", "list").out, "WHO", "dana on ", "town-hall")
	mine := maria.want(exitDone, "tasks", "list", "--mine")
	mustLack(t, mine.out, "town-hall")
	mustHold(t, mine.err, "1 that others started not shown")
	mustHold(t, maria.want(exitDone, "tasks", "list", "--json").out, `"who": "dana"`)

	second := maria.want(exitWrong, startArgs("town-hall")...)
	mustHold(t, second.err, "started by dana on ", "by the connection environment")
	mustLack(t, second.err, "started here")
	mustHold(t, dana.want(exitWrong, startArgs("town-hall")...).err, "started here by the connection environment")
	if n := started(t, dana.agora); n != 1 {
		t.Errorf("%d tasks were started", n)
	}
}

func TestWhatOthersStartedIsStoppedOnAWordOnly(t *testing.T) {
	t.Parallel()
	dana, maria := colleagues(t)
	dana.want(exitDone, startArgs("town-hall")...)
	maria.want(exitDone, startArgs("board")...)
	for _, args := range [][]string{{"tasks", "stop", "--all", "--yes"}, {"tasks", "recover", "--stop"}} {
		maria.want(exitDone, args...)
		mustHold(t, dana.want(exitDone, "tasks", "list").out, "town-hall")
	}
	mustLack(t, dana.want(exitDone, "tasks", "list").out, "board")
	left := maria.want(exitDone, "tasks", "stop", "--all", "--yes")
	mustHold(t, left.err, "left alone: 1 task of others; --everybody")
	for _, out := range []string{left.out, maria.want(exitDone, "tasks", "list", "--mine").out} {
		mustHold(t, out, "no task that you started on this machine is running")
	}
	maria.want(exitDone, "tasks", "stop", "--all", "--everybody", "--yes")
	mustHold(t, dana.want(exitDone, "tasks", "list").out, "no task of the team is running")
	mustHold(t, dana.want(exitDone, "tasks", "log", "--channel", "town-hall").out, "dana on ", "maria on ", "asked to stop")

	dana.want(exitDone, startArgs("hall")...)
	maria.want(exitDone, "tasks", "recover", "--stop", "--everybody")
	mustHold(t, dana.want(exitDone, "tasks", "list").out, "no task of the team is running")
}

func TestWhatWasStartedAsideIsSaidUntilItWasPushed(t *testing.T) {
	t.Parallel()
	dana, maria := colleagues(t)
	aside := dana.want(exitDone, startArgs("hall", "--store", "local")...)
	mustHold(t, aside.err, "this machine's journal is used, not the team's", "sttwizard store push")
	mustHold(t, maria.want(exitDone, "tasks", "list").out, "no task of the team")
	mustHold(t, dana.want(exitDone, "tasks", "list", "--json").out, `"unshared": true`)
	mustHold(t, dana.want(exitDone, startArgs("board")...).err, "note: 1 task of this machine's own journal", "store push")
	mustLack(t, maria.want(exitDone, startArgs("lobby")...).err, "own journal")

	var shown storeJSON
	read := func(into any, args ...string) {
		t.Helper()
		if err := json.Unmarshal([]byte(dana.want(exitDone, append(args, "--json")...).out), into); err != nil {
			t.Fatal(err)
		}
	}
	read(&shown, "store", "show", "--store", "local")
	if !shown.Aside || shown.Unshared != 1 || shown.Open != 1 || shown.Who != "dana" {
		t.Errorf("%+v", shown)
	}
	var checked checkedJSON
	read(&checked, "store", "check", "--store", "local")
	if checked.Attempts != 1 || checked.Events < 3 || len(checked.Problems) != 0 {
		t.Errorf("%+v", checked)
	}
	for _, want := range []int{1, 0} {
		var pushed pushedJSON
		if read(&pushed, "store", "push"); pushed.Brought != want || len(pushed.Stayed) != 0 {
			t.Errorf("%+v, want %d", pushed, want)
		}
	}
	mustHold(t, maria.want(exitDone, "tasks", "list").out, "hall", "dana on ")
	mustLack(t, dana.want(exitDone, startArgs("foyer")...).err, "own journal")
}

func TestWhereTheTeamsJournalIsAwayNothingIsSent(t *testing.T) {
	t.Parallel()
	dana, _ := colleagues(t)
	path := filepath.Join(dana.team, "attempts")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	mustHold(t, dana.want(exitFailed, startArgs("hall")...).err, "--store local", "nothing was started")
	if n := started(t, dana.agora); n != 0 {
		t.Errorf("%d tasks were started", n)
	}
	dana.want(exitDone, startArgs("hall", "--store", "local")...)
}

func TestWhoOthersSayTheyAreReachesNoTerminal(t *testing.T) {
	t.Parallel()
	for _, payload := range term.Few(t, samples.Payloads()) {
		dana, maria := colleagues(t)
		id := dana.hostileStart(payload)
		for _, args := range [][]string{
			{"tasks", "list", "--live"}, {"tasks", "show", id}, {"tasks", "log"}, {"tasks", "bundle", id}, startArgs("hall"), {"tasks", "stop", id},
			{"tasks", "recover"}, {"tasks", "stop", "--all", "--everybody", "--yes"}, {"store", "show"}, {"tasks", "list", "--all"},
		} {
			r := maria.run("", args...)
			if bad := samples.Steering(r.out + r.err); bad != "" {
				t.Errorf("sttwizard %q prints %s in %q", args, bad, r.out+r.err)
			}
			if line := strings.Join(args, " "); line == "tasks list --live" && !strings.Contains(r.out, "hall") {
				t.Errorf("%s does not list it:\n%s", line, r.out)
			}
		}
	}
}

// hostileStart starts a task as somebody on a machine who both have a hostile name.
func (w *world) hostileStart(name string) (id string) {
	w.t.Helper()
	w.want(exitDone, startArgs("hall")...)
	paths, err := filepath.Glob(filepath.Join(w.team, "attempts", "*.jnl"))
	if err != nil || len(paths) != 1 {
		w.t.Fatal(paths, err)
	}
	data, err := os.ReadFile(paths[0])
	if err != nil {
		w.t.Fatal(err)
	}
	var out []byte
	for _, e := range filestore.Parse(data).Events {
		var members map[string]any
		if err := json.Unmarshal(e.Payload, &members); err != nil {
			w.t.Fatal(err)
		}
		members["who"], members["host"] = name, name
		payload, err := json.Marshal(members)
		if err != nil {
			w.t.Fatal(err)
		}
		out = fmt.Appendf(out, "%08x %s\n", crc32.Checksum(payload, crc32.MakeTable(crc32.Castagnoli)), payload)
	}
	const block = 8 << 10
	write(w.t, paths[0], string(out)+strings.Repeat(" ", (block-len(out)%block)%block))
	return strings.TrimSuffix(filepath.Base(paths[0]), ".jnl")
}
