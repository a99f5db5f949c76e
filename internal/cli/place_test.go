package cli

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// The App IDs of the real places. The sandbox has another one.
const (
	ownAppID     = "a11a11a11a11a11a11a11a11a11a11a1"
	foreignAppID = "b22b22b22b22b22b22b22b22b22b22b2"
)

// crossroads is a home with an attempt, the place where that was started, and a
// stranger: a server that keeps what it is asked and answers that there is no such
// thing. The connections acme and other have the same App ID, acme leads to the own
// place and other to the stranger, as foreign does with another App ID.
type crossroads struct {
	*world
	version   agora.Version
	inSandbox bool // the attempt is one of the sandbox
	own       *httptest.Server
	stranger  *httptest.Server
	ledger    sandbox.Ledger // of the own place
	fault     atomic.Pointer[map[string]sandbox.Fault]
	gone      atomic.Bool // the own place knows nothing, as the stranger does
	asked     atomic.Int32

	mu     sync.Mutex
	astray []string // what the stranger was asked about an attempt
}

func newCrossroads(t *testing.T, v agora.Version, inSandbox bool) *crossroads {
	t.Helper()
	w := &crossroads{world: newWorld(t), version: v, inSandbox: inSandbox, ledger: &sandbox.MemoryLedger{}}
	w.fault.Store(&map[string]sandbox.Fault{})
	pretend := sandbox.New(sandbox.Options{
		Ledger: w.ledger, Pace: w.env.Pace, Now: w.env.Now, AppID: ownAppID, Project: agora.Project{Version: v},
		Fault: func(call string) sandbox.Fault { return (*w.fault.Load())[call] },
	})
	nobody := sandbox.New(sandbox.Options{Mode: sandbox.ModeStranger, Now: w.env.Now})
	w.own = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodHead {
			w.asked.Add(1)
		}
		if w.gone.Load() {
			nobody.ServeHTTP(rw, r)
			return
		}
		pretend.ServeHTTP(rw, r)
	}))
	w.stranger = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if call := r.Method + " " + r.URL.Path; !lists(r) && !begins(r) {
			w.mu.Lock()
			w.astray = append(w.astray, call)
			w.mu.Unlock()
		}
		nobody.ServeHTTP(rw, r)
	}))
	t.Cleanup(w.own.Close)
	t.Cleanup(w.stranger.Close)
	w.vars["SECRET"] = sandbox.DefaultSecret.Reveal()
	for name, where := range map[string][2]string{"acme": {ownAppID, w.own.URL}, "other": {ownAppID, w.stranger.URL}, "foreign": {foreignAppID, w.stranger.URL}} {
		w.want(exitDone, "connections", "add", name, "--version", string(v), "--app-id", where[0], "--customer-key", sandbox.DefaultKey,
			"--secret", "env:SECRET", "--base-url", where[1])
	}
	return w
}

// lists reports whether a request asks which tasks run.
func lists(r *http.Request) bool {
	return r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/agents")
}

// begins reports whether a request is one of a new start, or only opens a connection.
func begins(r *http.Request) bool {
	post := r.Method == http.MethodPost && (strings.HasSuffix(r.URL.Path, "/builderTokens") || strings.HasSuffix(r.URL.Path, "/join"))
	return post || r.Method == http.MethodHead
}

// spoil lets calls of the own place fail from now on; nothing: they work.
func (w *crossroads) spoil(faults map[string]sandbox.Fault) { w.fault.Store(&faults) }

// atHome returns the arguments with those that name the attempt's own place where a
// new task is started.
func (w *crossroads) atHome(mode string, args ...string) []string {
	if w.inSandbox {
		return append(args, "--sandbox"+mode)
	}
	return append(args, "--connection", "acme")
}

// The conditions that an attempt is in. In each its task runs.
const (
	justRuns    = "running"
	lostAnswer  = "lost answer"
	toldToStop  = "stopping"
	endedAsGone = "ended as gone"
)

