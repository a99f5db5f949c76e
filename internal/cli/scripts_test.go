package cli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/screen"
)

// eventScript is the script of docs/SCRIPTS.md.
func eventScript(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/SCRIPTS.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```sh\n")
	script, _, found := strings.Cut(rest, "```\n")
	if n := strings.Count(script, "\n"); !found || n < 18 || n > 26 {
		t.Fatalf("the script of docs/SCRIPTS.md has %d lines", n)
	}
	return script
}

// evilModes are the words for the sandbox of everything that it can do wrong: each fault,
// always and, where it matters whether it passes, once.
func evilModes() []string {
	var out []string
	for _, m := range sandbox.Modes() {
		out = append(out, string(m.Name))
	}
	for _, r := range sandbox.Reuses() {
		out = append(out, "start:reset-after*1,used="+string(r.Name))
	}
	out = append(out, sandbox.PresenceOff, "lost,"+sandbox.PresenceOff)
	for _, call := range sandbox.Calls() {
		switch call {
		case agora.OpUpdate, agora.OpUsers, agora.OpKick: // the script makes none of these
			out = append(out, call+":503")
		case agora.OpStart, agora.OpQuery, agora.OpStop, "all":
			out = append(out, faultsOf(call, "*1")...)
			fallthrough
		default:
			out = append(out, faultsOf(call, "")...)
		}
	}
	return out
}

// faultsOf are the words for all faults of a call.
func faultsOf(call, times string) (out []string) {
	open, fixed := sandbox.Faults()
	for _, f := range open {
		for _, when := range []string{"-before", "-after"} {
			out = append(out, fmt.Sprintf("%s:%s%s%s", call, f.Name, when, times))
		}
	}
	for _, f := range fixed {
		out = append(out, fmt.Sprintf("%s:%s%s", call, f.Name, times))
	}
	return out
}

// scripted is a script that was run, and what is true after it.
type scripted struct {
	code    int
	out     string
	log     string
	running []string // channels in which a task runs that was not told to stop
	started int
}

// runEvent runs the documented script for three channels against a sandbox that is evil.
func runEvent(t *testing.T, version, mode string) scripted {
	t.Helper()
	w := newWorld(t)
	dir := t.TempDir()
	clock := filepath.Join(dir, "clock")
	wrapper := "#!/bin/sh\n[ \"$1\" = start ] && set -- \"$@\" --api " + version + "\nexec '" + self(t) + "' \"$@\" --sandbox='" + mode + "'\n"
	preset := "schema: 1\nrequest:\n  languages: [en-US]\n"
	for name, content := range map[string]string{
		"bin/sttwizard": wrapper, "bin/sleep": "#!/bin/sh\n", "event.sh": eventScript(t), "town-hall.yaml": preset,
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "sh", "event.sh", "./town-hall.yaml", "0", "hall", "board", "lobby")
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &out
	cmd.Env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+":"+os.Getenv("PATH"), "STTWIZARD_HOME="+w.home, "STTWIZARD_KEYRING=off",
		"CLOCK="+clock, "IMPATIENT=yes", "GORACE=atexit_sleep_ms=0")
	if err := cmd.Run(); cmd.ProcessState == nil {
		t.Fatal(err)
	}
	log, _ := os.ReadFile(filepath.Join(dir, "event.log"))
	s := scripted{code: cmd.ProcessState.ExitCode(), out: out.String(), log: string(log)}
	w.clock.keep(clock)
	now := w.clock.now()
	for _, task := range w.ledger().Tasks {
		s.started++
		if task.StopRequestedAt.IsZero() && now.Before(task.EndedAt) {
			s.running = append(s.running, task.Channel)
		}
	}
	return s
}

// self is this test's program, which is sttwizard under that name.
func self(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("sttwizard")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheDocumentedScriptLeavesNothingUnreported(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("it is a script of a Unix shell")
	}
	for i, mode := range screen.Few(t, screen.Few(t, evilModes())) {
		version := []string{"v5", "v6", "v7"}[i%3]
		t.Run(version+" "+mode, func(t *testing.T) {
			t.Parallel()
			s := runEvent(t, version, mode)
			if !slices.Contains([]int{exitDone, exitFailed, exitUnknown}, s.code) {
				t.Errorf("exit code %d", s.code)
			}
			for _, channel := range s.running {
				if s.code != exitUnknown || !strings.Contains(s.out, channel+": MAY BE RUNNING") {
					t.Errorf("a task runs in %s, and nobody is told", channel)
				}
			}
			if s.code == exitDone && s.started < 3 {
				t.Errorf("all is well, and %d were started", s.started)
			}
			for _, channel := range []string{"hall", "board", "lobby"} {
				if n := strings.Count(s.out, channel+": "); n != 2 {
					t.Errorf("%s is reported %d times", channel, n)
				}
			}
			if t.Failed() {
				t.Logf("exit code %d\n%s\n%s", s.code, s.out, s.log)
			}
		})
	}
}

func TestTheDocumentedScriptEndsWellWhereFaultsPass(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("it is a script of a Unix shell")
	}
	for mode, version := range map[string]string{
		"ok": "v7", "lost": "v5", "start:504-after*1,query:503*2": "v7", "acquire:reset-before*1": "v6", "stop:503*1": "v7",
	} {
		t.Run(version+" "+mode, func(t *testing.T) {
			t.Parallel()
			if s := runEvent(t, version, mode); s.code != exitDone || s.started != 3 || len(s.running) > 0 {
				t.Errorf("exit code %d, started %d, running: %v\n%s\n%s", s.code, s.started, s.running, s.out, s.log)
			}
		})
	}
}
