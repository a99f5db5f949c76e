//go:build unix

package life

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/files"
	"sttwizard/internal/files/filestest"
)

const (
	processes = 8 // that write at the same time
	turns     = 3 // of each
)

// The packages prove it for their own files; here all kinds are written by real
// programs that know nothing of each other.
func TestEightProcessesWriteEverythingAtOnceAndLoseNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	file := w.file("ready.yaml", preset)
	// One after the other within a process, all eight beside each other.
	work := func(process int) error {
		for turn := range turns {
			name := fmt.Sprintf("p%d-%d", process, turn)
			for _, args := range [][]string{
				{"connections", "add", name, "--version", "v5", "--app-id", sandbox.DefaultAppID, "--customer-key", sandbox.DefaultKey,
					"--secret", "env:AGORA_CUSTOMER_SECRET", "--base-url", w.url},
				{"presets", "import", file, "--as", name},
				{"presets", "import", file, "--as", "shared", "--replace"},
				{"start", "--yes", "--connection", name, "--preset", name, "--set", "rtcConfig.channelName=" + name},
			} {
				if err := filestest.Persist(func() error { return run(w.command(args...)) }); err != nil {
					return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
				}
			}
		}
		return nil
	}
	var all sync.WaitGroup
	for process := range processes {
		all.Go(func() {
			if err := work(process); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	const each = processes * turns
	w.lists("presets", each+1)
	w.lists("connections", each)
	states := w.complete()
	for _, s := range states {
		if s != attempt.Started {
			t.Errorf("an attempt is %s", s)
		}
	}
	if len(states) != each || w.tasks() != each {
		t.Errorf("%d attempts and %d tasks, want %d", len(states), w.tasks(), each)
	}
}

// run runs a command. That it had to wait too long for the others is told as in a process
// of one's own.
func run(cmd *exec.Cmd) error {
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil:
		return nil
	case strings.Contains(string(out), "try again, or close the other one"):
		return &files.LockedError{Name: string(out)}
	}
	return fmt.Errorf("%w\n%s", err, out)
}

// lists checks how many things of the eight processes a command lists, all good.
func (w *world) lists(what string, want int) {
	w.t.Helper()
	out, err := w.command(what, "list", "--json").Output()
	if err != nil {
		w.t.Fatalf("%s list: %v", what, err)
	}
	var all []struct{ Name, Problem string }
	if err := json.Unmarshal(out, &all); err != nil {
		w.t.Fatalf("%s list: %v\n%s", what, err, out)
	}
	names := map[string]bool{}
	for _, one := range all {
		if one.Name == "shared" || strings.HasPrefix(one.Name, "p") {
			names[one.Name] = true
		}
		if one.Problem != "" {
			w.t.Errorf("%s: %s: %s", what, one.Name, one.Problem)
		}
	}
	if len(names) != want {
		w.t.Errorf("%s: %d of %d are left\n%s", what, len(names), want, out)
	}
}
