package convert

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// constants are the words that are values, in small letters.
var constants = map[string]any{
	"true": true, "$true": true, "false": false, "$false": false,
	"null": nil, "$null": nil, "none": nil, "nil": nil, "undefined": nil,
}

// formatters are the macros of Rust that make a text when the program runs.
var formatters = []string{"format", "concat", "env", "option_env", "format_args"}

// textStyles are the letters that stand before a text's quotes.
var textStyles = map[string]textStyle{
	"f": {braces: true}, "rf": {braces: true, raw: true}, "fr": {braces: true, raw: true}, "$": {braces: true},
	"r": {raw: true}, "b": {}, "u": {}, "rb": {raw: true}, "br": {raw: true},
}

// word reads a value that begins with a name: a constant, a text with letters before its
// quotes, a call, a literal behind the name of its type, or code.
func (r *reader) word() (any, error) {
	began := r.at
	name := r.path()
	c := r.peek()
	switch {
	case name == "new" || name == "await":
		r.skipTo(true)
		return r.made()
	case c == '"' || c == '\'':
		if style, is := textStyles[strings.ToLower(name)]; is {
			return r.styled(style)
		}
	case c == '!' && r.at+1 < len(r.text) && strings.IndexByte("([{", r.text[r.at+1]) >= 0: // a macro of Rust
		r.at++
		if r.peek() == '(' && slices.Contains(formatters, name) {
			return r.call(name, began)
		}
		return r.made()
	}
	if v, is := constants[strings.ToLower(name)]; is && r.peek() != '(' {
		return v, nil
	}
	r.generics()
	if last := lastOf(name); last == "buildjsonarray" || last == "buildjsonobject" { // of Kotlin, with a block behind it
		r.skipTo(true)
		return r.block(last == "buildjsonarray")
	}
	switch c = r.peek(); {
	case c == '(':
		return r.call(name, began)
	case c == '{':
		return r.braces(false)
	case name == "map" && c == '[' || name == "struct" || name == "interface":
		r.at = began
		if r.typeAhead() {
			return r.braces(false)
		}
	}
	if strings.HasPrefix(name, "$") && c == ':' { // PowerShell's $env:NAME
		r.at++
		r.name()
	}
	r.index()
	return r.source(began), nil
}

// made reads what stands behind new: brackets of a type, a literal, or a call.
func (r *reader) made() (any, error) {
	switch {
	case r.take("[]"):
		r.skip()
		if r.peek() == '{' {
			return r.braces(true)
		}
	case r.peek() == '{' || r.peek() == '[':
		return r.primary()
	case r.peek() != '(' && !nameByte(r.peek()): // new() of C# leaves out the type
		return code(""), nil
	}
	began := r.at
	name := r.path()
	r.generics()
	list := r.take("[]") || slices.Contains(listMakers, lastOf(name))
	r.skip()
	switch {
	case r.peek() == '{':
		v, err := r.braces(list)
		return inPairs(name, v), err
	case r.peek() != '(':
		return r.source(began), nil
	}
	v, err := r.call(name, began)
	r.skipTo(true)
	if err != nil || r.peek() != '{' { // a block that fills it
		return v, err
	}
	filled, err := r.braces(list)
	return inPairs(name, filled), err
}

// inPairs makes members of the pairs with which C# fills a dictionary: { "name", value }.
func inPairs(name string, v any) any {
	last := lastOf(name)
	if !strings.Contains(last, "dictionary") && !slices.Contains(objectMakers, last) {
		return v
	}
	var out object
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			out = append(out, member{"", item})
		}
	case object:
		out = v
	default:
		return v
	}
	for i, m := range out {
		pair, is := pairOf(m.value)
		switch {
		case is && strings.Trim(m.name, "0123456789") == "":
			out[i] = pair
		case m.name == "":
			return v
		}
	}
	return out
}

