package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

func (w *world) startIn(channel string) (id string) {
	w.t.Helper()
	var started struct{ TaskID string }
	r := w.want(exitDone, "start", "--sandbox", "--yes", "--json", "--set", "languages=en-US", "--set", "rtcConfig.channelName="+channel)
	if err := json.Unmarshal([]byte(r.out), &started); err != nil || started.TaskID == "" {
		w.t.Fatal(err, r.out)
	}
	return started.TaskID
}

func TestSeveralTasksAreStoppedByTheirNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hall, board := w.startIn("hall"), w.startIn("board")
	w.startIn("third")
	r := w.want(exitDone, "tasks", "stop", "hall", strings.ToUpper(board), hall[:10], "--json")
	var stopped []stopResult
	if err := json.Unmarshal([]byte(r.out), &stopped); err != nil || len(stopped) != 2 || stopped[0].TaskID != hall || stopped[1].TaskID != board {
		t.Errorf("%v: %s", err, r.out)
	}
	mustHold(t, w.want(exitDone, "tasks", "list").out, "third")
	mustLack(t, w.want(exitDone, "tasks", "list").out, "hall", "board")
	w.want(exitDone, "tasks", "stop", "hall", "board") // once more does no harm
}

func TestNothingIsStoppedWhereOneOfTheNamesIsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.startIn("hall")
	for _, args := range [][]string{{"hall", "no-such-task"}, {"hall", "no-such-task", "--if-any"}, {"hall", "hall", "--remove-bots"}} {
		w.want(exitWrong, append([]string{"tasks", "stop"}, args...)...)
	}
	mustHold(t, w.want(exitDone, "tasks", "list").out, "hall")
}

func TestStoppingNothingIsASuccessWithIfAny(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mustHold(t, w.want(exitWrong, "tasks", "stop", "--channel", "hall").err, "--if-any")
	mustHold(t, w.want(exitDone, "tasks", "stop", "--channel", "hall", "--if-any").out, "no task of this machine is running in the channel hall")
	if r := w.want(exitDone, "tasks", "stop", "--channel", "hall", "--if-any", "--json"); strings.TrimSpace(r.out) != "[]" {
		t.Errorf("got %s", r.out)
	}
	w.run("", "start", "--sandbox=start:401", "--yes", "--set", "languages=en-US", "--set", "rtcConfig.channelName=refused")
	refused := w.journalled()[0].ID()
	mustHold(t, w.want(exitFailed, "tasks", "stop", refused).err, "there is nothing to stop", "--if-any")
	w.want(exitDone, "tasks", "stop", refused, "--if-any")
	w.startIn("hall")
	mustHold(t, w.want(exitFailed, "tasks", "stop", "hall", refused).out, "stopped: task")
	w.want(exitDone, "tasks", "stop", "hall", refused, "--if-any")
}
