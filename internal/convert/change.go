package convert

import (
	"slices"
	"strconv"
	"strings"
)

// changed is a value that a program changes after the object was made, in a way that was
// not read: the line of it, from 1.
type changed int

// nextItem stands for the place behind the last item of a list, as PHP's [] does.
type nextItem struct{}

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

// place reads the names, indexes and arrows behind a variable, up to a method that is
// called.
func (r *reader) place(names []any) (place []any, method string) {
	for len(names) < maxDepth {
		behind := r.at
		r.skipTo(true)
		if r.peek() == '\n' {
			if r.skip(); r.peek() != '.' || r.at+1 == len(r.text) || !nameByte(r.text[r.at+1]) {
				r.at = behind
				return names, ""
			}
		}
		switch {
		case r.peek() == '[':
			names = append(names, r.indexed())
		case r.take(".("): // what Go takes it for
			r.passOver(")")
		case r.member():
			name := r.name()
			if r.sees("!(") {
				r.at++
				name += "!"
			}
			if r.peek() == '(' {
				return names, name
			}
			names = append(names, name)
		default:
			r.at = behind
			return names, ""
		}
	}
	return names, ""
}

// member passes over what stands before the name of a member.
func (r *reader) member() bool {
	for _, sign := range []string{"?.", "!!.", "!.", "->", "."} {
		if n := r.at + len(sign); r.sees(sign) && n < len(r.text) && nameByte(r.text[n]) {
			r.at = n
			return true
		}
	}
	return false
}

// indexed reads what stands between brackets behind a value: a name, a number, or code.
func (r *reader) indexed() any {
	began := r.at
	v, err := r.brackets()
	if err != nil {
		r.at = began + 1
		return code("")
	}
	items, isList := v.([]any)
	switch {
	case isList && len(items) == 0:
		return nextItem{}
	case !isList || len(items) != 1:
		return code("")
	}
	return items[0]
}

// assigns passes over a sign that gives a value to what is before it.
func (r *reader) assigns() bool {
	if r.sees("==") || r.sees("=>") || r.sees("=~") || r.sees("::") {
		return false
	}
	return r.take(":=") || r.take("=")
}

