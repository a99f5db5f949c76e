package convert

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// syntax is how a language writes the values of a JSON document.
type syntax struct {
	quote     func(string) string
	key       func(string) string // a member's name, as far as it stands for itself
	constants map[any]string      // true, false and nil
	step, pad string              // one step of indentation, and that of the line that the value is in
}

// literal writes a document that an object is in a language's own words. The
// string behind a mark is put in as it is: it is code.
func literal(document string, s syntax, code func(text string) (string, bool)) string {
	l := &literalWriter{decoder: json.NewDecoder(strings.NewReader(document)), syntax: s, code: code}
	l.decoder.UseNumber()
	l.value(s.pad)
	return l.out.String()
}

type literalWriter struct {
	decoder *json.Decoder
	syntax  syntax
	code    func(string) (string, bool)
	out     strings.Builder
}

func (l *literalWriter) value(pad string) {
	token, err := l.decoder.Token()
	if err != nil {
		panic("export: the request's own JSON is not JSON") // agora wrote it
	}
	switch t := token.(type) {
	case json.Delim:
		l.members(t == '{', pad)
	case string:
		if text, ok := l.code(t); ok {
			l.out.WriteString(text)
			return
		}
		l.out.WriteString(l.syntax.quote(t))
	case json.Number:
		l.out.WriteString(t.String())
	default:
		l.out.WriteString(l.syntax.constants[t])
	}
}

// members writes what stands between brackets, each in a line of its own.
func (l *literalWriter) members(named bool, pad string) {
	open, closing := "[", "]"
	if named {
		open, closing = "{", "}"
	}
	l.out.WriteString(open)
	empty := true
	for l.decoder.More() {
		empty = false
		l.out.WriteString("\n" + pad + l.syntax.step)
		if named {
			name, _ := l.decoder.Token()
			text, _ := name.(string)
			l.out.WriteString(l.syntax.key(text) + ": ")
		}
		l.value(pad + l.syntax.step)
		l.out.WriteString(",")
	}
	_, _ = l.decoder.Token() // the closing bracket, which More has seen
	if !empty {
		l.out.WriteString("\n" + pad)
	}
	l.out.WriteString(closing)
}

// escaped writes a text between double quotes with \u escapes, as JavaScript and
// JSON read it, so that nothing in it is invisible or steers a terminal.
func escaped(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r != '`' && unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, `\u%04x`, unit)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}

// pythonQuoted is escaped for Python, which takes no pairs of \u escapes.
func pythonQuoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
