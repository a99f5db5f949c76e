package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
	"sttwizard/internal/terminal"
)

const ctrlZ = "\x1a"

// shell stands for the shell above the program: away says that the program has
// gone to the background, and fg brings it back.
type shell struct {
	away, fg chan struct{}
	err      error // what the suspension ends with
}

func newShell() *shell { return &shell{away: make(chan struct{}, 1), fg: make(chan struct{})} }

func (s *shell) options() Options {
	return Options{Suspension: terminal.Suspension{Suspend: func() error {
		s.away <- struct{}{}
		<-s.fg
		return s.err
	}}}
}

// suspend presses ctrl+z and waits until the program is in the background.
func (s *shell) suspend(r *rig) {
	r.t.Helper()
	r.Send(ctrlZ)
	select {
	case <-s.away:
	case <-time.After(term.Patience):
		r.t.Fatalf("ctrl+z does not suspend; the screen:\n%s", r.Text())
	}
	r.t.Cleanup(func() { // a test that failed must not wait for the shell
		select {
		case s.fg <- struct{}{}:
		default:
		}
	})
	// A reader that is no terminal's can't be taken back and drops what it reads
	// next: a key that means nothing. One that had not begun to read has ended.
	r.Send("\x1b[15~")
	r.wait("the old reader's end", func() bool { return r.AllRead() || !r.IsReading() })
}

// modeAfter returns whether a mode of the terminal was last switched on in a text.
func modeAfter(written, mode string) bool {
	return strings.LastIndex(written, "\x1b[?"+mode+"h") > strings.LastIndex(written, "\x1b[?"+mode+"l")
}

func TestCtrlZGivesTheTerminalBackAndTheSameScreenReturns(t *testing.T) {
	t.Parallel()
	s := newShell()
	r := start(t, rigOptions{ui: s.options()})
	r.keys("ntown", "Channel name")
	r.settled()
	before := r.Text()
	s.suspend(r)
	written := r.written()
	if modeAfter(written, "1049") || modeAfter(written, "2004") || !modeAfter(written, "25") {
		t.Errorf("the terminal is not as the shell left it: %q", written[max(0, len(written)-200):])
	}
	if r.Text() == before {
		t.Error("the screen still stands there")
	}
	if data, _, err := r.session.LoadDraft(); err != nil || !strings.Contains(string(data), "town") {
		t.Errorf("the answers are not kept while nobody may return: %q, %v", data, err)
	}
	s.fg <- struct{}{}
	r.wait("the same screen", func() bool { return r.Text() == before })
	if !modeAfter(r.written(), "1049") {
		t.Error("the screen is drawn over the shell's")
	}
	r.keys("-hall", "town-hall")
	r.mustText("rtcConfig.channelName", "town-hall")
}

func TestAStartUnderWayMayBeSuspended(t *testing.T) {
	t.Parallel()
	s := newShell()
	r := start(t, rigOptions{ui: s.options()})
	r.toReview()
	release := r.wire.Hold("start")
	defer release()
	r.calm()
	r.keys("s", "x stop it as soon as it is known")
	s.suspend(r)
	r.mustState(attempt.Sending) // what a person sees from another window
	release()
	r.clock.Pass(time.Minute)
	s.fg <- struct{}{}
	r.live(time.Second/2, "IN_PROGRESS")
	r.mustState(attempt.Started)
	if n := len(r.ledger().Tasks); n != 1 || r.wire.Calls("start") != 1 {
		t.Errorf("%d tasks of %d starts", n, r.wire.Calls("start"))
	}
}

func TestAWatchedTaskIsAskedForAgainAfterwards(t *testing.T) {
	t.Parallel()
	s := newShell()
	r := start(t, rigOptions{ui: s.options()})
	r.toReview()
	r.running()
	s.suspend(r)
	before := r.wire.Calls("query")
	r.clock.Pass(2 * time.Hour)
	s.fg <- struct{}{}
	r.live(time.Second, "● Running", "2 h")
	r.wait("another question", func() bool { r.clock.Pass(time.Second); return r.wire.Calls("query") > before })
}

func TestKeysAreHeldWhenTheScreenReturns(t *testing.T) {
	t.Parallel()
	s := newShell()
	r := start(t, rigOptions{ui: s.options()})
	r.toReview()
	r.calm()
	s.suspend(r)
	s.fg <- struct{}{}
	r.see("ready to send")
	r.settled()
	r.keys("s", "this screen has just appeared: press s again")
}

func TestCtrlZIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Height: 40}, ui: Options{Suspension: terminal.Suspension{Why: "ctrl+z does nothing here: no shell is above sttwizard that could bring it back"}}})
	r.keys("ntown", "Channel name")
	r.keys(ctrlZ, "no shell is above sttwizard that could bring it back")
	r.mustText("rtcConfig.channelName", "town")
	r.keys(term.F1, "Keys", "leave; nothing that was answered")
	r.mustNot("suspend")
}

func TestASuspensionThatDidNotHappenIsTold(t *testing.T) {
	t.Parallel()
	s := newShell()
	s.err = terminal.ErrNotSuspended
	r := start(t, rigOptions{ui: s.options()})
	r.keys("ntown", "Channel name")
	s.suspend(r)
	s.fg <- struct{}{}
	r.see("the terminal did not take the program to the background")
	r.keys("-hall", "town-hall")
	r.mustText("rtcConfig.channelName", "town-hall")
}

// Where the system has no such thing, the key is nothing, in a text field too.
func TestCtrlZIsNothingWithoutAShell(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.keys("ntown", "Channel name")
	r.keys(ctrlZ+"-hall", "town-hall")
	r.mustText("rtcConfig.channelName", "town-hall")
	r.keys(term.F1, "Keys")
	r.mustNot("ctrl+z")
}

// Update alone: what a key makes of the model, without a program around it.
func TestASuspensionIsOneCommandAndItsEndAFact(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.idle() // keys typed before home is read are kept for later
	r.Close()
	m, gone := r.model, 0
	press := tea.KeyPressMsg{Code: 'z', Mod: tea.ModCtrl}
	if _, cmd := m.Update(press); cmd != nil {
		t.Error("ctrl+z does something although the system has no such thing")
	}
	m.o.Suspension = terminal.Suspension{Why: "no reason"}
	if _, cmd := m.Update(press); cmd != nil || m.note != "no reason" || !m.noteBad {
		t.Errorf("refused, it leaves the note %q", m.note)
	}
	m.o.Suspension = terminal.Suspension{Suspend: func() error { gone++; return nil }}
	_, cmd := m.Update(press)
	if cmd == nil || m.note != "" || gone != 0 {
		t.Fatalf("the model itself went away (%d), note %q", gone, m.note)
	}
	if err := suspension(m.o.Suspension.Suspend).Run(); err != nil || gone != 1 {
		t.Errorf("gone %d times, %v", gone, err)
	}
	r.clock.Pass(time.Minute)
	if _, cmd := m.Update(resumedMsg{}); cmd == nil || m.note != "" || !m.shownAt.Equal(r.clock.Now()) {
		t.Errorf("back with the note %q, shown at %v", m.note, m.shownAt)
	}
	m.Update(resumedMsg{errors.New("the draft can't be kept")})
	if m.note != "the draft can't be kept" || !m.noteBad {
		t.Errorf("a failure is told as %q", m.note)
	}
}
