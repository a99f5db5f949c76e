package cli

import (
	"context"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/presets"
)

// diffLast is the word of --diff for the last run.
const diffLast = "last"

// diffJSON is what answers are compared with, and how they differ.
type diffJSON struct {
	From        string           `json:"from"` // what they are compared with, in words
	Differences []differenceJSON `json:"differences"`
}

// differenceJSON is an answer that differs.
type differenceJSON struct {
	Path     string `json:"path"`     // the field's path, or a word: `connection`, `version`, `reminder`, `lock`
	Title    string `json:"title"`    // what it is called
	Was      string `json:"was"`      // what it was compared with, in words: of a secret only whether there is one
	Now      string `json:"now"`      // what it is, in words
	WasValue string `json:"wasValue"` // the same as `--set` takes it; `""` where nothing is set, and of a secret
	NowValue string `json:"nowValue"` // the same of what it is
	Secret   bool   `json:"secret"`   // it is a secret's, which is never shown
}

func differencesOf(all []form.Difference) []differenceJSON {
	out := []differenceJSON{}
	for _, x := range all {
		out = append(out, differenceJSON{x.Path, x.Title, x.Was, x.Now, x.WasText, x.NowText, x.Secret})
	}
	return out
}

// lines tell differences, a line each.
func differenceLines(all []form.Difference) []string {
	var out []string
	for _, x := range all {
		out = append(out, x.Title+" ("+x.Path+"): "+x.Was+" → "+x.Now)
	}
	return out
}

// addDiffFlag adds --diff to a command that starts a task.
func (a *app) addDiffFlag(cmd *cobra.Command, to *string) {
	cmd.Flags().StringVar(to, "diff", "", "tell what differs from the last run (`last`) or from a preset, by its name or file")
	a.complete(cmd, "diff", func(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		names, how := a.completePresets(cmd, nil, typed)
		return append(names, diffLast), how
	})
}

// compared returns what --diff compares a start with, and tells how that differs; nil:
// nothing is compared, or there is nothing yet to compare with.
func (a *app) compared(s *session.Session, p prepared, f startFlags) (*diffJSON, error) {
	if f.diff == "" {
		return nil, nil
	}
	base, err := a.baseOf(s, p, f.diff, f.from)
	if base == nil || err != nil {
		return nil, err
	}
	found := base.Differences(p.draft)
	a.sayDifferences(base.Name, found)
	return &diffJSON{base.Name, differencesOf(found)}, nil
}

// sayDifferences tells how answers differ.
func (a *app) sayDifferences(from string, found []form.Difference) {
	a.say("%s", explain.Differs(from, len(found), ""))
	for _, text := range differenceLines(found) {
		a.say("  %s", text)
	}
}

// baseOf returns what a start is compared with; nil: there was no run yet, which is told.
func (a *app) baseOf(s *session.Session, p prepared, with string, from sources) (*form.Base, error) {
	if with == diffLast {
		base, err := a.lastRunOf(s, p)
		if base == nil && err == nil {
			a.say("note: %s", explain.NoLastRun(p.preset))
		}
		return base, err
	}
	other, err := loadPreset(s, with)
	if err != nil {
		return nil, err
	}
	given, err := varsOf(from.vars)
	if err != nil {
		return nil, err
	}
	other, _ = other.Filled(presets.Fill{Now: a.env.Now(), Vars: given})
	project := p.draft.Project()
	if other.Version != "" {
		project.Version = other.Version
	}
	if !isPresetFile(with) && other.Name == p.preset {
		return form.BaseOfPreset(opened(other, project)), nil
	}
	return form.BaseOfAnother(opened(other, project)), nil
}

// lastRunOf returns the last run of the preset of a start, or without one of any; nil: there
// was none.
func (a *app) lastRunOf(s *session.Session, p prepared) (*form.Base, error) {
	run, ok, err := s.Tasks.LastRun(p.preset)
	if !ok || err != nil {
		return nil, err
	}
	project := p.draft.Project()
	name := explain.LastRun(a.env.Now(), run.At, run.Version, project.Version)
	project.Version = run.Version
	return form.BaseOfRequest(name, project, run.Request, run.Secrets), nil
}

// opened returns the draft that a preset makes.
func opened(p presets.Preset, project agora.Project) *form.Draft {
	d := form.NewDraft(project)
	tasks.FillDraft(d, p, form.FromPreset)
	return d
}

// tellBases tells line by line how answers differ from all that they can be compared with.
func (x *plain) tellBases(context.Context) {
	a, told := x.app, false
	for _, base := range x.bases() {
		told = true
		a.sayDifferences(base.Name, base.Differences(x.p.draft))
	}
	if !told {
		a.say("  there is nothing to compare with: no preset, and no task was started yet")
	}
}

// bases are what the answers can be compared with.
func (x *plain) bases() []*form.Base {
	var out []*form.Base
	if base := x.p.draft.Began(); base != nil {
		out = append(out, base)
	}
	if last, err := x.app.lastRunOf(x.session, x.p); last != nil && err == nil { // what can't be read is told elsewhere
		out = append(out, last)
	}
	return out
}
