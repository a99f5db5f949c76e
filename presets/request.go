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
	names := namesBelow(path)
	if err := refuseSecrets(m, path); err != nil {
		return err
	}
	if err := m.Unknown(names...); err != nil {
		return err
	}
	for _, key := range m.Keys() {
		at := join(path, key.Name)
		v, _ := m.Get(key.Name)
		if f, ok := agora.FieldAt(at); ok {
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

// refuseSecrets looks for the keys of secrets before anything else is said
// about the keys, in any spelling: the API's own pages disagree about it.
func refuseSecrets(m *strictyaml.Map, path string) error {
	for _, key := range m.Keys() {
		for _, f := range agora.Fields() {
			if f.Secret && strings.EqualFold(f.Path, join(path, key.Name)) {
				return &strictyaml.Error{Line: key.Line, Text: f.Path +
					" is a secret, and a preset never holds one: remove the line; the value is asked for when the preset is used"}
			}
		}
	}
	return nil
}

func (d decoder) field(f agora.Field, v *strictyaml.Value) error {
	text, err := textOf(f, v)
	if err == nil && text != "" {
		d.preset.Values[f.Path] = text
	}
	return err
}

func join(path, name string) string { return strings.TrimPrefix(path+"."+name, ".") }

func isSection(path string) bool { return slices.Contains(agora.Sections(), path) }

// namesBelow gives the names that may stand in the object at a path, secrets
// left out.
func namesBelow(path string) []string { return shape()[path] }

var shape = sync.OnceValue(func() map[string][]string {
	names := map[string][]string{}
	seen := map[string]bool{}
	for _, f := range agora.Fields() {
		if f.Secret {
			continue
		}
		at := ""
		for name := range strings.SplitSeq(f.Path, ".") {
			below := join(at, name)
			if !seen[below] {
				seen[below] = true
				names[at] = append(names[at], name)
			}
			at = below
		}
	}
	return names
})
