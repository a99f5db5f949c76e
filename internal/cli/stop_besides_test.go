package cli

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// apart are two machines of one Agora account with a version, each with a journal of its
// own.
func apart(t *testing.T, v agora.Version) (here, there *world) {
	t.Helper()
	here, there = newWorld(t), newWorld(t)
	here.serve(nil)
	here.vars["AGORA_API_VERSION"] = string(v)
	there.agora, there.clock, there.env = here.agora, here.clock, here.env
	for name, value := range here.vars {
		if name != "STTWIZARD_HOME" {
			there.vars[name] = value
		}
	}
	return here, there
}

// besidesOf stops with --json and gives what came of it.
func (w *world) besidesOf(code int, more ...string) stopsJSON {
	w.t.Helper()
	r := w.want(code, append([]string{"tasks", "stop", "--json", "--yes"}, more...)...)
	var out stopsJSON
	if err := json.Unmarshal([]byte(r.out), &out); err != nil {
		w.t.Fatalf("%v\n%s", err, r.out)
	}
	return out
}

// TestAStopOfAChannelNamesWhatAnotherMachineStarted: 0 is "nothing runs", and that one costs
// money.
func TestAStopOfAChannelNamesWhatAnotherMachineStarted(t *testing.T) {
	t.Parallel()
	here, there := apart(t, agora.V7)
	there.want(exitDone, startArgs("hall")...)
	id := there.journalled()[0].Task().ID
	for _, own := range []bool{false, true} {
		if own {
			bots := []string{"--set", agora.PathSubBotUID + "=101", "--set", agora.PathPubBotUID + "=102"}
			here.want(exitDone, startArgs("hall", append(bots, "--beside")...)...)
		}
		x := here.besidesOf(exitUnknown, "--channel", "hall", "--if-any")
		if !x.Listed || len(x.NotAsked) != 0 || len(x.Unknown) != 1 || x.Unknown[0].TaskID != id || x.Unknown[0].Connection != "environment" {
			t.Fatalf("%+v", x)
		}
		if own != (len(x.Tasks) == 1 && x.Tasks[0].State == attempt.Stopped) {
			t.Errorf("own task %v: %+v", own, x.Tasks)
		}
	}
	r := here.want(exitUnknown, "tasks", "stop", "--channel", "hall", "--yes") // without --if-any, too
	mustHold(t, r.out, id, "no attempt of this machine knows", "nothing was done about them")
	mustLack(t, r.out, "none there either")
	if _, after, _ := strings.Cut(there.want(exitDone, "tasks", "list", "--live").out, "\n"); !strings.Contains(after, "hall") {
		t.Error("it was stopped, though nobody asked for that")
	}

	// What is told to be typed leads to the end of it.
	take := strings.Fields(here.besidesOf(exitUnknown, "--channel", "hall").Unknown[0].Next)
	mustHold(t, r.out, strings.Join(take, " "))
	here.want(exitDone, take[1:]...)
	x := here.besidesOf(exitDone, "--channel", "hall")
	if len(x.Tasks) != 1 || x.Tasks[0].TaskID != id || len(x.Unknown) != 0 {
		t.Errorf("%+v", x)
	}
	mustHold(t, here.want(exitDone, "tasks", "stop", "--channel", "hall", "--if-any").out, "no task of this machine is running in the channel hall", "Agora's list has none there either")
}

// TestAStopSaysWhetherAgorasListWasRead: else its 0 is about this machine only.
func TestAStopSaysWhetherAgorasListWasRead(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		version  agora.Version
		args     []string
		spoil    func(*world)
		listed   bool
		notAsked int
	}{
		{"v7", agora.V7, []string{"--channel", "hall"}, nil, true, 0},
		{"v6 has none", agora.V6, []string{"--channel", "hall"}, nil, false, 0},
		{"v5 has none", agora.V5, []string{"--channel", "hall"}, nil, false, 0},
		{"all are this machine's", agora.V7, []string{"--all"}, nil, false, 0},
		{"no secret", agora.V7, []string{"--channel", "hall"}, func(w *world) {
			w.want(exitDone, adding("away", "--version", "v7", "--secret", "env:NOT_SET")...)
		}, false, 1},
		{"one that has none beside one", agora.V7, []string{"--channel", "hall"}, func(w *world) {
			w.want(exitDone, adding("older", "--version", "v5", "--secret", "env:AGORA_CUSTOMER_SECRET")...)
		}, false, 0},
		{"no answer", agora.V7, []string{"--channel", "hall"}, func(w *world) {
			w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
				if r.Method == http.MethodGet && strings.Contains(r.URL.RawQuery, "from_time") {
					rw.WriteHeader(http.StatusForbidden)
					return true
				}
				return false
			})
		}, false, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			here, there := apart(t, test.version)
			there.want(exitDone, startArgs("elsewhere")...)
			if test.spoil != nil {
				test.spoil(here)
			}
			x := here.besidesOf(exitDone, append(test.args, "--if-any")...)
			if x.Listed != test.listed || len(x.NotAsked) != test.notAsked || len(x.Unknown) != 0 {
				t.Errorf("%+v", x)
			}
		})
	}
}

func TestATaskIDThatAShellWouldReadIsNotToBeTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.vars["AGORA_API_VERSION"] = "v7"
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		if !strings.Contains(r.URL.RawQuery, "from_time") {
			return false
		}
		rw.Header().Set("Content-Type", "application/json")
		_, _ = rw.Write([]byte(`{"data":{"count":1,"list":[{"agent_id":"x;reboot","status":"RUNNING","start_ts":1}]},"meta":{"cursor":""}}`))
		return true
	})
	x := w.besidesOf(exitUnknown, "--channel", "hall")
	if len(x.Unknown) != 1 || strings.Contains(x.Unknown[0].Next, "reboot") || !strings.Contains(x.Unknown[0].Next, "TASKID") {
		t.Errorf("%+v", x.Unknown)
	}
}

// TestACheckLeadsToWhatAnotherMachineStarted: what it says to type names the task, what that
// says takes it up, and then it is stopped.
func TestACheckLeadsToWhatAnotherMachineStarted(t *testing.T) {
	t.Parallel()
	here, there := apart(t, agora.V7)
	there.want(exitDone, startArgs("hall")...)
	id := there.journalled()[0].Task().ID
	r := here.run("", append([]string{"check"}, legal("hall")...)...)
	const way = "sttwizard tasks recover --channel hall --connection environment"
	mustHold(t, r.out, "1 task that nobody here started may run in the channel", way)
	mustLack(t, r.out, "tasks list")
	if n := strings.Count(r.out, way); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, r.out)
	}
	mustHold(t, here.run("", append([]string{"check", "--json"}, legal("hall")...)...).out, `"command": "`+way+`"`)
	named := here.want(exitDone, strings.Fields(way)[1:]...)
	take := "sttwizard tasks take-up " + id + " --channel hall --connection environment"
	mustHold(t, named.out, id, take)
	here.want(exitDone, strings.Fields(take)[1:]...)
	here.want(exitDone, "tasks", "stop", id)
}
