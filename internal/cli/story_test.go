package cli

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
)

// storiesVariable says how many random stories are told, as 2000, or which one, as =17.
const storiesVariable = "STTWIZARD_STORIES"

// storiesByDefault is how many of each version are told where nothing is said.
const storiesByDefault = 25

// story is an attempt that random things happen to. A truth is an answer of its own
// place that it runs; a lie is one that there is no such task, or nobody there,
// while it runs. Both are noted where the program gets them: what a server has said
// to a command that was left is not always heard.
type story struct {
	*world
	r       *rand.Rand
	version agora.Version
	unique  bool // the bots have uids of their own
	server  *httptest.Server
	ledger  sandbox.Ledger
	left    bool // somebody leaves this command, which may forget what it has heard

	waits atomic.Int32 // of this command

	mu     sync.Mutex
	faults map[string]sandbox.Fault
	truth  []testimony
	lies   []testimony
	told   []string // what happened, for whoever reads a failure
}

// endless is more waits than any command makes that ends.
const endless = 2000

var errEndless = errors.New("it goes on for ever")

type testimony struct {
	call string
	at   time.Time
}

// evils are the faults of calls; the empty ones make none likely.
var evils = map[string][]sandbox.Fault{
	agora.OpStart:    {"", "", "reset-after", "reset-before", "504-after", "503-before", "cut", "html", "206-after", "not-found", "429"},
	agora.OpQuery:    {"", "", "", "not-found", "not-found", "404", "503-before", "reset-after", "html", "broken"},
	agora.OpStop:     {"", "", "not-found", "404", "503-before", "504-after", "reset-before", "reset-after"},
	agora.OpPresence: {"", "", "", "not-found", "403", "503-before", "html"},
	agora.OpList:     {"", "", "", "not-found", "503-before", "403"},
}

func newStory(t *testing.T, v agora.Version, seed uint64) *story {
	t.Helper()
	w := &story{world: newWorld(t), r: rand.New(rand.NewPCG(seed, 5)), version: v, ledger: &sandbox.MemoryLedger{}}
	w.unique = w.r.IntN(3) > 0
	w.env.Sleep = func(ctx context.Context, d time.Duration) error {
		w.clock.pass(d)
		if w.waits.Add(1) > endless {
			return errEndless
		}
		time.Sleep(50 * time.Microsecond) // others have something to do, too
		return ctx.Err()
	}
	pretend := sandbox.New(sandbox.Options{Ledger: w.ledger, Pace: w.env.Pace, Now: w.env.Now, Project: agora.Project{Version: v}, Fault: w.fault})
	w.server = httptest.NewServer(pretend)
	t.Cleanup(w.server.Close)
	wire := &http.Transport{DisableCompression: true}
	t.Cleanup(wire.CloseIdleConnections)
	w.env.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
		resp, err := wire.RoundTrip(r)
		if err == nil {
			w.witness(r)
		}
		return resp, err
	})
	for name, value := range map[string]string{"STTWIZARD_API_URL": w.server.URL, "AGORA_APP_ID": sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY": sandbox.DefaultKey,
		"AGORA_API_VERSION": string(v), "AGORA_CUSTOMER_SECRET": sandbox.DefaultSecret.Reveal()} {
		w.vars[name] = value
	}
	return w
}

func (w *story) fault(call string) sandbox.Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.faults[call]
}

// callOf names a call about a task by what it does.
func callOf(r *http.Request) string {
	switch {
	case strings.HasSuffix(r.URL.Path, "/agents"):
		return agora.OpList
	case strings.Contains(r.URL.Path, "/channel/user/property/"):
		return agora.OpPresence
	case r.Method == http.MethodGet:
		return agora.OpQuery
	case r.Method == http.MethodDelete || strings.HasSuffix(r.URL.Path, "/leave"):
		return agora.OpStop
	case strings.HasSuffix(r.URL.Path, "/tasks") || strings.HasSuffix(r.URL.Path, "/join"):
		return agora.OpStart
	}
	return ""
}

// witness notes what an answer said of a task that runs.
func (w *story) witness(r *http.Request) {
	call, running := callOf(r), w.runs()
	fault := w.fault(call)
	w.mu.Lock()
	defer w.mu.Unlock()
	x := testimony{call, w.env.Now()}
	switch {
	case !running:
	case fault == "" && !w.left && (call == agora.OpQuery || call == agora.OpList && w.version.Named() || call == agora.OpPresence && w.unique):
		w.truth = append(w.truth, x)
	case fault == "not-found" || fault == "404" || fault == "403":
		w.lies = append(w.lies, x)
	}
}

