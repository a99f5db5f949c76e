//go:build unix

package life

import (
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sttwizard/internal/attempt"
)

// limit is what the end of the program is held to on a machine that is not busy.
const limit = 200 * time.Millisecond

// The exit codes that an end has: nothing is unclear, or a start's outcome is.
const (
	exitFailed      = 1
	exitWrong       = 2
	exitUnknown     = 3
	exitInterrupted = 130
)

// stage is what the program is at when it has to end, and the way there.
type stage struct {
	name  string
	args  []string
	reach func(w *world, c *console)
	exit  int
	held  bool            // the answer of every start is kept back from the beginning
	reads bool            // a line, so that the end of the input may be noticed before the signal
	want  []attempt.State // or one further: that no answer will come may be written down already
}

// gentle reports whether the first ctrl+c waits for an answer that is out, as
// without screens a person sees no other way to learn it.
func (s stage) gentle() bool {
	return strings.HasPrefix(s.name, "start") || s.name == "plain, while a start has no answer"
}

var signals = []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT}

// stages are those of the screens, the plain mode and the commands.
func stages(preset string) []stage {
	start := []string{"start", "--yes", "--preset", preset}
	sent := func(w *world, _ *console) { w.started() }
	return []stage{
		{name: "at home", reach: func(_ *world, c *console) { c.see("new task") }, exit: exitInterrupted},
		{name: "in a text field", reach: func(_ *world, c *console) {
			c.see("new task")
			c.send("ntown")
			c.see("Channel name", "town")
		}, exit: exitInterrupted},
		{name: "at the review", args: []string{"--preset", preset}, reach: func(_ *world, c *console) { c.see("ready to send") }, exit: exitInterrupted},
		{name: "while a start has no answer", args: []string{"--preset", preset}, held: true, reach: func(w *world, c *console) {
			c.see("ready to send")
			c.press("s", "Starting town-hall")
			w.started()
		}, exit: exitUnknown, want: []attempt.State{attempt.Sending}},
		{name: "while a slow sandbox answers", args: []string{"--sandbox=slow", "--preset", preset}, reach: func(_ *world, c *console) {
			c.see("ready to send")
			c.press("s", "▸ builder token")
		}, exit: exitInterrupted, want: []attempt.State{attempt.Intended}},
		{name: "with a running task", args: []string{"--preset", preset}, reach: func(_ *world, c *console) {
			c.see("ready to send")
			c.press("s", "IN_PROGRESS")
		}, exit: exitInterrupted, want: []attempt.State{attempt.Started}},
		{name: "plain, at a question", args: []string{"--plain"}, reads: true, reach: func(_ *world, c *console) { c.see("Channel name") }, exit: exitInterrupted},
		{name: "plain, at a secret", args: []string{"--plain"}, reads: true, reach: func(_ *world, c *console) {
			c.see("Channel name")
			c.send(":more\ntown-hall\n47091\n")
			c.see("token")
			c.wait("the echo to go off", func() bool { return c.state() != c.before })
		}, exit: exitInterrupted},
		{name: "plain, while a start has no answer", args: []string{"--plain", "--preset", preset}, held: true, reach: func(w *world, c *console) {
			c.see("yes")
			c.send("yes\n")
			w.started()
		}, exit: exitUnknown, want: []attempt.State{attempt.Sending}},
		{name: "start, while it has no answer", args: start, held: true, reach: sent, exit: exitUnknown, want: []attempt.State{attempt.Sending}},
		{name: "sandbox", args: []string{"sandbox"}, reach: func(_ *world, c *console) { c.see("customer secret") }, exit: 0},
	}
}

// started waits until a start has reached the server.
func (w *world) started() {
	w.t.Helper()
	select {
	case <-w.inside:
	case <-time.After(patience):
		w.t.Fatal("no start was sent")
	}
}

// ends collects how long ends took.
type ends struct {
	mu  sync.Mutex
	all map[string][]time.Duration
}

func (e *ends) add(how string, took time.Duration) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.all == nil {
		e.all = map[string][]time.Duration{}
	}
	e.all[how] = append(e.all[how], took)
}

func (e *ends) tell(t *testing.T) {
	for _, how := range slices.Sorted(func(yield func(string) bool) {
		for how := range e.all {
			if !yield(how) {
				return
			}
		}
	}) {
		t.Logf("%s: gone after %v at most (held to %v on a quiet machine)", how, slices.Max(e.all[how]).Round(100*time.Microsecond), limit)
	}
}

// reach opens a terminal with the program in it, at a stage.
func reach(t testing.TB, s stage) (*world, *console) {
	t.Helper()
	return reachAs(t, s, func(cmd *exec.Cmd) *exec.Cmd { return cmd })
}

// reachAs is reach for a program that is run in another way.
func reachAs(t testing.TB, s stage, as func(*exec.Cmd) *exec.Cmd) (*world, *console) {
	t.Helper()
	w := newWorld(t)
	if s.held {
		w.hold() // before the program runs: it may have started a task in a moment
	}
	c := open(t).run(as(w.command(s.args...)))
	s.reach(w, c)
	return w, c
}

