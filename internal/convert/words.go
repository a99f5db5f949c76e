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

// quoted reads a text in quotes.
func (r *reader) quoted() (string, error) {
	opening, size := utf8.DecodeRuneInString(r.text[r.at:])
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
		case c == '\\':
			r.at++
			r.escape(&b)
		default:
			r.at += size
			b.WriteRune(c)
		}
	}
	return "", r.fail("the quotes of a text are not closed")
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

// word reads a value without quotes: a number, a constant, or code.
func (r *reader) word() any {
	began := r.at
	for r.at < len(r.text) && (nameByte(r.text[r.at]) || strings.IndexByte("+-.", r.text[r.at]) >= 0) {
		r.at++
	}
	switch text := r.text[began:r.at]; text {
	case "true", "True":
		return true
	case "false", "False":
		return false
	case "null", "None", "undefined", "nil":
		return nil
	default:
		if isNumber(text) {
			return number(text)
		}
	}
	return code{}
}

// isNumber reports whether a text is a number as JSON writes it.
func isNumber(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	if digits == "" || digits[0] < '0' || digits[0] > '9' || strings.ContainsAny(text, "_xXpPbBoO") {
		return false
	}
	if len(digits) > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9' || strings.HasSuffix(text, ".") {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil || strings.Contains(err.Error(), "range")
}

// expression passes over code, up to what ends it: a comma, or a bracket that was
// opened before.
func (r *reader) expression() error {
	open := 0
	for r.at < len(r.text) {
		r.skip()
		c, size := utf8.DecodeRuneInString(r.text[r.at:])
		switch {
		case size == 0:
		case closingQuotes(c) != "":
			if _, err := r.quoted(); err != nil {
				return err
			}
			continue
		case open == 0 && strings.ContainsRune(",}])", c):
			return nil
		case strings.ContainsRune("([{", c):
			open++
		case strings.ContainsRune(")]}", c):
			open--
		}
		r.at += size
	}
	return r.fail("the text ends inside of an object or a list")
}
