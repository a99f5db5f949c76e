package scenes

import (
	"context"
	"fmt"
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
	steps         *screen.Steps
	clock         *clock
	leave         context.CancelFunc
	width, height int
	light         bool
	film          *screen.Film // of what is seen; nil: none is made
	still         int          // the picture of the film that stands where nothing may move
	err           error
}

func newStage(w *world, o ui.Options, width, height int, light bool) *stage {
	ctx, leave := context.WithCancel(context.Background())
	steps := screen.NewSteps(w.clock.Now)
	o.FixedBackground, o.Light, o.After = true, light, steps.After
	o.Suspension.Suspend = func() error { return nil } // in the help, on every system
	s := &stage{
		model: ui.New(ctx, w.session, o), steps: steps, clock: w.clock, leave: leave,
		width: width, height: height, light: light,
	}
	steps.Model = s.model
	steps.Run(s.model.Init())
	s.take(tea.WindowSizeMsg{Width: width, Height: height})
	return s
}

// take hands a message to the model and runs what comes of it.
func (s *stage) take(msg tea.Msg) {
	if s.err != nil {
		return
	}
	if s.steps.Tell(msg); s.steps.Err != nil {
		s.fail(s.steps.Err.Error())
	}
}

// press types keys by the names that Bubble Tea gives them.
func (s *stage) press(names ...string) {
	for _, name := range names {
		msg, ok := screen.Key(name)
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
	s.hold(keyTime)
}

// pass lets time go by: timers fire at their times.
func (s *stage) pass(d time.Duration) {
	end := s.clock.Now().Add(d)
	for s.err == nil {
		wait := s.steps.Next(end)
		if wait == nil {
			break
		}
		s.clock.moveTo(wait.At)
		if s.steps.Ring(wait, s.clock.Now()); s.steps.Err != nil {
			s.fail(s.steps.Err.Error())
		}
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

// looks are those of the terminal.
func (s *stage) looks() screen.Options {
	return screen.Options{Width: s.width, Height: s.height, Light: s.light}
}

// shown draws the last view on an emulated terminal. The cursor is hidden, as Bubble Tea
// hides it.
func (s *stage) shown() *screen.Terminal {
	t := screen.NewTerminal(s.looks(), nil)
	fmt.Fprint(t, "\x1b[?25l"+s.model.View().Content) // a Terminal takes everything
	return t
}

// resize gives the window another size.
func (s *stage) resize(width, height int) {
	s.take(tea.WindowSizeMsg{Width: width, Height: height})
	s.width, s.height = width, height
	s.model.View() // drawing fits fields into it
}

// close ends the story; commands that wait go home.
func (s *stage) close() {
	s.leave()
	s.steps.Close()
}
