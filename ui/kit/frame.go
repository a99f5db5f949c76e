package kit

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/terminal"
)

// The smallest screen that works. Below it a line says so.
const (
	LeastWidth  = 40
	LeastHeight = 10
)

const (
	// low is the height below which the frame gives its lower rule to the body.
	low = 16
	// wide is the width from which the top line has room for more than the title.
	wide = 80
	// dash is what rules are made of.
	dash = "─"
)

// Frame is what stands round the body of every screen: the top line, a rule, and
// below what just happened and the keys that work now.
type Frame struct {
	Styles        *Styles
	Width, Height int
	Name          string // of the program
	Title         string
	Where         string // drawn already, on the right
	Warning       string // what the rule below the title warns of; empty: of nothing
	Note          string // what just happened; empty: nothing
	NoteBad       bool
	Keys          string // drawn already
}

// Fits reports whether the screen is large enough for anything but a word about it.
func (f Frame) Fits() bool { return f.Width >= LeastWidth && f.Height >= LeastHeight }

// IsWide reports whether there is room in the top line for more than the title.
func (f Frame) IsWide() bool { return f.Width >= wide }

// Room returns how many lines the body has.
func (f Frame) Room() int { return max(1, f.Height-2-len(f.foot(-1))) }

// TextRoom returns how many lines a body has at a height while there is no note.
func TextRoom(height int) int { return max(1, height-2-footLines(height)) }

func footLines(height int) int {
	if height < low {
		return 1
	}
	return 2
}

// Draw puts the whole screen together.
func (f Frame) Draw(body string) string {
	middle := Clip(body, f.Width, f.Room(), f.Styles.Marks.More)
	lines := append([]string{f.top(), f.rule(f.divided(middle[0]))}, middle...)
	return strings.Join(append(lines, f.foot(f.divided(middle[len(middle)-1]))...), "\n")
}

// divided returns the column of a line's divider, -1 where it has none.
func (f Frame) divided(line string) int {
	before, _, has := strings.Cut(line, f.Styles.Rule.Render(divider))
	if !has {
		return -1
	}
	return ansi.StringWidth(before)
}

// dashes draws a part of a rule from a column on, with a joint where a divider meets it.
func (f Frame) dashes(from, at int, joint string) string {
	if at < from || at >= f.Width {
		return strings.Repeat(dash, max(0, f.Width-from))
	}
	return strings.Repeat(dash, at-from) + joint + strings.Repeat(dash, f.Width-at-1)
}

// TooSmall says that the screen is, in as much room as there is.
func (f Frame) TooSmall() string {
	if f.Width < 1 || f.Height < 1 {
		return ""
	}
	words := fmt.Sprintf("%s needs %dx%d; this is %dx%d", f.Name, LeastWidth, LeastHeight, f.Width, f.Height)
	return strings.Join(Lines(words, f.Width, f.Height), "\n")
}

// top draws the program's name, the screen's title and where it is.
func (f Frame) top() string {
	left, room := f.name()
	left += f.Styles.Title.Render(string(terminal.Safe(f.Title, max(1, room))))
	return left + lipgloss.PlaceHorizontal(f.Width-lipgloss.Width(left)-1, lipgloss.Right, f.Where)
}

// name is what stands before the title, and how much room that has.
func (f Frame) name() (text string, room int) {
	text = " "
	if f.IsWide() {
		text = " " + f.Styles.Name.Render(f.Name) + "   "
	}
	return text, f.Width - lipgloss.Width(text) - lipgloss.Width(f.Where) - 3
}

// CutsTitle reports whether Where leaves too little room for the whole title.
func (f Frame) CutsTitle() bool {
	_, room := f.name()
	return ansi.StringWidth(string(terminal.Safe(f.Title, 0))) > room
}

// rule draws the line below the title, with the divider that begins at a column of it.
func (f Frame) rule(divided int) string {
	if f.Warning == "" {
		return f.Styles.Rule.Render(f.dashes(0, divided, "┬"))
	}
	line := strings.Repeat(dash, 3) + " " + string(terminal.Safe(f.Warning, f.Width-6)) + " "
	return f.Styles.Alarm.Render(line + f.dashes(ansi.StringWidth(line), divided, "┬"))
}

// foot is a rule, joined with the divider that ends at a column of it, and the keys that
// work now. What just happened stands in place of
// the rule, in several lines if need be; on a low screen in place of the keys, until
// the next key.
func (f Frame) foot(divided int) []string {
	keys := ansi.Truncate(f.Keys, f.Width, "")
	switch {
	case f.Height < low && f.Note == "":
		return []string{keys}
	case f.Note == "":
		return []string{f.Styles.Rule.Render(f.dashes(0, divided, "┴")), keys}
	}
	style, most := f.Styles.Good, 3
	if f.NoteBad {
		style = f.Styles.Warning
	}
	if f.Height < low {
		most = 1
	}
	var out []string
	for _, l := range FirstLines(f.Note, f.Width-2, most) {
		out = append(out, " "+style.Render(l))
	}
	if f.Height < low {
		return out
	}
	return append(out, keys)
}

// Clip makes a body exactly as large as its room.
func Clip(body string, width, height int, more string) []string {
	lines := strings.Split(body, "\n")
	if len(lines) > height {
		lines = lines[:height]
	}
	for i, l := range lines {
		if ansi.StringWidth(l) > width {
			lines[i] = ansi.Truncate(l, width, more)
		}
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}
