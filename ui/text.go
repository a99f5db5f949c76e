package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/ui/kit"
)

// count says how many there are of something.
func count(n int, what string) string { return kit.Count(n, what) }

// pad returns the spaces that bring a text to a width.
func pad(text string, width int) string {
	return strings.Repeat(" ", max(1, width-ansi.StringWidth(text)))
}