// pairOf returns the member that { "name", value } is, also where the value is the name of
// a variable.
func pairOf(v any) (member, bool) {
	var items []any
	switch v := v.(type) {
	case []any:
		items = v
	case object:
		for _, m := range v {
			items = append(items, m.value)
		}
		if len(v) != 2 || v[0].name != "0" || v[1].value != any(code(v[1].name)) {
			return member{}, false
		}
	}
	name, is := nameOf(items)
	if !is {
		return member{}, false
	}
	return member{name, items[1]}, true
}

// path passes over a name, and names behind dots and arrows. A method that is called is
// left for suffixes where what it is called on is a value; it is not here.
func (r *reader) path() string {
	began := r.at
	for {
		r.name()
		behind := r.at
		if !r.take("?.") && !r.take("->") && !r.take("::") && !r.take(".") || !nameByte(r.peek()) {
			r.at = behind
			return r.text[began:behind]
		}
	}
}

// generics passes over the types between < and > that a call or a literal follows.
func (r *reader) generics() {
	if r.peek() != '<' {
		return
	}
	near := r.text[r.at:min(len(r.text), r.at+200)]
	if m := genericTypes().FindString(near); m != "" {
		r.at += len(m)
	}
}

var genericTypes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^<[\w\s.,?<>\[\]]*>`)
})

// index passes over what picks from a value, as in env["ROOM"] and getenv("ROOM").
func (r *reader) index() {
	if r.peek() != '[' && r.peek() != '!' {
		return
	}
	near := r.text[r.at:min(len(r.text), r.at+100)]
	if m := picked().FindString(near); m != "" {
		r.at += len(m)
	}
}

var picked = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:\[(?:"[\w.-]+"|'[\w.-]+'|[\w.$:]+)\]|!)+`)
})

// typeAhead reports whether a type of Go comes next that a literal follows, and passes
// over it.
func (r *reader) typeAhead() bool {
	if r.peek() == '[' && (r.at+1 == len(r.text) || strings.IndexByte("].0123456789", r.text[r.at+1]) < 0) {
		return false
	}
	near := r.text[r.at:min(len(r.text), r.at+300)]
	m := goTypes().FindString(near)
	if m == "" {
		return false
	}
	r.at += len(m) - len("{")
	if !strings.HasPrefix(m, "struct") {
		return true
	}
	r.passOver("}")
	return r.peek() == '{'
}

var goTypes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:\[\d*\]|\[\.\.\.\]|\*|map\[[\w.]+\])+(?:[\w.]+(?:\{\})?)?\{|^struct ?\{`)
})

// digits reads a number, with the signs between digits and the letters behind that
// languages allow.
func (r *reader) digits() any {
	began := r.at
	for r.at < len(r.text) && (nameByte(r.text[r.at]) || strings.IndexByte("+-.", r.text[r.at]) >= 0) {
		r.at++
	}
	text := r.text[began:r.at]
	if isNumber(text) {
		return number(text)
	}
	if plain := strings.TrimRight(strings.ReplaceAll(text, "_", ""), "LlfFdDmMuU"); isNumber(plain) {
		return number(plain)
	}
	return r.source(began)
}

// source returns what was passed over since then, as code.
func (r *reader) source(began int) code {
	const most = 200
	text := strings.TrimSpace(r.text[began:r.at])
	if len(text) > most || strings.ContainsAny(text, "\n") {
		return ""
	}
	return code(text)
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
func (r *reader) expression() (code, error) {
	began := r.at
	defer func() { r.again += r.at - began }()
	open := 0
	for r.at < len(r.text) {
		r.skipTo(r.lines)
		c, size := utf8.DecodeRuneInString(r.text[r.at:])
		switch {
		case size == 0:
		case closingQuotes(c) != "":
			if _, err := r.quoted(false); err != nil {
				return "", err
			}
			continue
		case open == 0 && (strings.ContainsRune(",;}])", c) || r.lines && c == '\n'):
			return r.source(began), nil
		case strings.ContainsRune("([{", c):
			open++
		case strings.ContainsRune(")]}", c):
			open--
		}
		r.at += size
	}
	return "", r.fail("the text ends inside of an object or a list")
}
