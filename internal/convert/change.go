package convert

import (
	"slices"
	"strings"
)

// What methods do to the value that they are called on is known by the last part of their
// name, in small letters.
var (
	// mergers put the members of an object, or the items of a list, into theirs.
	mergers = append([]string{"update", "merge", "merge!", "store", "extend", "addall", "addentriesfromdictionary", "concat"}, putters...)
	// removers take something away, or put it where it is not followed.
	removers = []string{
		"remove", "pop", "popitem", "delete", "unset", "clear", "splice", "shift", "unshift", "insert", "sort", "reverse", "setdefault",
		"putifabsent", "computeifabsent", "replace", "replaceall", "delete_if", "except!", "compact!", "map!", "removevalue", "removeat", "removeall",
		"update_attributes", "setvalue", "prepend", "fill", "retainall", "removeif", "reject!", "select!", "updatevalue", "tryadd",
	}
	// getters give a member of what they are called on.
	getters = []string{"get", "getjsonobject", "getjsonarray", "optjsonobject", "optjsonarray", "getasjsonobject", "getasjsonarray", "fetch", "at", "path"}
	// texters change a text that is a request.
	texters = []string{"replace", "replaceall", "sub", "gsub", "format", "formatted", "tr", "replacen"}
	// changers are functions that change their first argument.
	changers = []string{"assign", "extend", "merge", "defaults", "defaultsdeep", "mergewith", "array_push", "array_unshift", "unset", "delete", "setattr", "set"}
)

// mentions looks for variables that are known, before a place of the text, and takes what
// is done to the first one that is changed. It reports whether there is one.
func (s *source) mentions(to int) bool {
	if len(s.vars) == 0 {
		return false
	}
	for at := s.at; at < to; {
		if !nameByte(s.text[at]) {
			at++
			continue
		}
		from := at
		for at < to && nameByte(s.text[at]) {
			at++
		}
		b := s.vars[s.text[from:at]]
		if b == nil && from > 0 && s.text[from-1] == '@' {
			b = s.vars[s.text[from-1:at]]
		}
		if b == nil || from < b.end || !s.isVariable(from) {
			continue
		}
		if end := s.change(b, from, at); end > at {
			s.at = end
			return true
		}
	}
	return false
}

// isVariable reports whether a name there is one of a variable: none of a member, of a
// text or in a comment.
func (s *source) isVariable(from int) bool {
	before := s.lineBefore(from)
	start := strings.TrimSpace(before)
	for _, sign := range []string{"//", "#", "*", "/*", "--"} {
		if strings.HasPrefix(start, sign) || strings.Contains(before, " "+sign+" ") && sign != "*" && sign != "--" {
			return false
		}
	}
	if before == "" || strings.HasSuffix(before, "...") {
		return true
	}
	switch c := before[len(before)-1]; {
	case c == '.':
		return strings.HasSuffix(before, "this.") || strings.HasSuffix(before, "self.")
	case c == '>':
		return strings.HasSuffix(before, "this->")
	default:
		return !nameByte(c) && strings.IndexByte("\"'`:", c) < 0
	}
}

// lineBefore returns what stands in the line before a place, as far as it is near.
func (s *source) lineBefore(at int) string {
	near := s.text[max(0, at-300):at]
	return near[strings.LastIndexByte(near, '\n')+1:]
}

// change takes what is done to a variable whose name stands there. It gives where that
// ends; nothing where it is not changed.
func (s *source) change(b *built, from, at int) int {
	r, done := s.read(at, 1)
	defer done()
	var names []any
	for {
		method := ""
		names, method = r.place(names)
		if method == "" {
			break
		}
		end, more := s.method(b, &names, method, from, r)
		if !more {
			return end
		}
	}
	r.skipTo(true)
	before := strings.TrimRight(s.lineBefore(from), " \t&*")
	switch {
	case r.assigns():
		return s.assign(b, names, from, r)
	case r.compounds():
		s.touch(b, names, from)
		return r.at
	case strings.HasSuffix(before, "delete") || strings.HasSuffix(before, "del"):
		s.touch(b, names, from)
		return r.at
	case strings.HasSuffix(before, "("):
		return s.argument(b, names, from, r.at)
	case strings.HasSuffix(before, "="):
		s.alias(b, names, from, r)
	}
	return 0
}

// assign takes a value that a member is given.
func (s *source) assign(b *built, names []any, from int, r *reader) int {
	r.skipTo(true)
	r.depth = 0 // a statement ends where its value does
	began := r.at
	v, err := r.value()
	if err != nil {
		s.touch(b, names, from)
		return 0
	}
	end := r.behind
	r.at = end
	if _, isCode := v.(code); isCode || !r.endsStatement() {
		r.at = began
		r.passStatement()
		v = r.source(began)
	}
	if len(names) == 0 {
		s.replaced(b, v, from)
		return 0
	}
	if !s.certain(b, from) || !s.put(b, names, s.known(v)) {
		s.touch(b, names, from)
	}
	if _, isCode := v.(code); isCode {
		return began // other objects may stand in it
	}
	return end
}

