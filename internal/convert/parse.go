package convert

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The values of a body are nil, bool, number, string, []any, object and code.
type (
	number string // as it stands in the text
	code   string // what a program would have computed, in its own words; empty: too long to tell
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

// reader reads JSON, and what people write in its place: the literals of JavaScript,
// Python, Go, PHP, Swift, Ruby, Java, Kotlin, C# and PowerShell, with their comments,
// quotes, constants, and the calls that make an object or a list of their arguments.
// It does not ask which language a text is in: a sign means the same in almost all of
// them. Whatever else stands in place of a value is code.
type reader struct {
	text   string
	at     int
	depth  int
	lines  bool // a line's end separates, as between the braces of @{ }
	dollar bool // "$name" between double quotes is a variable, as in PHP and PowerShell
	first  bool // the next value may be the name of another
	behind int  // where the last value ended
	again  int  // bytes that were passed over a second time
	quiet  bool // nobody asks what is wrong where
}

var errQuiet = errors.New("this can't be read")

func (r *reader) fail(what string) error {
	if r.quiet {
		return errQuiet
	}
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

// take passes over a text if it comes next.
func (r *reader) take(s string) bool {
	if r.sees(s) {
		r.at += len(s)
		return true
	}
	return false
}

// skip passes over white space and comments.
func (r *reader) skip() { r.skipTo(false) }

// skipTo is skip, which can stop before the end of a line.
func (r *reader) skipTo(lineEnd bool) {
	for r.at < len(r.text) {
		c, size := utf8.DecodeRuneInString(r.text[r.at:])
		switch {
		case c == '\n' && lineEnd:
			return
		case unicode.IsSpace(c) || c == '\ufeff' || c == '\u200b':
			r.at += size
		case c == '#' || r.sees("//"):
			r.passOver("\n")
			if lineEnd && r.text[r.at-1] == '\n' {
				r.at--
			}
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
	if r.at == len(r.text) {
		return nil, r.fail("the text ends where a value should be")
	}
	began, first := r.at, r.first
	r.first = false
	v, err := r.primary()
	if err != nil {
		return nil, err
	}
	v = r.suffixes(v)
	behind := r.at
	r.behind = behind
	r.skipTo(r.lines)
	if r.ended(first) || r.depth == 1 {
		return v, nil
	}
	if _, isCode := v.(code); !isCode && r.startsValue() {
		return nil, r.fail("a comma or a closing bracket is missing")
	}
	r.again += behind - began
	r.at = began
	return r.expression()
}

// ended reports whether what comes next ends a value, or a name if it may be one.
func (r *reader) ended(name bool) bool {
	return r.at == len(r.text) || strings.IndexByte(",;}])", r.peek()) >= 0 || r.lines && r.peek() == '\n' ||
		name && (r.sees("=>") || r.peek() == ':' && !r.sees("::") || r.kotlinPair())
}

// kotlinPair reports whether Kotlin's to comes next, which joins name and value.
func (r *reader) kotlinPair() bool { return r.sees("to ") || r.sees("to\n") }

// startsValue reports whether the next line's member or item begins here, which a
// forgotten comma makes look like more of the value before.
func (r *reader) startsValue() bool {
	c, _ := utf8.DecodeRuneInString(r.text[r.at:])
	return closingQuotes(c) != "" || c == '{' || c == '[' || c == ':'
}

// primary reads a value up to where operators and methods may follow.
func (r *reader) primary() (any, error) {
	c, size := utf8.DecodeRuneInString(r.text[r.at:])
	switch {
	case r.sees("${"):
		if v, is := r.shellVariable(); is {
			return v, nil
		}
		return r.word()
	case c == '{':
		if name, is := r.mustache(); is {
			return name, nil
		}
		return r.braces(false)
	case c == '[':
		if r.typeAhead() {
			return r.braces(true)
		}
		return r.brackets()
	case c == '(':
		return r.parentheses()
	case c == '@':
		return r.atSign()
	case closingQuotes(c) != "":
		return r.quoted(r.dollar && c == '"')
	case c == ':' || c == '%':
		return r.ruby()
	case c == '&':
		r.at += size
		return r.value()
	case c == '-' || c == '+' || c >= '0' && c <= '9':
		return r.digits(), nil
	case nameByte(r.peek()):
		return r.word()
	}
	return r.expression()
}

// parentheses reads a value in parentheses, a cast before a value, or several values
// as one list.
func (r *reader) parentheses() (any, error) {
	items, named, err := r.arguments()
	switch {
	case err != nil:
		return nil, err
	case len(named) > 0:
		return named, nil
	case len(items) != 1:
		return items, nil
	}
	r.skipTo(true)
	if _, isCode := items[0].(code); isCode && (r.startsValue() || nameByte(r.peek())) {
		return r.primary()
	}
	return items[0], nil
}

// atSign reads what begins with @: a hash or a list of PowerShell, a literal of
// Objective-C, a text in which nothing is escaped.
func (r *reader) atSign() (any, error) {
	r.at++
	switch r.peek() {
	case '{':
		lines, dollar := r.lines, r.dollar
		r.lines, r.dollar = true, true
		v, err := r.braces(false)
		r.lines, r.dollar = lines, dollar
		return v, err
	case '(':
		items, _, err := r.arguments()
		return items, err
	case '[':
		return r.brackets()
	case '"', '\'':
		return r.hereText()
	}
	r.at--
	return r.expression()
}

// ruby reads :name and %w[a list of words].
func (r *reader) ruby() (any, error) {
	if r.take("%w[") || r.take("%i[") {
		words, _, _ := strings.Cut(r.text[r.at:], "]")
		r.passOver("]")
		out := []any{}
		for _, w := range strings.Fields(words) {
			out = append(out, w)
		}
		return out, nil
	}
	began := r.at
	r.at++
	if c := r.peek(); r.text[began] == ':' && c == '"' {
		return r.quoted(false)
	} else if r.text[began] == ':' && nameByte(c) {
		return r.name(), nil
	}
	r.at = began
	return r.expression()
}

// shellVariable reads ${name} without quotes, which a shell or another text puts a value
// in for.
func (r *reader) shellVariable() (code, bool) {
	near := r.text[r.at+len("${") : min(len(r.text), r.at+120)]
	inner, _, closed := strings.Cut(near, "}")
	if !closed || inner == "" || strings.ContainsAny(inner, "\n\"'{") {
		return "", false
	}
	r.at += len("${") + len(inner) + len("}")
	return code("${" + inner + "}"), true
}

// mustache reads {{name}}, which stands for a value in templates of requests.
func (r *reader) mustache() (code, bool) {
	if !r.sees("{{") {
		return "", false
	}
	near := r.text[r.at+len("{{") : min(len(r.text), r.at+120)]
	inner, _, closed := strings.Cut(near, "}}")
	name := strings.TrimSpace(inner)
	if !closed || name == "" || strings.ContainsAny(name, "\n\"'(){}[]:=;,") {
		return "", false
	}
	r.at += len("{{") + len(inner) + len("}}")
	return code(name), true
}
