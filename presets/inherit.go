package presets

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"sttwizard/internal/secret"
)

// inherit takes over what another preset says, over what was inherited before. A title and
// a note are nobody's but its own.
func (p *Preset) inherit(from Preset) {
	p.Connection, p.Version = cmp.Or(from.Connection, p.Connection), cmp.Or(from.Version, p.Version)
	p.Reminder = cmp.Or(from.Reminder, p.Reminder)
	p.Edited = p.Edited || from.Edited
	p.Vars = joined(p.Vars, from.Vars)
	for path := range from.Values { // what is given is not asked any more, unless that is asked, too
		p.Ask = without(p.Ask, path)
		delete(p.templates, path)
	}
	for path := range from.Secrets {
		p.Ask = without(p.Ask, path)
	}
	p.Ask, p.Lock = union(p.Ask, from.Ask), union(p.Lock, from.Lock)
	p.Sections = union(p.Sections, from.Sections)
	p.templates = joined(p.templates, from.templates)
	origins := map[string]string{}
	for _, path := range from.paths() {
		origins[path] = cmp.Or(from.origins[path], from.Name)
	}
	p.origins = joined(p.origins, origins)
	p.Values, p.Secrets = joined(p.Values, from.Values), joined(p.Secrets, from.Secrets)
	for _, path := range from.Ask {
		if _, own := from.Secrets[path]; !own {
			delete(p.Secrets, path)
		}
	}
}

// paths are those of all that a preset says of the request.
func (p Preset) paths() []string {
	out := slices.Concat(slices.Collect(maps.Keys(p.Values)), p.Sections)
	return append(out, slices.Collect(maps.Keys(p.Secrets))...)
}

// over returns the preset of a file: what it says over what it inherits. The error is of a
// text with an unknown variable.
func (s *sheet) over(base *Preset) (Preset, error) {
	own := s.Preset
	if base == nil {
		if err := s.readTemplates(&own); err != nil {
			return Preset{}, err
		}
		return own, nil
	}
	p := Preset{base: base, Values: map[string]string{}}
	p.inherit(*base)
	for _, path := range s.cleared {
		p.clear(path)
	}
	p.inherit(own)
	p.origins = maps.Clone(base.origins)
	maps.DeleteFunc(p.origins, func(path, _ string) bool {
		return slices.Contains(own.paths(), path) || !slices.Contains(p.paths(), path)
	})
	p.Name, p.Title, p.Note, p.Path, p.Extends = own.Name, own.Title, own.Note, own.Path, own.Extends
	if err := s.readTemplates(&p); err != nil {
		return Preset{}, err
	}
	return p, nil
}

// clear leaves out what is inherited at a path and below.
func (p *Preset) clear(path string) {
	gone := func(at string) bool { return at == path || strings.HasPrefix(at, path+".") }
	maps.DeleteFunc(p.Values, func(at, _ string) bool { return gone(at) })
	maps.DeleteFunc(p.Secrets, func(at string, _ secret.Ref) bool { return gone(at) })
	p.Sections, p.Ask, p.Lock = slices.DeleteFunc(p.Sections, gone), slices.DeleteFunc(p.Ask, gone), slices.DeleteFunc(p.Lock, gone)
}

// Keeping returns the preset with what an older one has besides a request: what it
// extends, variables, locks and the reminder. Values that are inherited stay so, and a text
// with variables stays one, where it is still what was made of it.
func (p Preset) Keeping(old Preset, f Fill) Preset {
	p.Extends, p.base, p.Vars, p.Lock, p.Reminder = old.Extends, old.base, old.Vars, old.Lock, old.Reminder
	filled, _ := old.Filled(f)
	p.Values, p.templates = maps.Clone(p.Values), map[string]bool{}
	for path := range old.templates {
		if p.Values[path] == filled.Values[path] { // both nothing: a variable has no value
			p.Values[path], p.templates[path] = old.Values[path], true
			if !slices.Contains(old.Ask, path) {
				p.Ask = without(p.Ask, path)
			}
		}
	}
	return p
}

// From says whose a value, a section or a secret is: the names of the preset and of the
// one that it is inherited from, which is empty where it is the preset's own.
func (p Preset) From(path string) (preset, inherited string) { return p.Name, p.origins[path] }

// Unlocked returns the paths whose values the preset changes though what it extends locks
// them.
func (p Preset) Unlocked() []string {
	if p.base == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.base.Lock), func(path string) bool { return p.Values[path] == p.base.Values[path] })
}

func joined[V any](a, b map[string]V) map[string]V {
	out := maps.Clone(a)
	if out == nil && len(b) > 0 {
		out = map[string]V{}
	}
	maps.Copy(out, b)
	return out
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func without(list []string, s string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(other string) bool { return other == s })
}
