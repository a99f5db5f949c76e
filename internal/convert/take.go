package convert

import (
	"slices"
	"strings"

	"sttwizard/agora"
)

// taker takes the members of a body to the paths of the request.
type taker struct {
	told     *notes
	values   map[string]any    // by path
	from     map[string]string // where each value stood
	seen     map[string]bool   // the fields that the text has, also those left open
	sections map[string]bool
	open     map[string]string
	nested   bool // the body is of the form of 2023
	program  bool // it stands in a program, which puts variables into its texts
}

func newTaker(told *notes) *taker {
	return &taker{told: told, values: map[string]any{}, from: map[string]string{}, seen: map[string]bool{},
		sections: map[string]bool{}, open: map[string]string{}}
}

// body takes a whole body.
func (t *taker) body(o object) {
	if audio, ok := o.get("audio"); ok {
		if _, ok := audio.(object); ok {
			t.nested = true
		}
	}
	t.object("", "", o)
}

// object takes the members of an object. At is the request's path that it stands
// for, from its path in the text.
func (t *taker) object(at, from string, o object) {
	for _, m := range t.unique(from, o) {
		t.member(at, from, m)
	}
}

// unique returns the members without those that a later one of the same name
// replaces.
func (t *taker) unique(from string, o object) object {
	last := map[string]int{}
	for i, m := range o {
		if _, twice := last[m.name]; twice && m.name != spreadName && m.name != computedName {
			t.told.add(Twice, join(from, m.name), "stands there twice; the last one counts, as it does in other programs")
		}
		last[m.name] = i
	}
	if len(last) == len(o) {
		return o
	}
	out := object{}
	for i, m := range o {
		if last[m.name] == i {
			out = append(out, m)
		}
	}
	return out
}

// member takes one member of an object that stands for a path of the request.
func (t *taker) member(at, from string, m member) {
	path := join(from, m.name)
	if at == "" && t.nested && (m.name == "audio" || m.name == "config") {
		t.old(path, m.value)
		return
	}
	if at == agora.PathTranslate && folded(m.name) == "enable" {
		t.enable(path, m.value)
		return
	}
	to, how := locate(at, m.name)
	if to == "" {
		t.unknown(path, m, how)
		return
	}
	if how != "" {
		t.told.add(Renamed, path, how)
	}
	t.put(to, path, m.value)
}

// put takes a value to a path of the request: a field's or an object's.
func (t *taker) put(to, path string, v any) {
	if _, isField := agora.FieldAt(to); isField {
		t.field(to, path, v)
		return
	}
	switch v := v.(type) {
	case nil:
	case object:
		if slices.Contains(agora.Sections(), to) {
			t.sections[to] = true
		}
		t.object(to, path, v)
	case code:
		t.told.add(Placeholder, path, "is made by the program that it was copied from, so it is left open")
	case changed:
		t.told.add(Placeholder, path, v.words())
	default:
		t.told.add(Unknown, path, "must be an object, so it was not taken")
	}
}

// field takes the value of a field.
func (t *taker) field(to, path string, v any) {
	if v == nil || v == "" {
		return
	}
	t.seen[to] = true
	v, ok := t.withoutPlaceholders(to, path, v)
	if !ok {
		return
	}
	if _, again := t.values[to]; again {
		t.told.add(Twice, path, "is given at "+t.from[to]+" too; this one counts")
	}
	t.values[to], t.from[to] = v, path
	if to == agora.PathName {
		t.told.add(Changed, path, "stays in the draft, but each start goes under a name of its own, so that it can be sent again without starting a second task")
	}
}

// enable takes what only a change of a running task has.
func (t *taker) enable(path string, v any) {
	switch v {
	case true:
		t.told.add(LeftOut, path, "is for changing a running task; a start translates whenever translateConfig is there")
	case false:
		t.sections[agora.PathTranslate] = false
		t.told.add(Changed, path, "is false, so translation is switched off in the draft; its languages are kept")
	default:
		t.told.add(Unknown, path, "must be true or false, so it was not read")
	}
}

// unknown notes a member that no request has, without its value.
func (t *taker) unknown(path string, m member, hint string) {
	text := "there is no such field in a request, so it was not taken"
	switch {
	case m.name == spreadName || m.name == computedName:
		text = "is made by the program that the text was copied from, so it was not taken"
	case countValues(m.value) > 1:
		text += ", nor the " + decimal(countValues(m.value)) + " values in it"
	}
	t.told.add(Unknown, path, text+hint)
}

func countValues(v any) int {
	n := 0
	switch v := v.(type) {
	case object:
		for _, m := range v {
			n += countValues(m.value)
		}
	case []any:
		for _, item := range v {
			n += countValues(item)
		}
	default:
		n = 1
	}
	return n
}

// officially are the names that Agora's own pages use beside those of agora.
var officially = map[string]string{
	"captionConfig.storage.accessKey": agora.PathAccessKey,
	"captionConfig.storage.secretKey": agora.PathSecretKey,
}

// locate finds the path of the request that a member of an object is meant for.
// How is empty for a member that stands where it belongs, and says for others
// why they are taken so; without a path it is a hint.
func locate(at, name string) (to, how string) {
	path := join(at, name)
	if p, ok := officially[path]; ok {
		return p, ""
	}
	known := knownPaths()
	if slices.Contains(known, path) {
		return path, ""
	}
	for _, k := range known {
		if parentOf(k) == at && folded(lastName(k)) == folded(name) {
			return k, "was taken as " + k + "; names are case sensitive"
		}
	}
	if only := onlyOfThatName(name); only != "" && mayMove(at, only) {
		return only, "was taken as " + only + ", where it belongs"
	}
	return "", ""
}

// onlyOfThatName returns the one path that has that last name, if it is only one
// and no other field is probably meant.
func onlyOfThatName(name string) string {
	only := ""
	for _, k := range knownPaths() {
		if folded(lastName(k)) != folded(name) {
			continue
		}
		if only != "" {
			return ""
		}
		only = k
	}
	return only
}

// mayMove reports whether a field that stands in one object can be meant for a path
// of another. Those of extensionParams have names that anything may have.
func mayMove(at, to string) bool {
	ofStorage := at == "" || strings.HasPrefix(at, agora.PathCaption)
	return to != agora.PathTranslateOn && (ofStorage || !strings.HasPrefix(to, agora.PathExtension+"."))
}

func lastName(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

func parentOf(path string) string {
	parent, _, _ := cutLast(path)
	return parent
}

// cutLast cuts a path before its last name.
func cutLast(path string) (parent, name string, found bool) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return "", path, false
	}
	return path[:i], path[i+1:], true
}
