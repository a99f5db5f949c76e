package page

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// leastCounted is how many lines a list of options gets before one says which they are.
const leastCounted = 3

// leaveCount leaves a line to say which options are seen, where some are not.
func (p *Page) leaveCount(natural, room int) int {
	if natural > room && room > leastCounted {
		return room - 1
	}
	return room
}

// countOptions says which of the options are seen, where some are not.
func (p *Page) countOptions(r *row, lines []string) []string {
	if len(lines) >= len(r.options) || len(lines) < leastCounted {
		return nil
	}
	cursor := slices.IndexFunc(lines, func(l string) bool {
		return strings.HasPrefix(ansi.Strip(l), p.styles.Marks.Cursor)
	})
	first := slices.Index(r.options, r.text) - cursor + 1
	words := fmt.Sprintf("%d to %d of %d", first, first+len(lines)-1, len(r.options))
	return []string{"  " + p.styles.Dim.Render(words)}
}
