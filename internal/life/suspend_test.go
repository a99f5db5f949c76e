//go:build unix

package life

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"sttwizard/internal/attempt"
)

const ctrlZ = "\x1a"

// job is the program under a shell.
type job struct {
	*console
	events chan string // closed when shell and program are gone
	orders *os.File
}

// under runs a program in the foreground of a shell, in a terminal.
func under(t *testing.T, cmd *exec.Cmd) *job {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	events, told := pipe(t)
	taken, orders := pipe(t)
	shell := exec.CommandContext(t.Context(), self, append([]string{cmd.Path}, cmd.Args[1:]...)...)
	shell.Env, shell.Dir = append(cmd.Env, roleVariable+"=shell"), cmd.Dir
	shell.ExtraFiles = []*os.File{told, taken}
	j := &job{console: open(t), events: make(chan string, 10), orders: orders}
	j.run(shell)
	told.Close()
	taken.Close()
	go func() {
		defer close(j.events)
		for lines := bufio.NewScanner(events); lines.Scan(); {
			j.events <- lines.Text()
		}
	}()
	j.happens("runs")
	return j
}

func pipe(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close(); w.Close() })
	return r, w
}

// happens waits for what the shell has to tell; empty: its and its program's end.
func (j *job) happens(what string) {
	j.t.Helper()
	select {
	case got := <-j.events:
		if !strings.HasPrefix(got, what) || (what == "") != (got == "") {
			j.t.Fatalf("the shell tells %q, not %q; the screen:\n%s", got, what, j.drawn.Text())
		}
	case <-time.After(patience):
		j.t.Fatalf("the shell does not tell %q; the screen:\n%s", what, j.drawn.Text())
	}
}

// suspend presses ctrl+z and checks that the shell has its terminal back.
func (j *job) suspend() {
	j.t.Helper()
	j.send(ctrlZ)
	j.happens("stopped")
	j.mark()
	if on := leftOn(j.written()); len(on) > 0 {
		j.t.Errorf("in the shell is left on: %q", on)
	}
}

func (j *job) fg() {
	j.t.Helper()
	if _, err := fmt.Fprintln(j.orders, "fg"); err != nil {
		j.t.Fatal(err)
	}
}

func TestCtrlZComesBackToARightScreen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	j := under(t, w.command())
	j.see("new task")
	j.send("ntown")
	j.see("Channel name", "town")
	for range 3 {
		j.suspend()
		if err := pty.Setsize(j.tty, &pty.Winsize{Cols: 70, Rows: 24}); err != nil {
			t.Fatal(err)
		}
		j.fg()
		j.see("Channel name", "town")
		j.wait("the new size", func() bool {
			return strings.Contains(j.drawn.Text(), "\n"+strings.Repeat("─", 70)+"\n")
		})
	}
	j.send("-hall")
	j.see("town-hall")
	j.send("\x03")
	j.happens("exited 130")
	j.end(time.Now())
	j.mark()
	j.restored()
}

func TestTheHelpTellsOfCtrlZWhereItWorks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	j := under(t, w.command())
	j.see("new task")
	j.send("?")
	j.see("ctrl+z suspend: back to the shell; fg comes back here")
	j.suspend()
	j.fg()
	j.see("ctrl+z suspend")
}

func TestAWatchedTaskGoesOnAfterCtrlZ(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	j := under(t, w.command("--preset", w.file("ready.yaml", preset)))
	j.see("ready to send")
	j.press("s", "IN_PROGRESS")
	j.suspend()
	w.left([]attempt.State{attempt.Started})
	before := w.queries()
	j.fg()
	j.see("IN_PROGRESS")
	j.wait("another question to Agora", func() bool { return w.queries() > before })
}

// The records of a start are durable, so that nothing speaks against going away.
func TestAStartUnderWayIsSuspendedAndFinishedLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.hold()
	j := under(t, w.command("--preset", w.file("ready.yaml", preset)))
	j.see("ready to send")
	j.press("s", "Starting town-hall")
	w.started()
	j.suspend()
	w.left([]attempt.State{attempt.Sending})
	w.release()
	j.fg()
	j.see("IN_PROGRESS")
	w.left([]attempt.State{attempt.Started})
	if w.tasks() != 1 {
		t.Errorf("%d tasks", w.tasks())
	}
}

func TestASuspendedProgramEndsWithItsTerminal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	j := under(t, w.command("--preset", w.file("ready.yaml", preset)))
	j.see("ready to send")
	j.press("s", "IN_PROGRESS")
	j.suspend()
	j.person.Close()
	j.happens("")
	w.left([]attempt.State{attempt.Started})
}

func TestCtrlZIsRefusedWhereNobodyCouldResume(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := open(t).run(w.command())
	c.see("new task")
	c.send("ntown" + ctrlZ)
	c.see("no shell is above sttwizard that could bring it back", "town")
	c.send("-hall")
	c.see("town-hall")
	c.send("\x1bOP")
	c.see("Keys")
	if strings.Contains(c.drawn.Text(), "ctrl+z") {
		t.Errorf("the help has it:\n%s", c.drawn.Text())
	}
}

func TestCtrlZIsRefusedWhereItIsSwitchedOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cmd := w.command()
	cmd.Args = []string{"sh", "-c", `trap "" TSTP; exec "$0"`, cmd.Path}
	cmd.Path = "/bin/sh"
	j := under(t, cmd)
	j.see("new task")
	j.send(ctrlZ)
	if runtime.GOOS == "linux" {
		j.see("who started sttwizard switched it off")
	} else {
		j.see("the terminal did not take the program to the background")
	}
	j.send("n")
	j.see("Channel name")
}

// Without screens the terminal itself suspends; a secret stays hidden after it.
func TestASecretStaysHiddenAfterCtrlZ(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	j := under(t, w.command("--plain"))
	j.see("Channel name")
	j.send(":more\ntown-hall\n47091\n")
	j.wait("the echo to go off", func() bool { return j.state() != j.before })
	hidden := j.state()
	j.send(ctrlZ)
	j.happens("stopped")
	if j.state() != j.before {
		t.Error("the shell of the test does not switch the echo on")
	}
	j.fg()
	j.wait("the echo to go off again", func() bool { return j.state() == hidden })
	j.send("\x03")
	j.happens("exited 130")
	if j.state() != j.before {
		t.Error("the echo is still off")
	}
}

// queries counts how often the task was asked for.
func (w *world) queries() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, call := range w.calls {
		if strings.HasPrefix(call, "GET ") && strings.Contains(call, "/tasks/") {
			n++
		}
	}
	return n
}
