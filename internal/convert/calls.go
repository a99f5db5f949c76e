package convert

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// What methods and functions do with a value is known by the last part of their name, in
// small letters. No function is called; these only move what stands in the text.
var (
	// putters put a value under a name, or behind those of a list.
	putters = []string{"put", "add", "set", "addproperty", "append", "accumulate", "putall", "putobject", "with", "push"}
	// keepers give what they are called on, or are given, in another form.
	keepers = []string{
		"stringify", "dumps", "json_encode", "to_json", "tojson", "json", "generate", "encode", "serialize", "marshal", "jsonify",
		"tostring", "string", "str", "valueof", "int", "integer", "long", "double", "float", "number", "bool", "boolean",
		"uint", "uint32", "int32", "int64", "nsnumber", "nsstring", "build", "freeze", "copy", "clone", "toobject", "strip", "trim",
		"parse", "loads", "from", "jsonprimitive", "bytes", "getbytes", "stringentity", "ofstring", "create", "requestbody",
		"torequestbody", "tomap", "immutable", "unmodifiablemap", "unmodifiablelist", "value", "to_s", "unwrap", "data",
	}
	listMakers = []string{
		"list", "aslist", "listof", "mutablelistof", "arraylistof", "arrayof", "setof", "set", "tuple", "vec", "jsonarray", "arraylist",
		"linkedlist", "createarraybuilder", "newjsonarray", "arraynode", "createarraynode", "array",
	}
	objectMakers = []string{
		"dict", "mapof", "hashmapof", "mutablemapof", "linkedmapof", "ordereddict", "hash", "jsonobject", "hashmap", "linkedhashmap",
		"treemap", "map", "builder", "createobjectbuilder", "createobjectnode", "objectnode", "object", "nsmutabledictionary",
		"dictionary", "nsdictionary", "ofentries", "jobject", "buildjsonobject",
	}
)

// methods are those makers that mean something else behind a dot.
var methods = []string{"map", "object", "hash", "list", "array", "set", "dict"}

// isType reports whether a name is one of a type, by the capital letter that it begins with.
func isType(name string) bool {
	name = name[strings.LastIndexAny(name, ".>:")+1:]
	return name != "" && name[0] >= 'A' && name[0] <= 'Z'
}

func lastOf(name string) string {
	if i := strings.LastIndexAny(name, ".>:"); i >= 0 {
		name = name[i+1:]
	}
	return strings.ToLower(name)
}

// call reads the arguments of a call and gives what it makes of them, or code.
func (r *reader) call(name string, began int) (any, error) {
	at := r.at
	items, named, err := r.arguments()
	if err != nil { // arguments that are no values, as a function
		r.again += r.at - at
		r.at = at + 1
		if _, err := r.expressions(); err != nil {
			return nil, err
		}
		return r.source(began), nil
	}
	if v, ok := madeOf(name, items, named); ok {
		return v, nil
	}
	return r.source(began), nil
}

// expressions passes over what is left up to a closing parenthesis.
func (r *reader) expressions() (code, error) {
	for {
		if _, err := r.expression(); err != nil {
			return "", err
		}
		r.at++
		if r.text[r.at-1] == ')' {
			return "", nil
		}
	}
}

// madeOf gives the value that a function or a constructor makes of values.
func madeOf(name string, items []any, named object) (any, bool) {
	last := lastOf(name)
	switch {
	case last != strings.ToLower(name) && slices.Contains(methods, last): // it goes through what it is called on
		return nil, false
	case last == "of" && strings.HasSuffix(strings.ToLower(name), "map.of"):
		return paired(items)
	case last == "of":
		return items, true
	case last == "entry" || last == "pair" || last == "simpleentry":
		return paired(items)
	case last == "array" && len(named) > 0, len(items) == 0 && len(named) > 0 && isType(name): // a constructor, as of Swift and Kotlin
		return named, true
	case slices.Contains(objectMakers, last):
		return objectOf(items, named)
	case slices.Contains(listMakers, last):
		if inner, ok := only(items); ok && last != "vec" && last != "arrayof" {
			if list, is := inner.([]any); is {
				return list, true
			}
		}
		return items, true
	case slices.Contains(keepers, last) && len(items) > 0:
		return items[0], true
	}
	return only(containers(items))
}

// paired makes an object of names and values that follow each other.
func paired(items []any) (any, bool) {
	out := object{}
	for i := 0; i+1 < len(items); i += 2 {
		name, is := items[i].(string)
		if !is {
			name = computedName
		}
		out = append(out, member{name, items[i+1]})
	}
	return out, len(items)%2 == 0
}

// objectOf makes an object of members, and of objects that it is given.
func objectOf(items []any, named object) (any, bool) {
	out := object{}
	for _, item := range items {
		switch item := item.(type) {
		case object:
			out = append(out, item...)
		case number:
		default: // it is not known what else is in it
			return nil, false
		}
	}
	return append(out, named...), true
}

