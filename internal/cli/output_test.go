package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// errFull is what a write to a full disk gives.
var errFull = &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}

// unwritable runs with an output that takes nothing.
func (w *world) unwritable(err error, input string, args ...string) ran {
	w.t.Helper()
	var errs buffer
	env := w.env
	env.Args, env.In, env.Err = args, strings.NewReader(input), &errs
	env.Out = writerFunc(func([]byte) (int, error) { return 0, err })
	env.Getenv = func(name string) string { return w.vars[name] }
	return ran{Run(env), "", errs.String()}
}

// Once something was started or changed, the exit code stays the truth about it
// and the error output has what the output lacks.
func TestWhatWasDoneIsToldWhereTheOutputFails(t *testing.T) {
	t.Parallel()
	for _, v := range []agora.Version{agora.V5, agora.V7} {
		for _, test := range []struct {
			line  string // start without its settings, or ID for the task's
			code  int
			words string
		}{
			{"start", exitUnknown, ""},
			{"start --json", exitUnknown, ""},
			{"start --wait --json", exitUnknown, ""},
			{"tasks stop ID", exitDone, "stopped: task"},
			{"tasks stop ID --json", exitDone, "stopped: task"},
			{"tasks stop --all --yes", exitDone, "stopped: task"},
			{"tasks stop --all --yes --json", exitDone, "stopped: task"},
			{"tasks plan ID 2h", exitDone, "reminder of"},
			{"tasks plan ID 2h --json", exitDone, "reminder of"},
			{"tasks recover --stop", exitDone, "this was done"},
			{"tasks recover --stop --json", exitDone, "this was done"},
			{"tasks update ID --set languages=de-DE --yes", exitDone, "changed: task"},
			{"tasks update ID --set languages=de-DE --yes --json", exitDone, "changed: task"},
			{"tasks list", exitFailed, ""},
			{"tasks list --json", exitFailed, ""},
			{"tasks recover", exitFailed, ""},
			{"tasks stop 00000000 --json", exitWrong, "knows no attempt or task"},
		} {
			if v == agora.V5 && strings.Contains(test.line, "update") {
				continue // it can't be changed
			}
			t.Run(string(v)+", "+test.line, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				w.serve(nil)
				w.vars["AGORA_API_VERSION"] = string(v)
				args, fresh := strings.Fields(test.line), strings.HasPrefix(test.line, "start")
				if fresh {
					args = startArgs("demo", args[1:]...)
				} else {
					w.want(exitDone, startArgs("demo")...)
					w.clock.pass(time.Minute)
					args = strings.Fields(strings.ReplaceAll(test.line, "ID", idOf(w.only())))
				}
				r := w.unwritable(errFull, "", args...)
				if r.code != test.code {
					t.Errorf("exit code %d, want %d", r.code, test.code)
				}
				mustHold(t, r.err, test.words, "the output can't be written: no space left on device")
				if at := w.only(); fresh {
					id := at.Task().ID
					mustHold(t, r.err, id, w.vars["STTWIZARD_API_URL"], "sttwizard tasks stop "+id)
					if at.State() != attempt.Started {
						t.Errorf("the journal says %s", at.State())
					}
				}
			})
		}
	}
}

func TestOtherChangesAreToldWhereTheOutputFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	add := adding("acme", "--secret", "env:AGORA_CUSTOMER_SECRET")
	id := decoded(t, w.want(exitDone, startArgs("demo", "--json")...).out).TaskID
	w.vars["TOKEN"] = tokenOf(w)
	other := newWorld(t)
	other.vars["TOKEN"] = w.vars["TOKEN"]
	for name, value := range w.vars {
		if name != "STTWIZARD_HOME" {
			other.vars[name] = value
		}
	}
	for _, test := range []struct {
		args  []string
		words []string
	}{
		{
			[]string{"tasks", "take-up", id, "--channel", "demo", "--token", "env:TOKEN"},
			[]string{"taken up: task " + id, w.vars["STTWIZARD_API_URL"], "sttwizard tasks stop " + id},
		},
		{add, []string{"saved: acme"}},
		{[]string{"connections", "default", "acme"}, []string{"default: acme"}},
		{[]string{"connections", "remove", "acme", "--yes"}, []string{"removed: acme"}},
		{[]string{"presets", "save", "hall", "--set", "languages=en-US"}, []string{"saved: ", "hall.yaml"}},
		{[]string{"presets", "rename", "hall", "town"}, []string{"renamed: ", "town.yaml"}},
		{[]string{"presets", "delete", "town", "--yes"}, []string{"deleted; a copy is kept"}},
	} {
		r := other.unwritable(errFull, "", test.args...)
		if r.code != exitDone {
			t.Errorf("%v: exit code %d\n%s", test.args, r.code, r.err)
		}
		mustHold(t, r.err, append(test.words, "this was done")...)
	}
}

