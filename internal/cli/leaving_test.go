package cli

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// calls tells requests of every version apart.
var calls = map[string]func(r *http.Request) bool{
	agora.OpStart: func(r *http.Request) bool {
		path := r.URL.Path
		return r.Method == http.MethodPost && (strings.HasSuffix(path, "/tasks") || strings.HasSuffix(path, "/join"))
	},
	agora.OpQuery: func(r *http.Request) bool {
		path := r.URL.Path
		return r.Method == http.MethodGet && (strings.Contains(path, "/tasks/") || strings.Contains(path, "/agents/"))
	},
	agora.OpStop: func(r *http.Request) bool {
		return r.Method == http.MethodDelete || strings.HasSuffix(r.URL.Path, "/leave")
	},
	agora.OpUpdate: func(r *http.Request) bool {
		return r.Method == http.MethodPatch || strings.HasSuffix(r.URL.Path, "/update")
	},
}

// mishap is what goes wrong at a call of a command.
type mishap struct {
	command  string // see args
	call     string // at which it goes wrong
	signal   os.Signal
	answered bool // the call is answered all the same
	code     int
}

// words is what a person is told of the reason.
func (m mishap) words() string {
	switch m.signal {
	case os.Interrupt:
		return "left by Ctrl+C"
	case syscall.SIGTERM:
		return "SIGTERM"
	case syscall.SIGHUP:
		return "SIGHUP"
	}
	return ""
}

// mishaps are those of every command that leaves a task behind.
func mishaps() []mishap {
	var out []mishap
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		out = append(out,
			mishap{command: "start --wait", call: agora.OpQuery, signal: s, code: exitUnknown},
			mishap{command: "watch", call: agora.OpQuery, signal: s, code: exitInterrupted},
			mishap{command: "stop", call: agora.OpStop, signal: s, code: exitUnknown},
			mishap{command: "stop", call: agora.OpQuery, signal: s, code: exitUnknown},
			mishap{command: "stop --all", call: agora.OpStop, signal: s, code: exitUnknown},
			mishap{command: "stop --all", call: agora.OpQuery, signal: s, code: exitUnknown},
			mishap{command: "recover", call: agora.OpQuery, signal: s, code: exitInterrupted},
			mishap{command: "recover --stop", call: agora.OpStop, signal: s, code: exitInterrupted},
		)
	}
	return append(out,
		mishap{command: "start", call: agora.OpStart, signal: os.Interrupt, answered: true, code: exitUnknown},
		mishap{command: "start", call: agora.OpStart, signal: syscall.SIGTERM, code: exitUnknown},
		mishap{command: "start", call: agora.OpStart, signal: syscall.SIGHUP, code: exitUnknown},
		mishap{command: "start --give-up-after", call: agora.OpStart, code: exitUnknown},
		mishap{command: "start --wait", call: agora.OpQuery, code: exitUnknown},
		mishap{command: "stop", call: agora.OpStop, code: exitUnknown},
		mishap{command: "stop", call: agora.OpQuery, code: exitUnknown},
		mishap{command: "stop --all", call: agora.OpStop, code: exitUnknown},
		mishap{command: "update", call: agora.OpUpdate, code: exitUnknown},
		mishap{command: "recover", call: agora.OpQuery, code: exitPerson},
		mishap{command: "recover --stop", call: agora.OpStop, code: exitPerson},
	)
}

// args returns the command line; without a task it starts one itself.
func (m mishap) args(id string) (args []string, starts bool) {
	switch m.command {
	case "start":
		return startArgs("demo"), true
	case "start --wait":
		return startArgs("demo", "--wait", "--timeout", "30s"), true
	case "start --give-up-after":
		return startArgs("demo", "--give-up-after", "1s"), true
	case "update":
		return []string{"tasks", "update", id, "--set", "languages=de-DE", "--yes"}, false
	case "stop --all":
		return []string{"tasks", "stop", "--all", "--yes"}, false
	case "recover":
		return []string{"tasks", "recover"}, false
	case "recover --stop":
		return []string{"tasks", "recover", "--stop", "--yes"}, false
	}
	return []string{"tasks", m.command, id}, false
}

// at goes wrong at the call, once the task is there.
func (m mishap) at(w *world, press func()) {
	var armed sync.Once
	var said buffer
	w.told = &said
	handler := func(rw http.ResponseWriter, r *http.Request) bool {
		if !calls[m.call](r) {
			return false
		}
		switch {
		case m.signal == nil:
			breakOff(rw, r)
		case m.answered:
			armed.Do(func() {
				press()
				said.holds(w.t, "waiting for its answer") // or the answer is there before the signal
			})
			return false
		default:
			io.Copy(io.Discard, r.Body) // only then the server sees the client go
			press()
			<-r.Context().Done()
		}
		return true
	}
	w.before.Store(&handler)
}

// Whatever ends a command or keeps it from its end: if a task may be running, it
// is named, with its place and the command that stops it.
func TestWhoeverLeavesIsToldWhatRunsWhereAndHowToStopIt(t *testing.T) {
	t.Parallel()
	for _, v := range []agora.Version{agora.V5, agora.V7} {
		for _, m := range mishaps() {
			if m.command == "update" && v == agora.V5 {
				continue // it can't be changed
			}
			t.Run(fmt.Sprintf("%s, %s, at the %s, %v", v, m.command, m.call, m.signal), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				w.env.Pace, w.mode = time.Hour, "every-status" // it never gets to run by itself
				w.serve(nil)
				w.vars["AGORA_API_VERSION"] = string(v)
				i := interrupted(w)
				args, starts := m.args("")
				if !starts {
					w.want(exitDone, startArgs("demo")...)
					w.clock.pass(time.Minute)
					args, _ = m.args(idOf(w.only()))
				}
				m.at(w, i.once(m.signal))
				r := w.want(m.code, args...)
				at := w.only()
				if !at.Open() {
					t.Fatalf("it is %s", at.State())
				}
				mustHold(t, r.out+r.err, idOf(at), w.vars["STTWIZARD_API_URL"], "sttwizard tasks stop "+idOf(at), m.words())
				mustLack(t, r.out+r.err, "nothing was started", "nothing is billed", "nothing needs to be stopped")
			})
		}
	}
}

// only returns the attempt of a world that has one.
func (w *world) only() *attempt.Attempt {
	w.t.Helper()
	all, broken, err := w.journal().List()
	if err != nil || len(all) != 1 || len(broken) > 0 {
		w.t.Fatalf("%d attempts, %d broken, %v", len(all), len(broken), err)
	}
	return all[0]
}
