package home

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// leadWidth is what stands before the name in a line: the cursor and a mark.
const leadWidth = 5

// line is a line of the list while it is drawn: cells beside each other, all on the
// ground of the chosen row if it is that.
type line struct {
	st     *kit.Styles
	here   bool
	text   strings.Builder
	second bool // it goes on with the row above: it has no cursor of its own
}

func (p *picture) line(here bool) *line { return &line{st: p.st, here: here} }

// on puts a look on the line's ground.
func (l *line) on(look lipgloss.Style) lipgloss.Style {
	if l.here && !l.st.Flat() {
		return look.Background(l.st.Row.GetBackground())
	}
	return look
}

// mark begins the line with the cursor and a mark.
func (l *line) mark(mark string, look lipgloss.Style) {
	l.text.WriteString(" ")
	cursor := " "
	if l.here && !l.second {
		cursor = l.st.Marks.Cursor
	}
	l.text.WriteString(l.on(l.st.Here).Render(cursor + " "))
	l.cell(mark, look, 2)
}

// name adds the name of the row.
func (l *line) name(name string, width int) {
	look := l.st.Text
	if l.here {
		look = l.st.Here
	}
	l.cell(name, look, width)
}

// nameApart adds the name of a row and what tells it from others of that name, which is cut
// last.
func (l *line) nameApart(name, apart string, width int) {
	l.name(kit.NameApart(name, apart, width-1), width)
}

// cell adds a text of any origin in a column, with a gap of one at its end.
func (l *line) cell(text string, look lipgloss.Style, width int) {
	if width < 1 {
		return
	}
	text = string(terminal.Safe(text, max(1, width-1)))
	l.text.WriteString(l.on(look).Render(text))
	l.space(width - ansi.StringWidth(text))
}

// right adds a text at the right edge of a column.
func (l *line) right(text string, look lipgloss.Style, width int) {
	if width < 1 {
		return
	}
	text = string(terminal.Safe(text, width))
	l.space(width - ansi.StringWidth(text))
	l.text.WriteString(l.on(look).Render(text))
}

func (l *line) space(n int) {
	if n > 0 {
		l.text.WriteString(l.on(l.st.Text).Render(fmt.Sprintf("%*s", n, "")))
	}
}

// end fills the line up to a width, less the margin on the right, and returns it.
func (l *line) end(width int) string {
	if l.here {
		l.space(width - 1 - lipgloss.Width(l.text.String()))
	}
	return l.text.String()
}
