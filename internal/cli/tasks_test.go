package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
)

// tokenOf finds the only builder token in the journals of a world.
func tokenOf(w *world) string {
	w.t.Helper()
	paths, err := filepath.Glob(filepath.Join(w.home, "state", "attempts", "*.jnl"))
	if err != nil || len(paths) == 0 {
		w.t.Fatal(paths, err)
	}
	data, err := os.ReadFile(paths[0])
	if err != nil {
		w.t.Fatal(err)
	}
	found := regexp.MustCompile(`"token":"([^"]+)"`).FindSubmatch(data)
	if found == nil {
		w.t.Fatal("the journal holds no token")
	}
	return string(found[1])
}

func TestShowTellsEverythingButTheToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(onFirst(new(atomic.Int32), breakOff))
	got := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out)
	token := tokenOf(w)
	for _, args := range [][]string{{"tasks", "show", got.TaskID}, {"tasks", "show", got.Attempt[:20], "--json"}, {"tasks", "show", got.TaskID[:4]}} {
		r := w.want(exitDone, args...)
		mustHold(t, r.out, got.TaskID, got.Attempt, got.InstanceID, "demo", "47091", "88222", sandbox.DefaultAppID,
			"written down, nothing sent yet", "it may be running: the connection broke", "start request 2 is sent, with the same builder token", "starting: task "+got.TaskID,
			"sttwizard tasks stop "+got.TaskID)
		mustLack(t, r.out+r.err, token, sandbox.DefaultSecret.Reveal())
	}
	w.want(exitDone, "tasks", "stop", got.TaskID)
	ended := w.want(exitDone, "tasks", "show", got.TaskID)
	mustHold(t, ended.out, "asked to stop", "ended")
	mustLack(t, ended.out, "What can be done")
	mustHold(t, w.want(exitWrong, "tasks", "show", "0000").err, "knows no attempt or task", "take-up")
}

func TestListTellsWhatEachNeeds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(onStart(breakOff))
	w.want(exitUnknown, startArgs("lost", "--give-up-after", "1s")...)
	w.serve(nil)
	w.want(exitDone, startArgs("late", "--planned-end", "1ms")...)
	w.want(exitDone, startArgs("fine")...) // the newest, and the last: nothing is wrong with it
	var list struct{ Tasks []taskJSON }
	if err := json.Unmarshal([]byte(w.want(exitDone, "tasks", "list", "--json").out), &list); err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		channel string
		needs   attempt.Need
		action  attempt.Action
		overdue bool
		certain bool
	}{
		{"lost", attempt.NeedTime, attempt.ActStop, false, true},
		{"late", attempt.NeedPerson, attempt.ActStop, true, false},
		{"fine", attempt.NeedNothing, attempt.ActStop, false, false},
	} {
		got := list.Tasks[i]
		if got.Channel != want.channel || got.Needs != want.needs || got.Overdue != want.overdue || (got.CertainAt != "") != want.certain || len(got.Actions) == 0 || got.Actions[0] != want.action {
			t.Errorf("%+v, want %+v", got, want)
		}
		if _, err := time.Parse(time.RFC3339, got.LatestEnd); err != nil || got.PlannedEnd == "" {
			t.Errorf("latestEnd %q, plannedEnd %q", got.LatestEnd, got.PlannedEnd)
		}
	}
	only := w.want(exitDone, "tasks", "list", "--channel", "late").out
	mustHold(t, only, "late", "you: stop, check")
	mustLack(t, only, "fine", "lost")
}

func TestListLiveAsksAndStopsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ledger := w.serve(nil)
	w.want(exitDone, startArgs("demo")...)
	w.clock.pass(time.Minute)
	mustHold(t, w.want(exitDone, "tasks", "list", "--live", "--json").out, `"status": "IN_PROGRESS"`)
	mustHold(t, w.want(exitDone, "tasks", "list", "--json").out, `"status": "STARTED"`)
	w.serve(func(rw http.ResponseWriter, _ *http.Request) bool {
		answerWith(500, `{"message":"oops"}`)(rw, nil)
		return true
	})
	r := w.want(exitDone, "tasks", "list", "--live")
	mustHold(t, r.out, "started", "not asked: Something failed inside Agora")
	state, err := sandbox.Read(ledger)
	if err != nil || len(state.Tasks) != 1 || !state.Tasks[0].StopRequestedAt.IsZero() {
		t.Errorf("%+v, %v", state.Tasks, err)
	}
}

func TestWatchFollowsATaskToItsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env.Pace = time.Second
	var asked atomic.Int32
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodGet || !strings.Contains(r.URL.Path, "/tasks/") {
			return false
		}
		switch n := asked.Add(1); {
		case n == 2:
			answerWith(503, `{"message":"later"}`)(rw, r)
		case n < 8:
			return false
		default:
			answerWith(200, fmt.Sprintf(`{"taskId":%q,"status":"STOPPED"}`, r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]))(rw, r)
		}
		return true
	})
	id := decoded(t, w.want(exitDone, startArgs("demo", "--json", "--planned-end", "7s")...).out).TaskID
	r := w.want(exitDone, "tasks", "watch", id[:6], "--json")
	var lines []watchJSON
	for text := range strings.Lines(r.out) {
		var line watchJSON
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatalf("%v in %q", err, text)
		}
		lines = append(lines, line)
	}
	mustHold(t, r.out, `"status":"STARTED"`, `"status":"IN_PROGRESS"`, "no answer about it", "it is past its reminder", "it stops nothing", `"overdue":true`)
	if last := lines[len(lines)-1]; last.State != attempt.Stopped || last.TaskID != id || last.Status != "STOPPED" || last.Text != "ended" {
		t.Errorf("%+v", last)
	}
	mustHold(t, w.want(exitDone, "tasks", "watch", id).out, "ended")
}

func TestTheListSaysHowLongATaskRanAndWhenItEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(func(http.ResponseWriter, *http.Request) bool { return false })
	id := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out).TaskID
	w.clock.pass(12 * time.Minute)
	w.want(exitDone, "tasks", "stop", id)
	ended := clockNear(w.env.Now(), w.env.Now())[:len("15:04")]
	w.clock.pass(3 * time.Hour)
	out := w.want(exitDone, "tasks", "list", "--all").out
	mustHold(t, out, "FOR", "END, REMINDER", " 12 min ", " at "+ended)
	mustHold(t, w.want(exitDone, "tasks", "show", id).out, "ran             12 min", "ended           at "+ended)
}

func TestWatchSeesAtOnceThatAnotherStopsTheTask(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(func(http.ResponseWriter, *http.Request) bool { return false })
	id := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out).TaskID
	sleep := w.env.Sleep
	var waits atomic.Int32
	var stopped time.Time
	w.env.Sleep = func(ctx context.Context, d time.Duration) error {
		if waits.Add(1) == 40 { // by then it is asked for seldom
			w.want(exitDone, "tasks", "stop", id)
			stopped = w.env.Now()
		}
		return sleep(ctx, d)
	}
	r := w.want(exitDone, "tasks", "watch", id, "--json")
	lines := strings.Split(strings.TrimSpace(r.out), "\n")
	var last watchJSON
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
		t.Fatal(err)
	}
	if late := last.At.Sub(stopped); stopped.IsZero() || last.State != attempt.Stopped || late > 4*time.Second {
		t.Errorf("%v later: %+v", late, last)
	}
}

func TestCtrlCLeavesAWatchedTaskRunning(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ledger := w.serve(nil)
	id := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out).TaskID
	press := interrupted(w).once(os.Interrupt)
	w.serve(func(_ http.ResponseWriter, r *http.Request) bool { press(); return false })
	r := w.run("", "tasks", "watch", id)
	if r.code != exitInterrupted {
		t.Errorf("exit code %d", r.code)
	}
	mustHold(t, r.err, "nothing was stopped", "sttwizard tasks stop "+id)
	if n := started(t, ledger); n != 1 {
		t.Errorf("%d tasks", n)
	}
}

func TestWatchOfALostStartSendsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(onStart(breakOff))
	got := decoded(t, w.want(exitUnknown, startArgs("demo", "--json", "--give-up-after", "1s")...).out)
	w.serve(onStart(func(http.ResponseWriter, *http.Request) { t.Error("something was sent") }))
	r := w.want(exitDone, "tasks", "watch", got.Attempt)
	mustHold(t, r.out, "nothing was started: that is proved")
	w.serve(blindly(onStart(breakOff)))
	got = decoded(t, w.want(exitUnknown, startArgs("other", "--json", "--give-up-after", "1s")...).out)
	r = w.want(exitUnknown, "tasks", "watch", got.Attempt, "--connection", "environment")
	mustHold(t, r.err, "can't be found out now", "tasks forget "+got.Attempt)
}

func TestRemovingTheBotsIsTheLastRoad(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		typed string // the answer; empty: --yes
		args  []string
		code  int
		state attempt.State
		kicks int32
	}{
		{"said beforehand", "", []string{"--yes"}, exitDone, attempt.Stopped, 2},
		{"agreed to", "yes\n", nil, exitDone, attempt.Stopped, 2},
		{"not agreed to", "no\n", nil, exitWrong, attempt.RunningNoID, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			var kicks atomic.Int32
			// It runs, but Agora never says under which id.
			w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path == "/dev/v1/kicking-rule" {
					kicks.Add(1)
				}
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/tasks") {
					answerWith(409, `{"message":"the task is there"}`)(rw, r)
					return true
				}
				if strings.HasPrefix(r.URL.Path, "/dev/v1/channel") {
					uid := strings.Split(r.URL.Path, "/")[7]
					answerWith(200, fmt.Sprintf(`{"success":true,"data":{"uid":%s,"in_channel":%v}}`, uid, kicks.Load() < 2))(rw, r)
					return true
				}
				return false
			})
			got := decoded(t, w.want(exitUnknown, startArgs("demo", "--json")...).out)
			w.env.CanAsk = test.typed != ""
			r := w.run(test.typed, append([]string{"tasks", "stop", got.Attempt, "--remove-bots"}, test.args...)...)
			if r.code != test.code || kicks.Load() != test.kicks {
				t.Errorf("exit code %d, %d kicks\n%s%s", r.code, kicks.Load(), r.out, r.err)
			}
			mustHold(t, r.err, "47091", "88222", "kept out for a minute", "not known whether that ends the bill")
			if at, err := w.journal().Find(got.Attempt); err != nil || at.State() != test.state {
				t.Errorf("%v, %v", at.State(), err)
			}
			if test.kicks > 0 {
				mustHold(t, r.out, "its bots were removed from the channel")
				mustHold(t, w.want(exitDone, "tasks", "show", got.Attempt).out, "both bots removed from the channel, until")
			}
		})
	}
}

func TestAKickThatFailsIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/dev/v1/kicking-rule" {
			answerWith(403, `{"message":"no"}`)(rw, r)
			return true
		}
		return blindly(onStart(answerWith(409, `{"message":"the task is there"}`)))(rw, r)
	})
	got := decoded(t, w.want(exitUnknown, startArgs("demo", "--json")...).out)
	r := w.want(exitUnknown, "tasks", "stop", got.Attempt, "--remove-bots", "--yes")
	mustHold(t, r.err, "does not let these credentials remove anybody", "ends by itself")
}

