package presets

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
	"sttwizard/internal/words"
)

// A text of a preset may have variables, each filled in at each use:
//
//	{date}       the day, as 2026-11-28; {date:0102} in the form of Go's time.Format
//	{time}       the time of day, as 1630; {time:15-04} likewise
//	{preset}     the preset's name
//	{NAME}       a variable of the preset: its value under vars, or what is given at the use
//	{{ and }}    the braces themselves
//
// Nothing else can be named, neither the environment nor a command: a preset may come from
// a stranger.

// Fill is what variables stand for at one use.
type Fill struct {
	Now  time.Time         // by the clock of the person
	Vars map[string]string // given for this use, over those of the preset
}

// The variables that every preset has, with the forms in which they are written.
const (
	varDate   = "date"
	varTime   = "time"
	varPreset = "preset"
)

var builtIn = []string{varDate, varTime, varPreset}

// OwnVariables returns the names of the variables that every preset has.
func OwnVariables() []string { return slices.Clone(builtIn) }

var layouts = map[string]string{varDate: "2006-01-02", varTime: "1504"}

var legalVar = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`) })

// legalLayout is what may stand behind a colon: digits of Go's layouts and what separates them.
var legalLayout = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9._-]{1,20}$`) })

// maxVar is the longest value of a variable, in bytes.
const maxVar = 256

// anyTime is a time for checks whose outcome does not depend on it.
func anyTime() time.Time { return time.Date(2006, time.January, 2, 15, 4, 5, 0, time.UTC) }

func (d decoder) vars(top *strictyaml.Map) error {
	v, ok := top.Get("vars")
	if !ok {
		return nil
	}
	m, err := v.Map()
	if err != nil {
		return err
	}
	d.preset.Vars = map[string]string{}
	for _, key := range m.Keys() {
		value, _ := m.Get(key.Name)
		text := ""
		if value.Kind != strictyaml.KindNull { // nothing: it is given at each use
			if text, err = value.String(); err != nil {
				return err
			}
		}
		if why := unfitVar(key.Name, text); why != "" {
			return &strictyaml.Error{Line: key.Line, Text: "vars: " + why}
		}
		d.preset.Vars[key.Name] = text
	}
	return nil
}

// unfitVar says why there can't be a variable of that name and value; empty: there can.
func unfitVar(name, value string) string {
	switch why := unfit(value, false); {
	case !legalVar().MatchString(name):
		return fmt.Sprintf("%q can't be a variable's name: it begins with a letter and is made of 1 to 32 of a-z, 0-9 and _", name)
	case slices.Contains(builtIn, name):
		return "{" + name + "} is filled in by sttwizard; choose another name"
	case why != "":
		return name + " can't hold " + why + "; remove them"
	case len(value) > maxVar:
		return fmt.Sprintf("%s is longer than %d bytes", name, maxVar)
	}
	return ""
}

// CheckVars reports whether variables can be given for a use of the preset. The error
// names the first that can't, and those that the preset has.
func (p Preset) CheckVars(given map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if why := unfitVar(name, given[name]); why != "" {
			return errors.New(why)
		}
		if _, ok := p.Vars[name]; ok {
			continue
		}
		known := slices.Sorted(maps.Keys(p.Vars))
		switch near := words.Nearest(name, known...); {
		case len(known) == 0:
			return fmt.Errorf("the preset has no variable %s, nor any other", name)
		case near != "":
			return fmt.Errorf("the preset has no variable %s; did you mean %s?", name, near)
		default:
			return fmt.Errorf("the preset has no variable %s; it has %s", name, words.And(known...))
		}
	}
	return nil
}

// HoldsText reports whether variables may stand in a field.
func HoldsText(f agora.Field) bool {
	return f.Kind != agora.Number && f.Kind != agora.Flag && f.Kind != agora.Object && !f.Secret
}

// readTemplates finds the texts with variables in what a file says, and makes braces that
// stand for themselves such ones. The error has the line of a variable that there is not.
func (s *sheet) readTemplates(p *Preset) error {
	if s.schema != Schema {
		return nil
	}
	for _, path := range s.Paths() {
		f, _ := agora.FieldAt(path)
		value := s.Values[path]
		if !HoldsText(f) || !strings.ContainsAny(value, "{}") {
			continue
		}
		names, err := variables(value)
		for _, name := range names {
			if _, known := p.Vars[name]; !known && !slices.Contains(builtIn, name) {
				err = fmt.Errorf("has the variable {%s}, which is not known here; give it a value under vars, or write {{%s}} if the braces are meant", name, name)
				break
			}
		}
		if err != nil {
			return &strictyaml.Error{Line: s.lines[path], Text: path + " " + err.Error()}
		}
		if len(names) == 0 {
			p.Values[path], _ = filled(value, nil)
			continue
		}
		p.templates = joined(p.templates, map[string]bool{path: true})
	}
	return nil
}

