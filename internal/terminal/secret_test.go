//go:build unix

package terminal

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"

	"sttwizard/internal/clock/clocktest"
)

type result struct {
	secret, out string
	err         error
}

// reading starts ReadSecret on a pty of its own and returns when the echo is off.
func reading(t *testing.T, ctx context.Context) (person, tty *os.File, before *term.State, done chan result) {
	t.Helper()
	person, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pty here:", err)
	}
	t.Cleanup(func() { person.Close(); tty.Close() })
	before = state(t, tty)
	done = make(chan result, 1)
	go func() {
		var out bytes.Buffer
		secret, err := ReadSecret(ctx, tty, &out)
		done <- result{secret, out.String(), err}
	}()
	until(t, "the echo is off", func() bool { return *state(t, tty) != *before })
	return person, tty, before, done
}

func state(t *testing.T, tty *os.File) *term.State {
	t.Helper()
	s, err := term.GetState(tty.Fd())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	deadline := time.After(clocktest.Patience())
	for !is() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func wait(t *testing.T, done chan result) result {
	t.Helper()
	select {
	case r := <-done:
		return r
	case <-time.After(clocktest.Patience()):
		t.Fatal("ReadSecret does not come back")
		return result{}
	}
}

func TestASecretIsReadButNotShown(t *testing.T) {
	person, tty, before, done := reading(t, t.Context())
	if _, err := io.WriteString(person, "hunter2 ü\n"); err != nil {
		t.Fatal(err)
	}
	got := wait(t, done)
	if got.secret != "hunter2 ü" || got.err != nil || got.out != "\n" {
		t.Errorf("got %+v", got)
	}
	if *state(t, tty) != *before {
		t.Error("the echo is still off")
	}
	// Whatever the terminal showed lies before this mark.
	if _, err := io.WriteString(tty, "mark"); err != nil {
		t.Fatal(err)
	}
	if shown := readUntil(t, person, "mark"); strings.Contains(shown, "hunter2") {
		t.Errorf("the terminal showed %q", shown)
	}
}

func readUntil(t *testing.T, f *os.File, mark string) string {
	t.Helper()
	var seen strings.Builder
	buf := make([]byte, 256)
	for !strings.Contains(seen.String(), mark) {
		n, err := f.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		seen.Write(buf[:n])
	}
	return seen.String()
}

func TestTheEndOfInputIsSaid(t *testing.T) {
	person, _, _, done := reading(t, t.Context())
	if _, err := io.WriteString(person, "\x04"); err != nil {
		t.Fatal(err)
	}
	if got := wait(t, done); got.err != io.EOF {
		t.Errorf("got %+v", got)
	}
}

func TestTheEchoComesBackAfterASignalAndACancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	for name, end := range map[string]func(){
		"a signal": func() { _ = syscall.Kill(os.Getpid(), syscall.SIGHUP) },
		"a cancel": cancel,
	} {
		given := t.Context()
		if name == "a cancel" {
			given = ctx
		}
		_, tty, before, done := reading(t, given)
		end()
		if got := wait(t, done); got.err != ErrInterrupted || got.secret != "" {
			t.Errorf("%s: got %+v", name, got)
		}
		if *state(t, tty) != *before {
			t.Errorf("%s: the echo is still off", name)
		}
	}
}

func TestALineThatTheTerminalMayHaveCutIsRefused(t *testing.T) {
	most := maxSecret("linux")
	if _, err := checkSecret(bytes.Repeat([]byte("x"), most+1), nil); err == nil || strings.Contains(err.Error(), "xx") {
		t.Errorf("got %v", err)
	}
	if maxSecret("darwin") >= 1024 {
		t.Error("macOS keeps 1024 bytes of a line")
	}
}

func TestNoCoreIsLeft(t *testing.T) {
	LimitCore()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_CORE, &limit); err != nil || limit.Cur != 0 || limit.Max != 0 {
		t.Errorf("got %+v, %v", limit, err)
	}
}

func TestAPtyIsATerminalWithItsWidth(t *testing.T) {
	person, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pty here:", err)
	}
	defer person.Close()
	defer tty.Close()
	if err := pty.Setsize(tty, &pty.Winsize{Cols: 101, Rows: 30}); err != nil {
		t.Fatal(err)
	}
	if got := Detect(tty, tty, env("TERM", "xterm")); got.Kind != Screen || Width(tty) != 101 {
		t.Errorf("got %+v, %d columns", got, Width(tty))
	}
	if err := pty.Setsize(tty, &pty.Winsize{}); err != nil {
		t.Fatal(err)
	}
	if Width(tty) != 80 {
		t.Errorf("a size of 0x0 gives %d columns", Width(tty))
	}
}

func TestALastLineWithoutALineFeedCounts(t *testing.T) {
	in := strings.NewReader("one\ntwo")
	for _, want := range []string{"one", "two"} {
		if got, err := line(in); string(got) != want || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	}
	if _, err := line(in); err != io.EOF {
		t.Errorf("at the end: %v", err)
	}
}
