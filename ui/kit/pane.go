package kit

import (
	"strings"

	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
)

// PaneFrom is the width from which a screen has room for a pane at its right.
const PaneFrom = 110

// PaneWidth returns how wide the pane of a screen is; 0: there is no room for one.
func PaneWidth(width int) int {
	if width < PaneFrom {
		return 0
	}
	return min(max(40, width*36/100), 60)
}

// Pane draws what stands at the right of a screen behind a divider: the lines of a
// document below its head. What doesn't fit is counted.
type Pane struct {
	Head  string
	Note  string   // what is to be known of the lines; empty: nothing
	Lines []string // of formatted JSON, of any origin
	More  string   // the key that shows all of it, as the help does; empty: none
	// StandsIn reports whether a string of it stands in for the value that is sent.
	StandsIn func(string) bool
}

// mostNoted is how many lines a note takes.
const mostNoted = 4

// Draw draws the pane into that many columns and lines.
func (p Pane) Draw(s *Styles, width, height int) string {
	room := width - 4
	lines := []string{"", s.Dim.Render(string(terminal.Safe(p.Head, room)))}
	if p.Note != "" {
		for _, l := range Lines(p.Note, room, mostNoted) {
			lines = append(lines, s.Dim.Render(l))
		}
	}
	lines = append(lines, "")
	var body []string
	for _, l := range p.Lines {
		body = append(body, s.JSON(string(terminal.Safe(l, room)), p.StandsIn))
	}
	if fits := height - len(lines); len(body) > fits && fits > 1 {
		left := words.Count(len(body)-fits+1, "more line")
		if p.More != "" {
			left += "  " + p.More
		}
		body = append(body[:fits-1], s.Dim.Render(left))
	}
	return s.Divided(append(lines, body...), 2, height)
}

// divider is what dividers are made of; where one meets a rule of the frame they are
// joined.
const divider = "│"

// Divided draws lines behind a divider and so many columns, in that many lines.
func (s *Styles) Divided(lines []string, columns, height int) string {
	lines = append(lines, make([]string, max(0, height-len(lines)))...)
	edge := s.Rule.Render(divider) + strings.Repeat(" ", columns)
	return edge + strings.Join(lines[:height], "\n"+edge)
}
