//go:build unix

package life

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
)

const exitUnread = 141

// unwritable are outputs that nothing can be written into. Each gives what stands
// before the program in a shell, and the file that the output is; nil: it is the shell's.
var unwritable = []struct {
	name  string
	shell string
	file  func(t *testing.T) *os.File
	exit  int // of a start
	words string
}{
	{"a pipe that nobody reads", "", closedPipe, exitUnknown, "nobody reads the output any more"},
	{"a full disk", "", fullDisk, exitUnknown, "the output can't be written: no space left on device"},
	{"a file for reading only", "exec </dev/null >&0; ", nil, exitUnknown, "the output can't be written: bad file descriptor"},
	// Go opens the null device in its place, which takes everything.
	{"closed", "exec >&-; ", nil, 0, ""},
}

func closedPipe(t *testing.T) *os.File {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	t.Cleanup(func() { w.Close() })
	return w
}

func fullDisk(t *testing.T) *os.File {
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full here")
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// only returns the id of the only task.
func (w *world) only() string {
	w.t.Helper()
	state, err := sandbox.Read(w.ledger)
	if err != nil || len(state.Tasks) != 1 {
		w.t.Fatalf("%d tasks, %v", len(state.Tasks), err)
	}
	return state.Tasks[0].ID
}

// of makes a command one of another version.
func of(cmd *exec.Cmd, version string) *exec.Cmd {
	cmd.Env = append(cmd.Env, "AGORA_API_VERSION="+version)
	return cmd
}

// within makes a command one that a shell prepares.
func within(cmd *exec.Cmd, script string) {
	cmd.Args = append([]string{"sh", "-c", script + `exec "$0" "$@"`, cmd.Path}, cmd.Args[1:]...)
	cmd.Path = "/bin/sh"
}

func TestAStartWhoseOutputFailsNamesItsTaskBesideIt(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"v5", "v7"} {
		for _, o := range unwritable {
			for _, more := range []string{"", "--json", "--wait"} {
				for _, silent := range []bool{false, true} {
					if more == "--wait" && (silent || o.name != "a full disk") {
						continue // it waits for seconds
					}
					name := strings.Join([]string{version, o.name, more, map[bool]string{true: "errors too"}[silent]}, ", ")
					t.Run(name, func(t *testing.T) {
						t.Parallel()
						w := newWorld(t)
						args := []string{"start", "--yes", "--preset", w.file("ready.yaml", preset)}
						if more != "" {
							args = append(args, more)
						}
						cmd := of(w.command(args...), version)
						var errs bytes.Buffer
						cmd.Stderr = &errs
						if o.file != nil {
							cmd.Stdout = o.file(t)
						}
						script := o.shell
						if silent && o.file == nil {
							script += "exec 2>&-; "
						} else if silent {
							script += "exec 2>&1; "
						}
						within(cmd, script)
						if got := code(t, cmd.Run()); got != o.exit {
							t.Errorf("exit code %d, want %d\n%s", got, o.exit, &errs)
						}
						id := w.only()
						for _, part := range []string{o.words, id, w.url, "sttwizard tasks stop " + id} {
							if !silent && !strings.Contains(errs.String(), part) {
								t.Errorf("%q is not told:\n%s", part, &errs)
							}
						}
						if states := w.complete(); len(states) != 1 || states[0] != "started" {
							t.Errorf("the journals are %v", states)
						}
					})
				}
			}
		}
	}
}

// readUpTo starts a command, reads its output up to a word, and closes it.
func readUpTo(t *testing.T, cmd *exec.Cmd, word string) (exit int, errs string) {
	t.Helper()
	var b bytes.Buffer
	cmd.Stderr = &b
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(patience, func() {
		t.Error("it does not end")
		_ = cmd.Process.Kill()
	}).Stop()
	for lines := bufio.NewReader(out); ; {
		line, err := lines.ReadString('\n')
		if strings.Contains(line, word) {
			break
		}
		if err != nil {
			t.Errorf("%q was never told: %v", word, err)
			break
		}
	}
	out.Close()
	return code(t, cmd.Wait()), b.String()
}

func TestAWatchEndsWithItsReader(t *testing.T) {
	t.Parallel()
	for version, more := range map[string][]string{"v5": nil, "v7": {"--json"}} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			start := w.command("start", "--yes", "--wait", "--preset", w.file("ready.yaml", preset))
			if out, err := of(start, version).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			id := w.only() // its status does not change any more, so nothing is written
			exit, errs := readUpTo(t, of(w.command(append([]string{"tasks", "watch", id}, more...)...), version), "started")
			if exit != exitUnread {
				t.Errorf("exit code %d\n%s", exit, errs)
			}
			for _, part := range []string{"nobody reads the output any more", w.url, "sttwizard tasks stop " + id} {
				if !strings.Contains(errs, part) {
					t.Errorf("%q is not told:\n%s", part, errs)
				}
			}
		})
	}
}

func TestPlainModeEndsWithItsReaderAndNamesItsTask(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cmd := w.command("--plain", "--preset", w.file("ready.yaml", preset))
	in, typing, err := os.Pipe() // nothing is typed after the yes, and the input does not end
	if err != nil {
		t.Fatal(err)
	}
	defer typing.Close()
	defer in.Close()
	cmd.Stdin = in
	if _, err := typing.WriteString("yes\n"); err != nil {
		t.Fatal(err)
	}
	exit, errs := readUpTo(t, cmd, "started: task")
	if exit != exitUnknown {
		t.Errorf("exit code %d", exit)
	}
	id := w.only()
	for _, part := range []string{id, w.url, "sttwizard tasks stop " + id} {
		if !strings.Contains(errs, part) {
			t.Errorf("%q is not told:\n%s", part, errs)
		}
	}
}

func TestAListWhoseReaderIsGoneEndsAsOtherProgramsDo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cmd := w.command("languages")
	var errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = closedPipe(t), &errs
	if exit := code(t, cmd.Run()); exit != exitUnread || errs.Len() > 0 {
		t.Errorf("exit code %d, %q", exit, &errs)
	}
}