func TestAReaderThatIsGoneIsNoFaultOfAList(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, startArgs("demo")...)
	if r := w.unwritable(syscall.EPIPE, "", "tasks", "list", "--json"); r.code != exitUnread || r.err != "" {
		t.Errorf("exit code %d, %q", r.code, r.err)
	}
}

func TestAQuestionThatNobodySeesIsNotAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ledger := w.serve(nil)
	r := w.unwritable(errFull, "demo\nen-US\n\n\n\nyes\nyes\nyes\n", "--plain")
	if r.code != exitFailed || started(t, ledger) != 0 {
		t.Errorf("exit code %d, %d tasks", r.code, started(t, ledger))
	}
	mustHold(t, r.err, "a question could not be shown")
}

func TestAStartWhoseOutputIsThrownAwayIsNamedBesideIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.env.Discards = true
	r := w.want(exitDone, startArgs("demo", "--json")...)
	id := w.only().Task().ID
	mustHold(t, r.err, "task "+id, w.vars["STTWIZARD_API_URL"], "sttwizard tasks stop "+id)
}

func TestAMistakeOfTheProgramAfterAStartIsNoRefusal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	var errs buffer
	env := w.env
	env.Args, env.In, env.Err = startArgs("demo"), strings.NewReader(""), &errs
	env.Out = writerFunc(func([]byte) (int, error) { panic(errors.New("a mistake")) })
	env.Getenv = func(name string) string { return w.vars[name] }
	if code := Run(env); code != exitUnknown {
		t.Errorf("exit code %d", code)
	}
	mustHold(t, errs.String(), "a mistake in sttwizard itself", "sttwizard tasks stop "+w.only().Task().ID)
}

func TestNothingWaitsForAReaderThatIsGone(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		args func(id string) []string
		code int
	}{
		{"watch", func(id string) []string { return []string{"tasks", "watch", id} }, exitUnread},
		{"watch --json", func(id string) []string { return []string{"tasks", "watch", id, "--json"} }, exitUnread},
		{"start", func(string) []string { return startArgs("other", "--wait", "--timeout", "1000h") }, exitUnknown},
	} {
		w := newWorld(t)
		w.env.Pace = time.Hour // nothing changes, so nothing is written
		gone := make(chan struct{})
		close1 := sync.OnceFunc(func() { close(gone) })
		w.serve(nil)
		w.want(exitDone, startArgs("demo")...)
		id := idOf(w.only())
		asked := func(_ http.ResponseWriter, r *http.Request) bool {
			if calls[agora.OpQuery](r) {
				close1()
			}
			return false
		}
		w.before.Store(&asked)
		w.env.Unread = func(ctx context.Context) error {
			select {
			case <-gone:
				return syscall.EPIPE
			case <-ctx.Done():
				return nil
			}
		}
		r := w.want(test.code, test.args(id)...)
		mustHold(t, r.out+r.err, "nobody reads the output any more", "goes on", w.vars["STTWIZARD_API_URL"], "sttwizard tasks stop ")
	}
}

