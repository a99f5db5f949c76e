package mouse

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Spot is a place of the screen and what the mouse does there.
type Spot struct {
	Key   string         // the key that a click presses; empty: none
	Do    func() tea.Cmd // what a click does instead; nil: nothing
	Wheel func(by int)   // what the wheel does, down above 0; nil: what it does elsewhere
}

// Spots are those of one frame. A nil *Spots marks nothing.
type Spots struct {
	marks bool
	all   []Spot
	last  click
	again bool
}

// click is where and when somebody clicked.
type click struct {
	x, y int
	at   time.Time
}

// doubleClick is within which time two clicks at a cell are one double click.
const doubleClick = 500 * time.Millisecond

// Clicked notes a click at a cell.
func (s *Spots) Clicked(x, y int, at time.Time) {
	s.again = x == s.last.x && y == s.last.y && !s.last.at.IsZero() && at.Sub(s.last.at) < doubleClick
	s.last = click{x, y, at}
}

// Again reports whether the click is the second one of a double click. Where one click does
// it all the second means the same, whatever came to stand there since.
func (s *Spots) Again() bool { return s != nil && s.again }

// Read has a frame drawn with its spots marked.
func (s *Spots) Read(draw func() string) Frame {
	s.marks, s.all = true, nil
	defer func() { s.marks = false }()
	drawn := draw()
	return Frame{lines: strings.Split(drawn, "\n"), spots: s.all}
}

// Marked reports whether the frame that is being drawn has its spots marked.
func (s *Spots) Marked() bool { return s != nil && s.marks }

// Mark makes a text a spot, each of its lines by itself, since texts are joined line by
// line. Of spots in each other the inner one counts.
func (s *Spots) Mark(text string, spot Spot) string {
	if !s.Marked() {
		return text
	}
	s.all = append(s.all, spot)
	begin, end := mark(len(s.all)), mark(0)
	return begin + strings.ReplaceAll(text, "\n", end+"\n"+begin) + end
}

// Key makes a text a spot that presses a key.
func (s *Spots) Key(text, name string) string { return s.Mark(text, Spot{Key: name}) }

// Row makes a row of a list a spot that wide: a click goes to it and, where one stands on
// it already, is enter.
func (s *Spots) Row(text string, width int, here bool, to func()) string {
	if !s.Marked() {
		return text
	}
	spot := Spot{Key: "enter"}
	if !here {
		spot = Spot{Do: func() tea.Cmd { to(); return nil }}
	}
	return s.Area(text, width, spot)
}

// Area makes all lines of a text a spot that wide, also where nothing is written.
func (s *Spots) Area(text string, width int, spot Spot) string {
	if !s.Marked() {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] += strings.Repeat(" ", max(0, width-ansi.StringWidth(l)))
	}
	return s.Mark(strings.Join(lines, "\n"), spot)
}

// mark begins a spot by its number; 0 ends the innermost one.
func mark(n int) string { return "\x1b[" + strconv.Itoa(n) + final }

// final ends a mark: a sequence without columns that nothing else draws.
const final = "z"

// Frame is a drawn screen whose spots are known.
type Frame struct {
	lines []string
	spots []Spot
}

// At returns the spots at a cell, the innermost first.
func (f Frame) At(x, y int) []Spot {
	if y < 0 || y >= len(f.lines) || x < 0 {
		return nil
	}
	var open []Spot
	at, state := 0, byte(0)
	for line := f.lines[y]; line != ""; {
		seq, width, n, next := ansi.DecodeSequence(line, state, nil)
		if at += width; width > 0 && at > x {
			return open
		}
		if number, ok := marked(seq); ok && number > 0 {
			open = append([]Spot{f.spots[number-1]}, open...)
		} else if ok && len(open) > 0 {
			open = open[1:]
		}
		line, state = line[n:], next
	}
	return nil
}

// marked returns the number of a mark.
func marked(seq string) (number int, ok bool) {
	digits, begins := strings.CutPrefix(seq, "\x1b[")
	digits, ends := strings.CutSuffix(digits, final)
	if !begins || !ends {
		return 0, false
	}
	number, err := strconv.Atoi(digits)
	return number, err == nil
}
