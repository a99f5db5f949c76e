package cli

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/presets"
)

// namedPresets are the presets that stand on a command line, as arguments or behind --preset.
// What can't be read is none.
func (a *app) namedPresets(cmd *cobra.Command, args []string) []presets.Preset {
	s, err := a.session()
	if err != nil {
		return nil
	}
	defer s.Close()
	names := slices.Clone(args)
	if f := cmd.Flags().Lookup("preset"); f != nil && f.Value.String() != "" {
		names = append(names, f.Value.String())
	}
	var out []presets.Preset
	for _, name := range names {
		if p, err := loadPreset(s, name); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// completeVar offers the variables of the presets on the command line up to the equals
// sign, and behind it the value that a preset has for one.
func (a *app) completeVar(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	name, _, hasValue := strings.Cut(typed, "=")
	given := givenNames(cmd, "var")
	vars := map[string]string{}
	for _, p := range a.namedPresets(cmd, args) {
		for of, value := range p.Vars {
			vars[of] = cmp.Or(vars[of], value)
		}
	}
	if hasValue {
		if value := vars[name]; value != "" && safe(value) == value {
			return []cobra.Completion{name + "=" + value}, noFiles
		}
		return nil, noFiles
	}
	var out []cobra.Completion
	for _, of := range slices.Sorted(maps.Keys(vars)) {
		if !slices.Contains(given, of) {
			out = append(out, cobra.CompletionWithDesc(of+"=", safe(cmp.Or(vars[of], "to be given at each use"))))
		}
	}
	return out, noFiles | cobra.ShellCompDirectiveNoSpace
}

// completeUnlock offers what the presets on the command line lock.
func (a *app) completeUnlock(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	given := givenNames(cmd, "unlock")
	var out []cobra.Completion
	for _, p := range a.namedPresets(cmd, args) {
		for _, path := range p.Lock {
			if offer := cobra.CompletionWithDesc(path, titleOf(path)); !slices.Contains(given, path) && !slices.Contains(out, offer) {
				out = append(out, offer)
			}
		}
	}
	return out, noFiles
}

// givenNames returns what stands before the equals signs of a flag that may be given again
// and again.
func givenNames(cmd *cobra.Command, flag string) []string {
	given, _ := cmd.Flags().GetStringArray(flag)
	for i, text := range given {
		given[i], _, _ = strings.Cut(text, "=")
	}
	return given
}

// completeAsk offers the paths of fields, behind those that stand before the last comma.
func completeAsk(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndex(typed, ",")+1]
	var out []cobra.Completion
	for _, f := range agora.Fields() {
		if !slices.Contains(strings.Split(before, ","), f.Path) {
			out = append(out, cobra.CompletionWithDesc(before+f.Path, titleOf(f.Path)))
		}
	}
	return out, noFiles | cobra.ShellCompDirectiveNoSpace
}

// completeKeep offers the paths of secrets up to the equals sign, and behind it where one
// can be stored.
func completeKeep(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	path, _, hasValue := strings.Cut(typed, "=")
	var out []cobra.Completion
	for _, f := range agora.Fields() {
		switch {
		case !f.Secret || hasValue && f.Path != path:
		case hasValue:
			out = append(out, path+"=keyring:", path+"=age:")
		default:
			out = append(out, cobra.CompletionWithDesc(f.Path+"=", titleOf(f.Path)))
		}
	}
	return out, noFiles | cobra.ShellCompDirectiveNoSpace
}

// titleOf returns how the field at a path is called; empty: there is no question about it.
func titleOf(path string) string {
	for _, v := range agora.Versions() {
		if q, ok := form.QuestionFor(form.NewDraft(agora.Project{Version: v}), path); ok {
			return q.Title
		}
	}
	return ""
}
