package convert

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// closingQuotes returns the signs that close what c opens, or nothing where c is no
// quote. The curved ones come from word processors and chats.
func closingQuotes(c rune) string {
	switch c {
	case '"', '\'', '`':
		return string(c)
	case '“', '”', '„':
		return "”“"
	case '‘', '’':
		return "’‘"
	}
	return ""
}

// textStyle is how a language writes a text: what in it is a variable's value.
type textStyle struct {
	braces bool // {name}, as in Python's f"" and C#'s $""
	dollar bool // $name
	raw    bool // a backslash stands for itself
}

// quoted reads a text in quotes. What a program would put in is left as ${...}.
func (r *reader) quoted(dollar bool) (string, error) { return r.styled(textStyle{dollar: dollar}) }

// styled reads a text in quotes of that style.
func (r *reader) styled(style textStyle) (string, error) {
	opening, size := utf8.DecodeRuneInString(r.text[r.at:])
	if triple := strings.Repeat(string(opening), 3); opening != '`' && size == 1 && r.sees(triple) {
		return r.tripled(triple, style)
	}
	closing := closingQuotes(opening)
	r.at += size
	var b strings.Builder
	for r.at < len(r.text) {
		c, size := utf8.DecodeRuneInString(r.text[r.at:])
		switch {
		case strings.ContainsRune(closing, c):
			r.at += size
			return b.String(), nil
		case c == '\n' && opening != '`':
			return "", r.fail("the quotes of a text are not closed")
		default:
			r.inText(&b, opening, style)
		}
	}
	return "", r.fail("the quotes of a text are not closed")
}

// tripled reads a text between three quotes, as in Python, Swift and Java.
func (r *reader) tripled(triple string, style textStyle) (string, error) {
	r.at += len(triple)
	var b strings.Builder
	for r.at < len(r.text) {
		if r.take(triple) {
			return b.String(), nil
		}
		r.inText(&b, '"', style)
	}
	return "", r.fail("the quotes of a text are not closed")
}

// hereText reads a text of PowerShell, Objective-C or C# that stands behind an @. One of
// PowerShell begins with a line of its own, and ends with one.
func (r *reader) hereText() (string, error) {
	quote := r.text[r.at : r.at+1]
	if !r.sees(quote + "\n") {
		return r.quoted(false)
	}
	text, _, closed := strings.Cut(r.text[r.at+2:], "\n"+quote+"@")
	if !closed {
		r.at = len(r.text)
		return "", r.fail("the quotes of a text are not closed")
	}
	r.at += 2 + len(text) + len("\n\"@")
	return text, nil
}

// inText reads the next character of a text, or what stands for one or for a value.
func (r *reader) inText(b *strings.Builder, quote rune, style textStyle) {
	c, size := utf8.DecodeRuneInString(r.text[r.at:])
	switch {
	case c == '\\' && !style.raw:
		r.at++
		if quote == '"' && r.peek() == '(' { // Swift
			r.putIn(b, '(', ')')
			return
		}
		r.escape(b)
	case style.braces && c == '{' && !r.sees("{{"):
		r.putIn(b, '{', '}')
	case style.braces && (r.sees("{{") || r.sees("}}")):
		r.at += len("{{")
		b.WriteRune(c)
	case style.dollar && (r.sees("{$") || r.sees("$(")):
		opening := byte('{')
		if c == '$' {
			r.at++
			opening = '('
		}
		r.putIn(b, opening, closings[opening])
	case style.dollar && c == '$' && r.at+1 < len(r.text) && nameByte(r.text[r.at+1]) && r.text[r.at+1] != '$':
		r.at++
		b.WriteString("${" + r.name() + "}")
	default:
		r.at += size
		b.WriteRune(c)
	}
}

var closings = map[byte]byte{'{': '}', '(': ')', '[': ']'}

// putIn reads what a program would put into a text there, up to the closing bracket.
func (r *reader) putIn(b *strings.Builder, opening, closing byte) {
	began, open := r.at+1, 0
	for r.at < len(r.text) && r.text[r.at] != '\n' {
		switch r.text[r.at] {
		case opening:
			open++
		case closing:
			open--
		}
		if r.at++; open == 0 {
			inner := r.text[began : r.at-1]
			if strings.ContainsAny(inner, "{}") {
				inner = "expression"
			}
			b.WriteString("${" + inner + "}")
			return
		}
	}
	b.WriteString("${expression}")
}

// plainEscapes are those that stand for one other character.
var plainEscapes = map[byte]byte{'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '0': 0}

// escape reads what stands behind a backslash.
func (r *reader) escape(b *strings.Builder) {
	c := r.peek()
	if plain, ok := plainEscapes[c]; ok {
		r.at++
		b.WriteByte(plain)
		return
	}
	switch {
	case c == '\n': // a line that goes on
		r.at++
	case c == 'x' && r.hex(1, 2) >= 0:
		b.WriteRune(rune(r.hex(1, 2)))
		r.at += len("xHH")
	case c == 'u' && r.hex(1, 4) >= 0:
		r.unicodeEscape(b)
	case r.at < len(r.text): // any other character stands for itself
		own, size := utf8.DecodeRuneInString(r.text[r.at:])
		r.at += size
		b.WriteRune(own)
	}
}

// unicodeEscape reads uHHHH, and the second half of a pair behind it.
func (r *reader) unicodeEscape(b *strings.Builder) {
	c := rune(r.hex(1, 4))
	r.at += len("uHHHH")
	if utf16.IsSurrogate(c) {
		pair := utf8.RuneError
		if r.sees(`\u`) && r.hex(2, 4) >= 0 {
			pair = utf16.DecodeRune(c, rune(r.hex(2, 4)))
		}
		if pair != utf8.RuneError {
			r.at += len(`\uHHHH`)
		}
		c = pair
	}
	b.WriteRune(c)
}

// hex returns the number that stands n bytes further on in that many digits, or -1.
func (r *reader) hex(n, digits int) int64 {
	from := r.at + n
	if from+digits > len(r.text) || strings.ContainsAny(r.text[from:from+digits], "+-_") {
		return -1
	}
	v, err := strconv.ParseInt(r.text[from:from+digits], 16, 64)
	if err != nil {
		return -1
	}
	return v
}
