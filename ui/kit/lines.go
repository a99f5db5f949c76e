package kit

import "sttwizard/internal/terminal"

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
