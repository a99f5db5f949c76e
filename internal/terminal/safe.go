package terminal

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Shown is text that is safe to draw: no character in it steers the terminal,
// hides, or changes the order of the others. Foreign text becomes Shown by
// Safe and SafeLines only; own sentences may be converted.
type Shown string

// Width returns how many columns the text takes at most.
func (s Shown) Width() int { return width(string(s)) }

const ellipsis = "…"

// Safe makes one line of foreign text safe to draw, in at most max columns
// (zero or less: no limit). Line feeds and tabs become spaces, dangerous and
// invisible characters a visible stand-in; what is too long ends in "…".
func Safe(s string, max int) Shown {
	text := clean(s)
	if max > 0 {
		text = cut(text, max)
	}
	return Shown(text)
}

// tabStop is the distance of tab stops in SafeLines.
const tabStop = 4

// SafeLines makes foreign text of several lines safe to draw. It keeps the
// lines, breaks those that are wider than width columns (between words where it
// can), and gives at most
// maxLines, the last of which is "…" if there were more. Zero or less means no
// limit for both.
func SafeLines(s string, width, maxLines int) []Shown {
	var lines []Shown
	if s == "" {
		return nil
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		line = strings.ReplaceAll(strings.TrimSuffix(line, "\r"), "\t", strings.Repeat(" ", tabStop))
		for _, piece := range wrap(clean(line), width) {
			if maxLines > 0 && len(lines) == maxLines {
				lines[maxLines-1] = ellipsis
				return lines
			}
			lines = append(lines, Shown(piece))
		}
	}
	return lines
}

// wrap breaks clean text into pieces of at most max columns, between words
// where it can; the space at a break is dropped.
func wrap(s string, max int) []string {
	if max <= 0 {
		return []string{s}
	}
	var pieces []string
	piece, used, space := "", 0, -1 // space: where the last word of the piece begins
	for s != "" {
		cluster, columns := next(s)
		s = s[len(cluster):]
		if columns > max {
			cluster, columns = string(standIn), 1
		}
		if used+columns > max && cluster == " " {
			pieces, piece, used, space = append(pieces, piece), "", 0, -1
			continue
		}
		if used+columns > max {
			rest := ""
			if space > 0 && strings.TrimSpace(piece[:space]) != "" {
				piece, rest = strings.TrimSuffix(piece[:space], " "), piece[space:]
			}
			pieces = append(pieces, unjoined(piece))
			piece, used, space = rest, width(rest), -1
			if used+columns > max { // the word's beginning alone leaves no room for a wide character
				pieces, piece, used = append(pieces, unjoined(piece)), "", 0
			}
		}
		piece += cluster
		used += columns
		if cluster == " " {
			space = len(piece)
		}
	}
	return append(pieces, piece)
}

// cut shortens clean text to max columns, which must be at least 1.
func cut(s string, max int) string {
	used, keep := 0, 0 // keep: the bytes that leave room for the ellipsis
	for at := 0; at < len(s); {
		cluster, columns := next(s[at:])
		used += columns
		at += len(cluster)
		if used > max {
			return unjoined(s[:keep]) + ellipsis
		}
		if used < max {
			keep = at
		}
	}
	return s
}

// unjoined takes a joiner from the end of a text that was cut: there is nothing behind
// it any more that it could join.
func unjoined(s string) string { return strings.TrimRight(s, string([]rune{zwnj, zwj})) }

func width(s string) int {
	total := 0
	for s != "" {
		cluster, columns := next(s)
		s = s[len(cluster):]
		total += columns
	}
	return total
}

// next returns the first character as a person sees it, and the most columns
// that any terminal takes for it. Terminals differ: some measure a composed
// character as a whole, some add up its parts, and hostile text can make the
// parts many. (That is also why ansi.Truncate, which takes the former, is not
// used: it would let a line through that some terminals draw too wide.)
func next(s string) (cluster string, columns int) {
	cluster, columns = ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if len(cluster) == 1 {
		return cluster, columns
	}
	parts := 0
	for _, r := range cluster {
		parts += ansi.StringWidthWc(string(r))
	}
	return cluster, max(columns, parts)
}
