package presetschema

import (
	"slices"
	"strconv"

	"sttwizard/agora"
	"sttwizard/internal/fields"
)

// widest returns the numbers that any of the versions takes, and whether there are such.
func widest(ins []fields.In) (r agora.Range, is bool) {
	for _, in := range ins {
		switch {
		case in.Range == nil:
		case !is:
			r, is = *in.Range, true
		default:
			r.Min, r.Max = min(r.Min, in.Range.Min), max(r.Max, in.Range.Max)
		}
	}
	return r, is
}

// mostItems returns how many items any of the versions takes; 0: nothing is said.
func mostItems(ins []fields.In) (most int) {
	for _, in := range ins {
		if in.Count != nil {
			most = max(most, in.Count.Max)
		}
	}
	return most
}

// formOf returns the form of the newest of the versions, which takes the most.
func formOf(path string, ins []fields.In) string {
	if len(ins) == 0 {
		return ""
	}
	return ins[len(ins)-1].Version.Form(path)
}

// closed reports whether a field takes nothing but what can be chosen.
func closed(f fields.Field) bool {
	return ruled(f.Path, "oneof") && f.Path != agora.PathRegion || f.Path == agora.PathCryptionMode
}

// ruled reports whether any version has a rule.
func ruled(path, name string) bool {
	return slices.ContainsFunc(agora.Versions(), func(v agora.Version) bool { return has(v, path, name) })
}

// has reports whether a version has a rule.
func has(v agora.Version, path, name string) bool {
	return slices.ContainsFunc(v.Rules(), func(r agora.Rule) bool { return r.Path == path && r.Name == name })
}

// valuesOf returns what can be chosen in any of the versions.
func valuesOf(ins []fields.In) []string {
	var out []string
	for _, in := range ins {
		for _, o := range in.Values {
			if !slices.Contains(out, o.Value) {
				out = append(out, o.Value)
			}
		}
	}
	return out
}

// choices returns the same of numbers, with their names.
func choices(ins []fields.In) (values []int, names []string) {
	for _, in := range ins {
		for _, o := range in.Values {
			n, err := strconv.Atoi(o.Value)
			if err == nil && !slices.Contains(values, n) {
				values, names = append(values, n), append(names, o.Label)
			}
		}
	}
	return values, names
}
