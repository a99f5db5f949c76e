package convert

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The values of a body are nil, bool, number, string, []any, object and code.
type (
	number string // as it stands in the text
	code   struct{}
	object []member
	member struct {
		name  string
		value any
	}
)

// get returns the last member of that name, as readers of JSON do.
func (o object) get(name string) (any, bool) {
	for i := len(o) - 1; i >= 0; i-- {
		if o[i].name == name {
			return o[i].value, true
		}
	}
	return nil, false
}

// SyntaxError is a text that breaks off or is no object, list or value.
type SyntaxError struct {
	Line, Column int    // from 1
	What         string // such as "a comma or } is missing"
}

// Error returns the place and the reason, and nothing of the text.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.What)
}

const maxDepth = 32

// reader reads JSON, and what people write in its place: comments, commas before
// a closing bracket, other quotes or none, the words of Python and JavaScript.
type reader struct {
	text  string
	at    int
	depth int
}

func (r *reader) fail(what string) error {
	before := r.text[:min(r.at, len(r.text))]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return &SyntaxError{1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(line), what}
}

// peek returns the next byte, 0 at the end.
func (r *reader) peek() byte {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

func (r *reader) sees(s string) bool { return strings.HasPrefix(r.text[r.at:], s) }

// skip passes over white space and comments.
func (r *reader) skip() {
	for r.at < len(r.text) {
		c, size := utf8.DecodeRuneInString(r.text[r.at:])
		switch {
		case unicode.IsSpace(c) || c == '\ufeff' || c == '\u200b':
			r.at += size
		case c == '#' || r.sees("//"):
			r.passOver("\n")
		case r.sees("/*"):
			r.at += len("/*")
			r.passOver("*/")
		default:
			return
		}
	}
}

// passOver goes on behind the next end, or to the text's end.
func (r *reader) passOver(end string) {
	if i := strings.Index(r.text[r.at:], end); i >= 0 {
		r.at += i + len(end)
		return
	}
	r.at = len(r.text)
}

// value reads one value and what is around it.
func (r *reader) value() (any, error) {
	r.skip()
	if r.depth++; r.depth > maxDepth {
		return nil, r.fail("this is nested too deeply")
	}
	defer func() { r.depth-- }()
	began := r.at
	var v any
	var err error
	switch c, _ := utf8.DecodeRuneInString(r.text[r.at:]); {
	case r.at == len(r.text):
		return nil, r.fail("the text ends where a value should be")
	case c == '{':
		v, err = r.object()
	case c == '[':
		v, err = r.list()
	case closingQuotes(c) != "":
		v, err = r.quoted()
	default:
		v = r.word()
	}
	if err != nil {
		return nil, err
	}
	r.skip()
	if r.at == len(r.text) || strings.IndexByte(",}])", r.peek()) >= 0 || r.depth == 1 {
		return v, nil
	}
	if _, isWord := v.(code); !isWord && r.startsValue() {
		return nil, r.fail("a comma or a closing bracket is missing")
	}
	r.at = began
	return code{}, r.expression()
}

// startsValue reports whether the next line's member or item begins here, which a
// forgotten comma makes look like more of the value before.
func (r *reader) startsValue() bool {
	c, _ := utf8.DecodeRuneInString(r.text[r.at:])
	return closingQuotes(c) != "" || c == '{' || c == '[' || c == ':'
}

// object reads from { to }.
func (r *reader) object() (object, error) {
	r.at++
	out := object{}
	for {
		r.skip()
		if r.peek() == '}' {
			r.at++
			return out, nil
		}
		m, err := r.member()
		if err != nil {
			return nil, err
		}
		out = append(out, m)
		if err := r.separator('}'); err != nil {
			return nil, err
		}
	}
}

// separator passes over a comma; the closing bracket is left for the caller.
func (r *reader) separator(closing byte) error {
	r.skip()
	switch c := r.peek(); {
	case c == ',':
		r.at++
	case r.at == len(r.text):
		return r.fail("the text ends inside of an object or a list")
	case c != closing:
		return r.fail("a comma or " + string(rune(closing)) + " is missing")
	}
	return nil
}

// list reads from [ to ].
func (r *reader) list() ([]any, error) {
	r.at++
	out := []any{}
	for {
		r.skip()
		if r.peek() == ']' {
			r.at++
			return out, nil
		}
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		out = append(out, v)
		if err := r.separator(']'); err != nil {
			return nil, err
		}
	}
}

// Names of members that have none in the text.
const (
	spreadName   = "(members of something else)"
	computedName = "(a computed name)"
)

// member reads a name and its value.
func (r *reader) member() (member, error) {
	if r.sees("...") || r.sees("**") {
		return member{spreadName, code{}}, r.expression()
	}
	name, plain, err := r.name()
	if err != nil {
		return member{}, err
	}
	r.skip()
	if c := r.peek(); plain && (c == ',' || c == '}') {
		return member{name, code{}}, nil // JavaScript's short form: the name of a variable
	}
	if r.peek() != ':' {
		return member{}, r.fail("a colon is missing behind a name")
	}
	r.at++
	v, err := r.value()
	return member{name, v}, err
}

// name reads a member's name; plain is set for one without quotes.
func (r *reader) name() (name string, plain bool, err error) {
	c, _ := utf8.DecodeRuneInString(r.text[r.at:])
	switch {
	case closingQuotes(c) != "":
		name, err = r.quoted()
		return name, false, err
	case c == '[':
		r.at++
		if err := r.expression(); err != nil {
			return "", false, err
		}
		if r.peek() != ']' {
			return "", false, r.fail("a closing bracket is missing")
		}
		r.at++
		return computedName, false, nil
	}
	began := r.at
	for r.at < len(r.text) && nameByte(r.text[r.at]) {
		r.at++
	}
	if began == r.at {
		return "", false, r.fail("a name in quotes is missing")
	}
	return r.text[began:r.at], true, nil
}

func nameByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
