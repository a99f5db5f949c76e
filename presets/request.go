package presets

import (
	"slices"
	"strings"
	"sync"

	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
)

func (d decoder) request(top *strictyaml.Map) error {
	v, ok := top.Get("request")
	if !ok {
		return nil
	}
	m, err := v.Map()
	if err != nil {
		return err
	}
	return d.object(m, "")
}

// object reads the part of the request that stands at a path.
func (d decoder) object(m *strictyaml.Map, path string) error {
	if err := refuseSecrets(m, path); err != nil {
		return err
	}
	elsewhere := func(name string) string { return inRequest(path, name) }
	if err := m.UnknownBut(elsewhere, document().names[path]...); err != nil {
		return err
	}
	for _, key := range m.Keys() {
		at := join(path, key.Name)
		v, _ := m.Get(key.Name)
		if v.Kind == strictyaml.KindNull && d.sheet.schema == Schema {
			d.sheet.cleared = append(d.sheet.cleared, at)
			continue
		}
		if f, ok := document().fields[at]; ok {
			if err := d.field(f, v); err != nil {
				return err
			}
			continue
		}
		below, err := v.Map()
		if err != nil {
			return err
		}
		if isSection(at) {
			d.preset.Sections = append(d.preset.Sections, at)
		}
		if err := d.object(below, at); err != nil {
			return err
		}
	}
	return nil
}

// inRequest says which field was probably meant by the name of a key in the object at a
// path, and where a preset has it.
func inRequest(path, name string) string {
	near := agora.Suggest(join(path, name))
	switch {
	case near == "":
		return ""
	case agora.IsSecret(near):
		return near + " under secrets:"
	}
	return near + " under request:"
}

// refuseSecrets looks for the keys of secrets before anything else is said
// about the keys, in any spelling: the API's own pages disagree about it.
func refuseSecrets(m *strictyaml.Map, path string) error {
	for _, key := range m.Keys() {
		if secret, ok := document().secrets[strings.ToLower(join(path, key.Name))]; ok {
			return &strictyaml.Error{Line: key.Line, Text: secret +
				" is a secret, and a preset never holds one: remove the line; say where it is under secrets:, as " +
				secret + ": keyring:NAME, or it is asked for when it is needed"}
		}
	}
	return nil
}

func (d decoder) field(f agora.Field, v *strictyaml.Value) error {
	text, err := textOf(f, v)
	if err == nil && text != "" {
		d.preset.Values[f.Path] = text
		d.sheet.lines[f.Path] = v.Line
	}
	return err
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func isSection(path string) bool { return slices.Contains(agora.Sections(), path) }

// shape is the API's document as the reader needs it.
type shape struct {
	fields  map[string]agora.Field
	names   map[string][]string // that may stand in the object at a path; no secrets
	secrets map[string]string   // the paths of secrets by themselves in small letters
}

// document is made once: thousands of presets are read for a list.
var document = sync.OnceValue(func() shape {
	s := shape{map[string]agora.Field{}, map[string][]string{}, map[string]string{}}
	for _, f := range agora.Fields() {
		s.fields[f.Path] = f
		if f.Secret {
			s.secrets[strings.ToLower(f.Path)] = f.Path
			continue
		}
		at := ""
		for name := range strings.SplitSeq(f.Path, ".") {
			if !slices.Contains(s.names[at], name) {
				s.names[at] = append(s.names[at], name)
			}
			at = join(at, name)
		}
	}
	return s
})