// left checks that the journals are whole and say what is true.
func (w *world) left(want []attempt.State) {
	w.t.Helper()
	same := func(got, want attempt.State) bool {
		return got == want || got == attempt.Unknown && want == attempt.Sending || got == attempt.Abandoned && want == attempt.Intended
	}
	if got := w.complete(); !slices.EqualFunc(got, want, same) {
		w.t.Errorf("the journals are %v, want %v", got, want)
	}
}

func TestTheEndBySignalRestoresTheTerminalAndKeepsTheJournal(t *testing.T) {
	t.Parallel()
	var took ends
	t.Cleanup(func() { took.tell(t) })
	preset := newWorld(t).file("ready.yaml", preset)
	for _, s := range stages(preset) {
		for _, signal := range signals {
			t.Run(s.name+", "+signal.String(), func(t *testing.T) {
				t.Parallel()
				w, c := reach(t, s)
				from := time.Now()
				if err := c.cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				if signal == syscall.SIGINT && s.gentle() {
					c.see("waiting for its answer")
					from = time.Now()
					_ = c.cmd.Process.Signal(signal)
				}
				exit, d := c.end(from)
				took.add(signal.String(), d)
				if exit != s.exit {
					t.Errorf("exit code %d, want %d", exit, s.exit)
				}
				c.mark()
				c.restored()
				w.left(s.want)
			})
		}
	}
}

func TestTheEndByAClosedTerminalKeepsTheJournal(t *testing.T) {
	t.Parallel()
	var took ends
	t.Cleanup(func() { took.tell(t) })
	preset := newWorld(t).file("ready.yaml", preset)
	for _, s := range stages(preset) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			w, c := reach(t, s)
			from := time.Now()
			c.person.Close()
			exit, d := c.end(from)
			took.add("closed terminal", d)
			// The end of the input may be read before the hang-up is heard of.
			ended := (exit == exitFailed || exit == exitWrong) && s.reads
			if exit != s.exit && !ended {
				t.Errorf("exit code %d, want %d", exit, s.exit)
			}
			w.left(s.want)
		})
	}
}

// nohup makes a command one whose caller switched the hang-up off.
func nohup(cmd *exec.Cmd, script string) *exec.Cmd {
	cmd.Args = append([]string{"sh", "-c", `trap "" HUP; exec "$0" "$@"` + script, cmd.Path}, cmd.Args[1:]...)
	cmd.Path = "/bin/sh"
	return cmd
}

// A terminal that is gone ends what it showed, whoever switched the signal off.
func TestTheEndComesWithTheTerminalsEvenWithoutHangUps(t *testing.T) {
	t.Parallel()
	preset := newWorld(t).file("ready.yaml", preset)
	for _, s := range stages(preset) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			w, c := reachAs(t, s, func(cmd *exec.Cmd) *exec.Cmd { return nohup(cmd, "") })
			c.person.Close()
			c.end(time.Now())
			w.left(s.want)
		})
	}
}

func TestACommandUnderNohupOutlivesItsTerminal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.hold()
	c := open(t).run(nohup(w.command("start", "--yes", "--preset", w.file("ready.yaml", preset)), " </dev/null"))
	w.started()
	if err := c.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	c.person.Close()
	w.release()
	// Its output is the terminal, so nobody was told what runs.
	if exit, _ := c.end(time.Now()); exit != exitUnknown {
		t.Errorf("exit code %d", exit)
	}
	w.left([]attempt.State{attempt.Started})
}

// What a person finds the next time, after the worst moment to close a terminal.
func TestTheTaskIsThereAfterATerminalWasClosedInTheSecondAfterSend(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.hold()
	c := open(t).run(w.command("--preset", w.file("ready.yaml", preset)))
	c.see("ready to send")
	c.press("s", "Starting town-hall")
	w.started()
	c.person.Close()
	c.end(time.Now())
	w.release()
	out, err := w.command("tasks", "list").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "town-hall") {
		t.Errorf("tasks list does not tell of it: %v\n%s", err, out)
	}
	if w.tasks() != 1 {
		t.Errorf("%d tasks", w.tasks())
	}
}

func BenchmarkTheEnd(b *testing.B) {
	preset := newWorld(b).file("ready.yaml", preset)
	for _, s := range stages(preset)[3:5] {
		b.Run(strings.ReplaceAll(s.name, " ", "-"), func(b *testing.B) {
			var all time.Duration
			for range b.N {
				_, c := reach(b, s)
				from := time.Now()
				_ = c.cmd.Process.Signal(syscall.SIGTERM)
				_, took := c.end(from)
				all += took
				c.person.Close()
				c.tty.Close()
			}
			b.ReportMetric(float64(all.Microseconds())/1000/float64(b.N), "ms-to-exit/op")
		})
	}
}