// compounds reports whether a sign comes next that changes what is before it.
func (r *reader) compounds() bool {
	for _, sign := range []string{"+=", "-=", "*=", "||=", "&&=", "??=", "|=", ".=", "<<", "++", "--", "%="} {
		if r.sees(sign) {
			return true
		}
	}
	return false
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

// endsStatement reports whether a statement ends here.
func (r *reader) endsStatement() bool {
	r.skipTo(true)
	return r.at == len(r.text) || strings.IndexByte("\n;,)}", r.peek()) >= 0
}

// passStatement passes over the rest of a statement, or of its line.
func (r *reader) passStatement() {
	if i := strings.IndexAny(r.text[r.at:], "\n;"); i >= 0 {
		r.at += i
		return
	}
	r.at = len(r.text)
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

// below returns the place that a method's first argument names.
func below(names, items []any) []any {
	if len(items) > 0 {
		if name, is := items[0].(string); is {
			return append(slices.Clone(names), name)
		}
	}
	return names
}

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

// put puts a value at a place of the variable.
func (s *source) put(b *built, names []any, value any) bool {
	last := len(names) - 1
	_, ok := modify(b, names[:last], func(v any) (any, bool) { return setAt(v, names[last], value) })
	return ok
}

// merge puts what a method is given into what stands at a place of the variable.
func (s *source) merge(b *built, names, items []any, named object) bool {
	_, ok := modify(b, names, func(v any) (any, bool) {
		if o, is := v.(object); is && len(named) > 0 {
			v = append(slices.Clip(o), named...)
			if len(items) == 0 {
				return v, true
			}
		}
		switch v := v.(type) {
		case object:
			return put(v, plainItems(items))
		case []any:
			return appended(v, items)
		}
		return nil, false
	})
	return ok
}

// plainItems puts the objects that variables hold in their place.
func plainItems(items []any) []any {
	if b, is := first(items).(*built); is && len(items) == 1 {
		return []any{b.value}
	}
	return items
}

func first(items []any) any {
	if len(items) == 0 {
		return nil
	}
	return items[0]
}

// appended puts items behind those of a list, also those of one list.
func appended(list, items []any) (any, bool) {
	if _, isNumber := first(items).(number); len(items) == 0 || isNumber && len(items) > 1 { // the place is given
		return nil, false
	}
	if more, is := first(items).([]any); is && len(items) == 1 {
		items = more
	}
	return append(slices.Clip(list), items...), true
}

// setAt gives a value to a member or an item.
func setAt(v, name, value any) (any, bool) {
	switch name := name.(type) {
	case string:
		if v == nil {
			v = object{}
		}
		o, is := v.(object)
		return append(slices.Clip(o), member{name, value}), is
	case number:
		list, is := v.([]any)
		i, err := strconv.Atoi(string(name))
		if !is || err != nil || i < 0 || i >= len(list) {
			return nil, false
		}
		list[i] = value
		return list, true
	case nextItem:
		list, is := v.([]any)
		return append(slices.Clip(list), value), is
	}
	return nil, false
}

// modify gives what stands below names to a function, and puts what it makes of it there.
func modify(v any, names []any, make func(any) (any, bool)) (any, bool) {
	if b, is := v.(*built); is {
		more, ok := modify(b.value, names, make)
		if inner, isBuilt := more.(*built); ok && !isBuilt || isBuilt && inner != b && len(names) > 0 {
			b.value = more
		}
		return b, ok
	}
	if len(names) == 0 {
		return make(v)
	}
	switch v := v.(type) {
	case nil:
		inner, ok := modify(nil, names[1:], make)
		name, is := names[0].(string)
		return object{{name, inner}}, ok && is
	case object:
		for i := len(v) - 1; i >= 0; i-- {
			if v[i].name == names[0] {
				more, ok := modify(v[i].value, names[1:], make)
				if ok {
					v[i].value = more
				}
				return v, ok
			}
		}
		inner, ok := modify(nil, names[1:], make)
		if !ok {
			return nil, false
		}
		return setAt(v, names[0], inner)
	case []any:
		name, _ := names[0].(number)
		if i, err := strconv.Atoi(string(name)); err == nil && i >= 0 && i < len(v) {
			more, ok := modify(v[i], names[1:], make)
			if ok {
				v[i] = more
			}
			return v, ok
		}
	}
	return nil, false
}

// touch tells that a place of the variable is changed in a way that is not read: a field
// is open then. Of an object, nobody knows which of its fields.
func (s *source) touch(b *built, names []any, at int) {
	line := s.line(at)
	if len(names) > 0 {
		last := len(names) - 1
		_, ok := modify(b, names[:last], func(v any) (any, bool) {
			if o, is := v.(object); is {
				if name, is := names[last].(string); is {
					if have, _ := o.get(name); isObject(have) {
						return nil, false
					}
				}
			}
			return setAt(v, names[last], changed(line))
		})
		if ok {
			return
		}
	}
	if len(b.later) < maxNotes && !slices.Contains(b.later, line) {
		b.later = append(b.later, line)
	}
}

func isObject(v any) bool {
	switch v.(type) {
	case object, *built:
		return true
	}
	return false
}

// line returns the number of the line that a place is in, from 1.
func (s *source) line(at int) int {
	if at < s.lineAt {
		s.lineAt, s.lines = 0, 0
	}
	s.lines += strings.Count(s.text[s.lineAt:at], "\n")
	s.lineAt = at
	return s.lines + 1
}

// laterIn gathers the lines in which a value, and what is in it, is changed unread.
func laterIn(v any, depth int, into *[]int) {
	if depth > maxDepth || len(*into) > maxNotes {
		return
	}
	switch v := v.(type) {
	case *built:
		for _, line := range v.later {
			if !slices.Contains(*into, line) {
				*into = append(*into, line)
			}
		}
		laterIn(v.value, depth+1, into)
	case object:
		for _, m := range v {
			laterIn(m.value, depth+1, into)
		}
	case []any:
		for _, item := range v {
			laterIn(item, depth+1, into)
		}
	}
}
