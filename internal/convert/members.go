package convert

import (
	"strings"
	"unicode/utf8"
)

// Names of members that have none in the text.
const (
	spreadName   = "(members of something else)"
	computedName = "(a computed name)"
)

// element is what stands between two separators: a member, or an item without a name.
type element struct {
	member
	named     bool
	statement bool // a call that puts something; the next one may stand in the next line, without a comma
}

// braces reads from { to }: an object, or a list where its elements have no names, as
// in Go and Java. With list it is one though it may be empty.
func (r *reader) braces(list bool) (any, error) {
	r.at++
	elements, err := r.elements('}', func() (element, error) { return r.inBraces(list) })
	if err != nil {
		return nil, err
	}
	if len(elements) == 1 && !elements[0].named && !list {
		if o, is := elements[0].value.(object); is { // Java's new HashMap<>() {{ put(...); }}
			return o, nil
		}
	}
	return gathered(elements, !list), nil
}

// brackets reads from [ to ]: a list, or an object where its elements have names, as in
// Swift and PHP.
func (r *reader) brackets() (any, error) {
	r.at++
	if began := r.at; r.colonOnly() {
		return object{}, nil
	} else {
		r.at = began
	}
	elements, err := r.elements(']', r.item)
	if err != nil {
		return nil, err
	}
	return gathered(elements, false), nil
}

// colonOnly passes over what is between the brackets of Swift's empty object.
func (r *reader) colonOnly() bool {
	r.skip()
	if !r.take(":") {
		return false
	}
	r.skip()
	return r.take("]")
}

// arguments reads from ( to ): the values without names, then those with one.
func (r *reader) arguments() ([]any, object, error) {
	r.at++
	elements, err := r.elements(')', r.argument)
	items, named := []any{}, object{}
	for _, e := range elements {
		if e.named {
			named = append(named, e.member)
		} else {
			items = append(items, e.value)
		}
	}
	return items, named, err
}

// elements reads up to the closing bracket.
func (r *reader) elements(closing byte, read func() (element, error)) ([]element, error) {
	var out []element
	for {
		r.skip()
		if r.peek() == closing {
			r.at++
			return out, nil
		}
		if len(out) > 0 && r.take(";") {
			continue
		}
		e, err := read()
		if err != nil {
			return nil, err
		}
		out = append(out, e)
		if e.statement && r.nextLine() {
			continue
		}
		if err := r.separator(closing); err != nil {
			return nil, err
		}
	}
}

// nextLine reports whether the next line comes next, and passes over to it.
func (r *reader) nextLine() bool {
	r.skipTo(true)
	if r.peek() != '\n' {
		return false
	}
	r.skip()
	return true
}

// gathered makes an object or a list of what stood between brackets. Items among
// members are named by their place, as PHP does.
func gathered(elements []element, emptyIsObject bool) any {
	list, out := []any{}, object{}
	for _, e := range elements {
		if e.named {
			out = append(out, e.member)
			continue
		}
		out = append(out, member{decimal(len(list)), e.value})
		list = append(list, e.value)
	}
	if len(list) == len(elements) && (len(list) > 0 || !emptyIsObject) {
		return list
	}
	return out
}

// separator passes over what separates; the closing bracket is left for the caller.
func (r *reader) separator(closing byte) error {
	r.skipTo(r.lines)
	switch c := r.peek(); {
	case c == ',' || c == ';' || r.lines && c == '\n':
		r.at++
	case r.at == len(r.text):
		return r.fail("the text ends inside of an object or a list")
	case c != closing:
		return r.fail("a comma or " + string(rune(closing)) + " is missing")
	}
	return nil
}

// inBraces reads a member or an item between braces.
func (r *reader) inBraces(list bool) (element, error) {
	if r.sees("...") || r.sees("**") {
		_, err := r.expression()
		return element{member: member{spreadName, code("")}, named: true}, err
	}
	began := r.at
	name, plain, err := r.memberName()
	if err != nil {
		return element{}, err
	}
	behind := r.at
	r.skip()
	switch {
	case name != "" && r.colon():
		v, err := r.value()
		if err == nil && r.lines {
			v, err = r.commaList(v)
		}
		return element{member: member{name, v}, named: true}, err
	case name == "new" && plain: // a value, as the second of a pair
	case name != "" && plain && !list && (r.at == len(r.text) || strings.IndexByte(",}", r.peek()) >= 0):
		return element{member: member{name, code(name)}, named: true}, nil // JavaScript's short form: the name of a variable
	case name != "" && !list && plain && (r.peek() == '(' || r.peek() == '{' && isBuilder(name)):
		return r.putInside(name)
	case !list && name != "" && r.peek() != ',' && r.peek() != '}':
		return element{}, r.fail("a colon is missing behind a name")
	case name == "" && !list && behind == began && !r.startsItem():
		return element{}, r.fail("a name in quotes is missing")
	}
	r.at = began
	return r.item()
}

