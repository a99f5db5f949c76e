//go:build unix

package life

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"

	"sttwizard/internal/screen"
)

// console is a real terminal with the program in it, and a person before it.
type console struct {
	t       testing.TB
	person  *os.File // the side of the emulator
	tty     *os.File // the side of the program
	drawn   *screen.Terminal
	before  term.State
	as      *syscall.Credential // who runs the program; nil: the tests' user
	cmd     *exec.Cmd
	ended   chan struct{} // closed when the program is gone; err is set then
	err     error
	reading chan struct{} // closed when nothing comes any more

	mu   sync.Mutex
	text strings.Builder // all that was written to the terminal
}

const columns, rows = 90, 30

// open makes a terminal without a program.
func open(t testing.TB) *console {
	t.Helper()
	person, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pty here:", err)
	}
	person = closable(t, person)
	c := &console{t: t, person: person, tty: tty, ended: make(chan struct{}), reading: make(chan struct{})}
	if err := pty.Setsize(tty, &pty.Winsize{Cols: columns, Rows: rows}); err != nil {
		t.Fatal(err)
	}
	c.before = c.state()
	c.drawn = screen.NewTerminal(screen.Options{Width: columns, Height: rows}, person)
	go c.read()
	t.Cleanup(func() { c.person.Close(); c.tty.Close(); c.drawn.Close() })
	return c
}

// closable makes a file that a Close takes from those who read it: only without a
// waiting read is a terminal really closed.
func closable(t testing.TB, f *os.File) *os.File {
	t.Helper()
	syscall.ForkLock.RLock()
	fd, err := syscall.Dup(int(f.Fd()))
	if err == nil {
		syscall.CloseOnExec(fd)
		err = syscall.SetNonblock(fd, true)
	}
	syscall.ForkLock.RUnlock()
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), f.Name())
}

// run starts a program as the leader of a session with this terminal.
func (c *console) run(cmd *exec.Cmd) *console {
	c.t.Helper()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.tty, c.tty, c.tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Credential: c.as}
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.cmd = cmd
	go func() {
		defer close(c.ended)
		c.err = cmd.Wait()
	}()
	c.t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-c.ended
	})
	return c
}

func (c *console) read() {
	defer close(c.reading)
	buf := make([]byte, 8192)
	for {
		n, err := c.person.Read(buf)
		c.mu.Lock()
		c.text.Write(buf[:n])
		c.mu.Unlock()
		_, _ = c.drawn.Write(buf[:n])
		if err != nil {
			return
		}
	}
}

// written returns all that came to the terminal so far.
func (c *console) written() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.String()
}

func (c *console) state() term.State {
	c.t.Helper()
	s, err := term.GetState(c.tty.Fd())
	if err != nil {
		c.t.Fatal(err)
	}
	return *s
}

func (c *console) send(keys string) {
	c.t.Helper()
	if _, err := c.person.WriteString(keys); err != nil {
		c.t.Fatal(err)
	}
}

