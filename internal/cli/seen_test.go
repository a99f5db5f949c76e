package cli

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
)

// serveAs serves a version, and answers calls of a verb whose path ends in a text
// with an answer of its own.
func (w *world) serveAs(v agora.Version, answers map[string]http.HandlerFunc) *sandbox.MemoryLedger {
	w.t.Helper()
	ledger := w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		for call, answer := range answers {
			method, end, _ := strings.Cut(call, " ")
			if r.Method == method && strings.HasSuffix(r.URL.Path, end) {
				answer(rw, r)
				return true
			}
		}
		return false
	})
	w.vars["AGORA_API_VERSION"] = string(v)
	return ledger
}

func TestAnAgentThatIsGoingAlreadyIsSeenToEnd(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		version agora.Version
		call    string
		answer  http.HandlerFunc
	}{
		"409": {agora.V7, "POST /leave", answerWith(409, `{"detail":"task is shutting down","reason":"TaskConflict"}`)},
		"400": {agora.V7, "POST /leave", answerWith(400, `{"detail":"task is shutting down","reason":"ErrBadRequest"}`)},
		"v5":  {agora.V5, "DELETE ", answerWith(409, `{"message":"The task is shutting down"}`)},
		"v6":  {agora.V6, "DELETE ", answerWith(400, `{"message":"Task is Shutting Down"}`)},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			answers := map[string]http.HandlerFunc{}
			ledger := w.serveAs(tt.version, answers)
			id := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out).TaskID
			other := sandbox.New(sandbox.Options{Ledger: ledger, Now: w.env.Now, Pace: w.env.Pace})
			l, err := other.Listen("127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			method, path := tt.version.Call(agora.OpStop, sandbox.DefaultAppID, id)
			state, err := sandbox.Read(ledger)
			if err != nil {
				t.Fatal(err)
			}
			if status, said := sent(t, method, l.URL()+path+"?builderToken="+state.Tasks[0].Token, "", ""); status != 200 { // by somebody else
				t.Fatalf("%d %s", status, said)
			}
			answers[tt.call] = tt.answer
			r := w.want(exitDone, "tasks", "stop", id)
			mustHold(t, r.out, "has ended")
			mustLack(t, r.out+r.err, "does not know")
			if w.open() != "" {
				t.Error("it is still open")
			}
		})
	}
}

func TestAServiceThatIsNotSwitchedOnIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serveAs(agora.V5, map[string]http.HandlerFunc{"POST /builderTokens": answerWith(504, `{"message":"Gateway Timeout"}`)})
	r := w.want(exitFailed, startArgs("demo")...)
	mustHold(t, r.err, "a disturbance at Agora; or Real-Time Speech-to-Text is not switched on for this App ID", "nothing was started, nothing is billed")
	mustHold(t, w.want(exitFailed, "connections", "test", "environment").err, "not switched on for this App ID")
}

func TestWaitingTakesATaskThatStaysStartedAsRunning(t *testing.T) {
	t.Parallel()
	started := answerWith(200, `{"taskId":"ec4b91009a47366703b821bb","createTs":1795888899,"status":"STARTED"}`)
	for _, v := range []agora.Version{agora.V5, agora.V6} {
		w := newWorld(t)
		w.serveAs(v, map[string]http.HandlerFunc{"POST /tasks": started, "GET /tasks/ec4b91009a47366703b821bb": started})
		began := w.env.Now()
		r := w.want(exitDone, startArgs("demo", "--wait")...)
		mustHold(t, r.out, "STARTED (running)")
		if took := w.env.Now().Sub(began); took < agora.StartedRuns || took > 2*agora.StartedRuns {
			t.Errorf("%s: that took %s", v, took)
		}
		mustHold(t, w.want(exitDone, "tasks", "list", "--live").out, "STARTED (running)")

		w = newWorld(t)
		w.serveAs(v, map[string]http.HandlerFunc{"POST /tasks": started, "GET /tasks/ec4b91009a47366703b821bb": started})
		r = w.want(exitUnknown, startArgs("demo", "--wait", "--timeout", "5s")...)
		mustHold(t, r.err, "was not seen to run within 5s", "STARTED (starting, about to transcribe)")
	}
}

func TestATakenNameOfWhichNothingIsSeenIsUnknown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serveAs(agora.V7, map[string]http.HandlerFunc{"POST /join": answerWith(409, `{"detail":"conflict with running task","reason":"TaskConflict"}`)})
	r := w.want(exitUnknown, startArgs("demo")...)
	mustHold(t, r.err, "it may be running and cost money")
	told := r.out + r.err
	all, _, err := w.journal().List()
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	id := all[0].ID()
	for _, args := range [][]string{{"tasks", "list"}, {"tasks", "show", id}, {"tasks", "list", "--live"}} {
		r := w.want(exitDone, args...)
		told += r.out + r.err
	}
	r = w.want(exitPerson, "tasks", "recover")
	told += r.out + r.err
	for _, args := range [][]string{{"tasks", "watch", id}, {"tasks", "stop", id}} {
		r := w.want(exitUnknown, args...)
		mustHold(t, r.err, "it may be running")
		told += r.out + r.err
	}
	mustLack(t, told, "asking again with the same builder token", "ask again with the same builder token", "it is running and costs", "a task runs whose id", "running, but its task id")
	mustHold(t, told, "asking again under the same name", "nothing of it is seen")
	if at, err := w.journal().Find(id); err != nil || at.State() != attempt.RunningNoID && at.State() != attempt.Unknown {
		t.Errorf("%v, %v", at, err)
	}
}

func TestATaskThatIsSeenKeepsItsSentenceAboutMoney(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serveAs(agora.V7, map[string]http.HandlerFunc{
		"POST /join": answerWith(409, `{"detail":"conflict with running task","reason":"TaskConflict"}`),
		"GET /demo":  answerWith(200, `{"success":true,"data":{"in_channel":true,"uid":88222}}`),
	})
	mustHold(t, w.want(exitUnknown, startArgs("demo")...).err, "running, but its task id is not known", "while it runs it costs money")
}

func TestAnAgentThatRunsAtOnceIsStarted(t *testing.T) {
	t.Parallel()
	for _, status := range []string{"RUNNING", "STARTING"} {
		w := newWorld(t)
		w.serveAs(agora.V7, map[string]http.HandlerFunc{"POST /join": answerWith(200, `{"agent_id":"1NT29X11GQSxxxxx80BEIN56XF","create_ts":null,"status":"`+status+`"}`)})
		got := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out)
		if got.State != "started" || got.TaskID != "1NT29X11GQSxxxxx80BEIN56XF" || string(got.Status) != status || got.CreateTs != 0 {
			t.Errorf("%+v", got)
		}
		w.clock.pass(time.Second)
		mustHold(t, w.want(exitDone, "tasks", "list").out, "1NT29X11")
	}
}
