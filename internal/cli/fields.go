package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/fields"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
)

const fieldsLong = `Explain the fields of a request: what --set takes, a preset and a request file
hold. Without a path all are listed; with the path of an object that and what
is in it; with that of a field all that is known of it: what it holds, its
limits in each version of the API, an example, and Agora's page.

With --json:
  [{"path","title","type","secret","required","help","example",
    "versions":[{"version","title","limits","min","max","default","minItems",
      "maxItems","values":[{"value","label"}],"page"}],
    "lacks":[{"version","why"}]}]
the field that was named first, then those in it.`

const fieldsExample = `  sttwizard fields
  sttwizard fields rtcConfig
  sttwizard fields maxIdleTime
  sttwizard fields translateConfig.languages --json`

func (a *app) fieldsCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "fields [PATH] [flags]", Short: "Explain the fields of a request", Long: fieldsLong, Example: fieldsExample,
		Args: atMost(1), ValidArgsFunction: completeFields})
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return a.listFields(fields.All())
		}
		return a.explainField(args[0])
	}
	a.jsonFlag(cmd, []explainedJSON{})
	return cmd
}

// explainedJSON is a field as --json explains it.
type explainedJSON struct {
	Path     string `json:"path"`     // where it stands, as `--set` takes it
	Title    string `json:"title"`    // of its question; `""`: nobody is asked
	Type     string `json:"type"`     // what it holds, in words
	Secret   bool   `json:"secret"`   // it is never shown or kept; `--set` takes where it is
	Required bool   `json:"required"` // a start needs it, or the object that it stands in does
	Help     string `json:"help"`     // what is said about it
	Example  string `json:"example"`  // a value as `--set` takes it
	// the versions of the API that have it, oldest first
	Versions []explainedInJSON `json:"versions"`
	Lacks    []lackJSON        `json:"lacks"` // the others
}

type explainedInJSON struct {
	Version agora.Version `json:"version"` // the version
	Title   string        `json:"title"`   // of its question there
	Limits  string        `json:"limits"`  // what it may be, in words
	// the smallest number; `null`, as each of the five here, where there is no such limit
	Min      *int64       `json:"min"`
	Max      *int64       `json:"max"`      // the largest
	Default  *int64       `json:"default"`  // what holds when nothing is sent
	MinItems *int         `json:"minItems"` // how many items it needs
	MaxItems *int         `json:"maxItems"` // how many it may have
	Values   []choiceJSON `json:"values"`   // what can be chosen; empty: more than that, or nothing is listed
	Page     string       `json:"page"`     // the address of Agora's page
}

type choiceJSON struct {
	Value string `json:"value"` // as `--set` takes it
	Label string `json:"label"` // as a person reads it
}

type lackJSON struct {
	Version agora.Version `json:"version"` // the version
	Why     string        `json:"why"`     // why not
}

func fieldOf(f fields.Field) explainedJSON {
	out := explainedJSON{Path: f.Path, Title: f.Title, Type: f.Type, Secret: f.Secret, Required: f.Required, Help: f.Help, Example: f.Example,
		Versions: []explainedInJSON{}, Lacks: []lackJSON{}}
	for _, in := range f.In {
		v := explainedInJSON{Version: in.Version, Title: in.Title, Limits: in.Limits, Values: []choiceJSON{}, Page: in.Page}
		if in.Range != nil {
			v.Min, v.Max = &in.Range.Min, &in.Range.Max
			if in.Range.HasDefault {
				v.Default = &in.Range.Default
			}
		}
		if in.Count != nil {
			v.MinItems, v.MaxItems = &in.Count.Min, &in.Count.Max
		}
		for _, o := range in.Values {
			v.Values = append(v.Values, choiceJSON{o.Value, o.Label})
		}
		out.Versions = append(out.Versions, v)
	}
	for _, l := range f.Lacks {
		out.Lacks = append(out.Lacks, lackJSON{l.Version, l.Why})
	}
	return out
}

// listFields tells of several fields, each in a line.
func (a *app) listFields(all []fields.Field) error {
	if a.json {
		out := []explainedJSON{}
		for _, f := range all {
			out = append(out, fieldOf(f))
		}
		return a.printJSON(out)
	}
	var rows [][]string
	for _, f := range all {
		rows = append(rows, []string{f.Path, f.Type, versionsOf(f), f.Title})
	}
	a.table([]string{"PATH", "TYPE", "VERSIONS", "TITLE"}, rows)
	return nil
}

