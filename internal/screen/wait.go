package screen

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/clock/clocktest"
)

// Patience is how long See, Gone, Settle and Wait wait for what must happen: the
// patience of the whole suite.
var Patience = clocktest.Patience()

const (
	look  = 2 * time.Millisecond  // between two looks
	still = 40 * time.Millisecond // without output: several frames of 120 a second
)

var (
	errLate  = errors.New("not in time")
	errEnded = errors.New("the program has ended")
)

// TB is what the helpers need of a *testing.T.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// until looks whether ok holds until it does, the time is over or the program
// has ended; a program's last frame still counts.
func (s *Screen) until(limit time.Duration, ok func() bool) error {
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	tick := time.NewTicker(look)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-s.ended:
			if ok() {
				return nil
			}
			return fmt.Errorf("%w: %w", errEnded, s.reason())
		case <-deadline.C:
			return fmt.Errorf("%w (%v)", errLate, limit)
		}
	}
	return nil
}

func (s *Screen) reason() error {
	if s.err == nil {
		return errors.New("by itself, without an error")
	}
	return s.err
}

// WaitFor waits until every one of subs is on the screen at the same time. Its
// error names what is missing and shows the screen.
func (s *Screen) WaitFor(limit time.Duration, subs ...string) error {
	err := s.until(limit, func() bool { return len(missing(s.Text(), subs)) == 0 })
	if err == nil {
		return nil
	}
	text := s.Text()
	return fmt.Errorf("%w: want %q on the screen:\n%s", err, missing(text, subs), text)
}

// WaitGone waits until none of subs is on the screen. Its error shows the
// screen.
func (s *Screen) WaitGone(limit time.Duration, subs ...string) error {
	err := s.until(limit, func() bool { return len(missing(s.Text(), subs)) == len(subs) })
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: want none of %q on the screen:\n%s", err, subs, s.Text())
}

// WaitSettled waits until the program has handled everything that was typed so
// far and has drawn what came of it. It does not wait for the model's commands.
func (s *Screen) WaitSettled(limit time.Duration) error {
	mark := s.typeMark()
	err := s.until(limit, func() bool {
		reached, _, quiet := s.seen.read()
		return reached >= mark && quiet > still && s.quiet() > still && s.shows(s.seen.latest())
	})
	if err != nil {
		return fmt.Errorf("%w: want a still screen:\n%s", err, s.Text())
	}
	return nil
}

// shows reports whether a view that fills the screen is what the terminal shows, colours
// aside. Of other views nobody knows where they stand: they count as shown. A machine
// that is busy draws long after a view was made.
func (t *Terminal) shows(v tea.View) bool {
	if !v.AltScreen {
		return true
	}
	width, height := t.size()
	want := NewTerminal(Options{Width: width, Height: height}, nil)
	defer want.Close()
	lines := strings.Split(v.Content, "\n")
	lines = lines[:min(len(lines), height)]
	for i, line := range lines {
		lines[i] = ansi.Truncate(line, width, "")
	}
	_, _ = want.Write([]byte(strings.Join(lines, "\n")))
	return want.Text() == t.Text()
}

// typeMark types a mark and gives its number; marks come through in order.
func (s *Screen) typeMark() int {
	s.marking.Lock()
	defer s.marking.Unlock()
	s.marks++
	_, _ = s.in.Write([]byte(markKeys(s.marks)))
	return s.marks
}

// lastMark ends the typing and waits until all of it was handled: a
// program that ends over an unread key leaves Bubble Tea's reader behind.
func (s *Screen) lastMark() {
	s.marking.Lock()
	defer s.marking.Unlock()
	s.marks++
	s.in.seal(markKeys(s.marks))
	_ = s.until(Patience, func() bool {
		reached, _, _ := s.seen.read()
		return reached >= s.marks
	})
}

// See fails the test unless every one of subs comes up on the screen.
func (s *Screen) See(t TB, subs ...string) {
	t.Helper()
	if err := s.WaitFor(Patience, subs...); err != nil {
		t.Fatalf("%v", err)
	}
}

// Gone fails the test unless all of subs vanish from the screen. It passes at
// once when they were not there, so see them or what follows first.
func (s *Screen) Gone(t TB, subs ...string) {
	t.Helper()
	if err := s.WaitGone(Patience, subs...); err != nil {
		t.Fatalf("%v", err)
	}
}

// Settle fails the test unless the program comes to rest, see [Screen.WaitSettled].
func (s *Screen) Settle(t TB) {
	t.Helper()
	if err := s.WaitSettled(Patience); err != nil {
		t.Fatalf("%v", err)
	}
}

func missing(text string, subs []string) []string {
	var out []string
	for _, sub := range subs {
		if !strings.Contains(text, sub) {
			out = append(out, sub)
		}
	}
	return out
}
