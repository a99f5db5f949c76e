package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// canBeClicked looks at the screen that a rig ended on: each key of the footer, each
// answer of a question and each row that the arrows reach is there for a click.
func (r *rig) canBeClicked(t *testing.T, nth int) {
	r.clock.Pass(holdFor)
	for i, size := range sizes[:4] {
		r.model.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		if r.model.note = ""; i == nth%4 {
			rowsCanBeClicked(t, r.model)
		}
		keysCanBeClicked(t, r.model)
		if _, card := r.model.dialog(r.model.frame()); card {
			onlyTheDialogIsClicked(t, r.model)
		}
	}
}

// keysCanBeClicked looks at the cells of the footer, and of a question's answers.
func keysCanBeClicked(t *testing.T, m *Model) {
	lines, frame := strings.Split(ansi.Strip(m.View().Content), "\n"), m.frameOfSpots()
	told := func(y int, b binding, text string) {
		at := strings.Index(lines[y], text)
		if at < 0 {
			return
		}
		for x := range ansi.StringWidth(text) {
			spots := frame.At(ansi.StringWidth(lines[y][:at])+x, y)
			if len(spots) == 0 || spots[0].Key != b.Show() && !slices.Contains(b.Keys(), spots[0].Key) {
				t.Errorf("at %dx%d a click on %q of %q presses %v", m.width, m.height, text, lines[y], spots)
				return
			}
		}
	}
	last := len(lines) - 1
	for _, b := range m.bindings() {
		told(last, b, b.Show()+" "+b.What())
		for y := range last {
			told(y, b, words.Capital(b.What())+"   "+b.Show()) // a button
		}
	}
	for x, line := 0, lines[last]; x < ansi.StringWidth(line); x++ {
		blank := strings.TrimSpace(ansi.Cut(line, x, x+1)) == ""
		spots := frame.At(x, last)
		if !blank && (len(spots) == 0 || !pressable(m, spots[0].Key)) {
			t.Errorf("at %dx%d column %d of %q presses nothing: %v", m.width, m.height, x, line, spots)
			return
		}
	}
}

// pressable reports whether a spot's key does something: letters are typed and can't be.
func pressable(m *Model, name string) bool {
	if _, ok := kit.Find(m.bindings(), name); ok || name == "letters" {
		return true
	}
	names := strings.Fields(name)
	_, ok := fieldKeys[names[len(names)-1]]
	return ok
}

// How many rows are clicked on at most on one screen, and passed by to the first one.
const (
	mostRows = 6
	mostUp   = 60
)

// rowsCanBeClicked clicks on all that can be gone to: each click shows what as many
// presses of the down key show, and what the first shows can be clicked on.
func rowsCanBeClicked(t *testing.T, m *Model) {
	if !hasRows(m) {
		return
	}
	shows, ok := belowEachOther(m)
	if !ok {
		return // the arrows do something else here
	}
	reached := map[int]bool{}
	next := strings.Split(ansi.Strip(shows[1]), "\n")
	same := true // nothing above has another look on the next row: what is there is before this one
	for y, line := range strings.Split(ansi.Strip(shows[0]), "\n") {
		same = same && line == next[y]
		x, ok := rowAt(m, line, y)
		if same || !ok {
			continue
		}
		m.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
		now := m.View().Content
		n := slices.Index(shows, now)
		if reached[n] = true; n < 0 && len(reached) <= mostRows {
			t.Errorf("at %dx%d a click on %q shows\n%s", m.width, m.height, line, ansi.Strip(now))
		}
		if n < 0 || pressed(m, tea.KeyUp, n) != shows[0] {
			break
		}
	}
	if !reached[1] {
		t.Errorf("at %dx%d the row that the down key reaches can't be clicked on:\n%s", m.width, m.height, ansi.Strip(shows[0]))
	}
}

// hasRows reports whether the screen may have rows of its own to be gone to: package page
// looks at questions, and the arrows scroll a text and go along buttons.
func hasRows(m *Model) bool {
	switch m.top().(type) {
	case *wizardScreen, *entry:
		return false
	}
	_, long := m.text(m.top())
	down, ok := kit.Find(m.bindings(), "down")
	return !long && (!ok || down.What() != "next button")
}

// pressed presses a key so often and returns what is shown then.
func pressed(m *Model, key rune, times int) string {
	for range times {
		m.Update(tea.KeyPressMsg{Code: key})
	}
	return m.View().Content
}

// belowEachOther returns what is shown on the first row and on those below it; it reports
// false where the arrows don't lead there and back.
func belowEachOther(m *Model) (shows []string, ok bool) {
	start := pressed(m, tea.KeyDown, mostRows)
	for range mostUp { // to the first row
		before := start
		if start = pressed(m, tea.KeyUp, 1); start == before {
			break
		}
	}
	shows = []string{start}
	for range mostRows {
		shows = append(shows, pressed(m, tea.KeyDown, 1))
	}
	return shows, shows[1] != start && pressed(m, tea.KeyUp, mostRows) == start
}

// rowAt returns the first cell of a line that can be gone to, but for the request beside
// the questions.
func rowAt(m *Model, line string, y int) (x int, ok bool) {
	line, _, _ = strings.Cut(line, "│")
	frame := m.frameOfSpots()
	for x := range ansi.StringWidth(line) {
		if spots := frame.At(x, y); len(spots) > 0 && spots[0].Do != nil {
			return x, true
		}
	}
	return 0, false
}