// versionsOf names the versions that a start with a field can be sent in.
func versionsOf(f fields.Field) string {
	var names []string
	for _, in := range f.In {
		names = append(names, string(in.Version))
	}
	return words.List(names...)
}

// explainField tells all that is known of a field, and what is in it.
func (a *app) explainField(path string) error {
	f, ok := fields.At(path)
	if !ok {
		return unknownField("", path, "sttwizard fields %s")
	}
	below := fields.Below(path)
	if a.json {
		return a.listFields(append([]fields.Field{f}, below...))
	}
	for _, row := range factsOf(f) {
		a.tell("%-12s%s", row[0], row[1])
	}
	if f.Help != "" {
		a.tell("")
		for _, text := range terminal.Hanging(f.Help, helpWidth) {
			a.tell("%s", text)
		}
	}
	a.tellLimits(f)
	a.tell("")
	for _, in := range f.In {
		a.tell("%-12s%s", "page of "+in.Version, in.Page)
	}
	if len(below) > 0 {
		a.tell("")
		return a.listFields(below)
	}
	return nil
}

// helpWidth is how wide a field's help is told, in columns.
const helpWidth = 80

// factsOf are what is known of a field in all versions alike, each with its name.
func factsOf(f fields.Field) [][2]string {
	what := f.Type
	if f.Required {
		what += ", required"
	}
	rows := [][2]string{{"path", f.Path}, {"title", f.Title}, {"type", what}, {"versions", versionsOf(f)}}
	for _, l := range f.Lacks {
		rows = append(rows, [2]string{"not in " + string(l.Version), l.Why})
	}
	if f.Example != "" {
		rows = append(rows, [2]string{"example", "--set " + f.Path + "=" + quoted(f.Example)})
	}
	return slices.DeleteFunc(rows, func(row [2]string) bool { return row[1] == "" })
}

// tellLimits tells what each version says of a field, those that say the same together.
func (a *app) tellLimits(f fields.Field) {
	for i := 0; i < len(f.In); {
		in, names := f.In[i], []string{}
		for ; i < len(f.In) && sayAlike(in, f.In[i]); i++ {
			names = append(names, string(f.In[i].Version))
		}
		lines := limitsOf(f, in)
		if len(lines) == 0 {
			continue
		}
		a.tell("")
		a.tell("in %s:", words.And(names...))
		for _, text := range lines {
			a.tell("  %s", text)
		}
	}
}

func sayAlike(x, y fields.In) bool {
	return x.Title == y.Title && x.Limits == y.Limits &&
		slices.EqualFunc(x.Values, y.Values, func(a, b form.Option) bool { return a.Value == b.Value })
}

// mostValues is how many values are told in lines of their own.
const mostValues = 12

// limitsOf are what a version says of a field in lines.
func limitsOf(f fields.Field, in fields.In) []string {
	var out []string
	if in.Title != f.Title {
		out = append(out, fmt.Sprintf("called %q", in.Title))
	}
	if in.Limits != "" {
		out = append(out, in.Limits)
	}
	switch {
	case f.Path == agora.PathRegion:
		return append(out, "a number of the storage; see sttwizard regions")
	case len(in.Values) > mostValues:
		return append(out, fmt.Sprintf("one of %d; see sttwizard languages", len(in.Values)))
	}
	for _, o := range in.Values {
		if o.Label == o.Value {
			out = append(out, o.Value)
		} else {
			out = append(out, fmt.Sprintf("%-6s %s", o.Value, o.Label))
		}
	}
	return out
}

// unknownField is a path that no field has, with the one that was probably meant. Before
// stands in front of the path where it is told back, again where it is to be corrected.
func unknownField(before, path, again string) error {
	text, next := "there is no such field in the request", "see the fields: sttwizard fields"
	isIn := func(f agora.Field) bool { return strings.HasPrefix(f.Path, path+".") }
	if slices.ContainsFunc(agora.Fields(), isIn) {
		text, next = "is a group of fields and has no value of its own", "name one of them: sttwizard fields "+path
	} else if near := form.Suggest(path); near != "" {
		text += "; did you mean " + near + "?"
		next = "write " + fmt.Sprintf(again, near)
	}
	return &failure{code: exitWrong, kind: kindUsage, what: before + short(path) + ": " + text, next: next,
		fields: []agora.FieldError{{Path: short(path), Rule: "unknown", Text: text}}}
}

// completeFields offers the paths of fields and of the objects that they stand in.
func completeFields(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, noFiles
	}
	var out []cobra.Completion
	for _, f := range fields.All() {
		out = append(out, cobra.CompletionWithDesc(f.Path, f.Title))
	}
	return out, noFiles
}
