package agora

import (
	"fmt"
	"strings"
)

// entries reads a list of objects, each with a text and a list of texts under the
// two names: the translations, or the speakers with languages of their own. What
// was readable is kept, also beside an item that is wrong.
func (d *decoder) entries(path string, v any, key, list string) []entry {
	shape := fmt.Sprintf("with %q and %q", key, list)
	items, ok := v.([]any)
	if !ok {
		d.fail(path, "type", "must be a list of objects "+shape)
		return nil
	}
	out := make([]entry, len(items))
	for i, item := range items {
		at := fmt.Sprintf("%s[%d]", path, i)
		members, ok := item.([]member)
		if !ok {
			d.fail(at, "type", "must be an object "+shape)
			continue
		}
		d.entry(at, members, key, list, &out[i])
	}
	return out
}

// pairs reads translateConfig.languages.
func (d *decoder) pairs(f Field, v any) {
	if entries := d.entries(f.Path, v, "source", "target"); entries != nil {
		f.set(d.request, translationsOf(entries))
	}
}

// speakers reads uidLanguagesConfig.
func (d *decoder) speakers(f Field, v any) {
	if entries := d.entries(f.Path, v, "uid", "languages"); entries != nil {
		f.set(d.request, speakersOf(entries))
	}
}

func (d *decoder) entry(at string, members []member, key, list string, e *entry) {
	seen := map[string]bool{}
	for _, m := range members {
		path := at + "." + m.name
		if seen[m.name] {
			d.fail(path, "twice", "stands there twice")
			continue
		}
		seen[m.name] = true
		switch m.name {
		case key:
			text, ok := m.value.(string)
			if !ok && m.value != nil {
				d.fail(path, "type", "must be a JSON string")
			}
			e.key = text
		case list:
			if m.value == nil {
				continue
			}
			texts, why := textsFromJSON(m.value)
			if why != "" {
				d.fail(path, "type", why)
				continue
			}
			e.items = texts.([]string)
		default:
			d.fail(path, "unknown", "there is no such field in the request"+entrySuggestion(at, m.name, key, list))
		}
	}
}

func entrySuggestion(at, name string, known ...string) string {
	for _, known := range known {
		if strings.EqualFold(known, name) {
			return "; did you mean " + at + "." + known + "? Names are case sensitive"
		}
	}
	return ""
}
