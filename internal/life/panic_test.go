//go:build unix

package life

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/attempt"
)

// broken is the program with a mistake, played by the test's binary.
func (w *world) broken(role string, args ...string) *exec.Cmd {
	w.t.Helper()
	self, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}
	cmd := exec.CommandContext(w.t.Context(), self, args...)
	cmd.Env, cmd.Dir = w.env(roleVariable+"="+role), "/"
	return cmd
}

func TestAPanicRestoresTheTerminalAndKeepsTheJournal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := open(t).run(w.broken("broken screen", "--preset", w.file("ready.yaml", preset)))
	c.see("ready to send")
	c.press("s", "a mistake in sttwizard itself stopped it (an unexpected value, roles_test.go")
	from := time.Now()
	exit, took := c.end(from)
	t.Logf("gone %v after it told so", took.Round(100*time.Microsecond))
	if exit != exitFailed {
		t.Errorf("exit code %d", exit)
	}
	c.mark()
	c.restored()
	if strings.Contains(c.written(), "kaputt") || !strings.Contains(flat(c.written()), "tasks stop") {
		t.Errorf("the report: %q", last(c.written(), 800))
	}
	w.left([]attempt.State{attempt.Started})
}

func TestAPanicInACommandKeepsTheJournal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := open(t).run(w.broken("broken command", "start", "--yes", "--wait", "--preset", w.file("ready.yaml", preset)))
	exit, _ := c.end(time.Now())
	c.mark()
	c.restored()
	text := c.written() // 1 would say that nothing runs
	if exit != exitUnknown || strings.Contains(text, "kaputt") || !strings.Contains(text, "sttwizard itself") {
		t.Errorf("exit code %d: %q", exit, last(text, 800))
	}
	if !strings.Contains(flat(text), "sttwizard tasks stop "+w.only()) {
		t.Errorf("what runs is not told: %q", last(text, 800))
	}
	w.left([]attempt.State{attempt.Started})
}
