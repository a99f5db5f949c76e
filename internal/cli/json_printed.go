package cli

import (
	"reflect"
	"strings"

	"github.com/spf13/cobra"
)

// Printed is what a command prints with --json. docs/JSON.md is made of it and of the
// comments at the fields of the types.
type Printed struct {
	Command string
	Notes   []string // sentences that stand before the keys
	Keys    []Key
}

// Key is one value of what is printed, or all that a command said before prints.
type Key struct {
	Path  string // such as "tasks[].attempt"
	Type  string // the type of this package that has it
	Field string // its field there
	As    string // instead of the others: the command that prints the same
	Of    string // the path there
}

// jsonFlag adds --json, whose value was found before the flags were read. Prints is
// the zero value of what is printed with it, or nil where a note says it.
func (a *app) jsonFlag(cmd *cobra.Command, prints any, notes ...string) {
	cmd.Flags().BoolVar(&a.json, "json", a.json, "print JSON, errors too")
	cmd.Flags().Var(&a.jq, "jq", "print what the jq `PROGRAM` makes of the JSON; errors in words")
	if a.prints == nil {
		a.prints = map[*cobra.Command]printed{}
	}
	a.prints[cmd] = printed{prints, notes}
}

// printed is what was said of a command's --json.
type printed struct {
	value any
	notes []string
}

// JSON returns what every command with --json prints, in the order of the commands.
func JSON() []Printed {
	a := &app{env: Env{}.withDefaults()}
	root := a.rootCommand()
	seen := map[reflect.Type]Key{}
	var out []Printed
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if p, ok := a.prints[cmd]; ok {
			k := keysOf{command: cmd.CommandPath(), seen: seen}
			if p.value != nil {
				k.walk(reflect.TypeOf(p.value), "", true)
			}
			out = append(out, Printed{Command: k.command, Notes: p.notes, Keys: k.keys})
		}
		for _, below := range cmd.Commands() {
			walk(below)
		}
	}
	walk(root)
	return out
}

// keysOf gathers the keys of what one command prints.
type keysOf struct {
	command string
	seen    map[reflect.Type]Key // where the keys of a type stand already
	keys    []Key
}

// walk gathers the keys of a type at a path. Whole is set for what stands for all that
// is printed: it may have been said before.
func (k *keysOf) walk(t reflect.Type, path string, whole bool) {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		if t.Kind() == reflect.Slice {
			path += "[]"
		}
		t = t.Elem()
	}
	before, said := k.seen[t]
	if whole && said {
		k.keys = append(k.keys, before)
		return
	}
	if !said {
		k.seen[t] = Key{As: k.command, Of: path}
	}
	for i := range t.NumField() {
		k.field(t, t.Field(i), strings.TrimPrefix(path+".", "."))
	}
}

// field gathers the keys of a field of a type.
func (k *keysOf) field(in reflect.Type, f reflect.StructField, path string) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	switch {
	case f.Anonymous:
		k.walk(f.Type, strings.TrimSuffix(path, "."), true)
		return
	case name == "" || options == "omitempty": // an error, which every command may have
		return
	}
	t := f.Type
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct && t.PkgPath() == reflect.TypeFor[Key]().PkgPath() {
		k.walk(f.Type, path+name, false)
		return
	}
	if path += name; f.Type.Kind() == reflect.Slice {
		path += "[]"
	}
	k.keys = append(k.keys, Key{Path: path, Type: in.Name(), Field: f.Name})
}
