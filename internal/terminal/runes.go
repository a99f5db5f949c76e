package terminal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// standIn is drawn for every character that must not be.
const standIn = '\uFFFD'

// maxMarks is how many characters may be stacked on one: real languages need
// up to four, more only cover the lines above and below.
const maxMarks = 4

// what a character is to the gate
type class int

const (
	visible class = iota
	blank         // drawn as a plain space
	joining       // takes no room of its own, stacks on the one before
	style         // chooses text or emoji style; terminals disagree on its width
	unsafe        // drawn as the stand-in
)

func classOf(r rune) class {
	switch {
	case r >= ' ' && r <= '~':
		if r == ' ' {
			return blank
		}
		return visible
	case r == '\n' || r == '\t':
		return blank
	case r == '\uFE0E' || r == '\uFE0F':
		return style
	case hidden(r):
		return unsafe
	case unicode.Is(unicode.Zs, r):
		return blank
	case unicode.Is(unicode.M, r) || ansi.StringWidthWc(string(r)) <= 0:
		return joining
	}
	return visible
}

// hidden says whether a character steers the terminal or the order of the
// text, is invisible, or means nothing that everybody agrees on: controls
// (C0, DEL, C1), format characters (bidi, zero width, tags), separators of
// lines, surrogates, private use and what Unicode has not assigned; then the
// invisible ones that Unicode counts as letters or marks.
func hidden(r rune) bool {
	return !unicode.IsGraphic(r) ||
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) ||
		unicode.Is(unicode.Variation_Selector, r)
}

// clean returns s as one line of characters that are safe to draw.
func clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	marks, last := 0, blank
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if strings.HasPrefix(s, "\r\n") {
			size = len("\r\n")
			r = '\n'
		}
		s = s[size:]
		now := classOf(r)
		switch {
		case now == joining && last == blank, now == style && (last == blank || last == style):
			// Without a character before it, it would stack on what is drawn
			// to its left, such as a border.
			now = unsafe
		case now == style:
			last = style
			continue
		}
		switch now {
		case joining:
			if marks++; marks > maxMarks {
				continue
			}
			b.WriteRune(r)
		case blank:
			b.WriteByte(' ')
			marks = 0
		case visible:
			b.WriteRune(r)
			marks = 0
		default:
			b.WriteRune(standIn)
			marks = 0
		}
		last = now
	}
	return b.String()
}