// only returns the one item of a list.
func only(items []any) (any, bool) {
	if len(items) != 1 {
		return nil, false
	}
	return items[0], true
}

// containers returns the objects and lists among arguments; nothing where another is
// code, of which it is not known what it adds.
func containers(items []any) []any {
	var out []any
	for _, item := range items {
		switch item.(type) {
		case object, []any:
			out = append(out, item)
		case code:
			return nil
		}
	}
	return out
}

// suffixes reads the methods that are called on a value, the types that it is said to
// have, and the texts that are joined to it. What it can't read is left.
func (r *reader) suffixes(v any) any {
	for {
		at := r.at
		r.skipTo(r.lines)
		next, ok := r.suffix(v)
		if !ok {
			r.at = at
			return v
		}
		v = next
	}
}

func (r *reader) suffix(v any) (any, bool) {
	switch {
	case r.take("?.") || r.take("->") || r.peek() == '.' && r.at+1 < len(r.text) && nameByte(r.text[r.at+1]) && r.take("."):
		return r.method(v)
	case r.take("as ") || r.take("as! ") || r.take("satisfies "):
		r.path()
		r.generics()
		for r.peek() == '[' || r.peek() == '?' {
			r.at++
			if r.text[r.at-1] == '[' {
				if _, err := r.elements(']', r.item); err != nil {
					return nil, false
				}
			}
		}
		return v, true
	case r.take("| ConvertTo-Json"):
		r.at += strings.IndexAny(r.text[r.at:]+"\n", "\n)};|,")
		return v, true
	case r.peek() == '+' || r.peek() == '.':
		return r.joined(v)
	}
	return nil, false
}

// maxJoined is how long JSON that a program joins may get.
const maxJoined = 64 << 10

// joined joins a text that stands in the source to the one before. Into JSON that a
// program puts together, what is no text goes as ${...}.
func (r *reader) joined(v any) (any, bool) {
	text, is := v.(string)
	if r.at++; !is {
		return nil, false
	}
	r.skipTo(r.lines)
	if c, _ := utf8.DecodeRuneInString(r.text[r.at:]); closingQuotes(c) == "" {
		if !strings.HasPrefix(strings.TrimSpace(text), "{") || len(text) > maxJoined {
			return nil, false
		}
		operand := r.operand()
		return text + "${" + operand + "}", operand != ""
	}
	more, err := r.quoted(r.dollar && r.peek() == '"')
	return text + more, err == nil
}

// operand passes over what is joined to a text, up to the next sign that joins.
func (r *reader) operand() string {
	began, open := r.at, 0
	for r.at < len(r.text) {
		c := r.text[r.at]
		switch {
		case open == 0 && strings.IndexByte("+,;)]}\n", c) >= 0:
			text := strings.TrimSpace(r.text[began:r.at])
			if len(text) > 60 || strings.ContainsAny(text, "\n{}\"'`\\") {
				return "expression"
			}
			return text
		case strings.IndexByte("([", c) >= 0:
			open++
		case strings.IndexByte(")]", c) >= 0:
			open--
		case closingQuotes(rune(c)) != "":
			if _, err := r.quoted(false); err != nil {
				return ""
			}
			continue
		}
		r.at++
	}
	return ""
}

// method reads a method's name and arguments, and gives what it makes of the value.
func (r *reader) method(v any) (any, bool) {
	last := strings.ToLower(r.name())
	r.generics()
	if last == "apply" {
		r.skipTo(true)
	}
	var items []any
	switch r.peek() {
	case '(':
		var err error
		if items, _, err = r.arguments(); err != nil {
			return nil, false
		}
	case '{': // Kotlin's apply { put("a", 1) }
		inner, err := r.braces(false)
		if err != nil {
			return nil, false
		}
		items, last = []any{inner}, "putall"
	}
	if _, isCode := v.(code); isCode {
		return nil, false
	}
	if slices.Contains(putters, last) {
		return put(v, items)
	}
	return v, slices.Contains(keepers, last)
}

// put puts what a method is given into a value.
func put(v any, items []any) (any, bool) {
	switch v := v.(type) {
	case object:
		if inner, ok := only(items); ok {
			more, is := inner.(object)
			return append(v, more...), is
		}
		if name, is := nameOf(items); is {
			return append(v, member{name, items[1]}), true
		}
	case []any:
		if inner, ok := only(items); ok {
			return append(v, inner), true
		}
	}
	return nil, false
}

// nameOf returns the name of two arguments that are a name and a value.
func nameOf(items []any) (string, bool) {
	if len(items) != 2 {
		return "", false
	}
	name, is := items[0].(string)
	return name, is
}
