package kit

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/terminal"
)

// Card draws lines in a frame that has a title in its upper edge, as wide and at most
// as high as given: lines that don't fit are left out, and the last one says so.
func (s *Styles) Card(title string, lines []string, width, height int) []string {
	return s.card(s.Rule, title, lines, width, height)
}

func (s *Styles) card(look lipgloss.Style, title string, lines []string, width, height int) []string {
	b, inner := lipgloss.RoundedBorder(), width-4
	if inner < 1 || height < 3 {
		return nil
	}
	if len(lines) > height-2 {
		lines = append(lines[:height-3:height-3], s.Dim.Render(s.Marks.More))
	}
	title = string(terminal.Safe(title, max(1, inner-2)))
	edge := look.Render
	dashes := strings.Repeat(b.Top, max(0, width-5-ansi.StringWidth(title)))
	out := []string{edge(b.TopLeft+b.Top) + " " + s.Title.Render(title) + " " + edge(dashes+b.TopRight)}
	for _, l := range lines {
		l = ansi.Truncate(l, inner, s.Marks.More)
		gap := strings.Repeat(" ", max(0, inner-ansi.StringWidth(l)))
		out = append(out, edge(b.Left)+" "+l+gap+" "+edge(b.Right))
	}
	return append(out, edge(b.BottomLeft+strings.Repeat(b.Bottom, width-2)+b.BottomRight))
}
