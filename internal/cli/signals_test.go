package cli

import (
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
)

// patience is how long a test waits for what must come.
var patience = clocktest.Patience()

// interrupter sends signals to a run at the moments that a test chooses.
type interrupter struct{ c chan os.Signal }

func interrupted(w *world) *interrupter {
	i := &interrupter{make(chan os.Signal, 4)}
	w.env.Signals = func() (<-chan os.Signal, func()) { return i.c, func() {} }
	return i
}

// once returns a function that sends the signal at its first call.
func (i *interrupter) once(s os.Signal) func() {
	return sync.OnceFunc(func() { i.c <- s })
}

func TestCtrlCBeforeAnythingWasSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	press := interrupted(w).once(os.Interrupt)
	ledger := w.serve(func(_ http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/builderTokens") {
			return false
		}
		io.Copy(io.Discard, r.Body) // only then the server sees the client go
		press()
		<-r.Context().Done()
		return true
	})
	r := w.want(exitInterrupted, startArgs("demo", "--json")...)
	if got := decoded(t, r.out); kindOf(got) != "interrupted" || got.State != "refused" {
		t.Errorf("the result is %+v", got)
	}
	if n := started(t, ledger); n != 0 {
		t.Errorf("%d tasks", n)
	}
	mustHold(t, w.want(exitDone, "tasks", "list").out, "no task of this machine is running")
}

func TestCtrlCWhileTheStartIsOutWaitsForItsAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	press := interrupted(w).once(os.Interrupt)
	told := make(chan struct{})
	w.serve(onStart(func(rw http.ResponseWriter, r *http.Request) {
		press()
		select {
		case <-told:
		case <-time.After(patience):
		}
		answerWith(200, `{"taskId":"abc123","createTs":1700000000,"status":"IDLE"}`)(rw, r)
	}))
	var out, errs buffer
	env := w.env
	env.Args, env.In, env.Out = startArgs("demo", "--json"), strings.NewReader(""), &out
	env.Err = writerFunc(func(p []byte) (int, error) {
		n, err := errs.Write(p)
		if strings.Contains(string(p), "waiting for its answer") {
			close(told)
		}
		return n, err
	})
	env.Getenv = func(name string) string { return w.vars[name] }
	if code := Run(env); code != exitUnknown { // it runs, and costs money
		t.Fatalf("exit code %d\n%s%s", code, out.String(), errs.String())
	}
	got := decoded(t, out.String())
	if got.State != "started" || got.TaskID != "abc123" {
		t.Errorf("the result is %+v", got)
	}
	mustHold(t, got.Error.Next, "sttwizard tasks stop abc123")
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestASignalToEndLeavesAtOnce(t *testing.T) {
	t.Parallel()
	for _, signals := range [][]os.Signal{{syscall.SIGTERM}, {syscall.SIGHUP}, {os.Interrupt, os.Interrupt}} {
		w := newWorld(t)
		i := interrupted(w)
		w.serve(onStart(func(_ http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			for _, s := range signals {
				i.c <- s
			}
			<-r.Context().Done()
		}))
		r := w.want(exitUnknown, startArgs("demo", "--json")...)
		got := decoded(t, r.out)
		if got.State != "unknown" {
			t.Errorf("after %v the result is %+v", signals, got)
		}
		mustHold(t, got.Error.Next, "sttwizard tasks recover --wait "+got.Attempt, "sttwizard tasks stop "+got.Attempt)
		w.env.Signals = nil
		mustHold(t, w.want(exitDone, "tasks", "list").out, "demo")
	}
}

func TestCtrlCWhileWaitingLeavesTheTaskRunning(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env.Pace = time.Hour
	press := interrupted(w).once(os.Interrupt)
	w.serve(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodGet {
			press()
		}
		return false
	})
	r := w.want(exitUnknown, startArgs("demo", "--json", "--wait")...)
	got := decoded(t, r.out)
	mustHold(t, r.out, `"state": "started"`, "the task goes on", "sttwizard tasks stop "+got.TaskID)
}