func TestTakingUpATask(t *testing.T) {
	t.Parallel()
	there := newWorld(t)
	there.serve(nil)
	got := decoded(t, there.want(exitDone, startArgs("demo", "--json")...).out)
	token := tokenOf(there)
	here := newWorld(t)
	here.clock.pass(time.Minute)
	for name, value := range there.vars {
		if name != "STTWIZARD_HOME" {
			here.vars[name] = value
		}
	}
	here.vars["TOKEN"], here.vars["EMPTY"], here.vars["WRONG"] = token, "", "no token of ours"
	for _, test := range []struct {
		name  string
		input string
		args  []string
		code  int
		says  string
	}{
		{"no channel", "", []string{"--token", "env:TOKEN", got.TaskID}, exitWrong, "the channel's name is missing"},
		{"no token", "", []string{"--channel", "demo", got.TaskID}, exitWrong, "takes only env:NAME or -"},
		{"a token on the command line", "", []string{"--channel", "demo", "--token", token, got.TaskID}, exitWrong, "takes only env:NAME or -"},
		{"an empty variable", "", []string{"--channel", "demo", "--token", "env:EMPTY", got.TaskID}, exitWrong, "no builder token where"},
		{"an empty input", "", []string{"--channel", "demo", "--token", "-", got.TaskID}, exitWrong, "no builder token where"},
		{"a wrong token", "", []string{"--channel", "demo", "--token", "env:WRONG", got.TaskID}, exitFailed, "nothing was written down"},
		{"a wrong task", "", []string{"--channel", "demo", "--token", "env:TOKEN", strings.Repeat("0", 32)}, exitFailed, ""},
		{"no task", "", []string{"--channel", "demo", "--token", "env:TOKEN"}, exitWrong, ""},
		{"the right one", token + "\n", []string{"--channel", "demo", "--token", "-", "--planned-end", "none", got.TaskID}, exitDone, "taken up: task " + got.TaskID},
		{"the same once more", "", []string{"--channel", "demo", "--token", "env:TOKEN", got.TaskID}, exitWrong, "has that task already"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := here.run(test.input, append([]string{"tasks", "take-up"}, test.args...)...)
			if r.code != test.code {
				t.Errorf("exit code %d, want %d\n%s%s", r.code, test.code, r.out, r.err)
			}
			mustHold(t, r.out+r.err, test.says)
			mustLack(t, r.out+r.err, token)
			attempts, _, err := here.journal().List()
			if err != nil || test.code != exitDone && len(attempts) > 0 && test.name != "the same once more" {
				t.Errorf("%d attempts, %v", len(attempts), err)
			}
		})
	}
	mustHold(t, here.want(exitDone, "tasks", "show", got.TaskID).out, "taken up: task "+got.TaskID)
	here.want(exitDone, "tasks", "stop", got.TaskID)
	mustHold(t, there.want(exitDone, "tasks", "list", "--live").out, "ended") // seen elsewhere
	ended := here.run("", "tasks", "take-up", "--channel", "demo", "--token", "env:TOKEN", got.TaskID)
	if ended.code != exitFailed {
		t.Errorf("exit code %d\n%s", ended.code, ended.err)
	}
	mustHold(t, ended.err, "nothing to take up")
}

func TestForgettingOnATerminalAsksForTheChannel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(blindly(onStart(breakOff)))
	got := decoded(t, w.want(exitUnknown, startArgs("demo", "--json")...).out)
	w.env.CanAsk = true
	if r := w.run("other\n", "tasks", "forget", got.Attempt); r.code != exitWrong {
		t.Errorf("exit code %d\n%s", r.code, r.err)
	}
	r := w.run("demo\n", "tasks", "forget", got.Attempt)
	if r.code != exitDone {
		t.Errorf("exit code %d\n%s", r.code, r.err)
	}
	mustHold(t, r.err, "This stops nothing", "Type the channel's name")
}

