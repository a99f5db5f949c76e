package scenes

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/screen"
	"sttwizard/ui"
)

// stage runs the screens in a world. Its first mistake stays in err, and what
// is asked of it afterwards is not done.
type stage struct {
	model         *ui.Model
	clock         *clock
	leave         context.CancelFunc
	width, height int
	light         bool
	waiting       map[*timer]chan tea.Msg // commands that wait for a time
	err           error
}

func newStage(w *world, o ui.Options, width, height int, light bool) *stage {
	ctx, leave := context.WithCancel(context.Background())
	o.FixedBackground, o.Light, o.After = true, light, w.clock.After
	o.Suspension.Suspend = func() error { return nil } // in the help, on every system
	s := &stage{
		model: ui.New(ctx, w.session, o), clock: w.clock, leave: leave,
		width: width, height: height, light: light, waiting: map[*timer]chan tea.Msg{},
	}
	s.run(s.model.Init())
	s.take(tea.WindowSizeMsg{Width: width, Height: height})
	return s
}

// run runs a command until it has its message or waits for a time.
func (s *stage) run(cmd tea.Cmd) {
	if cmd == nil || s.err != nil {
		return
	}
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	s.await(done)
}

func (s *stage) await(done chan tea.Msg) {
	select {
	case msg := <-done:
		s.take(msg)
	case t := <-s.clock.asked:
		s.waiting[t] = done
	case <-time.After(screen.Patience):
		s.fail("a command does not come back")
	}
}

var commandList = reflect.TypeFor[[]tea.Cmd]()

// take hands a message to the model and runs what comes of it. Several commands
// run in their order; Bubble Tea's type for a sequence has no name outside.
func (s *stage) take(msg tea.Msg) {
	if msg == nil || s.err != nil {
		return
	}
	if v := reflect.ValueOf(msg); v.CanConvert(commandList) {
		for _, cmd := range v.Convert(commandList).Interface().([]tea.Cmd) {
			s.run(cmd)
		}
		return
	}
	_, cmd := s.model.Update(msg)
	s.run(cmd)
}

// press types keys by the names that Bubble Tea gives them.
func (s *stage) press(names ...string) {
	for _, name := range names {
		msg, ok := keyNamed(name)
		if !ok {
			s.fail("there is no key " + name)
			return
		}
		s.key(msg)
	}
}

// write types a text, letter by letter.
func (s *stage) write(text string) {
	for _, r := range text {
		s.key(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// key takes a key on a screen that has been drawn, since drawing fits fields
// into it.
func (s *stage) key(msg tea.KeyPressMsg) {
	s.model.View()
	s.take(msg)
}

// pass lets time go by: timers fire at their times.
func (s *stage) pass(d time.Duration) {
	end := s.clock.Now().Add(d)
	for s.err == nil {
		t := s.clock.next(end)
		if t == nil {
			break
		}
		done := s.waiting[t]
		delete(s.waiting, t)
		t.due <- s.clock.Now()
		s.await(done)
	}
	s.clock.moveTo(end)
}

// see makes sure that the story is where it should be.
func (s *stage) see(texts ...string) {
	shown := s.text()
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			s.fail(fmt.Sprintf("%q is not on the screen:\n%s", text, shown))
			return
		}
	}
}

func (s *stage) text() string { return ansi.Strip(s.model.View().Content) }

func (s *stage) fail(why string) {
	if s.err == nil {
		s.err = fmt.Errorf("%s", why)
	}
}

// picture draws the last view on an emulated terminal. The cursor is hidden, as
// Bubble Tea hides it.
func (s *stage) picture(title string) string {
	t := screen.NewTerminal(screen.Options{Width: s.width, Height: s.height, Light: s.light}, nil)
	defer t.Close()
	fmt.Fprint(t, "\x1b[?25l"+s.model.View().Content) // a Terminal takes everything
	return t.SVG(screen.SVGOptions{Title: title})
}

// close ends the story; commands that wait go home.
func (s *stage) close() {
	s.leave()
	for _, done := range s.waiting {
		<-done
	}
}
