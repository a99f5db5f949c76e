package cli

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/session"
)

// recovery is what tasks recover --json gives.
type recovery struct {
	Attempts    []recovered      `json:"attempts"`
	Unreadable  []unreadableJSON `json:"unreadable"`
	NeedsPerson bool             `json:"needsPerson"`
	Unknown     []strangerJSON   `json:"unknown"`
	NotAsked    []unaskedJSON    `json:"notAsked"`
	NotFound    []notFoundJSON   `json:"notFound"`
}

// recoverJSON recovers and gives what came out, of the only attempt first.
func (w *world) recoverJSON(code int, args ...string) (recovery, recovered) {
	w.t.Helper()
	r := w.want(code, append([]string{"tasks", "recover", "--json"}, args...)...)
	var got recovery
	d := json.NewDecoder(strings.NewReader(r.out))
	d.DisallowUnknownFields()
	if err := d.Decode(&got); err != nil {
		w.t.Fatalf("%v\n%s", err, r.out)
	}
	if len(got.Attempts) == 0 {
		return got, recovered{}
	}
	return got, got.Attempts[0]
}

// journal returns the journal of the world's home.
func (w *world) journal() *attempt.Journal {
	w.t.Helper()
	s, err := session.New(session.Options{Getenv: func(name string) string { return w.vars[name] }, Now: w.env.Now, Sleep: w.env.Sleep, Team: w.shared()})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { s.Close() })
	return s.Journal
}

// lostFirst loses the answer to the first start; what it started goes on.
func lostFirst(w *world) func(http.ResponseWriter, *http.Request) bool {
	var sends atomic.Int32
	return onFirst(&sends, breakOff)
}

func onFirst(sends *atomic.Int32, f http.HandlerFunc) func(http.ResponseWriter, *http.Request) bool {
	return func(rw http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/tasks") || sends.Add(1) > 1 {
			return false
		}
		f(rw, r)
		return true
	}
}

func TestRecoveryTellsWhatNeedsAPerson(t *testing.T) {
	t.Parallel()
	lost := startArgs("demo", "--give-up-after", "1s", "--json")
	for _, test := range []struct {
		name   string
		before func(http.ResponseWriter, *http.Request) bool
		start  []string
		code   int
		args   []string
		want   recovered // of its parts those that are set
	}{
		{"a healthy task", nil, startArgs("demo"), exitDone, nil,
			recovered{Before: attempt.Started, After: attempt.Started}},
		{"a task past its reminder", nil, startArgs("demo", "--planned-end", "1ms"), exitPerson, nil,
			recovered{Before: attempt.Started, After: attempt.Started, Needs: attempt.NeedPerson}},
		{"a task past its reminder that is stopped", nil, startArgs("demo", "--planned-end", "1ms"), exitDone, []string{"--stop", "--expired"},
			recovered{Before: attempt.Started, After: attempt.Stopped}},
		{"a healthy task when expired ones are stopped", nil, startArgs("demo"), exitDone, []string{"--stop", "--expired"},
			recovered{Before: attempt.Started, After: attempt.Started}},
		{"a lost start that never arrived, at once", onStart(breakOff), lost, exitDone, nil,
			recovered{Before: attempt.Unknown, After: attempt.Unknown, Needs: attempt.NeedTime}},
		{"a lost start that never arrived, in the end", onStart(breakOff), lost, exitDone, []string{"--wait"},
			recovered{Before: attempt.Unknown, After: attempt.Abandoned}},
		{"a lost start that is repeated", lostFirst(nil), lost, exitDone, []string{"--wait"},
			recovered{Before: attempt.Unknown, After: attempt.Started}},
		{"a lost start that is repeated and stopped", lostFirst(nil), lost, exitDone, []string{"--wait", "--stop"},
			recovered{Before: attempt.Unknown, After: attempt.Stopped}},
		{"a lost start where nobody can look", blindly(onStart(breakOff)), lost, exitPerson, []string{"--wait"},
			recovered{Before: attempt.Unknown, After: attempt.Unknown, Needs: attempt.NeedPerson}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.serve(test.before)
			w.run("", test.start...)
			w.clock.pass(time.Second)
			all, got := w.recoverJSON(test.code, test.args...)
			if got.Before != test.want.Before || got.After != test.want.After || got.Needs != test.want.Needs {
				t.Errorf("%s -> %s, needs %q; want %s -> %s, %q", got.Before, got.After, got.Needs, test.want.Before, test.want.After, test.want.Needs)
			}
			if all.NeedsPerson != (test.code == exitPerson) || (got.Next == "") != (got.Needs == attempt.NeedNothing) {
				t.Errorf("needsPerson %v, next %q", all.NeedsPerson, got.Next)
			}
			if (got.CertainAt != "") && got.After != attempt.Unknown {
				t.Errorf("certainAt %q", got.CertainAt)
			}
		})
	}
}

