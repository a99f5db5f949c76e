package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
)

const noFiles = cobra.ShellCompDirectiveNoFileComp

// completePresets offers the presets of this home and, behind ./, files.
func (a *app) completePresets(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if strings.ContainsAny(typed, "./") {
		return []cobra.Completion{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
	}
	if len(args) > 0 {
		return nil, noFiles
	}
	s, err := a.session()
	if err != nil {
		return nil, noFiles
	}
	defer s.Close()
	entries, err := s.Presets.List()
	if err != nil {
		return nil, noFiles
	}
	var out []cobra.Completion
	for _, e := range entries {
		out = append(out, cobra.CompletionWithDesc(safe(e.Name), safe(e.Preset.Title)))
	}
	return out, noFiles
}

func (a *app) completeConnections(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	s, err := a.session()
	if err != nil || len(args) > 0 {
		return nil, noFiles
	}
	defer s.Close()
	return s.Names(), noFiles
}

func completeModes(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	for _, m := range sandbox.Modes() {
		out = append(out, cobra.CompletionWithDesc(string(m.Name), m.What))
	}
	return out, noFiles
}

func completeCaptionModes(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	for _, m := range captions.Modes() {
		out = append(out, cobra.CompletionWithDesc(string(m.Mode), m.What))
	}
	return out, noFiles
}

// Which attempts completion offers.
func every(*attempt.Attempt) bool          { return true }
func open(at *attempt.Attempt) bool        { return at.Open() }
func forgettable(at *attempt.Attempt) bool { return at.Can(attempt.ActForget) }

// completeTasks offers the ids of tasks and attempts.
func (a *app) completeTasks(offered func(*attempt.Attempt) bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 && cmd.Name() != "recover" && cmd.Name() != "stop" {
			return nil, noFiles
		}
		var out []cobra.Completion
		for _, at := range a.attemptsToComplete() {
			if id := idOf(at); offered(at) && !slices.Contains(args, id) {
				out = append(out, cobra.CompletionWithDesc(id, safe(at.Intent().Channel+", "+at.Meaning())))
			}
		}
		return out, noFiles
	}
}

// completeChannels offers the channels in which a task may be running.
func (a *app) completeChannels(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	for _, at := range a.attemptsToComplete() {
		if channel := safe(at.Intent().Channel); at.Open() && !slices.Contains(out, channel) {
			out = append(out, channel)
		}
	}
	return out, noFiles
}

func (a *app) attemptsToComplete() []*attempt.Attempt {
	s, err := a.session()
	if err != nil {
		return nil
	}
	defer s.Close()
	attempts, _, _ := s.Tasks.All() // what can't be read is not offered
	return attempts
}

// completeSet offers paths up to the equals sign and values after it.
func completeSet(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	path, value, hasValue := strings.Cut(typed, "=")
	if !hasValue {
		var out []cobra.Completion
		for _, f := range agora.Fields() {
			out = append(out, cobra.CompletionWithDesc(f.Path+"=", titleOf(f.Path)))
		}
		return out, noFiles | cobra.ShellCompDirectiveNoSpace
	}
	return completeValue(path, value)
}

// completeValue offers what a field's value may go on with, behind its path.
func completeValue(path, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	for _, v := range valuesFor(path, typed) {
		out = append(out, cobra.CompletionWithDesc(path+"="+v.Value, v.Label))
	}
	return out, noFiles | cobra.ShellCompDirectiveNoSpace
}

// valuesFor returns what a value may go on with: for a list, what stands before
// its last comma stays.
func valuesFor(path, typed string) []form.Option {
	f, ok := agora.FieldAt(path)
	switch {
	case !ok:
		return nil
	case f.Secret:
		return []form.Option{{Value: "env:", Label: "an environment variable"}, {Value: "keyring:", Label: "this system's keyring"}, {Value: "age:", Label: "the file of secrets"}}
	case f.Kind == agora.Flag:
		return []form.Option{{Value: "true"}, {Value: "false"}}
	}
	versions := slices.DeleteFunc(agora.Versions(), func(v agora.Version) bool { return !v.Has(path) })
	if len(versions) == 0 {
		return nil
	}
	d := form.NewDraft(agora.Project{Version: versions[len(versions)-1]}) // which has the most
	q, ok := form.QuestionFor(d, path)
	if !ok {
		return nil
	}
	options := slices.DeleteFunc(slices.Clone(q.Options(d)), func(o form.Option) bool { return o.Value == "" })
	before := typed[:strings.LastIndexAny(typed, ",:+")+1]
	if f.Kind == agora.List || f.Kind == agora.Pairs {
		for i := range options {
			options[i].Value = before + options[i].Value
		}
	}
	return options
}
