package presets

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/secret"
	"sttwizard/internal/strictyaml"
)

// Whole returns the preset with all that it inherits as its own, so that it extends
// nothing.
func (p Preset) Whole() Preset {
	p.Extends, p.base, p.origins = nil, nil, nil
	return p
}

// own returns what the preset's own file is to say, and the paths of the request that it
// leaves out of what it inherits.
func (p Preset) own() (own Preset, cleared []string) {
	if p.base == nil {
		return p, nil
	}
	own, base := p, p.base
	inherited := func(a, b string) string {
		if a == b {
			return ""
		}
		return a
	}
	own.Connection = inherited(p.Connection, base.Connection)
	own.Version = agora.Version(inherited(string(p.Version), string(base.Version)))
	own.Reminder = inherited(p.Reminder, base.Reminder)
	own.Vars, own.Values, own.Secrets = maps.Clone(p.Vars), maps.Clone(p.Values), maps.Clone(p.Secrets)
	maps.DeleteFunc(own.Vars, func(name, value string) bool { v, ok := base.Vars[name]; return ok && v == value })
	maps.DeleteFunc(own.Values, func(path, value string) bool {
		v, ok := base.Values[path]
		return ok && v == value && p.templates[path] == base.templates[path]
	})
	maps.DeleteFunc(own.Secrets, func(path string, ref secret.Ref) bool { return base.Secrets[path] == ref })
	own.Ask = slices.DeleteFunc(slices.Clone(p.Ask), func(path string) bool {
		_, answered := own.Values[path]
		return !answered && slices.Contains(base.Ask, path)
	})
	own.Lock = slices.DeleteFunc(slices.Clone(p.Lock), func(path string) bool { return slices.Contains(base.Lock, path) })
	own.Sections = slices.DeleteFunc(slices.Clone(p.Sections), func(path string) bool { return slices.Contains(base.Sections, path) })
	return own, p.cleared()
}

// cleared returns the paths of what is inherited and stands in the preset no more; of a
// section that is gone its own path alone.
func (p Preset) cleared() []string {
	var out []string
	for _, path := range agora.Sections() {
		if slices.Contains(p.base.Sections, path) && !slices.Contains(p.Sections, path) {
			out = append(out, path)
		}
	}
	whole := slices.Clone(out)
	for _, path := range p.base.Paths() {
		if _, ok := p.Values[path]; !ok && !slices.ContainsFunc(whole, func(s string) bool { return strings.HasPrefix(path, s+".") }) {
			out = append(out, path)
		}
	}
	return out
}

func (d decoder) reminder(top *strictyaml.Map) error {
	v, ok := top.Get("reminder")
	if !ok {
		return nil
	}
	text, err := v.String()
	if err != nil {
		return err
	}
	if err := checkReminder(text); err != nil {
		return v.Errorf("%v", err)
	}
	d.preset.Reminder = text
	return nil
}

// checkReminder reports whether a text says when somebody is to be reminded.
func checkReminder(text string) error {
	_, err := attempt.ParseEnd(text, anyTime())
	return err
}

// checkMore finds what the reader would refuse of what came with schema 2.
func (p Preset) checkMore() error {
	for _, name := range p.Extends {
		if why := unfitBase(name); why != "" {
			return &ValueError{"extends", fmt.Sprintf("%q %s", name, why)}
		}
	}
	for _, path := range p.Lock {
		if _, ok := agora.FieldAt(path); !ok {
			return &ValueError{"lock", fmt.Sprintf("%q is not the path of a field%s", path, didYouMean(path))}
		}
	}
	for name, value := range p.Vars {
		if why := unfitVar(name, value); why != "" {
			return &ValueError{"vars", why}
		}
		if !utf8.ValidString(value) {
			return &ValueError{"vars", notUTF8}
		}
	}
	if p.Reminder == "" {
		return nil
	}
	if err := checkReminder(p.Reminder); err != nil {
		return &ValueError{"reminder", err.Error()}
	}
	return nil
}