// replaced takes another value that the variable itself is given. A literal is found by
// itself, and what gives the same in another form changes nothing.
func (s *source) replaced(b *built, v any, from int) {
	text, isCode := v.(code)
	if !isCode || s.vars[string(text)] != nil {
		return
	}
	before := strings.TrimSpace(s.lineBefore(from))
	for _, word := range []string{"let", "const", "var", "val", "my", "local", "final", "auto", "String", "string", "NSString *", "char *"} {
		if strings.HasSuffix(before, word) {
			return
		}
	}
	name, _, _ := strings.Cut(string(text), "(")
	if !slices.Contains(keepers, lastOf(strings.TrimSpace(name))) {
		s.touch(b, nil, from)
	}
}

// argument takes a variable that is the first argument of a function which changes it.
func (s *source) argument(b *built, names []any, from, end int) int {
	open := strings.LastIndexByte(s.text[:from], '(')
	name := nameBefore(s.text[:open])
	last := lastOf(name)
	if !slices.Contains(changers, last) {
		return 0
	}
	r, done := s.read(open, 1)
	defer done()
	items, _, err := r.arguments()
	if err != nil || len(items) == 0 {
		s.touch(b, names, from)
		return end
	}
	rest := items[1:]
	if name, is := only(rest); is && last == "delete" {
		s.touch(b, append(names, name), from)
		return r.at
	}
	if last == "set" || last == "unset" || last == "delete" || !s.certain(b, open-len(name)) || !s.merge(b, names, s.knownAll(rest), nil) {
		s.touch(b, names, from)
	}
	return r.at
}

// alias keeps another name of an object or a list that is in the variable.
func (s *source) alias(b *built, names []any, from int, r *reader) {
	name := assigned(s.text[:from])
	if r.skipTo(true); name == "" || r.at < len(r.text) && strings.IndexByte("\n;", r.peek()) < 0 {
		return
	}
	var made *built
	modify(b, names, func(v any) (any, bool) {
		switch v.(type) {
		case object, []any:
			made = &built{value: v, at: from, end: r.at}
			return made, true
		}
		return nil, false
	})
	if made != nil {
		s.vars[name] = made
	}
}

// method takes a method that is called on what stands at a place of the variable. It
// gives where it ends, and whether more may follow on the same place.
func (s *source) method(b *built, names *[]any, method string, from int, r *reader) (end int, more bool) {
	open, last := r.at, strings.ToLower(method)
	items, named, err := r.arguments()
	first, isOne := only(items)
	_, isName := first.(string)
	switch {
	case slices.Contains(getters, last) && isOne && isName && err == nil:
		*names = append(*names, first)
		return 0, true
	case s.isNew(b, last):
		return 0, false
	case b.text && slices.Contains(texters, last):
		s.touch(b, nil, from)
	case b.text:
	case slices.Contains(mergers, last):
		if err != nil || !s.certain(b, from) || !s.merge(b, *names, s.knownAll(items), s.knownMembers(named)) {
			s.touch(b, below(*names, items), from)
		}
		if err == nil {
			return r.at, !strings.HasPrefix(r.text[r.at:], ";")
		}
	case slices.Contains(removers, last):
		s.touch(b, below(*names, items), from)
	case len(method) > 3 && strings.HasPrefix(last, "set"):
		s.touch(b, append(*names, strings.ToLower(method[3:4])+method[4:]), from)
	}
	r.at = open
	return 0, false
}

// isNew reports whether a method puts something new there, which is followed elsewhere.
func (s *source) isNew(b *built, last string) bool { return last == "putobject" || last == "putarray" }

// certain reports whether what stands there is done whatever happens: in no block that
// began after the object, behind no condition, and deeper in no line.
func (s *source) certain(b *built, at int) bool {
	if indent(s.lineBefore(at)) > indent(s.lineBefore(b.at)) {
		return false
	}
	s.work += at - max(b.end, b.counted)
	for i := max(b.end, b.counted); i < at; i++ {
		switch s.text[i] {
		case '{':
			b.blocks++
		case '}':
			b.blocks--
		}
	}
	b.counted = max(b.counted, at)
	before := s.lineBefore(at)
	if near := at - b.end; near < len(before) {
		before = before[len(before)-near:]
	}
	for _, own := range []string{"this.", "self.", "this->", "$this->", "@"} {
		before = strings.TrimSuffix(before, own)
	}
	before = strings.TrimSpace(before)
	return b.blocks == 0 && (before == "" || strings.HasSuffix(before, ";") && !hasCondition(before))
}

func hasCondition(text string) bool {
	for _, word := range []string{"if", "for", "while", "unless", "case", "when", "else", "&&", "||", "?"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }
