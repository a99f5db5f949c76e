package kit

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Column is a text of lines that fit into a width; the last of a row may have none.
type Column struct {
	Text  string
	Width int
}

// Beside draws texts beside each other, in at most so many lines. Lip Gloss makes a
// column as wide as its widest line; so that it is as wide as it should be, a line of
// spaces stands above each and is taken away afterwards. Placing each line by itself
// gives the same and takes three times as long, on every key.
func Beside(height int, columns ...Column) string {
	blocks := make([]string, len(columns))
	for i, c := range columns {
		blocks[i] = strings.Repeat(" ", c.Width) + "\n" + c.Text
	}
	_, body, _ := strings.Cut(lipgloss.JoinHorizontal(lipgloss.Top, blocks...), "\n")
	lines := strings.Split(body, "\n")
	return strings.Join(lines[:min(height, len(lines))], "\n")
}
