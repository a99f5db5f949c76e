package cli

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"sttwizard/internal/attempt"
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

// stoppedOf returns the tasks that a stop of several told of with --json.
func stoppedOf(r ran) ([]*stopResult, error) {
	var all stopsJSON
	err := json.Unmarshal([]byte(r.out), &all)
	return all.Tasks, err
}

func TestSeveralTasksAreStoppedByTheirNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hall, board := w.startIn("hall"), w.startIn("board")
	w.startIn("third")
	r := w.want(exitDone, "tasks", "stop", "hall", strings.ToUpper(board), hall[:10], "--json")
	stopped, err := stoppedOf(r)
	if err != nil || len(stopped) != 2 || stopped[0].TaskID != hall || stopped[1].TaskID != board {
		t.Errorf("%v: %s", err, r.out)
	}
	mustHold(t, w.want(exitDone, "tasks", "list").out, "third")
	mustLack(t, w.want(exitDone, "tasks", "list").out, "hall", "board")
	w.want(exitDone, "tasks", "stop", "hall", "board") // once more does no harm
}

func TestOneWrongNameKeepsNoOtherTaskRunning(t *testing.T) {
	t.Parallel()
	for _, more := range [][]string{nil, {"--if-any"}, {"--yes"}} {
		w := newWorld(t)
		w.startIn("hall")
		w.startIn("board")
		r := w.want(exitWrong, append([]string{"tasks", "stop", "hal-l", "hall", "no-such-task", "board"}, more...)...)
		mustHold(t, r.err, `"hal-l"`, `"no-such-task"`, "cost:", "next:")
		mustHold(t, r.out, "in channel hall has ended", "in channel board has ended")
		mustHold(t, w.want(exitDone, "tasks", "list").out, "no task of this machine is running")
	}
}

func TestWrongNamesAreToldInTheList(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hall := w.startIn("hall")
	r := w.want(exitWrong, "tasks", "stop", "hall", "no-such-task", "nor-this", "--json")
	got, err := stoppedOf(r)
	if err != nil || len(got) != 3 {
		t.Fatalf("%v: %s", err, r.out)
	}
	if got[0].TaskID != hall || got[0].State != attempt.Stopped || got[0].Error != nil {
		t.Errorf("the task that is known: %+v", got[0])
	}
	for i, name := range []string{"no-such-task", "nor-this"} {
		if x := got[i+1]; x.Name != name || x.State != "" || x.Error == nil || x.Error.Next == "" {
			t.Errorf("%s: %+v", name, x)
		}
	}
	r = w.want(exitWrong, "tasks", "stop", "no-such-task", "nor-this")
	mustHold(t, r.err, "no-such-task", "nor-this")
}

func TestNothingIsStoppedWhereTheUseIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.startIn("hall")
	for _, more := range [][]string{{"hall", "--remove-bots"}, {"other", "--connection", "no-such-one"}} {
		w.want(exitWrong, append([]string{"tasks", "stop", "hall"}, more...)...)
	}
	mustHold(t, w.want(exitDone, "tasks", "list").out, "hall")
}

// TestAStopThatAgoraRefusesIsShownAsNone: whoever reads the list would take the task for one
// that is about to end.
func TestAStopThatAgoraRefusesIsShownAsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, startArgs("hall")...)
	secret := w.vars["AGORA_CUSTOMER_SECRET"]
	w.vars["AGORA_CUSTOMER_SECRET"] = "wrong"
	for _, more := range [][]string{{"hall"}, {"--all"}} {
		r := w.want(exitUnknown, append([]string{"tasks", "stop", "--yes"}, more...)...)
		mustHold(t, r.err, "Agora refused the credentials", "not stopped: Agora refused that, and it runs on", "cost:", "then: sttwizard tasks stop ")
		mustLack(t, r.err, "asked to stop")
	}
	mustHold(t, w.want(exitDone, "tasks", "list").out, "not stopped: Agora refused that")
	mustHold(t, w.want(exitDone, "tasks", "log").out, "Agora refused to stop it, so it runs on")
	w.vars["AGORA_CUSTOMER_SECRET"] = secret
	w.want(exitDone, "tasks", "stop", "hall", "--yes")
}

