package main

import (
	"slices"
	"strings"

	"sttwizard/agora"
)

// rule names a rule of a field.
type rule struct{ path, name string }

// said is a sentence and the versions in which it is said.
type said struct {
	text string
	of   []agora.Version
}

// add puts a sentence of a version behind others, each once.
func add(all []said, v agora.Version, text string) []said {
	i := slices.IndexFunc(all, func(s said) bool { return s.text == text })
	if i < 0 {
		return append(all, said{text, []agora.Version{v}})
	}
	if !slices.Contains(all[i].of, v) {
		all[i].of = append(all[i].of, v)
	}
	return all
}

// always is a sentence that every version says which has the path.
func always(path, text string) said { return said{text, having(path)} }

// having returns the versions that have a path; a section's name is one, too.
func having(path string) []agora.Version {
	return slices.DeleteFunc(agora.Versions(), func(v agora.Version) bool { return !v.Has(path) })
}

// where names the versions of something about a path, if it is not all that have it.
func where(path string, of []agora.Version) string {
	if slices.Equal(of, having(path)) {
		return ""
	}
	return " (" + names(of) + ")"
}

func names(of []agora.Version) string {
	out := make([]string, len(of))
	for i, v := range of {
		out[i] = string(v)
	}
	return strings.Join(out, ", ")
}
