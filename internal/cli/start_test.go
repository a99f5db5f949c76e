package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
)

// onStart answers the start requests; all others are the sandbox's.
func onStart(f http.HandlerFunc) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/tasks") {
			return false
		}
		f(w, r)
		return true
	}
}

// answerWith returns a JSON body with a status.
func answerWith(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Request-Id", "request-of-the-test")
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

func html(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	io.WriteString(w, "<html>Welcome to the hotel</html>")
}

// blindly lets nobody ask who is in a channel.
func blindly(before func(http.ResponseWriter, *http.Request) bool) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasPrefix(r.URL.Path, "/dev/v1/") {
			answerWith(403, `{"message":"no"}`)(w, r)
			return true
		}
		return before != nil && before(w, r)
	}
}

// breakOff resets the connection after the request was read.
func breakOff(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	conn.(*net.TCPConn).SetLinger(0)
	conn.Close()
}

func TestStartTellsEveryOutcome(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		answer http.HandlerFunc
		code   int
		state  string
		kind   string // of the error; empty: none
	}{
		{"a refusal of the body", answerWith(400, `{"message":"body schema check fail, languages is wrong"}`), exitFailed, "refused", "body-refused"},
		{"refused credentials", answerWith(401, `{"message":"Invalid authentication credentials"}`), exitFailed, "refused", "credentials"},
		{"no permission", answerWith(403, `{"message":"no"}`), exitFailed, "refused", "forbidden"},
		{"an endpoint that is gone", answerWith(410, `{"message":"gone"}`), exitFailed, "refused", "no-route"},
		{"too many calls, each time", answerWith(429, `{"message":"API rate limit exceeded"}`), exitFailed, "refused", "busy"},
		{"trouble inside Agora", answerWith(500, `{"message":"oops"}`), exitUnknown, "unknown", "server"},
		{"a gateway that gave up", answerWith(504, `{"message":"timeout"}`), exitUnknown, "unknown", "timeout"},
		{"an answer that is a web page", html, exitUnknown, "unknown", "unreadable-answer"},
		{"an answer that is cut off", answerWith(200, `{"taskId":"abc`), exitUnknown, "unknown", "unreadable-answer"},
		{"a connection that breaks", breakOff, exitUnknown, "unknown", "network-reset"},
		{"a task that runs under an unknown id", answerWith(409, `{"message":"the task is there"}`), exitUnknown, "unknown", "already-started"},
		{"an answer that names the task", answerWith(409, `{"message":"The task has been started, current status is STARTED, taskId is abc123"}`), exitDone, "started", ""},
		{"a task", answerWith(200, `{"taskId":"abc123","createTs":1700000000,"status":"IDLE"}`), exitDone, "started", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.serve(blindly(onStart(test.answer)))
			r := w.want(test.code, startArgs("demo", "--json")...)
			got := decoded(t, r.out)
			if got.State != test.state || got.Channel != "demo" || got.Connection != "environment" || got.Attempt == "" || got.InstanceID == "" {
				t.Errorf("the result is %+v, want state %s", got, test.state)
			}
			if kind := kindOf(got); kind != test.kind {
				t.Errorf("the error's kind is %q, want %q", kind, test.kind)
			}
			if test.state == "started" && got.TaskID != "abc123" {
				t.Errorf("the task id is %q", got.TaskID)
			}
			list := w.want(exitDone, "tasks", "list")
			if open := strings.Contains(list.out, "demo"); open != (test.code != exitFailed) {
				t.Errorf("tasks list after %s:\n%s", test.state, list.out)
			}
		})
	}
}

// result is startResult as a script reads it.
type result struct {
	startResult
	Error *errorJSON `json:"error"`
}