func TestCtrlCAtAQuestion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := interrupted(w)
	w.env.CanAsk = true
	in, typing := io.Pipe()
	defer typing.Close()
	i.c <- os.Interrupt
	r := w.runFrom(in, append([]string{"start", "--sandbox"}, legal("demo")...)...)
	if r.code != exitInterrupted {
		t.Errorf("exit code %d", r.code)
	}
	mustHold(t, r.err, "left by Ctrl+C", "nothing was started")
}

// TestLeavingWhatStartsNothingDoesNotSendAnybodyToTheTasks: and it names the signal that it was.
func TestLeavingWhatStartsNothingDoesNotSendAnybodyToTheTasks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		signal os.Signal
		says   string
		args   []string
	}{
		{os.Interrupt, "left by Ctrl+C", []string{"connections", "add", "acme"}},
		{syscall.SIGTERM, "ended by SIGTERM", []string{"connections", "add", "acme"}},
		{syscall.SIGTERM, "ended by SIGTERM", []string{"presets", "edit", "no-such-one"}},
		{syscall.SIGHUP, "ended as its terminal was closed", []string{"start", "--sandbox"}},
	} {
		w := newWorld(t)
		i := interrupted(w)
		w.env.CanAsk = true
		w.env.ReadSecret = func(context.Context) (string, error) { return "", nil }
		in, typing := io.Pipe()
		defer typing.Close()
		i.c <- test.signal
		r := w.runFrom(in, test.args...)
		if r.code != exitInterrupted {
			t.Errorf("%v: exit code %d", test.args, r.code)
		}
		mustHold(t, r.err, test.says, "next: ")
		mustLack(t, r.err, "tasks list")
	}
}

func TestCtrlCEndsTheSandbox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := interrupted(w)
	told := make(chan string, 1)
	env := w.env
	env.Args, env.In, env.Err = []string{"sandbox", "--mode", "denied"}, strings.NewReader(""), io.Discard
	var out buffer
	env.Out = writerFunc(func(p []byte) (int, error) {
		out.Write(p)
		if strings.HasPrefix(string(p), "URL") {
			told <- strings.TrimSpace(strings.TrimPrefix(string(p), "URL"))
		}
		return len(p), nil
	})
	env.Getenv = func(name string) string { return w.vars[name] }
	code := make(chan int, 1)
	go func() { code <- Run(env) }()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	select {
	case url := <-told:
		w.serve(nil)
		w.vars["STTWIZARD_API_URL"] = url
		mustHold(t, w.want(exitFailed, "connections", "test", "environment").err, "Agora refused the credentials")
	case <-ctx.Done():
		t.Fatal("it told no URL")
	}
	i.c <- os.Interrupt
	select {
	case got := <-code:
		if got != exitDone {
			t.Errorf("exit code %d", got)
		}
	case <-ctx.Done():
		t.Fatal("it did not end")
	}
	mustHold(t, out.String(), "SANDBOX", "App ID", "customer secret", "nothing is billed")
}

func TestLeavingWhileAnOutcomeIsSettledLeavesItWrittenDown(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		signal os.Signal
		code   int
		kind   string
	}{
		{os.Interrupt, exitUnknown, "interrupted"},
		{syscall.SIGTERM, exitUnknown, "network-reset"},
		{syscall.SIGHUP, exitUnknown, "network-reset"},
	} {
		w := newWorld(t)
		i := interrupted(w)
		press := i.once(test.signal)
		w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
			if strings.HasPrefix(r.URL.Path, "/dev/v1/") {
				press()
			}
			return onStart(breakOff)(rw, r)
		})
		r := w.want(test.code, startArgs("demo", "--json")...)
		got := decoded(t, r.out)
		if got.State != "unknown" || kindOf(got) != test.kind {
			t.Errorf("after %s: %+v", test.signal, got)
		}
		mustHold(t, got.Error.Next, "sttwizard tasks recover --wait "+got.Attempt)
		w.env.Signals = nil
		if _, after := w.recoverJSON(exitDone, "--wait"); after.After != attempt.Abandoned {
			t.Errorf("%+v", after)
		}
	}
}
