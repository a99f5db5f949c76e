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
	joiner        // joins letters, or keeps them apart: legitimate between some
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
	case r == zwnj || r == zwj:
		return joiner
	case hidden(r):
		return unsafe
	case unicode.Is(unicode.Zs, r):
		return blank
	case unicode.Is(unicode.M, r) || ansi.StringWidthWc(string(r)) <= 0:
		return joining
	}
	return visible
}

// The characters by which Persian and the scripts of India say how letters are joined.
const (
	zwnj = '\u200C'
	zwj  = '\u200D'
)

// joins reports whether a joiner means something between two characters: between the
// letters of a script that has it, where it takes no room on any terminal.
func joins(before, after rune) bool {
	return unicode.In(before, joinedScripts...) && unicode.In(after, joinedScripts...)
}

// joinedScripts are those whose spelling needs joiners.
var joinedScripts = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil,
	unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar,
}

// isPicture reports whether a character is one that a joiner makes a single picture of
// with the next one.
func isPicture(r rune) bool { return unicode.Is(unicode.So, r) || r >= 0x1F3FB && r <= 0x1F3FF }

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
	marks, last, before := 0, blank, rune(0)
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if strings.HasPrefix(s, "\r\n") {
			size = len("\r\n")
			r = '\n'
		}
		s = s[size:]
		now := classOf(r)
		if now == joiner {
			now = joinerAs(r, before, s, last)
		}
		before = r
		switch {
		case now == joining && last == blank, now == style && (last == blank || last == style || last == joiner):
			// Without a character before it, it would stack on what is drawn
			// to its left, such as a border.
			now = unsafe
		case now == style, now == joiner:
			last = now
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

// joinerAs says what becomes of a joiner in front of the rest of a text: between letters
// that it means something to it is drawn; between pictures it is left out, as terminals
// disagree on how wide one made of several is; elsewhere it hides.
func joinerAs(r, before rune, rest string, last class) class {
	after, _ := utf8.DecodeRuneInString(rest)
	switch {
	case joins(before, after) && (last == visible || last == joining):
		return joining
	case r == zwj && isPicture(after) && (isPicture(before) || last == style):
		return joiner
	}
	return unsafe
}
