package convert

import (
	"slices"
	"strings"
	"sync"

	"sttwizard/agora"
)

// score tells how much of a request an object has: its members that a request
// has at the same place, the nested form's counted too.
func score(o object) int {
	n := 0
	for _, m := range o {
		if topLevel(m.name) {
			n++
		}
	}
	return n
}

// topLevel reports whether a request, of any form, has such a member at its top.
func topLevel(name string) bool {
	return name == "audio" || name == "config" || topNames()[folded(name)]
}

var topNames = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, known := range knownPaths() {
		if !strings.Contains(known, ".") {
			out[folded(known)] = true
		}
	}
	return out
})

// sure reports whether an object is a request, and not only an object that has a
// member of such a name.
func sure(o object) bool {
	if sub, ok := o.get("audio"); ok {
		_, ok := sub.(object)
		return ok
	}
	return slices.ContainsFunc(o, func(m member) bool { return topLevel(m.name) && folded(m.name) != "config" && m.name != "name" })
}

const maxWrappers = 4

// unwrap returns the request in a value: the value itself, or what wraps it, as
// {"body": {...}}, a list of one, or a text that holds JSON.
func unwrap(v any, at string, told *notes, depth int) (object, bool) {
	if depth > maxWrappers {
		return nil, false
	}
	switch v := v.(type) {
	case string:
		r := &reader{text: v}
		if !strings.HasPrefix(strings.TrimSpace(v), "{") {
			return nil, false
		}
		inner, err := r.value()
		if err != nil {
			return nil, false
		}
		return unwrap(inner, at, told, depth+1)
	case []any:
		for i, item := range v {
			if o, ok := unwrap(item, at, told, depth+1); ok {
				if len(v) > 1 {
					told.add(LeftOut, at, "a list of several; only one of its objects was read, at place "+decimal(i+1))
				}
				return o, true
			}
		}
	case object:
		if sure(v) {
			return v, true
		}
		return unwrapMember(v, at, told, depth)
	}
	return nil, false
}

// unwrapMember looks for the request in the members of an object, the last first.
func unwrapMember(o object, at string, told *notes, depth int) (object, bool) {
	for i := len(o) - 1; i >= 0; i-- {
		path := join(at, o[i].name)
		inner, ok := unwrap(o[i].value, path, told, depth+1)
		if !ok {
			continue
		}
		told.add(LeftOut, path, "the request was found in here")
		for j, m := range o {
			if j != i {
				beside(m, join(at, m.name), told)
			}
		}
		return inner, true
	}
	return nil, false
}

// beside tells of a member that stands beside the request: of a call's own, only what
// matters.
func beside(m member, path string, told *notes) {
	text, _ := m.value.(string)
	switch folded(m.name) {
	case "method", "verb":
		if strings.EqualFold(text, "POST") {
			return
		}
	case "url", "uri": // what it says is told with the call
		return
	case "headers", "header", "auth":
		told.add(LeftOut, path, "not kept; the connection has the credentials that are used")
		return
	}
	told.add(Unknown, path, "stands beside the request and was not read")
}

// join puts a name behind a path.
func join(at, name string) string { return strings.TrimPrefix(at+"."+name, ".") }

// folded returns a name without what people spell differently.
func folded(name string) string { return strings.ToLower(foldingReplacer.Replace(name)) }

var foldingReplacer = strings.NewReplacer("_", "", "-", "", " ", "")

// knownPaths gives the paths of all fields and of the objects above them, in the
// order of the document.
var knownPaths = sync.OnceValue(func() []string {
	var out []string
	for _, f := range agora.Fields() {
		for i, c := range f.Path {
			if object := f.Path[:i]; c == '.' && !slices.Contains(out, object) {
				out = append(out, object)
			}
		}
		out = append(out, f.Path)
	}
	return out
})
