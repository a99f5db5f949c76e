package kit

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/terminal"
)

// Lines breaks a text of any origin into lines that are safe to draw, at most so
// many; 0 is as many as it takes.
func Lines(text string, width, most int) []string {
	safe := terminal.SafeLines(text, width, most)
	out := make([]string, len(safe))
	for i, l := range safe {
		out[i] = string(l)
	}
	return out
}

// FirstLines breaks a text into at most so many lines; what does not fit is cut off
// at the end of the last.
func FirstLines(text string, width, most int) []string {
	lines := Lines(text, width, 0)
	if len(lines) <= most {
		return lines
	}
	lines[most-1] = string(terminal.Safe(lines[most-1]+" "+lines[most], width))
	return lines[:most]
}

// Margin is what texts of a screen are indented by.
const Margin = "   "

// Paragraph draws a text in a look, broken into lines behind the margin, at most so
// many; 0 is as many as it takes.
func Paragraph(look lipgloss.Style, text string, width, most int) []string {
	return Marked(look, "", Margin, Lines(text, width, most))
}

// Marked draws lines in a look, of which the first has a mark before it, and all
// have a lead before that.
func Marked(look lipgloss.Style, mark, lead string, lines []string) []string {
	if mark != "" {
		mark = look.Render(mark)
	}
	return Noted(mark, look, lead, lines)
}

// Noted is Marked for a mark that is drawn already, in a look of its own.
func Noted(mark string, look lipgloss.Style, lead string, lines []string) []string {
	out := make([]string, len(lines))
	if mark != "" {
		mark += " "
	}
	for i, l := range lines {
		out[i] = lead + mark + look.Render(l)
		mark = strings.Repeat(" ", ansi.StringWidth(mark))
	}
	return out
}
