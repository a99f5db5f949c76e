package presets

import (
	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
)

// Lines returns the lines, counted from 1, on which the values of a preset's file stand,
// by the paths of their fields. What can't be read has none: Decode says why.
func Lines(data []byte) map[string]int {
	lines := map[string]int{}
	top, err := strictyaml.Parse(data)
	if err != nil {
		return lines
	}
	if request, ok := top.Get("request"); ok {
		if m, err := request.Map(); err == nil {
			addLines(lines, m, "")
		}
	}
	return lines
}

// addLines adds the lines of the object at a path.
func addLines(lines map[string]int, m *strictyaml.Map, path string) {
	for _, key := range m.Keys() {
		at := join(path, key.Name)
		if _, is := agora.FieldAt(at); is || isSection(at) {
			lines[at] = key.Line
		}
		v, _ := m.Get(key.Name)
		if below, err := v.Map(); err == nil {
			addLines(lines, below, at)
		}
	}
}
