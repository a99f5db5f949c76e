package convert

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// What bounds the search in a program: how many bytes are read in all, and how many
// values one may come to when its variables are put in.
const (
	maxWork   = 16 << 20
	maxValues = 1_000_000
)

// source is a program in which objects and lists are looked for. None of it is run: a
// variable is an object or a list that stands in the text, with what is put into it.
type source struct {
	text   string
	at     int
	next   int // where the next bracket opens, as far as it is known
	work   int
	vars   map[string]*built
	found  []*built
	broken error // the first that looks like a request and can't be read
	likely int   // where the last name stands that every request has

	lineAt, lines int // a place, and how many lines end before it
}

// built is an object or a list of a program. More may be put into it further on.
type built struct {
	value   any
	at, end int   // where it stands
	text    bool  // it stands in quotes
	later   []int // the lines that change it in a way that is not read

	counted, blocks int // up to where brackets were counted behind it, and how many are open
}

// inProgram looks for the object of a text that has most of a request.
func (f *found) inProgram(text string) error {
	s := &source{text: text, vars: map[string]*built{}, likely: max(strings.LastIndex(text, "channelName"), strings.LastIndex(text, "languages"))}
	for s.at < len(text) && s.work < maxWork {
		s.step()
	}
	best, left := 0, maxValues
	var later []int
	for _, b := range s.found {
		var told notes
		if body, ok := unwrap(flat(b, 0, &left), "", &told, 0); ok && score(body) > best {
			best, f.body, f.notes, later = score(body), body, told, laterIn(b, 0, map[*built]bool{})
		}
	}
	switch {
	case best > 0:
		f.notes.add(LeftOut, "", "the text is more than a request: only its object was read, and a URL where one was found")
		if s.at < len(text) {
			f.notes.add(Unknown, "", "the source is too long to be followed to its end, and may change the request there; check the values")
		}
		for _, line := range later {
			f.notes.add(Unknown, "", "the source changes the request later in line "+decimal(line)+", which was not read; check the values")
		}
		f.call.scan(text, &f.notes)
		return nil
	case s.broken != nil:
		if syntax, ok := errors.AsType[*SyntaxError](s.broken); ok {
			return &SyntaxError{syntax.Line, syntax.Column, syntax.What + ", or this way to write an object is not understood"}
		}
		return s.broken
	}
	return ErrNoRequest
}

// read begins to read at a place; done counts how far it went.
func (s *source) read(at, depth int) (r *reader, done func()) {
	r = &reader{text: s.text, at: at, depth: depth, quiet: s.broken != nil || at > s.likely}
	return r, func() { s.work += r.at - at + r.again + 1 }
}

// step goes on behind the next opening bracket, and takes what stands there if it is an
// object, a list, or a statement that fills one.
func (s *source) step() {
	if s.next < s.at || s.at == 0 {
		s.next = len(s.text)
		if i := strings.IndexAny(s.text[s.at:], "{[("); i >= 0 {
			s.next = s.at + i
		}
	}
	open := s.next
	if s.mentions(open) {
		return
	}
	s.at = open + 1
	if open == len(s.text) {
		return
	}
	name := nameBefore(s.text[:open])
	switch s.text[open] {
	case '(':
		if name != "" {
			s.call(name, open)
		}
	case '[':
		s.literal(open)
	default:
		switch {
		case open > 0 && s.text[open-1] == '@':
			open--
		case open > 0 && s.text[open-1] == '"' && s.inQuotes(open-1):
			return
		}
		s.literal(open)
	}
}

// inQuotes takes a text between quotes that is a request.
func (s *source) inQuotes(at int) bool {
	r, done := s.read(at, 0)
	defer done()
	v, err := r.value()
	if _, ok := unwrap(v, "", &notes{}, 0); err != nil || !ok {
		return false
	}
	b := &built{value: v, at: at, end: r.at, text: true}
	s.found = append(s.found, b)
	if name := assigned(s.text[:at]); name != "" {
		s.vars[name] = b
	}
	s.at = r.at
	return true
}

// nameBefore returns the name at the end of a text, with what is before its dots, and
// generic types behind it.
func nameBefore(text string) string {
	from := len(text)
	if strings.HasSuffix(text, ">") {
		near := max(0, len(text)-100)
		if from = near + strings.LastIndexByte(text[near:], '<'); from < near {
			return ""
		}
	}
	for from > 0 && len(text)-from < 200 && (nameByte(text[from-1]) || strings.IndexByte(".:>-", text[from-1]) >= 0) {
		from--
	}
	return strings.TrimLeft(text[from:], ".:>-")
}

