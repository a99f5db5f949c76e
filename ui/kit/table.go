package kit

import (
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"

	"sttwizard/internal/terminal"
)

// Cell is a text in a look, in a column of a row.
type Cell struct {
	text  string
	look  lipgloss.Style
	width int
}

// Text makes a cell of a text of any origin.
func Text(text string, look lipgloss.Style, width int) Cell { return Cell{text, look, width} }

// Row draws cells beside each other: each as wide as its column, with a gap of one
// at the end, but for the last, which may have the whole width. Lists are made of
// rows and not of a table since each key draws them: lipgloss/table takes three times
// as long, see BenchmarkTable.
func Row(cells ...Cell) string {
	var b strings.Builder
	for i, c := range cells {
		if i == len(cells)-1 {
			b.WriteString(c.look.Render(string(terminal.Safe(c.text, max(1, c.width)))))
			break
		}
		b.WriteString(c.look.Inline(true).Width(c.width).Render(string(terminal.Safe(c.text, max(1, c.width-1)))))
	}
	return b.String()
}

// Lead returns what stands before a row of a list, and the look of its name: the
// chosen one has the cursor.
func (s *Styles) Lead(here bool) (string, lipgloss.Style) {
	if here {
		return " " + s.Here.Render(s.Marks.Cursor) + " ", s.Here
	}
	return Margin, s.Text
}

// Facts are names and what each stands for, or keys and what each does.
type Facts struct {
	Rows   [][2]string
	Names  int  // how wide the names stand
	Width  int  // of all, with the margin
	Margin int  // 0: the usual one
	Wrap   bool // what is too wide goes on below, else it is cut
	Keys   bool // the names are keys
}

// Draw draws the facts as a table; nothing if there are none.
func (f Facts) Draw(s *Styles) string {
	if len(f.Rows) == 0 {
		return ""
	}
	if f.Margin == 0 {
		f.Margin = len(Margin)
	}
	room := max(12, f.Width-f.Margin-f.Names-1)
	name, value := s.Dim.PaddingLeft(f.Margin).Width(f.Margin+f.Names), s.Text.Width(room)
	if f.Keys {
		name = s.Key.PaddingLeft(f.Margin).Width(f.Margin + f.Names)
	}
	t := table.New().Wrap(false).
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).BorderColumn(false).
		StyleFunc(func(_, column int) lipgloss.Style {
			if column == 0 {
				return name
			}
			return value
		})
	for _, row := range f.Rows {
		lines := []string{string(terminal.Safe(row[1], room))}
		if f.Wrap && row[1] != "" {
			lines = Lines(row[1], room, mostFactLines)
		}
		for _, l := range lines {
			t.Row(row[0], l)
			row[0] = ""
		}
	}
	return t.String()
}

// mostFactLines is how many lines a fact has at most.
const mostFactLines = 8

// Window returns the lines round a mark that fit into a height.
func Window(lines []string, mark, height int) []string {
	if len(lines) <= height {
		return lines
	}
	from := max(0, min(mark-height/2, len(lines)-height))
	return lines[from : from+height]
}
