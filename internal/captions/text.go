package captions

import (
	"bytes"
	"encoding/binary"
	"iter"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// The marks at the beginning of a text that say how it is encoded.
var (
	markUTF8   = []byte{0xEF, 0xBB, 0xBF}
	markLittle = []byte{0xFF, 0xFE}
	markBig    = []byte{0xFE, 0xFF}
)

// decode brings a file to UTF-8, whatever it was written in.
func decode(text []byte, t *Trouble) []byte {
	switch {
	case bytes.HasPrefix(text, markUTF8):
		text = text[len(markUTF8):]
	case bytes.HasPrefix(text, markLittle):
		return wide(text[len(markLittle):], binary.LittleEndian)
	case bytes.HasPrefix(text, markBig):
		return wide(text[len(markBig):], binary.BigEndian)
	}
	if !utf8.Valid(text) {
		t.Encoding++
		text = bytes.ToValidUTF8(text, []byte(string(utf8.RuneError)))
	}
	return text
}

// wide reads UTF-16.
func wide(text []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(text)/2)
	for i := range units {
		units[i] = order.Uint16(text[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// lines gives the lines of a text. CRLF, a lone LF, a lone CR and a last line
// without an end are all the same. What is longer than max bytes is cut.
func lines(text []byte, max int, t *Trouble) iter.Seq[string] {
	return func(yield func(string) bool) {
		for len(text) > 0 {
			line, rest := text, []byte(nil)
			if i := bytes.IndexAny(text, "\r\n"); i >= 0 {
				line, rest = text[:i], text[i+1:]
				if text[i] == '\r' {
					rest = bytes.TrimPrefix(rest, []byte("\n"))
				}
			}
			text = rest
			if len(line) > max {
				t.Cut++
				line = whole(line[:max])
			}
			if !yield(string(line)) {
				return
			}
		}
	}
}

// whole takes a character that was cut through from the end of a text.
func whole(text []byte) []byte {
	for n := len(text); n > 0 && n > len(text)-utf8.UTFMax; n-- {
		if r, size := utf8.DecodeLastRune(text[:n]); r != utf8.RuneError || size > 1 {
			return text[:n]
		}
	}
	return text
}

// clean makes one line of foreign text: white space is folded, and there are neither
// control characters nor any that hide or change the order of others, but for the
// joiners that scripts need.
func clean(s string) string {
	return strings.Join(strings.Fields(strings.Map(harmless, s)), " ")
}

// harmless is the character that stands in a text for another one; negative: none.
func harmless(r rune) rune {
	switch {
	case r == '\u200C' || r == '\u200D':
		return r
	case unicode.IsSpace(r):
		return ' '
	case !unicode.IsGraphic(r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
		return -1
	}
	return r
}

// cut shortens a text to max bytes and says so in it.
func cut(s string, max int) string {
	if len(s) <= max {
		return s
	}
	return string(whole([]byte(s[:max]))) + "…"
}