// literal takes what stands between brackets from there on.
func (s *source) literal(at int) {
	r, done := s.read(at, 0)
	defer done()
	v, err := r.value()
	if err != nil {
		if syntax, ok := errors.AsType[*SyntaxError](err); ok {
			s.broken = syntax
		}
		return
	}
	name, _, _ := strings.Cut(nameBefore(strings.TrimRight(s.text[max(0, at-200):at], " \t\n")), "<")
	s.take(inPairs(name, v), at, r.at)
}

// take keeps an object or a list, and looks for no others in it if it is a request: the
// body of a function may read like an object.
func (s *source) take(v any, from, to int) {
	switch v.(type) {
	case object, []any:
	default:
		return
	}
	b := &built{value: s.known(v), at: from, end: to}
	s.found = append(s.found, b)
	before := s.text[:from]
	if outside := strings.TrimRight(strings.TrimRight(before, " \t\n"), "\"'`"); len(outside) < len(strings.TrimRight(before, " \t\n")) {
		before, b.text = strings.TrimRight(outside, "@#"), true
	}
	if name := assigned(before); name != "" {
		s.vars[name] = b
	}
	if _, is := unwrap(v, "", &notes{}, 0); is {
		s.at = max(s.at, to)
	}
}

// call takes a call that makes an object or a list, or puts something into one.
func (s *source) call(name string, open int) {
	plain, _, _ := strings.Cut(name, "<")
	on, last := "", lastOf(plain)
	if i := strings.LastIndexByte(plain, '.'); i >= 0 {
		on = plain[:i]
	}
	if b, is := s.vars[on]; is && (last == "putobject" || last == "putarray") && s.putNew(b, last, name, open) {
		return
	}
	if isType(plain) && namedArgument().MatchString(s.text[open:min(len(s.text), open+200)]) {
		s.literal(open - len(name))
		return
	}
	if last == "of" || last == "array" || slices.Contains(objectMakers, last) || slices.Contains(listMakers, last) {
		s.literal(open - len(name))
	}
}

// namedArgument is how the arguments of a constructor begin that have names, as those of
// Swift and Kotlin do.
var namedArgument = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\(\s*\w+\s*(?::[^:]|=[^=>])`) })

// putNew takes a method that puts a new object or list under a name, and gives it.
func (s *source) putNew(on *built, last, name string, open int) bool {
	r, done := s.read(open, 1)
	defer done()
	items, _, err := r.arguments()
	under, ok := only(items)
	if _, is := under.(string); err != nil || !ok || !is {
		return false
	}
	made := &built{value: object{}, at: open - len(name), end: r.at}
	if last == "putarray" {
		made.value = []any{}
	}
	if more, ok := put(on.value, []any{under, made}); ok {
		on.value = more
	}
	if v := assigned(s.text[:open-len(name)]); v != "" {
		s.vars[v] = made
	}
	s.at = r.at
	return true
}

// assigned returns the variable that a value behind the text is assigned to.
func assigned(text string) string {
	near := text[max(0, len(text)-300):]
	near = near[strings.LastIndexAny(near, "\n;{}")+1:]
	if m := assignments().FindStringSubmatch(near); m != nil {
		return m[1]
	}
	return ""
}

var assignments = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`([$@]?\w+)\s*(?::[^=]*)?:?=\s*[\w\s.,<>\[\]*&?]*$`)
})

// known puts variables that are known in the place of their names.
func (s *source) known(v any) any {
	switch v := v.(type) {
	case code:
		if b, is := s.vars[string(v)]; is {
			return b
		}
	case []any:
		return s.knownAll(v)
	case object:
		for i := range v {
			v[i].value = s.known(v[i].value)
		}
	}
	return v
}

func (s *source) knownMembers(o object) object {
	for i := range o {
		o[i].value = s.known(o[i].value)
	}
	return o
}

func (s *source) knownAll(items []any) []any {
	for i := range items {
		items[i] = s.known(items[i])
	}
	return items
}

// flat puts what variables hold in their places. Left is how many values it may come to;
// one that holds itself, or more than that, is code.
func flat(v any, depth int, left *int) any {
	if *left--; *left < 0 || depth > maxDepth {
		return code("")
	}
	switch v := v.(type) {
	case *built:
		return flat(v.value, depth+1, left)
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = flat(item, depth+1, left)
		}
		return out
	case object:
		out := make(object, len(v))
		for i, m := range v {
			out[i] = member{m.name, flat(m.value, depth+1, left)}
		}
		return out
	}
	return v
}
