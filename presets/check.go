package presets

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
	"sttwizard/internal/words"
)

// Mistake is what is wrong in a preset's file.
type Mistake struct {
	Line int    // counted from 1; 0: it is about the whole file
	Path string // the field, or empty: the file can't be read as a preset
	Rule string // the rule's name, or empty
	Text string // what is wrong; no value of a secret
}

// Check returns what is wrong in a text that is, or is to be, the file at path, in the order
// of its lines. What it extends is read beside that file; a wrong value that it inherits is
// told at the line of extends. What is missing is no mistake, since it may be asked for.
//
// Notes tell what is not wrong and may not be meant: what only some versions take, where the
// preset names none, languages that Agora did not publish, and what it changes though what
// it extends locks it.
func Check(data []byte, path string) (mistakes, notes []Mistake) {
	path = filepath.Clean(path)
	s, err := decode(data)
	var p Preset
	if err == nil {
		s.Path, s.Name = path, nameOf(path)
		p, err = reader{}.with(s, []string{path})
	}
	if err != nil {
		m := Mistake{Text: err.Error()}
		if e, ok := errors.AsType[*strictyaml.Error](err); ok {
			m.Line, m.Text = e.Line, e.Text
		}
		return []Mistake{m}, nil
	}
	lines := Lines(data)
	var odd []agora.FieldError
	for _, path := range p.Unlocked() {
		odd = append(odd, agora.FieldError{Path: path, Rule: "locked", Text: "is locked by what it extends, and set otherwise here"})
	}
	p, _ = p.Filled(Fill{Now: anyTime()})
	wrong, found := p.judgedEverywhere()
	odd = append(odd, found...)
	placed := func(all []agora.FieldError) (out []Mistake) {
		for _, e := range all {
			m := Mistake{Line: lineOf(lines, e), Path: e.Path, Rule: e.Rule, Text: e.Text}
			if _, from := p.From(e.Field()); from != "" && len(s.extendsLines) > 0 {
				m.Line, m.Text = s.extendsLines[0], m.Text+" (it comes from "+from+")"
			}
			out = append(out, m)
		}
		slices.SortStableFunc(out, func(x, y Mistake) int { return x.Line - y.Line })
		return out
	}
	return placed(wrong), placed(odd)
}

// lineOf returns the line of the field that an error is about, or of the nearest object
// above it that stands in the file.
func lineOf(lines map[string]int, e agora.FieldError) int {
	path := e.Field()
	for path != "" && lines[path] == 0 {
		path = path[:max(0, strings.LastIndexByte(path, '.'))]
	}
	return lines[path]
}

// Judged returns a preset's request, the project that it fits best, and what breaks a
// rule there. What is missing may be asked for.
func (p Preset) Judged() (agora.Request, agora.Project, []agora.FieldError) {
	request, wrong := p.Request()
	project := agora.Project{Version: Fitting(p.Version, func(v agora.Version) int { return len(broken(request, v)) })}
	return request, project, append(wrong, broken(request, project.Version)...)
}

// broken are the rules of a version that a request breaks, but for what is missing.
func broken(r agora.Request, v agora.Version) []agora.FieldError {
	return slices.DeleteFunc(r.Problems(agora.Project{Version: v}), func(e agora.FieldError) bool { return e.Rule == "required" })
}

// judgedEverywhere returns what is wrong in the version that a preset fits best, or in all
// that have the field, and what is to be noted: what is wrong in some of them, and languages
// that Agora did not publish. A version that is named is the only one.
func (p Preset) judgedEverywhere() (wrong, notes []agora.FieldError) {
	request, project, wrong := p.Judged()
	versions := agora.Versions()
	if p.Version != "" {
		versions = []agora.Version{p.Version}
	}
	for _, found := range byPath(versions, func(v agora.Version) []agora.FieldError { return broken(request, v) }) {
		e := found.first
		switch {
		case slices.ContainsFunc(wrong, func(w agora.FieldError) bool { return w.Path == e.Path }):
		case len(found.takenBy) == 0:
			wrong = append(wrong, e)
		default:
			e.Text = "is right in " + listed(found.takenBy) + ", and wrong in " + listed(found.in) + ": " + e.Text
			notes = append(notes, e)
		}
	}
	for _, w := range request.Lint(project) {
		if w.Rule == agora.RuleUnpublished {
			notes = append(notes, w)
		}
	}
	return wrong, notes
}

// foundIn is what is wrong at a path, in which versions, and which others have the field.
type foundIn struct {
	first       agora.FieldError
	in, takenBy []agora.Version
}

// byPath looks at a request in versions, and gives what was found once for each path.
func byPath(versions []agora.Version, broken func(agora.Version) []agora.FieldError) []foundIn {
	var out []foundIn
	for _, v := range versions {
		for _, e := range broken(v) {
			i := slices.IndexFunc(out, func(f foundIn) bool { return f.first.Path == e.Path })
			if i < 0 {
				i, out = len(out), append(out, foundIn{first: e})
			}
			if !slices.Contains(out[i].in, v) {
				out[i].in = append(out[i].in, v)
			}
		}
	}
	for i, f := range out {
		for _, v := range versions {
			if v.Has(f.first.Field()) && !slices.Contains(f.in, v) {
				out[i].takenBy = append(out[i].takenBy, v)
			}
		}
	}
	return out
}

// listed names versions.
func listed(versions []agora.Version) string {
	var names []string
	for _, v := range versions {
		names = append(names, string(v))
	}
	return words.And(names...)
}

// Fitting returns the version by which answers are looked at where none is chosen:
// the one wished for, else the oldest in which nothing is wrong, else the newest of
// those in which the least is wrong.
func Fitting(wish agora.Version, wrong func(agora.Version) int) agora.Version {
	if wish != "" {
		return wish
	}
	best, least := agora.Version(""), -1
	for _, v := range agora.Versions() {
		n := wrong(v)
		if n == 0 {
			return v
		}
		if least < 0 || n <= least {
			best, least = v, n
		}
	}
	return best
}