// bring makes an attempt that is in a condition.
func (w *crossroads) bring(condition string) *attempt.Attempt {
	w.t.Helper()
	start := append(startArgs("hall"), "--api", string(w.version))
	mode := func(script string, faults map[string]sandbox.Fault) string {
		if !w.inSandbox {
			w.spoil(faults)
			return ""
		}
		return "=" + script
	}
	if condition == lostAnswer {
		lose := mode("start:reset-after,presence:503-before,list:503-before", map[string]sandbox.Fault{
			agora.OpStart: sandbox.FaultResetAfter, agora.OpPresence: sandbox.Fault503Before, agora.OpList: sandbox.Fault503Before})
		w.want(exitUnknown, w.atHome(lose, append(start, "--give-up-after", "1s")...)...)
		w.spoil(nil)
		return w.only()
	}
	w.want(exitDone, w.atHome("", start...)...)
	at := w.only()
	switch condition {
	case justRuns:
	case toldToStop:
		stay := mode("stop:503-before", map[string]sandbox.Fault{agora.OpStop: sandbox.Fault503Before})
		args := []string{"tasks", "stop", at.ID(), "--yes"}
		if w.inSandbox {
			args = append(args, "--sandbox"+stay)
		}
		w.want(exitUnknown, args...)
	case endedAsGone:
		w.clock.pass(time.Minute)
		list := []string{"tasks", "list", "--live"}
		w.want(exitDone, list...) // it was there once
		if w.inSandbox {
			list = append(list, "--sandbox=stranger")
		}
		w.gone.Store(true)
		for at = w.only(); at.Open(); at = w.only() {
			w.run("", list...)
			w.clock.pass(20 * time.Second)
		}
		w.gone.Store(false)
		w.clock.pass(time.Minute)
	}
	w.spoil(nil)
	return w.only()
}

// runs reports whether the task in the channel runs.
func (w *crossroads) runs() bool {
	w.t.Helper()
	state := w.world.ledger()
	if !w.inSandbox {
		var err error
		if state, err = sandbox.Read(w.ledger); err != nil {
			w.t.Fatal(err)
		}
	}
	return slices.ContainsFunc(state.Tasks, func(t sandbox.Task) bool {
		return t.Channel == "hall" && t.StopRequestedAt.IsZero() && !t.Gone(w.env.Now())
	})
}

// journals returns the journals' bytes by the attempts' ids.
func (w *crossroads) journals() map[string]string {
	w.t.Helper()
	paths, err := filepath.Glob(filepath.Join(w.home, "state", "attempts", "*.jnl"))
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string]string{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			w.t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(path), ".jnl")] = string(data)
	}
	return out
}

// way is how a place is named.
type way struct {
	name  string
	args  func(w *crossroads) []string
	apiTo func(w *crossroads) string // of STTWIZARD_API_URL; nil: it is not set
	means string                     // what is named, as messages say it; empty: it names no place
}

func flags(args ...string) func(*crossroads) []string {
	return func(*crossroads) []string { return args }
}

// toStranger are the ways to name a place that is neither acme nor the sandbox.
var toStranger = []way{
	{"--api-url stranger", func(w *crossroads) []string { return []string{"--api-url", w.stranger.URL} }, nil, "http://127.0.0.1"},
	{"--connection other", flags("--connection", "other"), nil, "the connection other"},
	{"--connection foreign", flags("--connection", "foreign"), nil, "the connection foreign"},
}

// toSandbox are the ways to name the sandbox.
var toSandbox = []way{
	{"--sandbox", flags("--sandbox"), nil, "the sandbox"},
	{"--connection sandbox", flags("--connection", "sandbox"), nil, "the sandbox"},
}

// toNone are the ways that choose no other place than the attempt's own.
var toNone = []way{
	{"nothing named", flags(), nil, ""},
	{"the variable", flags(), func(w *crossroads) string { return w.stranger.URL }, ""},
}

// toOwn are the ways to mean the attempt's own place.
func toOwn(inSandbox bool) []way {
	if inSandbox {
		return append(slices.Clone(toNone), toSandbox...)
	}
	return append(slices.Clone(toNone), way{"--connection acme", flags("--connection", "acme"), nil, "the connection acme"},
		way{"--api-url own", func(w *crossroads) []string { return []string{"--api-url", w.own.URL + "/"} }, nil, "http://127.0.0.1"})
}

