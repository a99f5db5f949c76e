package page

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/words"
)

// opened is how many lines of the questions of a fold are shown when it opens.
const opened = 6

// tells reports whether there is room for the lines that say what is out of sight.
func (p *Page) tells() bool { return p.height >= leastTold && p.width >= leastToldWidth }

// From this size on lines say what is above and below; on a smaller one the ends of the
// first and the last line do.
const (
	leastTold      = 7
	leastToldWidth = 30
)

// window returns the lines in sight. Where there are others above or below, the first
// or the last one says so, but for those below that no key leads to.
func (p *Page) window(all []string) []string {
	lines := slices.Clone(all[p.top:min(len(all), p.top+p.height)])
	above, below := p.top, p.usable-p.top-len(lines)
	up, down := "↑", "↓"
	if p.row().lists() { // which moves by them itself
		up, down = "shift+tab", "tab"
	}
	if above > 0 {
		lines[0] = p.outOfSight(lines[0], above, "above: "+up, "↑")
	}
	if last := len(lines) - 1; below > 0 {
		lines[last] = p.outOfSight(lines[last], below, "below: "+down, "↓")
	}
	return lines
}

// outOfSight says how many lines are above or below, in place of a line or at its end.
func (p *Page) outOfSight(line string, n int, where, sign string) string {
	if p.tells() {
		return "  " + p.styles.Dim.Render(p.styles.Marks.More+" "+words.Count(n+1, "more line")+" "+where)
	}
	sign = fmt.Sprintf(" %d %s", n, sign)
	line = ansi.Truncate(line, p.width-ansi.StringWidth(sign), p.styles.Marks.More)
	return line + strings.Repeat(" ", p.width-ansi.StringWidth(line+sign)) + p.styles.Dim.Render(sign)
}

// scrollTo keeps the lines from first to last, of so many, in view, the upper ones rather
// than the lower, and none of them where it is said what is out of sight.
func (p *Page) scrollTo(first, last, of int) {
	told := 0
	if p.tells() {
		told = 1
	}
	if end := min(of, last+told); end > p.top+p.height {
		p.top = end - p.height
	}
	if begin := max(0, first-told); begin < p.top {
		p.top = begin
	}
}
