package kit

import (
	"slices"
	"strings"
	"sttwizard/internal/terminal"
)

// Question is a sentence or two with a row of buttons to answer it.
type Question struct {
	Text    string
	More    []string // further lines, dim
	Bad     bool     // about money or loss
	Answers []Binding
	Buttons *Buttons // which of them has the focus; nil: the safe one
}

// readable is how wide sentences are at most.
const readable = 76

// Draw draws the question. The answers are seen in any case.
func (q Question) Draw(s *Styles, width, height int) string {
	style := s.Strong
	if q.Bad {
		style = s.Warning.Bold(true)
	}
	if q.Buttons == nil {
		q.Buttons = &Buttons{}
	}
	room, row := min(width-6, readable), q.Buttons.Draw(s, q.Answers, width-1)
	lines := append([]string{""}, Paragraph(style, q.Text, room, max(1, min(8, height-len(row))))...)
	lines = append(lines, q.further(s, room, height-len(lines)-len(row)-2)...)
	lines = append(append(lines, ""), row...)
	for len(lines) > height && slices.Contains(lines, "") {
		i := slices.Index(lines, "")
		lines = slices.Delete(lines, i, i+1)
	}
	return strings.Join(lines, "\n")
}

// further draws the further lines that fit into a height.
func (q Question) further(s *Styles, width, height int) []string {
	var out []string
	for _, more := range q.More {
		out = append(out, Paragraph(s.Dim, more, width, 6)...)
	}
	if len(out) == 0 || height <= 0 {
		return nil
	}
	if len(out) > height {
		out = append(out[:height-1], Margin+s.Dim.Render(string(terminal.Safe(s.Marks.More+" more in a larger window", width))))
	}
	return append([]string{""}, out...)
}
