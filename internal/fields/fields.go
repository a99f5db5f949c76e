package fields

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"sttwizard/agora"
	"sttwizard/form"
)

// Field is all that is known of a field.
type Field struct {
	Path     string
	Title    string // of its question in the newest version that has it; empty: nobody is asked
	Help     string // what is said about it, in that version
	Type     string // what it holds, in words
	Secret   bool
	Required bool        // a start needs it, or the object that it stands in does
	Example  string      // as --set takes it, for a secret where it could be; empty for an object
	In       []In        // the versions that have it, oldest first
	Lacks    []Lack      // the others
	Object   bool        // fields stand below it
	Field    agora.Field // as agora has it; zero for an object and for a part of a list's objects
}

// In is what one version of the API says of a field.
type In struct {
	Version agora.Version
	Title   string        // of its question; empty: nobody is asked
	Limits  string        // in words; empty: there are none
	Range   *agora.Range  // of its number; nil: it is none, or there are no limits
	Count   *agora.Count  // of its items; nil: it is no list, or there are no limits
	Values  []form.Option // what can be chosen; nil: something else can be said, or it depends on other answers
	Page    string        // the address of Agora's page
}

// Lack is why a version does not have a field.
type Lack struct {
	Version agora.Version
	Why     string
}

// All returns every field, in the order of the API's document; an object stands before
// what is in it.
func All() []Field { return slices.Clone(all()) }

var all = sync.OnceValue(func() []Field {
	var out []Field
	objects := agora.Objects()
	for _, f := range agora.Fields() {
		for _, path := range objects {
			if strings.HasPrefix(f.Path, path+".") && !slices.ContainsFunc(out, func(o Field) bool { return o.Path == path }) {
				out = append(out, object(path))
			}
		}
		out = append(out, field(f))
		out = append(out, parts(f)...)
	}
	return out
})

// At returns the field at a path, and whether there is one.
func At(path string) (Field, bool) {
	if i := slices.IndexFunc(all(), func(f Field) bool { return f.Path == path }); i >= 0 {
		return all()[i], true
	}
	return Field{}, false
}

// Below returns what stands directly in an object or in the objects of a list.
func Below(path string) []Field {
	return slices.DeleteFunc(All(), func(f Field) bool {
		rest, below := strings.CutPrefix(f.Path, path+".")
		return !below || strings.Contains(rest, ".")
	})
}

// types say what fields hold, by kind.
var types = map[agora.Kind]string{
	agora.Text: "text", agora.Number: "whole number", agora.Flag: "true or false", agora.List: "list of texts",
	agora.Pairs: "list of objects", agora.Speakers: "list of objects", agora.Object: "JSON: an object, or a list of objects",
}

func field(of agora.Field) Field {
	f := Field{Path: of.Path, Type: types[of.Kind], Secret: of.Secret, Example: of.Example, Field: of, Required: required()[of.Path]}
	if of.Secret {
		f.Example, f.Type = "env:NAME", "secret "+f.Type
	}
	for _, v := range agora.Versions() {
		if why := v.Lacks(of.Path); why != "" {
			f.Lacks = append(f.Lacks, Lack{v, why})
			continue
		}
		d := Draft(v, of.Path)
		in := In{Version: v, Page: v.Page()}
		if q, asked := form.QuestionFor(d, of.Path); asked {
			f.Title, f.Help = q.Title, cmp.Or(q.About, q.Help)
			in.Title, in.Limits, in.Values = q.Title, q.Hint(d), values(d, q)
		}
		in.Range, in.Count = limits(v, of.Path)
		switch {
		case in.Limits == "" && in.Range != nil:
			in.Limits = in.Range.Hint()
		case in.Limits == "" && in.Count != nil:
			in.Limits = in.Count.Hint()
		}
		f.In = append(f.In, in)
	}
	return f
}

// values returns what can be chosen whatever the other answers are.
func values(d *form.Draft, q form.Question) []form.Option {
	if q.Path == agora.PathRegion {
		return nil // each storage has others
	}
	return slices.DeleteFunc(slices.Clone(q.Options(d)), func(o form.Option) bool { return o.Value == "" })
}

// limits returns the numbers of a version about a path.
func limits(v agora.Version, path string) (*agora.Range, *agora.Count) {
	for _, rule := range v.Rules() {
		if rule.Path != path {
			continue
		}
		if r, is := rule.Range(v); is {
			return &r, nil
		}
		if c, is := rule.Count(v); is {
			return nil, &c
		}
	}
	if path == agora.PathName {
		name := v.Limits().Name
		return &name, nil
	}
	return nil, nil
}

func object(path string) Field {
	f := Field{Path: path, Type: "object", Object: true}
	for _, v := range agora.Versions() {
		if why := v.Lacks(path); why != "" {
			f.Lacks = append(f.Lacks, Lack{v, why})
		} else {
			f.In = append(f.In, In{Version: v, Page: v.Page()})
		}
	}
	return f
}

// parts returns the parts of the objects in a list.
func parts(of agora.Field) []Field {
	name, list := of.Item()
	if name == "" {
		return nil
	}
	text, items := object(of.Path+"."+name), object(of.Path+"."+list)
	text.Type, items.Type = types[agora.Text], types[agora.List]
	text.Object, items.Object = false, false
	text.Required, items.Required = true, true
	for i := range items.In {
		l := items.In[i].Version.Limits()
		each := l.TranslateTargets
		if of.Kind == agora.Speakers {
			each = l.UIDLanguagesEach
			text.In[i].Limits = "a number from " + l.UID.Hint()
		}
		items.In[i].Count, items.In[i].Limits = &each, each.Hint()
	}
	return []Field{text, items}
}