func TestWhatOnlyTellsEndsWithItsReader(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"sandbox"}, {"connections", "test"}, {"tasks", "list", "--live"}, {"tasks", "recover"}, {"tasks", "recover", "--wait"}, {"tasks", "watch", "demo"},
		append([]string{"check"}, legal("other")...),
	} {
		w := newWorld(t)
		w.serve(nil)
		w.want(exitDone, startArgs("demo")...)
		gone := make(chan struct{})
		leave := sync.OnceFunc(func() { close(gone) })
		silent := func(_ http.ResponseWriter, r *http.Request) bool {
			leave()
			_, _ = io.Copy(io.Discard, r.Body) // or nobody sees that the caller is gone
			<-r.Context().Done()
			return true
		}
		w.before.Store(&silent)
		if args[0] == "sandbox" {
			leave() // nobody calls it
		}
		w.env.Unread = func(ctx context.Context) error {
			select {
			case <-gone:
				return syscall.EPIPE
			case <-ctx.Done():
				return nil
			}
		}
		if r := w.run("", args...); r.code != exitUnread {
			t.Errorf("sttwizard %s: exit code %d\n%s%s", strings.Join(args, " "), r.code, r.out, r.err)
		}
		w.leaveHome()
	}
}

// leaveHome takes the home away behind a command that did not wait for what it had begun,
// such as trying whether a disk that may hang can be written.
func (w *world) leaveHome() {
	w.t.Helper()
	for end := time.Now().Add(patience); os.RemoveAll(w.vars["STTWIZARD_HOME"]) != nil; runtime.Gosched() {
		if time.Now().After(end) {
			w.t.Fatal("the home is still written to")
		}
	}
}

func TestAllStopsAreSentBeforeAnyEndIsAwaited(t *testing.T) {
	t.Parallel()
	for _, v := range []agora.Version{agora.V5, agora.V7} {
		for _, command := range []string{"stop --all", "recover --stop"} {
			const many = 20
			args := append([]string{"tasks"}, strings.Fields(command+" --yes --json")...)
			w := newWorld(t)
			w.serve(nil)
			w.vars["AGORA_API_VERSION"] = string(v)
			for i := range many {
				w.want(exitDone, startArgs(fmt.Sprintf("hall-%02d", i))...)
			}
			w.clock.pass(time.Minute)
			var out sync.WaitGroup
			out.Add(many)
			all := make(chan struct{})
			go func() { out.Wait(); close(all) }()
			early := func(_ http.ResponseWriter, r *http.Request) bool {
				if calls[agora.OpStop](r) {
					out.Done()
					select {
					case <-all:
					case <-time.After(patience):
						t.Error("a stop waits for the end of another task")
					}
				}
				return false
			}
			w.before.Store(&early)
			r := w.want(exitDone, args...)
			last := -1
			for i := many - 1; i >= 0; i-- { // the newest first
				at := strings.Index(r.out, fmt.Sprintf(`"hall-%02d"`, i))
				if at <= last {
					t.Errorf("hall-%02d stands at %d, after %d", i, at, last)
				}
				last = at
			}
			mustHold(t, w.want(exitDone, "tasks", "list").out, "no task of this machine is running")
		}
	}
}

func TestCtrlCTellsWhichOfSeveralTasksHaveEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	press := interrupted(w).once(os.Interrupt)
	w.want(exitDone, startArgs("ends")...)
	ends := idOf(w.only())
	w.want(exitDone, startArgs("stays")...)
	w.clock.pass(time.Minute)
	journal := w.journal()
	hold := func(_ http.ResponseWriter, r *http.Request) bool {
		if calls[agora.OpQuery](r) && !strings.Contains(r.URL.Path, ends) {
			for r.Context().Err() == nil { // until its end is written down
				if at, err := journal.Find(ends); err == nil && !at.Open() {
					break
				}
			}
			press()
			<-r.Context().Done()
			return true
		}
		return false
	}
	w.before.Store(&hold)
	r := w.want(exitUnknown, "tasks", "stop", "--all", "--yes")
	mustHold(t, r.out, "stopped: task "+ends+" in channel ends has ended")
	mustHold(t, r.err, "in channel stays: left by Ctrl+C; it was told to stop, and was not seen to end yet",
		w.vars["STTWIZARD_API_URL"])
}
