//go:build unix

package life

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// obstacle is a reason why no journal can be written.
type obstacle struct {
	name  string
	build func(t *testing.T, w *world) (into func(*exec.Cmd)) // into puts a command before it; nil: it is in everybody's way
	words string                                              // how the reason is told
	fix   string                                              // and what to do about it
}

// obstacles are those that every unix has; system has more.
func obstacles() []obstacle {
	return append(systemObstacles(),
		obstacle{"no permission", forbidden, "no permission", "or set STTWIZARD_HOME to a directory of your own"},
		obstacle{"no file may be written at all", limited("0"), "size limit of this session", "ulimit -f unlimited"},
		obstacle{"no file may be as large as a journal", limited("8"), "size limit of this session", "ulimit -f unlimited"},
	)
}

// nobody is a user who owns nothing.
const nobody = 65534

// forbidden makes the home somebody else's. Root may write everywhere, so its
// programs run as another user.
func forbidden(t *testing.T, w *world) func(*exec.Cmd) {
	w.home = filepath.Join(public(t), "home")
	if err := os.Mkdir(w.home, 0o755); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		return func(cmd *exec.Cmd) {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
	}
	if err := os.Chmod(w.home, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(w.home, 0o700) })
	return nil
}

// limited sets the session's file size limit, in blocks of 512 bytes.
func limited(blocks string) func(*testing.T, *world) func(*exec.Cmd) {
	return func(*testing.T, *world) func(*exec.Cmd) {
		return func(cmd *exec.Cmd) {
			cmd.Args = append([]string{"sh", "-c", "ulimit -f " + blocks + ` && exec "$0" "$@"`, cmd.Path}, cmd.Args[1:]...)
			cmd.Path = "/bin/sh"
		}
	}
}

// before returns a command with the obstacle before it.
func before(t *testing.T, o obstacle, w *world, args ...string) *exec.Cmd {
	t.Helper()
	preset := w.file("ready.yaml", preset)
	into := o.build(t, w)
	cmd := w.command(append(args, "--preset", preset)...)
	if into != nil {
		into(cmd)
	}
	return cmd
}

// tells checks that a text says which file can't be written, why, and what to do.
func (o obstacle) tells(t *testing.T, w *world, text string) {
	t.Helper()
	text = strings.ToLower(strings.Join(strings.Fields(text), "")) // screens break paths over lines
	for _, part := range []string{filepath.Join(w.home, "state"), o.words, "so nothing was sent", o.fix} {
		if !strings.Contains(text, strings.ToLower(strings.ReplaceAll(part, " ", ""))) {
			t.Errorf("%q is not told: %s", part, text)
		}
	}
}

func TestAStartIsRefusedWhereTheJournalCannotBeWritten(t *testing.T) {
	t.Parallel()
	for _, o := range obstacles() {
		t.Run(o.name, func(t *testing.T) {
			w := newWorld(t)
			out, err := before(t, o, w, "start", "--yes").CombinedOutput()
			if code(t, err) != exitFailed {
				t.Errorf("exit code %d", code(t, err))
			}
			o.tells(t, w, string(out))
			w.nothingSent()
			w.left(nil)
			if left := w.leftovers(); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}

func TestTheReviewRefusesToSendWhereTheJournalCannotBeWritten(t *testing.T) {
	t.Parallel()
	for _, o := range obstacles() {
		t.Run(o.name, func(t *testing.T) {
			w := newWorld(t)
			cmd := before(t, o, w)
			credential := cmd.SysProcAttr
			c := open(t)
			if credential != nil && credential.Credential != nil {
				if err := os.Chown(c.tty.Name(), nobody, -1); err != nil {
					t.Fatal(err)
				}
				c.as = credential.Credential
			}
			c.run(cmd)
			c.see("can't be sent") // without a key: before the person decides
			o.tells(t, w, c.drawn.Text())
			c.pressUntil("s", "the refusal", func() bool { return strings.Count(flat(c.drawn.Text()), "so nothing was sent") == 2 })
			o.tells(t, w, c.drawn.Text())
			w.nothingSent()
			c.send("\x03")
			c.end(time.Now())
			c.mark()
			c.restored()
			w.nothingSent()
			w.left(nil)
		})
	}
}

// A pipe that nobody reads any more must not end a start half way.
func TestAStartWhoseWordsNobodyReadsIsFinished(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cmd := w.command("start", "--yes", "--preset", w.file("ready.yaml", preset))
	r, closed, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close() // nobody reads, as after "| head"
	cmd.Stdout, cmd.Stderr = closed, closed
	err = cmd.Run()
	closed.Close()
	if code(t, err) != exitUnknown || w.tasks() != 1 {
		t.Errorf("%v, %d tasks", err, w.tasks())
	}
	if states := w.complete(); len(states) != 1 || states[0] != "started" {
		t.Errorf("the journals are %v", states)
	}
}
