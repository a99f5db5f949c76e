package presets

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/seal"
	"sttwizard/internal/strictyaml"
)

// Schema is the newest form of the file that this program knows. 2 is 1 with presets that
// extend others, variables, locks and a reminder.
const Schema = 2

// plainSchema is that of a file that has nothing of what came later: older programs read it.
const plainSchema = 1

// MaxBytes is the size of the largest preset that is read or written.
const MaxBytes = strictyaml.MaxSize

// topKeys are the keys of a preset's file, in the order of writing.
var topKeys = []string{
	"schema", "title", "note", "extends", "connection", "version", "vars", "reminder", "ask", "lock", "secrets", "request",
}

// keysOfSchema2 are those that a file of schema 1 can't have.
var keysOfSchema2 = []string{"extends", "vars", "reminder", "lock"}

// Decode reads a preset's file that extends no other. It refuses what the file may not
// hold with a *strictyaml.Error, which has the line and never a value: other keys, another
// document, a newer schema, a secret, a reference that another machine can't
// follow, a list item that the text form of the field can't carry, an unknown variable, a
// file of sttwizard's own whose end is missing. A value that breaks a rule of the API, or
// is no value of its field's kind, is kept as it stands. Name and Path are the
// caller's.
func Decode(data []byte) (Preset, error) {
	s, err := decode(data)
	if err != nil {
		return Preset{}, err
	}
	if len(s.Extends) > 0 {
		return Preset{}, &strictyaml.Error{Line: s.extendsLines[0], Text: "extends names files beside this one; save the text as a file first"}
	}
	return s.over(nil)
}

// sheet is what one file says, whatever it extends.
type sheet struct {
	Preset
	schema       int
	cleared      []string       // paths of the request that are left out, whatever is inherited
	lines        map[string]int // where values stand, by path
	extendsLines []int
}

// decode reads what one file says.
func decode(data []byte) (*sheet, error) {
	s := &sheet{Preset: Preset{Values: map[string]string{}}, lines: map[string]int{}}
	var err error
	if _, s.Edited, err = seal.OpenYAML(data); err != nil {
		return nil, cut(err)
	}
	top, err := strictyaml.Parse(data)
	if err != nil {
		return nil, err
	}
	d := decoder{&s.Preset, s}
	// The schema comes first: a newer one explains all that follows.
	for _, step := range []func(*strictyaml.Map) error{
		d.schema, d.keys, d.texts, d.version, d.extends, d.vars, d.reminder, d.ask, d.lock, d.secrets, d.request,
	} {
		if err := step(top); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// cut says what to do about a file whose end is missing.
func cut(err error) error {
	if e, ok := errors.AsType[*strictyaml.Error](err); ok {
		return &strictyaml.Error{Line: e.Line, Text: e.Text + "; take it from a copy, or if you removed that line, add it"}
	}
	return err
}

type decoder struct {
	preset *Preset
	sheet  *sheet
}

func (d decoder) schema(top *strictyaml.Map) error {
	v, ok := top.Get("schema")
	if !ok {
		return &strictyaml.Error{Line: top.Line, Text: fmt.Sprintf("schema is missing; a preset begins with the line schema: %d", Schema)}
	}
	n, err := v.Int()
	switch {
	case err != nil:
		return err
	case n > Schema:
		return v.Errorf("is %d: this preset was made by a newer sttwizard; update sttwizard to use it", n)
	case n < plainSchema:
		return v.Errorf("must be %d or %d", plainSchema, Schema)
	}
	d.sheet.schema = n
	return nil
}

// keys refuses keys that no preset has, and those of a later schema than the file's.
func (d decoder) keys(top *strictyaml.Map) error {
	if err := top.UnknownBut(func(name string) string { return inRequest("", name) }, topKeys...); err != nil || d.sheet.schema == Schema {
		return err
	}
	for _, key := range top.Keys() {
		if slices.Contains(keysOfSchema2, key.Name) {
			return &strictyaml.Error{Line: key.Line, Text: fmt.Sprintf("%s needs the line schema: %d", key.Name, Schema)}
		}
	}
	return nil
}

func (d decoder) texts(top *strictyaml.Map) error {
	p := d.preset
	for _, t := range []struct {
		key   string
		to    *string
		lines bool
	}{{"title", &p.Title, false}, {"note", &p.Note, true}, {"connection", &p.Connection, false}} {
		v, ok := top.Get(t.key)
		if !ok {
			continue
		}
		text, err := v.String()
		if err != nil {
			return err
		}
		// YAML's block texts end in a line break that nobody means.
		text = strings.TrimRight(text, "\n")
		if why := unfit(text, t.lines); why != "" {
			return v.Errorf("can't hold %s; remove them", why)
		}
		*t.to = text
		if t.key == "connection" && !legalConnection().MatchString(text) {
			return v.Errorf("must be a connection's name: 1 to 32 of a-z, 0-9 and -")
		}
	}
	return nil
}

func (d decoder) version(top *strictyaml.Map) error {
	v, ok := top.Get("version")
	if !ok {
		return nil
	}
	text, err := v.String()
	if err != nil {
		return err
	}
	if d.preset.Version, err = agora.ParseVersion(text); err != nil {
		return v.Errorf("must be an API version that this sttwizard speaks: %s", versionNames())
	}
	return nil
}

func versionNames() string {
	var names []string
	for _, v := range agora.Versions() {
		names = append(names, string(v))
	}
	return strings.Join(names, ", ")
}

func (d decoder) ask(top *strictyaml.Map) error {
	v, ok := top.Get("ask")
	if !ok {
		return nil
	}
	paths, err := pathsOf(v)
	d.preset.Ask = paths
	return err
}

func (d decoder) lock(top *strictyaml.Map) error {
	v, ok := top.Get("lock")
	if !ok {
		return nil
	}
	paths, err := pathsOf(v)
	d.preset.Lock = paths
	return err
}

// pathsOf reads a list of paths of fields.
func pathsOf(v *strictyaml.Value) ([]string, error) {
	items, err := v.List()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, item := range items {
		path, err := item.String()
		if err != nil {
			return nil, err
		}
		if _, ok := agora.FieldAt(path); !ok {
			return nil, item.Errorf("must be the path of a field, such as %s%s", agora.PathChannelName, didYouMean(path))
		}
		out = append(out, path)
	}
	return out, nil
}

// didYouMean names the field that was probably meant by a path, as a piece of a sentence.
func didYouMean(path string) string {
	if near := agora.Suggest(path); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}