var errBraces = errors.New("has a brace without its other one; write {{ or }} for a brace")

// variables returns the names of the variables in a text.
func variables(text string) ([]string, error) {
	var names []string
	_, err := filled(text, func(name, layout string) (string, error) {
		if layout != "" {
			if _, dated := layouts[name]; !dated || !legalLayout().MatchString(layout) {
				return "", fmt.Errorf("has {%s:...}: only date and time take a form behind a colon, of digits as 20060102 for year, month and day", name)
			}
		}
		names = append(names, name)
		return "", nil
	})
	return names, err
}

// filled replaces each variable of a text by what value gives for it, and doubled braces by
// single ones.
func filled(text string, value func(name, layout string) (string, error)) (string, error) {
	var out strings.Builder
	for text != "" {
		i := strings.IndexAny(text, "{}")
		if i < 0 {
			out.WriteString(text)
			break
		}
		out.WriteString(text[:i])
		if brace := text[i]; len(text) > i+1 && text[i+1] == brace {
			out.WriteByte(brace)
			text = text[i+2:]
			continue
		}
		end := strings.IndexAny(text[i+1:], "{}")
		if text[i] == '}' || end < 0 || text[i+1+end] == '{' || value == nil {
			return "", errBraces
		}
		name, layout, _ := strings.Cut(text[i+1:i+1+end], ":")
		made, err := value(name, layout)
		if err != nil {
			return "", err
		}
		out.WriteString(made)
		text = text[i+2+end:]
	}
	return out.String(), nil
}

// escaped writes the braces of a text so that they are read as such.
func escaped(f agora.Field, text string) string {
	if !HoldsText(f) {
		return text
	}
	return strings.NewReplacer("{", "{{", "}", "}}").Replace(text)
}

// Unfilled is a text that has no value at a use, since variables in it have none.
type Unfilled struct {
	Path string
	Text string   // as the preset has it, such as "event-{room}"
	Vars []string // those without a value, sorted
}

// Unfilled returns the texts that have no value at a use, in the order of their paths.
func (p Preset) Unfilled(f Fill) []Unfilled {
	var out []Unfilled
	for _, path := range p.Paths() {
		if _, lacks := p.fill(path, f); len(lacks) > 0 {
			out = append(out, Unfilled{path, p.Values[path], lacks})
		}
	}
	return out
}

// IsTemplate reports whether the value at a path is a text with variables, which Filled
// fills in.
func (p Preset) IsTemplate(path string) bool { return p.templates[path] }

// Literal returns the paths of texts that look as if they had a variable and are sent as
// they stand, in the order of their paths.
func (p Preset) Literal() []string {
	var out []string
	for _, path := range p.Paths() {
		if f, _ := agora.FieldAt(path); p.templates[path] || !HoldsText(f) {
			continue
		}
		if names, err := variables(p.Values[path]); err == nil && len(names) > 0 {
			out = append(out, path)
		}
	}
	return out
}

// Filled returns the preset with its variables filled in. A text with a variable that has
// no value has none itself and is asked for; missing names such variables, sorted.
func (p Preset) Filled(f Fill) (_ Preset, missing []string) {
	if len(p.templates) == 0 {
		return p, nil
	}
	values, ask := maps.Clone(p.Values), slices.Clone(p.Ask)
	for path := range p.templates {
		text, lacks := p.fill(path, f)
		if len(lacks) == 0 {
			values[path] = text
			continue
		}
		delete(values, path)
		ask, missing = union(ask, []string{path}), union(missing, lacks)
	}
	p.Values, p.Ask, p.templates = values, ask, nil
	slices.Sort(missing)
	return p, missing
}

// fill fills in the text at a path; lacks are its variables without a value, sorted.
func (p Preset) fill(path string, f Fill) (text string, lacks []string) {
	if !p.templates[path] {
		return p.Values[path], nil
	}
	text, _ = filled(p.Values[path], func(name, layout string) (string, error) {
		made := p.valueOf(name, layout, f)
		if made == "" {
			lacks = union(lacks, []string{name})
		}
		return made, nil
	}) // reading it refused what can't be filled in
	slices.Sort(lacks)
	return text, lacks
}

// valueOf returns what a variable stands for; empty: that is not known.
func (p Preset) valueOf(name, layout string, f Fill) string {
	if usual, dated := layouts[name]; dated {
		if layout == "" {
			layout = usual
		}
		return f.Now.Format(layout)
	}
	if name == varPreset {
		return p.Name
	}
	if given, ok := f.Vars[name]; ok {
		return given
	}
	return p.Vars[name]
}
