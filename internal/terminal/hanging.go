package terminal

import "strings"

// Hanging makes text safe to write, in lines of at most width columns that are broken
// between words; what goes on stands as deep as the line that it goes on from. Zero or
// less means no limit.
func Hanging(s string, width int) []Shown {
	var out []Shown
	for line := range strings.SplitSeq(s, "\n") {
		text := strings.TrimLeft(line, " ")
		deep := line[:len(line)-len(text)]
		room := 0
		if width > 0 {
			room = max(width/2, width-len(deep))
		}
		pieces := SafeLines(text, room, 0)
		if len(pieces) == 0 {
			pieces = []Shown{""}
		}
		for _, piece := range pieces {
			out = append(out, Shown(deep)+piece)
		}
	}
	return out
}