// wait looks until something holds.
func (c *console) wait(what string, ok func() bool) {
	c.t.Helper()
	tick := time.NewTicker(3 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(patience)
	for !ok() {
		select {
		case <-tick.C:
		case <-deadline:
			c.t.Fatalf("waited in vain for %s; the screen:\n%s\nthe end of what was written: %q", what, c.drawn.Text(), last(c.written(), 400))
		}
	}
}

func last(s string, n int) string { return s[max(0, len(s)-n):] }

// flat is a text without line breaks and columns.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// see waits for texts on the screen.
func (c *console) see(texts ...string) {
	c.t.Helper()
	c.wait(fmt.Sprintf("%q", texts), func() bool {
		shown := flat(c.drawn.Text())
		for _, text := range texts {
			if !strings.Contains(shown, flat(text)) {
				return false
			}
		}
		return true
	})
}

// press types a key until a text comes up: a screen that has just appeared does
// not take every key.
func (c *console) press(key, until string) {
	c.t.Helper()
	c.pressUntil(key, fmt.Sprintf("%q", until), func() bool { return strings.Contains(flat(c.drawn.Text()), until) })
}

// pressUntil types a key until something holds.
func (c *console) pressUntil(key, what string, ok func() bool) {
	c.t.Helper()
	pressed := time.Time{}
	c.wait(fmt.Sprintf("%s after %q", what, key), func() bool {
		if ok() {
			return true
		}
		if time.Since(pressed) > 200*time.Millisecond {
			pressed = time.Now()
			c.send(key)
		}
		return false
	})
}

// end waits until the program is gone and gives its exit code, and the time since
// from. What it wrote is then on the screen.
func (c *console) end(from time.Time) (exit int, took time.Duration) {
	c.t.Helper()
	select {
	case <-c.ended:
	case <-time.After(patience):
		c.t.Fatalf("the program does not end; the screen:\n%s", c.drawn.Text())
	}
	return code(c.t, c.err), time.Since(from)
}

// mark waits until everything that the program wrote has come.
func (c *console) mark() {
	c.t.Helper()
	const end = "the end of it"
	before := strings.Count(c.written(), end)
	if _, err := c.tty.WriteString("\n" + end + "\n"); err != nil {
		c.t.Fatal(err)
	}
	c.wait("the end", func() bool { return strings.Count(c.written(), end) > before })
}

var (
	modeSwitch = regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`)
	otherKeys  = regexp.MustCompile(`\x1b\[>4(;[0-9]*)?m`)
	kittyPush  = regexp.MustCompile(`\x1b\[>[0-9]+u`)
	kittyPop   = regexp.MustCompile(`\x1b\[<[0-9]*u`)
	title      = regexp.MustCompile(`\x1b\][02];([^\a\x1b]*)(\a|\x1b\\)`)
	cursorLook = regexp.MustCompile(`\x1b\[([0-9]*) q`)
)

// leftOn returns what escape sequences switched on and nobody switched off.
func leftOn(written string) []string {
	var out []string
	state := map[string]string{}
	for _, m := range modeSwitch.FindAllStringSubmatch(written, -1) {
		for mode := range strings.SplitSeq(m[1], ";") {
			state[mode] = m[2]
		}
	}
	for mode, is := range state {
		if usual := map[bool]string{true: "h", false: "l"}[mode == "25" || mode == "7"]; is != usual {
			out = append(out, "mode "+mode+is)
		}
	}
	for name, look := range map[string]*regexp.Regexp{"title": title, "cursor": cursorLook} {
		if all := look.FindAllStringSubmatch(written, -1); len(all) > 0 && strings.Trim(all[len(all)-1][1], "0") != "" {
			out = append(out, name+" "+all[len(all)-1][1])
		}
	}
	if all := otherKeys.FindAllStringSubmatch(written, -1); len(all) > 0 && strings.Trim(all[len(all)-1][1], ";0") != "" {
		out = append(out, "modifyOtherKeys")
	}
	if on, off := len(kittyPush.FindAllString(written, -1)), len(kittyPop.FindAllString(written, -1)); on != off {
		out = append(out, fmt.Sprintf("%d of %d kitty keyboards", on-off, on))
	}
	return out
}

// restored checks that the terminal is as it was before the program.
func (c *console) restored() {
	c.t.Helper()
	if now := c.state(); now != c.before {
		c.t.Errorf("the terminal's state is %+v, it was %+v", now, c.before)
	}
	if on := leftOn(c.written()); len(on) > 0 {
		c.t.Errorf("left on: %q; the end of what was written: %q", on, last(c.written(), 300))
	}
}

func TestWhatIsLeftOnIsFound(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"\x1b[?1049h\x1b[?25l":                 "mode 1049h",
		"\x1b[?25l":                            "mode 25l",
		"\x1b[?1000;1006h\x1b[?1000l":          "mode 1006h",
		"\x1b[>4;2m":                           "modifyOtherKeys",
		"\x1b[>1u\x1b[>1u\x1b[<u":              "1 of 2 kitty keyboards",
		"\x1b]2;sttwizard\a":                   "title sttwizard",
		"\x1b[5 q":                             "cursor 5",
		"\x1b[?2004h\x1b[?25l plain \x1b[?25h": "mode 2004h",
	} {
		if got := leftOn(written); !strings.Contains(strings.Join(got, ", "), want) {
			t.Errorf("%q leaves %q, want %s", written, got, want)
		}
	}
	if got := leftOn("\x1b[?1049h\x1b[?25l\x1b[>4;2m\x1b[>1u\x1b]2;x\a\x1b[5 q\x1b[0 q\x1b]2;\a\x1b[<1u\x1b[>4m\x1b[?1049l\x1b[?25h"); len(got) > 0 {
		t.Errorf("all was switched off, but found %q", got)
	}
}