// commaList reads the other items of a list that PowerShell writes without brackets.
func (r *reader) commaList(v any) (any, error) {
	items := []any{v}
	for {
		at := r.at
		if r.skipTo(true); !r.take(",") {
			r.at = at
			break
		}
		next, err := r.value()
		if err != nil {
			return nil, err
		}
		items = append(items, next)
	}
	if len(items) == 1 {
		return v, nil
	}
	return items, nil
}

// startsItem reports whether a value begins here that may stand between braces
// without a name.
func (r *reader) startsItem() bool { return strings.IndexByte("{[@(&-+0123456789", r.peek()) >= 0 }

// colon passes over what stands between a name and its value.
func (r *reader) colon() bool {
	switch {
	case r.sees("::") || r.sees("=="):
		return false
	case r.take("=>"):
		return true
	}
	return r.take(":") || r.take("=")
}

// memberName reads a member's name; plain is set for one without quotes. It is empty
// where something else comes.
func (r *reader) memberName() (name string, plain bool, err error) {
	c, _ := utf8.DecodeRuneInString(r.text[r.at:])
	switch {
	case closingQuotes(c) != "":
		name, err = r.quoted(false)
		return name, false, err
	case r.sees("@\"") || r.sees(`:"`):
		r.at++
		name, err = r.quoted(false)
		return name, false, err
	case c == ':' && r.at+1 < len(r.text) && nameByte(r.text[r.at+1]):
		r.at++
		return r.name(), false, nil
	case c == '[':
		return r.computed()
	case c >= '0' && c <= '9' || !nameByte(r.peek()):
		return "", false, nil
	}
	return r.name(), true, nil
}

// computed reads [name] before a value: the name where it is a text, else one that
// nobody knows. A list is none.
func (r *reader) computed() (name string, plain bool, err error) {
	began := r.at
	r.at++
	v, err := r.value()
	if err != nil {
		r.at = began
		return "", false, nil
	}
	closed := r.take("]")
	r.skip()
	if !closed || !r.sees(":") && (!r.sees("=") || r.sees("==")) {
		r.again += r.at - began
		r.at = began
		return "", false, nil
	}
	if text, is := v.(string); is {
		return text, false, nil
	}
	return computedName, false, nil
}

// item reads a value, and one behind it where the first is its name.
func (r *reader) item() (element, error) {
	if r.sees("...") || r.sees("**") {
		_, err := r.expression()
		return element{member: member{"", code("")}}, err
	}
	r.first = true
	v, err := r.value()
	if err != nil {
		return element{}, err
	}
	r.skipTo(r.lines)
	arrow := r.take("=>")
	r.dollar = r.dollar || arrow
	if !arrow && !r.take(":") && !r.kotlin() {
		return element{member: member{"", v}}, nil
	}
	name, is := v.(string)
	if !is {
		name = computedName
	}
	v, err = r.value()
	return element{member: member{name, v}, named: true}, err
}

// kotlin passes over Kotlin's to.
func (r *reader) kotlin() bool {
	if r.kotlinPair() {
		r.at += len("to")
		return true
	}
	return false
}

// argument reads an argument of a call, which may have a name.
func (r *reader) argument() (element, error) {
	began := r.at
	if r.sees("**") {
		_, err := r.expression()
		return element{member: member{spreadName, code("")}, named: true}, err
	}
	if nameByte(r.peek()) {
		name := r.name()
		r.skip()
		if !r.sees("=>") && r.colon() {
			v, err := r.value()
			return element{member: member{name, v}, named: true}, err
		}
		r.at = began
	}
	return r.item()
}

// name passes over a name.
func (r *reader) name() string {
	began := r.at
	for r.at < len(r.text) && nameByte(r.text[r.at]) {
		r.at++
	}
	return r.text[began:r.at]
}

func nameByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
