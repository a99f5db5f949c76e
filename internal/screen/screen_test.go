package screen_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"go.uber.org/goleak"

	"sttwizard/internal/screen"
)

// note is the smallest program with everything that the screen has to show:
// it writes down what was typed and what it learned of the terminal.
type note struct {
	typed         string
	pastes        []string
	events        []string
	width, height int
	background    string
	quitting      bool
}

func (n *note) Init() tea.Cmd { return tea.RequestBackgroundColor }

func (n *note) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		n.width, n.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		n.background = "light"
		if msg.IsDark() {
			n.background = "dark"
		}
	case tea.PasteMsg:
		n.pastes = append(n.pastes, msg.Content)
	case tea.KeyPressMsg:
		return n.key(msg)
	case told:
		n.events = append(n.events, string(msg))
	}
	return n, nil
}

type told string

func (n *note) key(msg tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	if msg.Text != "" {
		n.typed += msg.Text
		return n, nil
	}
	n.events = append(n.events, msg.String())
	switch msg.String() {
	case "ctrl+c":
		n.quitting = true
		return n, tea.Quit
	case "backspace":
		n.typed = n.typed[:max(0, len(n.typed)-1)]
	}
	return n, nil
}

func (n *note) View() tea.View {
	red := lipgloss.NewStyle().Foreground(lipgloss.Color("#ff0000")).Bold(true)
	v := tea.NewView(fmt.Sprintf("%s %dx%d\nbackground [%s]\ntyped [%s]\npastes %d %q\nevents %s",
		red.Render("note"), n.width, n.height, n.background, n.typed, len(n.pastes), strings.Join(n.pastes, ","), strings.Join(n.events, " ")))
	v.AltScreen = true
	return v
}

func start(t *testing.T, o screen.Options) (*screen.Screen, *note) {
	t.Helper()
	n, before := &note{}, goleak.IgnoreCurrent()
	s := screen.Start(n, o)
	t.Cleanup(func() {
		s.Close()
		goleak.VerifyNone(t, before)
	})
	return s, n
}

func TestABurstArrivesWholeAndInOrder(t *testing.T) {
	s, n := start(t, screen.Options{})
	s.Send("town" + screen.Down + "-hall" + screen.Enter + screen.F1 + "x" + screen.Backspace)
	s.See(t, "typed [town-hall]", "events down enter f1 backspace")
	s.Send(screen.CtrlC)
	if err := s.Wait(); err != nil {
		t.Fatal(err)
	}
	if s.Final() != tea.Model(n) || !n.quitting {
		t.Errorf("the model after the end is %#v", s.Final())
	}
}

func TestKeysHaveTheNamesThatProgramsKnow(t *testing.T) {
	s, _ := start(t, screen.Options{Width: 200})
	s.Send(screen.Tab + screen.ShiftTab + screen.Up + screen.Left + screen.Right + screen.Home + screen.End +
		screen.PageUp + screen.PageDown + screen.Delete + screen.Insert)
	s.See(t, "tab shift+tab up left right home end pgup pgdown delete insert")
	s.Send(screen.CtrlG + screen.CtrlR + screen.CtrlS + screen.CtrlU + screen.CtrlO + screen.CtrlZ)
	s.See(t, "ctrl+g ctrl+r ctrl+s ctrl+u ctrl+o ctrl+z")
}

func TestEscFollowedByTextIsTheEscKey(t *testing.T) {
	s, _ := start(t, screen.Options{})
	for range 3 {
		s.Send(screen.Esc)
		s.Send("x")
	}
	s.See(t, "typed [xxx]", "events esc esc esc")
	s.Send("y" + screen.Esc)
	s.Send(screen.Down)
	s.See(t, "typed [xxxy]", "esc down")
}

func TestAPasteIsOneMessageWithItsNewlines(t *testing.T) {
	s, n := start(t, screen.Options{})
	long := strings.Repeat("0123456789abcdef", 600) + "\nend"
	s.Paste("two\nlines")
	s.See(t, `pastes 1 "two\nlines"`)
	s.Paste(long)
	s.See(t, "pastes 2")
	s.Quit()
	if err := s.Wait(); err != nil {
		t.Fatal(err)
	}
	if len(n.pastes) != 2 || n.pastes[1] != long {
		t.Errorf("the long paste came as %d bytes of %d", len(n.pastes[1]), len(long))
	}
}

func TestAResizeReachesProgramAndTerminal(t *testing.T) {
	s, _ := start(t, screen.Options{Width: 100, Height: 30})
	s.See(t, "note 100x30")
	for _, size := range [][2]int{{40, 12}, {120, 40}, {60, 20}} {
		s.Resize(size[0], size[1])
		s.See(t, fmt.Sprintf("note %dx%d", size[0], size[1]))
		if got := len(s.Lines()); got != size[1] {
			t.Errorf("%d rows after a resize to %d", got, size[1])
		}
	}
}

func TestTheBackgroundQueryIsAnswered(t *testing.T) {
	for name, c := range map[string]struct {
		o    screen.Options
		want string
	}{
		"a dark terminal says so":            {screen.Options{}, "background [dark]"},
		"a light terminal says so":           {screen.Options{Light: true}, "background [light]"},
		"a silent terminal says nothing":     {screen.Options{Silent: true}, "background []"},
		"a silent light one nothing as well": {screen.Options{Silent: true, Light: true}, "background []"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(t, c.o)
			s.Send("k")
			s.See(t, "typed [k]", c.want)
			s.Settle(t)
			s.See(t, c.want)
		})
	}
}

