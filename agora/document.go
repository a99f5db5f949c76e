package agora

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Line is one line of a request written out as indented JSON, and the path of
// the field that it belongs to (empty for braces of the whole document).
type Line struct {
	Path string
	Text string
}

// Show gives what stands in a document in place of a secret.
type Show func(path string, s Secret) string

// Masked shows dots and a short fingerprint in place of a secret.
func Masked(_ string, s Secret) string { return s.Masked() }

// Revealed shows the secret itself. It is for the body on the wire only.
func Revealed(_ string, s Secret) string { return s.Reveal() }

// Body returns the JSON that is sent to start the task, secrets included. What is
// unset, and what the project's version lacks, is left out; nothing is null.
func (r Request) Body(p Project) []byte {
	var out bytes.Buffer
	if err := json.Compact(&out, []byte(r.JSON(p, Revealed))); err != nil {
		panic("agora: the request's own JSON is not JSON") // every value in it was marshalled
	}
	return out.Bytes()
}

// JSON returns the request as indented JSON with secrets as show gives them.
func (r Request) JSON(p Project, show Show) string {
	lines := r.Lines(p, show)
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.Text
	}
	return strings.Join(texts, "\n")
}

// Lines returns the request as the lines of its indented JSON, each with the path
// of its field, so that a screen can mark the one being edited.
func (r Request) Lines(p Project, show Show) []Line { return r.LinesWith(p, show, nil) }

// LinesWith is Lines with texts, by their paths, that are no values of their fields: they
// stand there as they are.
func (r Request) LinesWith(p Project, show Show, texts map[string]string) []Line {
	w := &writer{show: show}
	w.object(r.tree(p, texts), "", "")
	return w.lines
}

// node is an object or a value on its way into a document.
type node struct {
	key, path string
	value     any // nil for an object
	children  []*node
}

// tree arranges the fields that are set as the nested objects of the document.
func (r Request) tree(p Project, texts map[string]string) *node {
	root := &node{}
	root.child("rtcConfig", "rtcConfig") // every version requires it; it keeps its place
	for _, f := range fields {
		v := f.get(&r)
		if text, ok := texts[f.Path]; ok {
			v = text
		}
		if v == nil || !p.Version.Has(f.Path) {
			continue
		}
		root.put(f.Path, v, p)
	}
	if r.Caption != nil {
		root.child(PathCaption, PathCaption)
	}
	if r.Translate != nil {
		root.child(PathTranslate, PathTranslate)
	}
	root.sort()
	return root
}

// put puts a value at its path, with the objects above it.
func (n *node) put(at string, v any, p Project) {
	parts := strings.Split(at, ".")
	last := len(parts) - 1
	path := ""
	for _, part := range parts[:last] {
		path = strings.TrimPrefix(path+"."+part, ".")
		n = n.child(part, path)
	}
	n.children = append(n.children, &node{key: keyOf(parts[last], p), path: at, value: v})
}

// child returns the object with that key, made where there is none.
func (n *node) child(key, path string) *node {
	for _, c := range n.children {
		if c.key == key && c.value == nil {
			return c
		}
	}
	c := &node{key: key, path: path}
	n.children = append(n.children, c)
	return c
}

// sort puts the objects after the plain values, as the document's page does.
func (n *node) sort() {
	var values, objects []*node
	for _, c := range n.children {
		if c.value != nil {
			values = append(values, c)
		} else {
			objects = append(objects, c)
		}
	}
	n.children = append(values, objects...)
}

// keyOf spells the two storage keys as the project wants them.
func keyOf(key string, p Project) string {
	if p.storageKeys() == CamelKeys {
		switch key {
		case "accesskey":
			return "accessKey"
		case "secretkey":
			return "secretKey"
		}
	}
	return key
}

// emptyList is a list that an update clears.
type emptyList struct{}

// writer writes nodes as indented lines.
type writer struct {
	lines []Line
	show  Show
}

const indent = "  "

func (w *writer) add(path, text string) { w.lines = append(w.lines, Line{path, text}) }

func (w *writer) object(n *node, pad, comma string) {
	prefix := pad
	if n.key != "" {
		prefix += quote(n.key) + ": "
	}
	if len(n.children) == 0 {
		w.add(n.path, prefix+"{}"+comma)
		return
	}
	w.add(n.path, prefix+"{")
	for i, c := range n.children {
		after := ","
		if i == len(n.children)-1 {
			after = ""
		}
		if c.value == nil {
			w.object(c, pad+indent, after)
		} else {
			w.value(c, pad+indent, after)
		}
	}
	w.add(n.path, pad+"}"+comma)
}

func (w *writer) value(n *node, pad, comma string) {
	prefix := pad + quote(n.key) + ": "
	switch v := n.value.(type) {
	case Secret:
		w.add(n.path, prefix+quote(w.show(n.path, v))+comma)
	case []string:
		w.list(n.path, prefix, pad, v, comma)
	case []Translation:
		w.add(n.path, prefix+"[")
		for i, t := range v {
			w.entry(n.path, pad+indent, "source", t.Source, "target", t.Target, i < len(v)-1)
		}
		w.add(n.path, pad+"]"+comma)
	case []UIDLanguages:
		w.add(n.path, prefix+"[")
		for i, s := range v {
			w.entry(n.path, pad+indent, "uid", s.UID, "languages", s.Languages, i < len(v)-1)
		}
		w.add(n.path, pad+"]"+comma)
	case emptyList:
		w.add(n.path, prefix+"[]"+comma)
	case string:
		w.add(n.path, prefix+quote(v)+comma)
	default:
		w.add(n.path, prefix+formatValue(v)+comma)
	}
}

func (w *writer) list(path, prefix, pad string, items []string, comma string) {
	w.add(path, prefix+"[")
	for i, item := range items {
		after := ","
		if i == len(items)-1 {
			after = ""
		}
		w.add(path, pad+indent+quote(item)+after)
	}
	w.add(path, pad+"]"+comma)
}

// entry writes an object with a text and a list of texts.
func (w *writer) entry(path, pad, key, text, list string, items []string, more bool) {
	after := ""
	if more {
		after = ","
	}
	w.add(path, pad+"{")
	w.add(path, pad+indent+quote(key)+": "+quote(text)+",")
	if len(items) == 0 {
		w.add(path, pad+indent+quote(list)+": []")
	} else {
		w.list(path, pad+indent+quote(list)+": ", pad+indent, items, "")
	}
	w.add(path, pad+"}"+after)
}

// quote writes a text as a JSON string without escaping <, > and &.
func quote(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic("agora: a text that JSON can't hold") // strings always encode
	}
	return strings.TrimSuffix(b.String(), "\n")
}