// TestAStopThatCouldNotBeSentIsShownAsNone: nobody was asked, so the task runs on, and costs.
func TestAStopThatCouldNotBeSentIsShownAsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, startArgs("hall")...)
	w.server.Close()
	for _, more := range [][]string{{"hall"}, {"--all"}} {
		r := w.want(exitUnknown, append([]string{"tasks", "stop", "--yes"}, more...)...)
		mustHold(t, r.err, "Nobody could be asked to stop it. Nobody answers at the address",
			"not stopped: nobody could be asked, and it runs on", "cost: it was not told to stop, so it runs on and costs money", "then: sttwizard tasks stop ")
		mustLack(t, r.err, attempt.Stopping.Meaning(), "may be running", "may still run")
	}
	mustHold(t, w.want(exitDone, "tasks", "list").out, "not stopped: nobody could be asked", "you: stop")
	mustHold(t, w.want(exitDone, "tasks", "log").out, "never left this machine")
	var told struct{ Tasks []stopResult }
	r := w.want(exitUnknown, "tasks", "stop", "--all", "--yes", "--json")
	if err := json.Unmarshal([]byte(r.out), &told); err != nil || len(told.Tasks) != 1 || told.Tasks[0].State != attempt.Stopping || told.Tasks[0].Untold != attempt.UntoldNotSent || told.Tasks[0].Error == nil {
		t.Errorf("%v: %s", err, r.out)
	}
	mustHold(t, w.want(exitDone, "tasks", "list", "--json").out, `"untold": "not-sent"`, `"mayBill": true`)
}

// TestAStopThatMayHaveArrivedIsNotCalledUnsent: Agora may have done it.
func TestAStopThatMayHaveArrivedIsNotCalledUnsent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, startArgs("hall")...)
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		breakOff(rw, r)
		return true
	})
	r := w.want(exitUnknown, "tasks", "stop", "hall", "--yes")
	mustHold(t, r.err, "asked to stop, not yet seen to end", "may still be running")
	mustLack(t, r.err, "not stopped", "nobody", "runs on")
	mustHold(t, w.want(exitDone, "tasks", "list", "--json").out, `"untold": ""`)
	w.server.Close() // and then there is no network
	r = w.want(exitUnknown, "tasks", "stop", "hall", "--yes")
	mustHold(t, r.err, "asked to stop, not yet seen to end", "Nobody could be asked")
	mustHold(t, w.want(exitDone, "tasks", "list", "--json").out, `"untold": ""`)
}

func TestAChannelWithSeveralTasksLeadsToAllOfThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.startIn("hall")
	w.want(exitDone, "start", "--sandbox", "--yes", "--beside", "--set", "languages=de-DE", "--set", "rtcConfig.channelName=hall")
	for _, args := range [][]string{{"hall"}, {"hall", "no-such-task"}} {
		r := w.want(exitWrong, append([]string{"tasks", "stop"}, args...)...)
		mustHold(t, r.err, "could be several", "next: name one of them by its id, or all of the channel: sttwizard tasks stop --channel hall")
	}
	mustHold(t, w.want(exitWrong, "tasks", "recover", "hall").err, "sttwizard tasks recover --channel hall")
	mustLack(t, w.want(exitWrong, "tasks", "show", "hall").err, "--channel")
	mustHold(t, w.want(exitDone, "tasks", "stop", "--channel", "hall", "--yes").out, "has ended")
}

func TestAStopOfNothingOrOfTooMuchSaysWhich(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.startIn("hall")
	for line, says := range map[string]string{
		"":                        "say which: a task's id or channel, or --channel CHANNEL or --all",
		"--all hall":              "no task is named beside them",
		"--channel hall hall":     "no task is named beside them",
		"--everybody":             "say which",
		"--all --channel hall":    "exclude each other",
		"--remove-bots hall hall": "for one task only",
	} {
		mustHold(t, w.want(exitWrong, append([]string{"tasks", "stop"}, strings.Fields(line)...)...).err, says, "next: ")
	}
	mustHold(t, w.want(exitDone, "tasks", "list").out, "hall")
}

func TestTheGravestCodeIsThatOfTheRun(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ one, other, want int }{
		{exitDone, exitWrong, exitWrong}, {exitWrong, exitFailed, exitFailed}, {exitUnknown, exitFailed, exitUnknown},
		{exitFailed, exitUnknown, exitUnknown}, {exitUnknown, exitPerson, exitPerson},
	} {
		if got := graver(test.one, test.other); got != test.want {
			t.Errorf("of %d and %d it is %d, want %d", test.one, test.other, got, test.want)
		}
	}
}

func TestStoppingNothingIsASuccessWithIfAny(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mustHold(t, w.want(exitWrong, "tasks", "stop", "--channel", "hall").err, "--if-any")
	mustHold(t, w.want(exitDone, "tasks", "stop", "--channel", "hall", "--if-any").out, "no task of this machine is running in the channel hall")
	if r := w.want(exitDone, "tasks", "stop", "--channel", "hall", "--if-any", "--json"); !strings.Contains(r.out, `"tasks": []`) || !strings.Contains(r.out, `"listed": false`) {
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
