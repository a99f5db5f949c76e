package presets

import (
	"errors"
	"maps"
	"slices"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// Preset is a saved request without secret values. The zero value is an empty
// request.
type Preset struct {
	Name       string        // of its file: 1-64 of a-z, 0-9 and -
	Title      string        // one line for people; may be empty
	Note       string        // more about it, perhaps several lines; may be empty
	Connection string        // the connection it is meant for; empty: the person's own choice
	Version    agora.Version // empty: the connection's
	Ask        []string      // paths of fields that are asked for at each use

	// Values has the text form of agora's Request.Set by path. A text may be
	// wrong for its field. There is never an empty one, nor one for a secret.
	Values map[string]string
	// Sections has the paths of the optional parts that are present (see
	// agora.Sections), also those that a value stands in.
	Sections []string
	// Secrets says where secrets are, by path: a reference that other machines can
	// follow too. What is asked for each time stands in Ask instead.
	Secrets map[string]secret.Ref

	// Extends are the presets that it begins with, by name or as "./FILE.yaml" beside its
	// own file; what a later one says goes before what an earlier one does, and what the
	// preset says itself goes before all. All that is inherited stands in the preset, too.
	Extends []string
	// Lock has the paths of fields that are not changed without being unlocked.
	Lock []string
	// Vars are the variables of its texts by name; an empty one is to be given at each use.
	Vars map[string]string
	// Reminder says when somebody is reminded of the task: "+3h30m" after its start, or at
	// "21:00"; empty: as usual.
	Reminder string

	Path string // the file it was read from; empty for one not read from a file
	// Edited says that the file is not as sttwizard last wrote it: somebody edited
	// it, or it is damaged. It is never set for a file that a person made.
	Edited bool

	// base is what it inherits, as one preset; nil: nothing. origins says whose a value, a
	// section or a secret is that it inherits, by path.
	base    *Preset
	origins map[string]string
	// templates has the paths of texts with variables in them.
	templates map[string]bool
}

// FromRequest returns a preset without a name that holds the request's values.
// Secrets are left out.
func FromRequest(r agora.Request) Preset {
	p := Preset{Values: map[string]string{}}
	for _, f := range agora.Fields() {
		if f.Secret {
			continue
		}
		if text, ok := r.Get(f.Path); ok {
			p.Values[f.Path] = text
		}
	}
	if r.Caption != nil {
		p.Sections = append(p.Sections, agora.PathCaption)
	}
	if r.Translate != nil {
		p.Sections = append(p.Sections, agora.PathTranslate)
	}
	return p
}

// Request returns the request that the values make, without secrets, and a
// FieldError for each text that is no value of its field's kind; such a field
// stays unset. Whether the request is legal is Request.Validate's business.
func (p Preset) Request() (agora.Request, []agora.FieldError) {
	var r agora.Request
	if slices.Contains(p.Sections, agora.PathCaption) {
		r.Caption = &agora.CaptionConfig{}
	}
	if slices.Contains(p.Sections, agora.PathTranslate) {
		r.Translate = &agora.TranslateConfig{}
	}
	var wrong []agora.FieldError
	for _, path := range p.Paths() {
		if e, ok := errors.AsType[agora.FieldError](r.Set(path, p.Values[path])); ok {
			wrong = append(wrong, e)
		}
	}
	return r, wrong
}

// Placeholders returns an error for each text that only stands for a value. Where the
// path is asked for at each use the answer takes the text's place, but a use without
// an answer would send it.
func (p Preset) Placeholders() []agora.FieldError {
	r, wrong := p.Request()
	wrong = slices.DeleteFunc(wrong, func(e agora.FieldError) bool { return e.Rule != agora.RulePlaceholder })
	return append(wrong, r.Placeholders()...)
}

// Paths returns the paths of Values in the order of the API's document. Paths
// that no field has come last.
func (p Preset) Paths() []string {
	paths := make([]string, 0, len(p.Values))
	for _, f := range agora.Fields() {
		if _, ok := p.Values[f.Path]; ok {
			paths = append(paths, f.Path)
		}
	}
	if len(paths) == len(p.Values) {
		return paths
	}
	for _, path := range slices.Sorted(maps.Keys(p.Values)) {
		if _, ok := agora.FieldAt(path); !ok {
			paths = append(paths, path)
		}
	}
	return paths
}