// strange are the ways to name another place than the attempt's own.
func (w *crossroads) strange() []way {
	if w.inSandbox {
		return toStranger
	}
	return append(slices.Clone(toStranger), toSandbox...)
}

// along runs a command in a way.
func (w *crossroads) along(x way, args ...string) ran {
	w.t.Helper()
	if x.apiTo != nil {
		w.vars[session.APIURLVariable] = x.apiTo(w)
		defer delete(w.vars, session.APIURLVariable)
	}
	return w.run("", append(args, x.args(w)...)...)
}

// mustKeepAway fails the test if the stranger was asked about an attempt.
func (w *crossroads) mustKeepAway(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, call := range w.astray {
		t.Errorf("sent to a strange place: %s", call)
	}
	w.astray = nil
}

// everywhere makes a subtest for each version, kind of place and condition.
func everywhere(t *testing.T, f func(t *testing.T, v agora.Version, inSandbox bool, condition string)) {
	for _, v := range agora.Versions() {
		for _, inSandbox := range []bool{false, true} {
			for _, condition := range []string{justRuns, lostAnswer, toldToStop, endedAsGone} {
				t.Run(fmt.Sprintf("%s %s sandbox=%v", v, condition, inSandbox), func(t *testing.T) {
					t.Parallel()
					f(t, v, inSandbox, condition)
				})
			}
		}
	}
}

// commandsOn returns the commands that name the attempt, and those that act on all.
func commandsOn(id string) (naming, acting [][]string) {
	naming = [][]string{
		{"tasks", "show", id}, {"tasks", "bundle", id}, {"tasks", "watch", id}, {"tasks", "stop", id, "--yes"}, {"tasks", "stop", id, "--remove-bots", "--yes"},
		{"tasks", "recover", id}, {"tasks", "recover", id, "--wait"}, {"tasks", "recover", id, "--stop", "--yes"},
		{"tasks", "update", id, "--set", "languages=de-DE", "--yes"}, {"tasks", "plan", id, "2h"}, {"tasks", "forget", id, "--channel", "hall"},
	}
	acting = [][]string{
		{"tasks", "stop", "--channel", "hall", "--yes"}, {"tasks", "stop", "--all", "--yes"},
		{"tasks", "recover", "--stop", "--yes"}, {"tasks", "recover"}, {"tasks", "recover", "--wait"},
	}
	return naming, acting
}

// TestAStrangePlaceIsNeverAskedAndEndsNothing types every command about tasks while
// a flag names another place than the attempt's own.
func TestAStrangePlaceIsNeverAskedAndEndsNothing(t *testing.T) {
	t.Parallel()
	everywhere(t, func(t *testing.T, v agora.Version, inSandbox bool, condition string) {
		w := newCrossroads(t, v, inSandbox)
		at := w.bring(condition)
		place, listed := tasks.At(at), w.want(exitDone, "tasks", "list", "--all").out
		naming, acting := commandsOn(at.ID())
		for _, x := range w.strange() {
			row := func(args []string, codes []int, says ...string) {
				t.Helper()
				before, asked := w.journals(), w.asked.Load()
				r := w.along(x, args...)
				what := strings.Join(args, " ") + " with " + x.name
				if !slices.Contains(codes, r.code) {
					t.Errorf("%s: exit code %d, want %v\n%s%s", what, r.code, codes, r.out, r.err)
				}
				for _, part := range says {
					if !strings.Contains(r.out+r.err, part) {
						t.Errorf("%s does not say %q:\n%s%s", what, part, r.out, r.err)
					}
				}
				if !maps.Equal(before, w.journals()) {
					t.Errorf("%s changed a journal", what)
				}
				if w.asked.Load() != asked {
					t.Errorf("%s asked the own place, which was not meant", what)
				}
				w.mustKeepAway(t)
			}
			for _, args := range naming {
				row(args, []int{exitWrong}, place, x.means)
			}
			for i, args := range acting {
				codes, says := []int{exitWrong}, []string{place, x.means}
				if i > 2 && v.Named() || i > 2 && strings.Contains(x.means, "sandbox") { // Agora is asked for tasks that this machine does not know
					codes, says = []int{exitDone}, []string{place}
				}
				if condition == endedAsGone {
					codes, says = []int{exitDone, exitWrong}, nil
				}
				row(args, codes, says...)
			}
			elsewhere := []string{place}
			if condition == endedAsGone {
				elsewhere = nil
			}
			for _, args := range [][]string{{"tasks", "list"}, {"tasks", "list", "--live"}, {"tasks", "list", "--live", "--all"}, {"tasks", "list", "--all"}} {
				row(args, []int{exitDone}, elsewhere...)
			}
		}
		if now := w.want(exitDone, "tasks", "list", "--all").out; firstColumns(now) != firstColumns(listed) {
			t.Errorf("it is listed as\n%s\nand was as\n%s", now, listed)
		}
		if !w.runs() {
			t.Error("its task does not run any more")
		}
		w.want(exitDone, "tasks", "stop", at.ID(), "--yes")
		if w.runs() || w.only().Open() {
			t.Errorf("a plain stop did not stop it: %s", w.only().Meaning())
		}
	})
}

