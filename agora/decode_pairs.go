package agora

import (
	"fmt"
	"strings"
)

// pairs reads translateConfig.languages: a list of objects with "source" and
// "target". What was readable is kept, also beside an item that is wrong.
func (d *decoder) pairs(f Field, v any) {
	items, ok := v.([]any)
	if !ok {
		d.fail(f.Path, "type", `must be a list of objects with "source" and "target"`)
		return
	}
	out := make([]Translation, len(items))
	for i, item := range items {
		at := fmt.Sprintf("%s[%d]", f.Path, i)
		members, ok := item.([]member)
		if !ok {
			d.fail(at, "type", `must be an object with "source" and "target"`)
			continue
		}
		d.pair(at, members, &out[i])
	}
	f.set(d.request, out)
}

func (d *decoder) pair(at string, members []member, t *Translation) {
	seen := map[string]bool{}
	for _, m := range members {
		path := at + "." + m.name
		if seen[m.name] {
			d.fail(path, "twice", "stands there twice")
			continue
		}
		seen[m.name] = true
		switch m.name {
		case "source":
			text, ok := m.value.(string)
			if !ok && m.value != nil {
				d.fail(path, "type", "must be a JSON string")
			}
			t.Source = text
		case "target":
			if m.value == nil {
				continue
			}
			texts, why := textsFromJSON(m.value)
			if why != "" {
				d.fail(path, "type", why)
				continue
			}
			t.Target = texts.([]string)
		default:
			d.fail(path, "unknown", "there is no such field in the request"+pairSuggestion(at, m.name))
		}
	}
}

func pairSuggestion(at, name string) string {
	for _, known := range []string{"source", "target"} {
		if strings.EqualFold(known, name) {
			return "; did you mean " + at + "." + known + "? Names are case sensitive"
		}
	}
	return ""
}
