package kit

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/terminal"
)

// leastName is how much of a name is seen at least before what tells it from others.
const leastName = 2

// NameApart returns a name of any origin and behind it what tells it from others of that
// name, in at most so many columns. Where there is little room the name is cut first.
func NameApart(name, apart string, width int) string {
	if apart == "" {
		return string(terminal.Safe(name, max(1, width)))
	}
	apart = string(terminal.Safe(apart, max(1, width-leastName-1)))
	name = string(terminal.Safe(name, max(1, width-1-ansi.StringWidth(apart))))
	return strings.TrimSpace(name + " " + apart)
}