func TestOneWrongIDKeepsNoOtherAttemptFromRecovery(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, startArgs("hall")...)
	r := w.want(exitWrong, "tasks", "recover", "no-such-task", "hall", "--stop")
	mustHold(t, r.err, `"no-such-task"`, "next:")
	mustHold(t, r.out, "hall", "ended")
	all, _ := w.recoverJSON(exitWrong, "no-such-task", "nor-this")
	if len(all.NotFound) != 2 || all.NotFound[1].Name != "nor-this" || all.NotFound[1].Problem == "" || all.NotFound[1].Next == "" {
		t.Errorf("%+v", all.NotFound)
	}
	mustLack(t, w.want(exitWrong, "tasks", "recover", "no-such-task", "nor-this").out, "nothing to recover")
}

func TestRecoveryWithoutASecret(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, startArgs("demo")...)
	w.want(exitDone, startArgs("late", "--planned-end", "1ms")...)
	secret := w.vars["AGORA_CUSTOMER_SECRET"]
	w.want(exitDone, "connections", "add", "typed", "--version", "v5", "--app-id", sandbox.DefaultAppID, "--customer-key", sandbox.DefaultKey, "--secret", "ask", "--base-url", w.vars["STTWIZARD_API_URL"])
	all, _ := w.recoverJSON(exitPerson, "--connection", "typed")
	for _, r := range all.Attempts {
		if r.Problem == "" || !strings.Contains(r.Problem, "customer secret") {
			t.Errorf("%s: problem %q", r.Channel, r.Problem)
		}
		if r.Needs != attempt.NeedPerson || r.Next == "" || r.Do == "" {
			t.Errorf("%s needs %q: %q, %q", r.Channel, r.Needs, r.Next, r.Do)
		}
	}
	delete(w.vars, "AGORA_CUSTOMER_SECRET")
	if r := w.run("", "tasks", "recover", "--stop", "--expired"); r.code != exitPerson || !strings.Contains(r.out, "late") || !strings.Contains(r.out, "demo") {
		t.Errorf("exit code %d\n%s", r.code, r.out)
	}
	// A wrong one is no matter of time either.
	w.vars["AGORA_CUSTOMER_SECRET"] = "wrong"
	all, _ = w.recoverJSON(exitPerson, "--stop")
	for _, r := range all.Attempts {
		if r.After == attempt.Stopped || r.Needs != attempt.NeedPerson || r.Problem == "" {
			t.Errorf("%+v", r)
		}
	}
	w.vars["AGORA_CUSTOMER_SECRET"] = secret
	all, _ = w.recoverJSON(exitDone, "--stop")
	if len(all.Attempts) != 2 || all.Attempts[0].After != attempt.Stopped || all.Attempts[1].After != attempt.Stopped {
		t.Errorf("%+v", all)
	}
}

func TestManyAreRecoveredAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var asked atomic.Int32
	w.serve(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/tasks/") {
			asked.Add(1)
		}
		return false
	})
	const many = 25
	for i := range many {
		w.want(exitDone, startArgs("hall-"+string(rune('a'+i)))...)
	}
	w.clock.pass(time.Minute)
	before := w.clock.now()
	all, _ := w.recoverJSON(exitDone)
	if len(all.Attempts) != many || asked.Load() != many {
		t.Fatalf("%d attempts, %d questions", len(all.Attempts), asked.Load())
	}
	if took := w.clock.now().Sub(before); took < (many-1)*time.Second/10 {
		t.Errorf("%d questions within %s", many, took)
	}
	if all, _ := w.recoverJSON(exitDone, "--stop"); len(all.Attempts) != many {
		t.Errorf("%d attempts", len(all.Attempts))
	}
	mustHold(t, w.want(exitDone, "tasks", "list", "--live").out, "no task of this machine is running")
}

func TestCtrlCLeavesARecovery(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := interrupted(w)
	w.serve(onStart(breakOff))
	w.want(exitUnknown, startArgs("demo", "--give-up-after", "1s")...)
	var probes atomic.Int32
	press := i.once(os.Interrupt)
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		if strings.HasPrefix(r.URL.Path, "/dev/v1/") && probes.Add(1) > 2 {
			press()
			<-r.Context().Done()
			return true
		}
		return onStart(breakOff)(rw, r)
	})
	r := w.run("", "tasks", "recover", "--wait")
	if r.code != exitInterrupted {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.err, "nothing is lost")
	w.env.Signals = nil
	w.serve(nil)
	if _, got := w.recoverJSON(exitDone, "--wait", "--stop"); got.After != attempt.Stopped && got.After != attempt.Abandoned {
		t.Errorf("%+v", got)
	}
}

func TestAnUnreadableJournalNeedsAPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dir := filepath.Join(w.home, "state", "attempts")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "20261122T140000Z-0123456789.jnl"), []byte("nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if all, _ := w.recoverJSON(exitPerson); len(all.Unreadable) != 1 || !all.NeedsPerson {
		t.Errorf("%+v", all)
	}
	r := w.want(exitPerson, "tasks", "recover", "--stop", "--expired")
	mustHold(t, r.out, "20261122T140000Z-0123456789", "can't be read")
}