func decoded(t *testing.T, out string) result {
	t.Helper()
	var got result
	d := json.NewDecoder(strings.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(&got); err != nil {
		t.Fatalf("the output is not the documented JSON: %v\n%s", err, out)
	}
	return got
}

func kindOf(r result) string {
	if r.Error == nil {
		return ""
	}
	return r.Error.Kind
}

func TestJSONHasExactlyTheDocumentedKeys(t *testing.T) {
	t.Parallel()
	keys := func(out string) string {
		t.Helper()
		var all []string
		d := json.NewDecoder(strings.NewReader(out))
		for depth := 0; ; {
			token, err := d.Token()
			if err != nil {
				return strings.Join(all, " ")
			}
			switch v := token.(type) {
			case json.Delim:
				if v == '{' || v == '[' {
					depth++
				} else {
					depth--
				}
			case string:
				if depth == 1 {
					all = append(all, v)
					if d.More() {
						var value json.RawMessage
						if err := d.Decode(&value); err != nil {
							t.Fatal(err)
						}
					}
				}
			}
		}
	}
	const success = "state version connection channel taskId status createTs instanceId attempt requestId plannedEnd secrets"
	w := newWorld(t)
	if got := keys(w.want(exitDone, startArgs("demo", "--sandbox", "--json")...).out); got != success {
		t.Errorf("a start has %s", got)
	}
	if got := keys(w.want(exitWrong, "start", "--sandbox", "--json").out); got != "error" {
		t.Errorf("a wrong start has %s", got)
	}
	w.serve(blindly(onStart(breakOff)))
	if got := keys(w.want(exitUnknown, startArgs("other", "--json")...).out); got != success+" error" {
		t.Errorf("an unknown outcome has %s", got)
	}
}

func TestOneTokenStartsOneTask(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var sends atomic.Int32
	ledger := w.serve(blindly(onStart(func(rw http.ResponseWriter, r *http.Request) {
		sends.Add(1)
		breakOff(rw, r)
	})))
	r := w.want(exitUnknown, startArgs("demo")...)
	if n := sends.Load(); n != 5 {
		t.Errorf("%d start requests, want the first, three more, and one after the token's life", n)
	}
	if n := started(t, ledger); n != 0 {
		t.Errorf("%d tasks", n)
	}
	mustHold(t, r.err, "can't start a second task", "it never will", "cost:")

	// The open attempt keeps a second start from happening by accident.
	again := w.want(exitWrong, startArgs("demo", "--json")...)
	mustHold(t, again.out, `"kind": "conflict"`, "two tasks may be billed")
	if sends.Load() != 5 {
		t.Error("a conflict sent something")
	}
	r2 := w.want(exitUnknown, startArgs("third", "--json")...)
	stop := w.run("", "tasks", "stop", decoded(t, r2.out).Attempt)
	if stop.code != exitUnknown {
		t.Errorf("stopping a task of which no id is known: exit code %d", stop.code)
	}
	mustHold(t, stop.err, "whether a task runs can't be found out now", "idle time", "it never will", "cost: it may be running", "--remove-bots", "tasks forget")

	// Set aside by name, it stands in nobody's way.
	id := decoded(t, r2.out).Attempt
	w.want(exitWrong, "tasks", "forget", id, "--channel", "other")
	w.want(exitWrong, "tasks", "forget", id)
	w.want(exitDone, "tasks", "forget", id, "--channel", "third")
	w.want(exitWrong, "tasks", "forget", id, "--channel", "third")
	mustLack(t, w.want(exitDone, "tasks", "list").out, "third")
	w.want(exitUnknown, startArgs("third")...)
}

func TestASlowServerIsNotWaitedForForever(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env.Timing.Headers, w.env.Timing.Call = 30*time.Millisecond, 60*time.Millisecond
	r := w.want(exitFailed, startArgs("demo", "--sandbox=slow", "--json")...)
	if got := decoded(t, r.out); kindOf(got) != "network-timeout" || got.State != "refused" {
		t.Errorf("the result is %+v", got)
	}
	if n := len(w.ledger().Tasks); n != 0 {
		t.Errorf("%d tasks", n)
	}
}

func TestWaiting(t *testing.T) {
	t.Parallel()
	t.Run("the time limit is exit code 3", func(t *testing.T) {
		w := newWorld(t)
		w.env.Pace = time.Hour
		now := w.env.Now()
		w.env.Now = func() time.Time { now = now.Add(time.Second); return now }
		r := w.want(exitUnknown, startArgs("demo", "--sandbox=every-status", "--json", "--wait", "--timeout", "20s")...)
		got := decoded(t, r.out)
		if got.State != "started" || got.TaskID == "" || kindOf(got) != "waiting" {
			t.Errorf("the result is %+v", got)
		}
		mustHold(t, r.out, "sttwizard tasks stop "+got.TaskID)
	})
	t.Run("a task that ends is exit code 1", func(t *testing.T) {
		w := newWorld(t)
		w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
			if r.Method != http.MethodGet {
				return false
			}
			answerWith(200, fmt.Sprintf(`{"taskId":%q,"status":"STOPPED"}`, r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]))(rw, r)
			return true
		})
		got := decoded(t, w.want(exitFailed, startArgs("demo", "--json", "--wait")...).out)
		if got.Status != "STOPPED" || kindOf(got) != "ended" {
			t.Errorf("the result is %+v", got)
		}
		mustHold(t, w.want(exitDone, "tasks", "list").out, "no task of this machine is running")
	})
	t.Run("questions that get no answer are asked again", func(t *testing.T) {
		w := newWorld(t)
		var queries atomic.Int32
		w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
			if r.Method != http.MethodGet {
				return false
			}
			if queries.Add(1) > 2 {
				return false
			}
			answerWith(503, `{"message":"later"}`)(rw, r)
			return true
		})
		w.want(exitDone, startArgs("demo", "--json", "--wait")...)
	})
}

func TestATaskThatHasEndedIsNoConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ledger := w.serve(nil)
	w.want(exitDone, startArgs("demo")...)
	// It ends behind this machine's back.
	err := ledger.Update(func(st *sandbox.State) error {
		for i := range st.Tasks {
			st.Tasks[i].EndedAt = w.env.Now().Add(-time.Second)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.want(exitDone, startArgs("demo")...)
	if n := started(t, ledger); n != 2 {
		t.Errorf("%d tasks", n)
	}
}

func TestStoppingFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var refuse atomic.Bool
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		if !refuse.Load() || r.Method == http.MethodPost {
			return false
		}
		answerWith(500, `{"message":"oops"}`)(rw, r)
		return true
	})
	id := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out).TaskID
	refuse.Store(true)
	r := w.want(exitUnknown, "tasks", "stop", id, "--json")
	mustHold(t, r.out, `"kind": "server"`, "then: sttwizard tasks stop "+id)
	mustHold(t, w.want(exitDone, "tasks", "list").out, id, "asked to stop")
	refuse.Store(false)
	mustHold(t, w.want(exitDone, "tasks", "stop", id[:8], "--json").out, `"state": "stopped"`, id)
	w.want(exitDone, "tasks", "stop", id) // again does no harm
}

func TestStoppingNeedsTheConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	id := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out).TaskID
	key := w.vars["AGORA_CUSTOMER_KEY"]
	delete(w.vars, "AGORA_CUSTOMER_KEY")
	r := w.want(exitWrong, "tasks", "stop", id)
	mustHold(t, r.err, "AGORA_CUSTOMER_KEY")

	// A connection of another name serves as well; the place is the attempt's.
	w.want(exitDone, "connections", "add", "events", "--version", "v5", "--app-id", sandbox.DefaultAppID,
		"--customer-key", key, "--secret", "env:AGORA_CUSTOMER_SECRET")
	delete(w.vars, "STTWIZARD_API_URL")
	w.want(exitDone, "tasks", "stop", id, "--connection", "events")
}