// firstColumns returns a table without its times, which go on.
func firstColumns(table string) string {
	var out []string
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		out = append(out, strings.Join(words[:min(4, len(words))], " "))
	}
	return strings.Join(out, "\n")
}

// TestAStartAtAStrangePlaceLeavesTheTaskAlone starts another task in the same
// channel while another place is named. What comes of the new one is its own matter.
func TestAStartAtAStrangePlaceLeavesTheTaskAlone(t *testing.T) {
	t.Parallel()
	everywhere(t, func(t *testing.T, v agora.Version, inSandbox bool, condition string) {
		w := newCrossroads(t, v, inSandbox)
		at := w.bring(condition)
		ways := append(w.strange(), way{"the variable", w.named(), toNone[1].apiTo, ""})
		for _, x := range ways {
			if inSandbox && x.apiTo != nil {
				continue // start says that --sandbox and the variable exclude each other
			}
			r := w.along(x, append(startArgs("hall"), "--api", string(v))...)
			same := !inSandbox && x.name != "--connection foreign" && !strings.Contains(x.means, "sandbox") && x.name != "--api-url stranger"
			if same && condition != endedAsGone && r.code != exitWrong {
				t.Errorf("%s: exit code %d, as if nothing ran in the channel\n%s%s", x.name, r.code, r.out, r.err)
			}
			if err := at.Refresh(); err != nil || at.Open() != (condition != endedAsGone) {
				t.Errorf("%s: %v, the attempt is %s", x.name, err, at.Meaning())
			}
			w.mustKeepAway(t)
		}
		if !w.runs() {
			t.Error("its task does not run any more")
		}
		w.want(exitDone, "tasks", "stop", at.ID(), "--yes")
		if w.runs() && !inSandbox { // there the new one has the same channel
			t.Error("a plain stop did not stop it")
		}
	})
}

// named names the own place's connection, for a start where a variable says the address.
func (w *crossroads) named() func(*crossroads) []string {
	if w.inSandbox {
		return flags("--connection", connections.SandboxName)
	}
	return flags("--connection", "acme")
}