func TestColoursFollowTheEnvironment(t *testing.T) {
	for name, c := range map[string]struct {
		env  []string
		want bool
	}{
		"all colours":        {nil, true},
		"NO_COLOR takes all": {[]string{"NO_COLOR=1"}, false},
		"a dumb terminal":    {[]string{"TERM=dumb"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(t, screen.Options{Env: c.env})
			s.See(t, "note 80x24")
			if got := strings.Contains(s.SVG(screen.SVGOptions{}), "#ff0000"); got != c.want {
				t.Errorf("red on the screen: %v, want %v", got, c.want)
			}
		})
	}
}

func TestBytesAreCountedAndAStillScreenWritesNone(t *testing.T) {
	s, _ := start(t, screen.Options{})
	s.See(t, "background [dark]")
	s.Settle(t)
	before := s.Bytes()
	s.Settle(t)
	if got := s.Bytes() - before; got != 0 {
		t.Errorf("%d bytes for nothing", got)
	}
	s.Send("a")
	s.Settle(t)
	if got := s.Bytes() - before; got < 2 || got > 60 {
		t.Errorf("%d bytes for one character", got)
	}
	if c := s.Cost(); c.Keys != 1 || c.Slowest <= 0 || c.Total < c.Slowest {
		t.Errorf("the cost of one key is %+v", c)
	}
}

func TestSettleWaitsForEveryKeyTypedBefore(t *testing.T) {
	s, n := start(t, screen.Options{})
	for i := range 5 {
		s.Send(strings.Repeat("k", 1000))
		s.Settle(t)
		// Quiet now, so the model may be read; -race would tell otherwise.
		if len(n.typed) != 1000*(i+1) {
			t.Fatalf("%d keys handled of %d", len(n.typed), 1000*(i+1))
		}
	}
}

// A busy machine draws late; here every frame is.
func TestSettleWaitsForWhatWasDrawn(t *testing.T) {
	s, _ := start(t, screen.Options{Program: []tea.ProgramOption{tea.WithFPS(2)}})
	for _, typed := range []string{"a", "ab"} {
		s.Send(typed[len(typed)-1:])
		s.Settle(t)
		if want := "typed [" + typed + "]"; !strings.Contains(s.Text(), want) {
			t.Errorf("the screen does not show %q yet:\n%s", want, s.Text())
		}
	}
}

func TestTellAndGone(t *testing.T) {
	s, _ := start(t, screen.Options{})
	s.Send("abc")
	s.See(t, "[abc]")
	s.Tell(told("news"))
	s.See(t, "events news")
	s.Send(screen.Backspace)
	s.Gone(t, "[abc]")
}

func TestWaitForNamesWhatIsMissing(t *testing.T) {
	s, _ := start(t, screen.Options{})
	s.See(t, "typed []")
	err := s.WaitFor(30*time.Millisecond, "typed", "nowhere")
	if err == nil || !strings.Contains(err.Error(), `"nowhere"`) || strings.Contains(err.Error(), `"typed"`) || !strings.Contains(err.Error(), "note 80x24") {
		t.Errorf("the error is %v", err)
	}
	if err := s.WaitGone(30*time.Millisecond, "typed"); err == nil {
		t.Error("what is there counts as gone")
	}
}

func TestWaitingEndsWithTheProgram(t *testing.T) {
	s, _ := start(t, screen.Options{})
	s.Quit()
	began := time.Now()
	if err := s.WaitFor(screen.Patience, "nowhere"); err == nil || !strings.Contains(err.Error(), "has ended") {
		t.Errorf("the error is %v", err)
	}
	if time.Since(began) > screen.Patience/2 {
		t.Error("it waited for a program that had ended")
	}
	s.Send("late" + screen.Esc)
	s.Resize(10, 10)
	if err := s.Wait(); err != nil {
		t.Error(err)
	}
}

func TestCloseEndsAProgramThatDoesNotQuit(t *testing.T) {
	s, _ := start(t, screen.Options{})
	s.Close()
	s.Close()
	if err := s.Wait(); !errors.Is(err, tea.ErrProgramKilled) {
		t.Errorf("the error is %v", err)
	}
}

func TestTextKeepsWideCharactersAndTrimsBlanks(t *testing.T) {
	term := screen.NewTerminal(screen.Options{Width: 20, Height: 4}, nil)
	defer term.Close()
	fmt.Fprint(term, "日本 x   \n\né ┌─┐ \n")
	if got, want := term.Text(), "日本 x\n\né ┌─┐"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if got := term.Lines(); len(got) != 4 || got[3] != "" {
		t.Errorf("lines %q", got)
	}
}

func TestATerminalGoesOnWhenNobodyTakesItsAnswers(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	term := screen.NewTerminal(screen.Options{}, hungUp{})
	defer term.Close()
	for range 3 {
		fmt.Fprint(term, "\x1b]11;?\x07")
	}
	fmt.Fprint(term, "still here")
	if got := term.Text(); got != "still here" {
		t.Errorf("text %q", got)
	}
}

type hungUp struct{}

func (hungUp) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
