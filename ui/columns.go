package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// column is a text of lines that fit into a width; the last of a row may have none.
type column struct {
	text  string
	width int
}

// beside draws texts beside each other in a height. It is done on every key, so
// it measures each line once; Lip Gloss's own way costs as much as all the rest.
func beside(height int, columns ...column) string {
	rows := make([]string, height)
	for i, c := range columns {
		lines := strings.Split(c.text, "\n")
		for y := range rows {
			line := ""
			if y < len(lines) {
				line = lines[y]
			}
			if i < len(columns)-1 {
				line = exactly(line, c.width)
			}
			rows[y] += line
		}
	}
	return strings.Join(rows, "\n")
}

// exactly makes a line as wide as that, by spaces or by cutting.
func exactly(line string, width int) string {
	w := ansi.StringWidth(line)
	if w > width {
		return ansi.Truncate(line, width, "")
	}
	return line + strings.Repeat(" ", width-w)
}