// TestTheOwnPlaceIsAskedHoweverItIsNamed acts on the attempt with nothing named, with
// its own place named, and with a variable that says another address.
func TestTheOwnPlaceIsAskedHoweverItIsNamed(t *testing.T) {
	t.Parallel()
	ends := [][]string{{"stop", "ID", "--yes"}, {"stop", "--channel", "hall", "--yes"}, {"stop", "--all", "--yes"}, {"recover", "--stop", "--wait", "--yes"}, {"recover", "ID", "--wait", "--stop"}}
	var turn atomic.Int32 // each end comes in several ways
	everywhere(t, func(t *testing.T, v agora.Version, inSandbox bool, condition string) {
		for i := range toOwn(inSandbox) {
			w := newCrossroads(t, v, inSandbox)
			x, end := toOwn(inSandbox)[i], ends[int(turn.Add(1))%len(ends)]
			at := w.bring(condition)
			what := func(args ...string) ran {
				t.Helper()
				r := w.along(x, append([]string{"tasks"}, args...)...)
				if r.code == exitWrong && !(args[0] == "update" && !v.Named()) {
					t.Errorf("%v with %s: exit code %d\n%s%s", args, x.name, r.code, r.out, r.err)
				}
				w.mustKeepAway(t)
				return r
			}
			mustHold(t, what("list", "--all").out, "hall")
			what("list", "--live")
			if r := what("list", "--live", "--all"); condition == endedAsGone && (r.code != exitPerson || !w.only().Open()) {
				t.Errorf("with %s: exit code %d, %s", x.name, r.code, w.only().Meaning())
			}
			what("show", at.ID())
			what("bundle", at.ID())
			what("plan", at.ID(), "2h")
			what("update", at.ID(), "--set", "languages=de-DE", "--yes")
			w.leaveAtOnce()
			if r := what("watch", at.ID()); r.code != exitInterrupted && r.code != exitUnknown {
				t.Errorf("watch with %s: exit code %d\n%s%s", x.name, r.code, r.out, r.err)
			}
			what("recover")
			what("recover", at.ID())
			if condition != toldToStop && !w.runs() {
				t.Errorf("with %s it was stopped before anybody told so", x.name)
			}
			args := strings.Fields(strings.ReplaceAll(strings.Join(end, " "), "ID", at.ID()))
			w.along(x, append([]string{"tasks"}, args...)...)
			if w.mustKeepAway(t); w.runs() || w.only().Open() {
				t.Errorf("%v with %s did not end it: %s", end, x.name, w.only().Meaning())
			}
		}
	})
}

// leaveAtOnce presses Ctrl+C as soon as the next command waits.
func (w *crossroads) leaveAtOnce() {
	press, sleep := interrupted(w.world).once(os.Interrupt), w.clock.sleep
	w.env.Sleep = func(ctx context.Context, d time.Duration) error {
		press()
		return sleep(ctx, d)
	}
}

// TestAStopLooksAgainWhereAgoraNeverSaidThatItEnded stops a task that was taken for
// gone and runs.
func TestAStopLooksAgainWhereAgoraNeverSaidThatItEnded(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		for _, args := range [][]string{{"stop", "ID"}, {"stop", "--channel", "hall", "--yes"}, {"stop", "--all", "--yes"}} {
			w := newCrossroads(t, v, false)
			at := w.bring(endedAsGone)
			w.want(exitDone, strings.Fields("tasks "+strings.ReplaceAll(strings.Join(args, " "), "ID", at.ID()))...)
			if w.runs() || w.only().Open() {
				t.Errorf("%s %v: it runs, and is %s", v, args, w.only().Meaning())
			}
		}
		w := newCrossroads(t, v, false)
		at := w.bring(endedAsGone)
		w.vars["TOKEN"] = "any"
		r := w.want(exitWrong, "tasks", "take-up", at.Task().ID, "--channel", "hall", "--token", "env:TOKEN", "--connection", "acme")
		mustHold(t, r.err, "this machine has that task already")
	}
}

// TestNothingIsSaidOfTasksThatWereNotMeant asks with a channel, a place or an id named
// while a task runs that these leave out.
func TestNothingIsSaidOfTasksThatWereNotMeant(t *testing.T) {
	t.Parallel()
	w := newCrossroads(t, agora.V5, false)
	w.bring(justRuns)
	const all = "no task of this machine is running, as far"
	for _, args := range [][]string{{"list", "--channel", "elsewhere"}, {"list", "--sandbox"}, {"list", "--connection", "other", "--live"}} {
		r := w.want(exitDone, append([]string{"tasks"}, args...)...)
		mustHold(t, r.out, "no task of this machine")
		mustLack(t, r.out, all)
	}
	r := w.want(exitDone, "tasks", "recover", "--channel", "elsewhere")
	mustHold(t, r.out, "no attempt of this machine is open in the channel elsewhere")
	w = newCrossroads(t, agora.V5, false)
	at := w.bring(lostAnswer)
	if at.Own() != nil {
		t.Fatal("it is owned")
	}
	defer at.Release()
	r = w.want(exitUnknown, "tasks", "recover")
	mustHold(t, r.out, "is at work on it", at.ID())
	mustLack(t, r.out, "no attempt")
}
