package presets

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
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
func Check(data []byte, path string) []Mistake {
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
		return []Mistake{m}
	}
	lines := Lines(data)
	p, _ = p.Filled(Fill{Now: anyTime()})
	_, _, wrong := p.Judged()
	var out []Mistake
	for _, e := range wrong {
		m := Mistake{Line: lineOf(lines, e), Path: e.Path, Rule: e.Rule, Text: e.Text}
		if _, from := p.From(e.Field()); from != "" && len(s.extendsLines) > 0 {
			m.Line, m.Text = s.extendsLines[0], m.Text+" (it comes from "+from+")"
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(x, y Mistake) int { return x.Line - y.Line })
	return out
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
	breaks := func(v agora.Version) []agora.FieldError {
		return slices.DeleteFunc(request.Problems(agora.Project{Version: v}), func(e agora.FieldError) bool { return e.Rule == "required" })
	}
	project := agora.Project{Version: Fitting(p.Version, func(v agora.Version) int { return len(breaks(v)) })}
	return request, project, append(wrong, breaks(project.Version)...)
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