// click clicks on a text of the screen, when that can be clicked on.
func (r *rig) click(text string, subs ...string) {
	r.t.Helper()
	r.see(text)
	r.calm()
	x, y, ok := r.FindText(text)
	if !ok {
		r.t.Fatalf("no line has %q:\n%s", text, r.Text())
	}
	r.Click(x, y)
	r.see(subs...)
}

func TestATaskIsStartedAndStoppedByClicks(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 120, Height: 40}})
	r.click("New task in the sandbox", "Channel name")
	r.keys("town-hall")
	r.click("2 Languages", "Spoken in the channel")
	r.keys("english united")
	r.click("English (United States)", "1 chosen")
	r.click("6 Review", "ready to send")
	r.click("Caption storage", "❯ Caption storage")
	r.click("Caption storage", "Store subtitle files")
	r.click("esc back", "ready to send")
	r.click("Start transcription", "e remind")
	r.mustState(attempt.Started)
	r.live(time.Second, "IN_PROGRESS")
	r.click("x stop", "Stop the task in town-hall?")
	r.click("Stop   y")
	r.live(time.Second, "costs nothing any more")
	r.mustState(attempt.Stopped)
}

func TestTheSecondOfTwoClicksStartsNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	d.minimalWalk("hall")
	d.must("ready to send", "Start transcription")
	for y := range d.m.height {
		for x := range d.m.width {
			d.tell(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
		}
	}
	d.must("ready to send", "❯  Start transcription")
	if n := d.wire.Calls("start"); n > 0 {
		t.Errorf("%d calls", n)
	}
}

func TestTheMouseCanBeLeftToTheTerminal(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{ui: Options{NoMouse: true}})
	r.see("enter new task")
	r.calm()
	x, y, _ := r.FindText("enter new task")
	r.Click(x, y)
	r.Settle(t)
	r.must("enter new task")
	r.keys("?", "Keys")
	r.mustNot("shift+drag")
	if strings.Contains(r.written(), "\x1b[?1002h") {
		t.Error("the terminal is asked for the mouse")
	}
}

func TestTheHelpTellsHowTextIsSelected(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	d.press("?")
	d.must("shift+drag selects text")
}

func TestClicksBesideEverythingDoNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo")})
	d.calm()
	before := d.text()
	for _, at := range [][2]int{{0, 0}, {40, 0}, {5, 1}, {70, 15}, {79, 22}, {-1, -1}, {500, 500}} {
		d.tell(tea.MouseClickMsg{X: at[0], Y: at[1], Button: tea.MouseLeft})
	}
	d.tell(tea.MouseClickMsg{X: 2, Y: 23, Button: tea.MouseRight})
	d.tell(tea.MouseReleaseMsg{X: 2, Y: 23, Button: tea.MouseLeft})
	d.tell(tea.MouseMotionMsg{X: 2, Y: 23, Button: tea.MouseLeft})
	if after := d.text(); after != before {
		t.Errorf("it shows\n%s", after)
	}
}

func TestTheWheelScrolls(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	write(t, home, "config/presets/second.yaml", readyFor("two"))
	d := newDesk(t, rigOptions{home: home})
	turn := func(x, y int, b tea.MouseButton, subs ...string) {
		t.Helper()
		d.tell(tea.MouseWheelMsg{X: x, Y: y, Button: b})
		d.must(subs...)
	}
	d.must("❯ ready")
	turn(5, 9, tea.MouseWheelDown, "❯ second")
	turn(5, 9, tea.MouseWheelUp, "❯ ready")
	d.tell(tea.WindowSizeMsg{Width: 120, Height: 16})
	d.press("n", "alt+2")
	first := strings.Split(d.text(), "\n")
	at := slices.IndexFunc(first, func(l string) bool { return strings.Contains(l, "1 to ") })
	turn(40, at-1, tea.MouseWheelDown, "4 to ")
	turn(40, at-1, tea.MouseWheelUp, "1 to ")
	turn(40, at-1, tea.MouseWheelDown, "4 to ")
	d.press("down")
	d.must("4 to ", "❯ [ ] Arabic (Egypt)") // the cursor went along
	d.tell(tea.WindowSizeMsg{Width: 120, Height: 11})
	d.press("alt+1")
	d.must(`"rtcConfig"`, "more lines below")
	turn(100, 6, tea.MouseWheelDown, "more lines above")
	if strings.Contains(d.text(), "more lines below") {
		t.Errorf("the request is not scrolled:\n%s", d.text())
	}
	turn(100, 6, tea.MouseWheelUp, `"rtcConfig"`, "more lines below")
	d.press("f1")
	turn(40, 8, tea.MouseWheelDown)
	if line := strings.Split(d.text(), "\n")[3]; strings.Contains(line, "enter") {
		t.Errorf("the help is not scrolled:\n%s", d.text())
	}
}

// What a hostile preset is called and says reaches no click: a click on any cell of its
// row goes to the row.
func TestHostileTextsCantBeClicked(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/evil.yaml", "schema: 1\n\"\\e[1z\\e[2zforged\\e[0z\": 1\n")
	write(t, home, "config/presets/first.yaml", readyFor("y"))
	d := newDesk(t, rigOptions{home: home})
	d.calm()
	d.must("forged")
	for y, line := range strings.Split(d.text(), "\n") {
		at := strings.Index(line, "forged")
		if at < 0 {
			continue
		}
		for x := range len("forged") {
			if spots := d.m.frameOfSpots().At(at+x, y); len(spots) > 1 {
				t.Errorf("%q has %d spots", line, len(spots))
			}
		}
	}
}
