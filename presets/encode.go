package presets

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"sttwizard/agora"
)

// Encode returns the preset's file. The error is *ValueError for what a file
// can't hold: a secret, a reference to a file or a command, a path that the
// request does not have, control characters in title or note, text that is not
// UTF-8.
func (p Preset) Encode() ([]byte, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	own, cleared := p.own()
	request, err := own.requestNode(cleared)
	if err != nil {
		return nil, err
	}
	top := mapping()
	add(top, "schema", number(strconv.Itoa(own.neededSchema(cleared))))
	for _, t := range []struct{ key, text string }{{"title", own.Title}, {"note", own.Note}} {
		if t.text != "" {
			add(top, t.key, text(t.text))
		}
	}
	if len(own.Extends) > 0 {
		add(top, "extends", list(own.Extends))
	}
	for _, t := range []struct{ key, text string }{{"connection", own.Connection}, {"version", string(own.Version)}} {
		if t.text != "" {
			add(top, t.key, text(t.text))
		}
	}
	if len(own.Vars) > 0 {
		add(top, "vars", texts(own.Vars))
	}
	if own.Reminder != "" {
		add(top, "reminder", text(own.Reminder))
	}
	if len(own.Ask) > 0 {
		add(top, "ask", list(own.Ask))
	}
	if len(own.Lock) > 0 {
		add(top, "lock", list(own.Lock))
	}
	if len(own.Secrets) > 0 {
		add(top, "secrets", own.secretsNode())
	}
	add(top, "request", request)
	return write(top)
}

// neededSchema returns the oldest schema that can hold the preset.
func (p Preset) neededSchema(cleared []string) int {
	if len(p.Extends)+len(p.Vars)+len(p.Lock)+len(p.templates)+len(cleared) > 0 || p.Reminder != "" {
		return Schema
	}
	return plainSchema
}

// check finds what the reader of the file would refuse.
func (p Preset) check() error {
	for _, t := range []struct {
		path, text string
		lines      bool
	}{{"title", p.Title, false}, {"note", p.Note, true}} {
		if why := unfit(t.text, t.lines); why != "" {
			return &ValueError{t.path, "can't hold " + why}
		}
		if !utf8.ValidString(t.text) {
			return &ValueError{t.path, notUTF8}
		}
	}
	if p.Connection != "" && !legalConnection().MatchString(p.Connection) {
		return &ValueError{"connection", "must be a connection's name: 1 to 32 of a-z, 0-9 and -"}
	}
	if p.Version != "" && !slices.Contains(agora.Versions(), p.Version) {
		return &ValueError{"version", "must be an API version that this sttwizard speaks: " + versionNames()}
	}
	for _, path := range p.Ask {
		if _, ok := agora.FieldAt(path); !ok {
			return &ValueError{"ask", fmt.Sprintf("%q is not the path of a field%s", path, didYouMean(path))}
		}
	}
	for _, path := range p.Sections {
		if !isSection(path) {
			return &ValueError{"request", fmt.Sprintf("%q is no part of the request", path)}
		}
	}
	if err := p.checkMore(); err != nil {
		return err
	}
	return p.checkSecrets()
}

const notUTF8 = "is not UTF-8 text"

// requestNode nests the values as the API's document does. What is cleared stands there
// as null.
func (p Preset) requestNode(cleared []string) (*yaml.Node, error) {
	root := mapping()
	literal := p.neededSchema(cleared) == Schema
	objects := map[string]*yaml.Node{"": root}
	for _, path := range p.Paths() {
		f, ok := agora.FieldAt(path)
		switch value := p.Values[path]; {
		case !ok:
			return nil, &ValueError{path, "there is no such field in the request"}
		case f.Secret:
			return nil, &ValueError{path, "is a secret, and a preset never holds one"}
		case !utf8.ValidString(value):
			return nil, &ValueError{path, notUTF8}
		case value != "":
			parent, name := split(path)
			if literal && !p.templates[path] {
				value = escaped(f, value)
			}
			add(object(objects, parent), name, valueNode(f, value))
		}
	}
	for _, path := range cleared {
		parent, name := split(path)
		add(object(objects, parent), name, plain("!!null", "null"))
	}
	for _, path := range agora.Sections() {
		if slices.Contains(p.Sections, path) {
			object(objects, path)
		}
	}
	return root, nil
}

func split(path string) (parent, name string) {
	i := strings.LastIndexByte(path, '.')
	return path[:max(i, 0)], path[i+1:]
}

// object returns the map at a path, made with those above it where there is none.
func object(objects map[string]*yaml.Node, path string) *yaml.Node {
	if n, ok := objects[path]; ok {
		return n
	}
	parent, name := split(path)
	n := mapping()
	add(object(objects, parent), name, n)
	objects[path] = n
	return n
}

// valueNode writes a value in the document's own type, or as text where it is
// no value of its field's kind.
func valueNode(f agora.Field, value string) *yaml.Node {
	switch f.Kind {
	case agora.Number:
		if n, err := strconv.Atoi(value); err == nil && strconv.Itoa(n) == value {
			return number(value)
		}
	case agora.Flag:
		if value == "true" || value == "false" {
			return plain("!!bool", value)
		}
	case agora.List:
		if f.Path == agora.PathKeywords || !strings.Contains(value, `\,`) {
			return list(f.Split(value))
		}
	case agora.Pairs, agora.Speakers:
		var r agora.Request
		if r.Set(f.Path, value) == nil && !strings.Contains(value, `\`) { // such an item can't be read again on its own
			return entries(r)
		}
	}
	return text(value)
}