func TestCompletionOffersIdsAndChannels(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	running := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out)
	ended := decoded(t, w.want(exitDone, startArgs("over", "--json")...).out)
	w.want(exitDone, "tasks", "stop", ended.TaskID)
	w.serve(onStart(breakOff))
	lost := decoded(t, w.want(exitUnknown, startArgs("lost", "--json", "--give-up-after", "1s")...).out)
	for _, test := range []struct {
		args       []string
		has, lacks []string
	}{
		{[]string{"tasks", "stop", ""}, []string{running.TaskID, lost.Attempt}, []string{ended.TaskID}},
		{[]string{"tasks", "watch", ""}, []string{running.TaskID, lost.Attempt}, []string{ended.TaskID}},
		{[]string{"tasks", "show", ""}, []string{running.TaskID, lost.Attempt, ended.TaskID}, nil},
		{[]string{"tasks", "forget", ""}, []string{lost.Attempt}, []string{running.TaskID, ended.TaskID}},
		{[]string{"tasks", "recover", lost.Attempt, ""}, []string{running.TaskID}, []string{lost.Attempt}},
		{[]string{"tasks", "plan", running.TaskID, ""}, []string{"none", "2h"}, nil},
		{[]string{"tasks", "list", "--channel", ""}, []string{"demo", "lost"}, []string{"over"}},
		{[]string{"tasks", "take-up", "--token", ""}, []string{"env:", "-"}, nil},
		{[]string{"start", "--planned-end", ""}, []string{"none", "4h"}, nil},
		{[]string{"start", "--reminder", ""}, []string{"none", "4h"}, nil},
	} {
		out := w.want(exitDone, append([]string{"__complete"}, test.args...)...).out
		mustHold(t, out, test.has...)
		mustLack(t, out, test.lacks...)
	}
}

func TestAReminderStandsInTheResult(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	before := w.clock.now()
	got := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out)
	end, err := time.Parse(time.RFC3339, got.PlannedEnd)
	if err != nil || end.Before(before.Add(attempt.DefaultPlannedLife-time.Minute)) || end.After(before.Add(attempt.DefaultPlannedLife+time.Minute)) {
		t.Errorf("plannedEnd %q", got.PlannedEnd)
	}
	mustHold(t, w.want(exitDone, "tasks", "plan", got.TaskID, "90m").out, "reminder of "+got.TaskID)
	w.want(exitDone, "tasks", "stop", got.TaskID)
	mustHold(t, w.want(exitFailed, "tasks", "plan", got.TaskID, "90m").err, "can't have a reminder any more")
}

func TestOldHistoryGoesWhenAttemptsAreListed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	ids := make([]string, 2)
	for i := range ids {
		got := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out)
		ids[i] = got.Attempt
		w.want(exitDone, "tasks", "stop", got.TaskID)
		w.clock.pass(20 * 24 * time.Hour)
	}
	w.want(exitDone, "tasks", "recover")
	w.want(exitWrong, "tasks", "show", ids[0])
	w.want(exitDone, "tasks", "show", ids[1])
}

func TestATimeThatIsNotKnownIsNotTold(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"v5", "v7"} {
		w := newWorld(t)
		w.want(exitDone, startArgs("demo", "--sandbox", "--api", version)...)
		w.clock.pass(20 * time.Second)
		for range 2 {
			w.want(exitDone, "tasks", "list", "--live", "--sandbox=stranger")
			w.clock.pass(time.Second)
		}
		told := w.want(exitDone, "tasks", "list").out
		mustHold(t, told, "not proved yet", "time: when it is certain is not known")
		mustLack(t, told, "1 Jan", "00:00:00")
	}
}

// TestTheListHasTheOrderOfTheScreens: the worst first, then what is to end soonest, and what
// is over behind all that may run.
func TestTheListHasTheOrderOfTheScreens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	begin := func(channel, reminder string) {
		w.want(exitDone, append([]string{"start", "--sandbox", "--yes", "--reminder", reminder}, legal(channel)...)...)
	}
	begin("over", "1h")
	w.want(exitDone, "tasks", "stop", "over", "--yes")
	begin("worst", "9h")
	w.run("", "tasks", "stop", "worst", "--sandbox=denied", "--yes") // refused: it runs on
	begin("soon", "2h")
	begin("late", "8h")
	begin("middle", "3h")
	for _, more := range [][]string{{}, {"--live"}, {"--all"}} {
		text := w.want(exitDone, append([]string{"tasks", "list"}, more...)...).out
		last, want := 0, []string{"worst", "soon", "middle", "late"}
		if slices.Contains(more, "--all") {
			want = append(want, "over")
		}
		for _, channel := range want {
			at := strings.Index(text, "  "+channel+" ")
			if at < last {
				t.Errorf("%v: %s stands wrong in\n%s", more, channel, text)
			}
			last = at
		}
	}
}