// runs reports whether a task runs that nobody has told to stop.
func (w *story) runs() bool {
	state, err := sandbox.Read(w.ledger)
	if err != nil {
		w.t.Error(err)
	}
	return slices.ContainsFunc(state.Tasks, func(t sandbox.Task) bool { return t.StopRequestedAt.IsZero() && w.env.Now().Before(t.EndedAt) })
}

// couldKnow reports whether a task runs and the program was told so by its own place
// since it was last misled for long enough to believe it.
func (w *story) couldKnow(at *attempt.Attempt) bool {
	if !w.runs() {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	var last testimony
	for _, x := range w.truth {
		lag := map[string]time.Duration{agora.OpList: 30 * time.Second, agora.OpPresence: 10 * time.Second}[x.call]
		if at.Open() || !at.Since().Before(x.at) || x.at.Sub(at.Since()) >= lag { // a bot, and a list, may be late
			last = x
		}
	}
	if last.at.IsZero() {
		return false
	}
	var first time.Time
	for _, x := range w.lies {
		if x.at.After(last.at) && first.IsZero() {
			first = x.at
		}
		if !first.IsZero() && x.at.Sub(first) >= 9*time.Second { // an answer is read later than it is given
			return false
		}
	}
	return true
}

// ending are the words that say that nothing runs.
var ending = []string{
	"not billed", "nothing is billed", "nothing was started", "has ended", ": ended", "  ended", "nothing runs", "is gone", "nothing of it runs",
	"costs nothing any more", "no task of this machine", "nothing to recover", "stopped: ", "that is proved", "given up before",
	"refused by Agora", `"mayBill": false`, `"state": "stopped"`, `"after": "stopped"`, `"state": "abandoned"`, `"state": "rejected"`,
}

// harmless are sentences with such words that say the contrary.
var harmless = strings.NewReplacer(
	"although it was taken for ended", "", "until it has ended", "", "over when that is proved", "", "whether it has ended", "", "hether the task has ended", "", "Agora says that the task has ended", "", "nothing was started or stopped by this", "",
	"was not seen to end", "", "nothing was stopped", "", "not stopped: ", "", "; nothing is lost", "",
)

// wasOver is what a recovery says of a task that it found running: what it was taken
// for, in one column, and what it is, in the next.
var wasOver = regexp.MustCompile(`ended +running: Agora has it`)

// saysOver returns the words of an output that say that nothing runs.
func saysOver(text string) string {
	text = harmless.Replace(wasOver.ReplaceAllString(text, "running"))
	for _, words := range ending {
		if strings.Contains(text, words) {
			return words
		}
	}
	return ""
}

// step runs a command and looks at what it says, and at its exit code.
func (w *story) step(args ...string) ran {
	w.t.Helper()
	w.waits.Store(0)
	r := w.run("", args...)
	said := strings.ReplaceAll(strings.TrimSpace(r.out+r.err), "\n", "\n  ")
	if args[1] == "bundle" {
		said = "..." // it is long
	}
	w.told = append(w.told, fmt.Sprintf("%s: %d\n  %s", strings.Join(args, " "), r.code, said))
	if w.waits.Load() > endless {
		w.fail("it goes on for ever")
	}
	all, _, err := w.journal().List()
	if err != nil || len(all) != 1 {
		w.fail("%d attempts, %v", len(all), err)
	}
	at := all[0]
	if !w.couldKnow(at) {
		return r
	}
	text := r.out + r.err
	switch args[1] { // the time line tells of the past
	case "show":
		text, _, _ = strings.Cut(text, "\n\n")
	case "bundle":
		text, _, _ = strings.Cut(text, "Time line")
	}
	if words := saysOver(text); words != "" {
		w.fail("it runs, its place has said so, and %q is told", words)
	}
	if at.State().Final() {
		w.fail("it runs, its place has said so, and its journal says %q", at.Meaning())
	}
	stops := args[1] == "stop" || slices.Contains(args, "--stop")
	if stops && r.code == exitDone {
		w.fail("it runs, its place has said so, and the exit code of a stop is 0")
	}
	return r
}

func (w *story) fail(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf(format+"\n%s", append(args, strings.Join(w.told, "\n"))...)
}

// happen lets time pass and Agora change its mind.
func (w *story) happen() {
	spans := []time.Duration{time.Second, 3 * time.Second, 9 * time.Second, 15 * time.Second, 40 * time.Second, 6 * time.Minute, time.Hour}
	span := spans[w.r.IntN(len(spans))]
	w.clock.pass(span)
	faults := map[string]sandbox.Fault{}
	switch w.r.IntN(8) {
	case 0, 1: // a gateway that has lost its routes
		for _, call := range []string{agora.OpQuery, agora.OpStop, agora.OpPresence, agora.OpList} {
			faults[call] = sandbox.FaultNotFound
		}
	case 2: // a service that has lost sight of the task
		faults[agora.OpQuery], faults[agora.OpStop] = sandbox.FaultNotFound, sandbox.FaultNotFound
	case 3, 4, 5:
		for _, call := range []string{agora.OpStart, agora.OpQuery, agora.OpStop, agora.OpPresence, agora.OpList} {
			if w.r.IntN(2) == 0 {
				faults[call] = evils[call][w.r.IntN(len(evils[call]))]
			}
		}
	}
	w.mu.Lock()
	w.faults = faults
	w.mu.Unlock()
	w.told = append(w.told, fmt.Sprintf("-- %s later, %v; it runs: %v", span, faults, w.runs()))
}

// endsElsewhere lets somebody else stop the task.
func (w *story) endsElsewhere() {
	err := w.ledger.Update(func(st *sandbox.State) error {
		for i := range st.Tasks {
			st.Tasks[i].EndedAt, st.Tasks[i].Reason = w.env.Now(), sandbox.ReasonStopped
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.told = append(w.told, "-- it is stopped elsewhere")
}

// tell makes the story: a start, and what comes after it.
func (w *story) tell() {
	args := startArgs("hall", "--give-up-after", "1s")
	if w.unique {
		args = []string{"start", "--yes", "--set", agora.PathChannelName + "=hall", "--set", agora.PathLanguages + "=en-US", "--give-up-after", "1s"}
	}
	w.happen()
	w.step(args...)
	at := w.only()
	asks := []string{"list --live", "list --live --all", "list --live --all --json", "recover", "recover --json", "recover ID", "recover --wait", "watch ID"}
	stops := []string{"recover --wait --stop --yes", "recover --stop --yes --json", "stop ID", "stop --all --yes", "stop --channel hall --yes"}
	for range 6 + w.r.IntN(8) {
		w.happen()
		if w.r.IntN(25) == 0 {
			w.endsElsewhere()
		}
		for range 1 + w.r.IntN(2) {
			command := "tasks " + asks[w.r.IntN(len(asks))]
			if w.r.IntN(10) == 0 {
				command = "tasks " + stops[w.r.IntN(len(stops))]
			}
			if strings.Contains(command, "watch") || w.r.IntN(8) == 0 {
				w.interrupt()
			}
			w.step(strings.Fields(strings.ReplaceAll(command, "ID", at.ID()))...)
			w.env.Signals, w.left = nil, false
		}
		if at = w.only(); !at.Open() && !w.runs() {
			break
		}
		w.step("tasks", "list", "--all", "--json")
		w.step("tasks", "list")
		w.step("tasks", "show", at.ID())
		w.step("tasks", "bundle", at.ID())
	}
}

// interrupt lets somebody press Ctrl+C twice after some waits of the next command,
// which then ends at once, whatever it was at.
func (w *story) interrupt() {
	press := make(chan os.Signal, 2)
	press <- os.Interrupt
	if w.r.IntN(2) == 0 {
		press <- os.Interrupt
	}
	w.env.Signals, w.left = func() (<-chan os.Signal, func()) { return press, func() {} }, true
}

// stories returns the seeds of the stories to tell.
func stories(t *testing.T) []uint64 {
	text, n := os.Getenv(storiesVariable), uint64(storiesByDefault)
	one, only := strings.CutPrefix(text, "=")
	if text != "" {
		var err error
		if n, err = strconv.ParseUint(one, 10, 32); err != nil {
			t.Fatalf("%s: %v", storiesVariable, err)
		}
	}
	if only {
		return []uint64{n}
	}
	var seeds []uint64
	for seed := range n {
		seeds = append(seeds, seed)
	}
	return seeds
}

// TestNoCommandSaysThatWhatRunsIsOver tells random stories of an attempt. Whatever
// goes wrong, no command says that a task is over which its own place has told to
// run.
func TestNoCommandSaysThatWhatRunsIsOver(t *testing.T) {
	t.Parallel()
	for _, v := range []agora.Version{agora.V5, agora.V7} {
		for _, seed := range stories(t) {
			t.Run(fmt.Sprintf("%s story %d", v, seed), func(t *testing.T) {
				t.Parallel()
				newStory(t, v, seed).tell()
			})
		}
	}
}
