package cli

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/session"
	"sttwizard/presets"
)

const presetsDiffLong = `Compare two presets, by name or as files: what the second one would send
otherwise than the first, field by field. What they extend and their variables are
resolved first, with the values of --var for those that have such a variable; what
is asked for each time is told as that. Of secrets it is told whether there is one
and whether it is kept elsewhere, never what it is. What they lock is told too.

Exit codes: 0 they send the same, 2 wrong use or a file can't be used, 9 they
differ.`

func (a *app) presetsDiffCommand() *cobra.Command {
	var vars []string
	cmd := a.command(&cobra.Command{Use: "diff PRESET OTHER [flags]", Short: "Compare what two presets send", Long: presetsDiffLong,
		Example: "  sttwizard presets diff town-hall town-hall-autumn\n  sttwizard presets diff gala ./gala.yaml --json\n" +
			"  sttwizard presets diff gala late --var client=acme",
		Args: exactly(2), ValidArgsFunction: a.completeTwoPresets})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		var both [2]presets.Preset
		for i, name := range args {
			p, err := loadPreset(s, name)
			if err != nil {
				return err
			}
			a.sayEdited(p)
			both[i] = p
		}
		given, err := varsOfBoth(both, vars)
		if err != nil {
			return err
		}
		return a.diffPresets(a.sideOf(both[0], given), a.sideOf(both[1], given))
	})
	cmd.Flags().StringArrayVar(&vars, "var", nil, "give a variable of either, as `NAME=VALUE`; may be given again and again")
	a.complete(cmd, "var", a.completeVar)
	a.jsonFlag(cmd, diffJSON{})
	return cmd
}

// completeTwoPresets offers presets for both arguments.
func (a *app) completeTwoPresets(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 1 {
		return nil, noFiles
	}
	return a.completePresets(cmd, nil, typed)
}

// side is one of two presets that are compared.
type side struct {
	preset presets.Preset
	draft  *form.Draft
}

// varsOfBoth reads the values of --var, of which each is for a variable that at least one of
// two presets has.
func varsOfBoth(both [2]presets.Preset, texts []string) (map[string]string, error) {
	given, err := varsOf(texts)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		one := map[string]string{name: given[name]}
		wrong, other := both[0].CheckVars(one), both[1].CheckVars(one)
		if wrong != nil && other != nil {
			return nil, wrongUse("see what a preset has: sttwizard presets show NAME", "--var: %s: %v; %s: %v", safe(both[0].Name), wrong, safe(both[1].Name), other)
		}
	}
	return given, nil
}

// sideOf opens a preset as a start would, in the version that fits it.
func (a *app) sideOf(p presets.Preset, given map[string]string) side {
	p, _ = p.Filled(presets.Fill{Now: a.env.Now(), Vars: given})
	_, project, _ := p.Judged()
	return side{p, opened(p, project)}
}

func (a *app) diffPresets(first, second side) error {
	if first.preset.Version == "" || second.preset.Version == "" { // then both go by the connection's
		project := agora.Project{Version: cmp.Or(first.preset.Version, second.preset.Version, second.draft.Project().Version)}
		first.draft.SetProject(project)
		second.draft.SetProject(project)
	}
	base := form.BaseOf("preset "+safe(first.preset.Name), first.draft)
	found := append(settingsThatDiffer(first.preset, second.preset), base.Differences(second.draft)...)
	if len(found) > 0 {
		a.code = exitLook
	}
	if a.json {
		return a.printJSON(diffJSON{base.Name, differencesOf(found)})
	}
	if len(found) == 0 {
		a.say("they send the same")
	}
	for _, text := range differenceLines(found) {
		a.tell("%s", text)
	}
	return nil
}

// locks are the paths that a preset locks.
func locks(p presets.Preset) string { return strings.Join(slices.Sorted(slices.Values(p.Lock)), ",") }

// settingsThatDiffer are those of a preset's own that say where, by which version and with
// what reminder it is sent, and what is locked.
func settingsThatDiffer(first, second presets.Preset) []form.Difference {
	var out []form.Difference
	for _, s := range []struct{ key, title, was, now string }{
		{"connection", "Connection", first.Connection, second.Connection},
		{"version", "Version", string(first.Version), string(second.Version)},
		{"reminder", "Reminder", first.Reminder, second.Reminder},
		{"lock", "Locked", locks(first), locks(second)},
	} {
		if s.was != s.now {
			out = append(out, form.Difference{Path: s.key, Title: s.title, Was: cmp.Or(safe(s.was), "not set"), Now: cmp.Or(safe(s.now), "not set"), WasText: s.was, NowText: s.now})
		}
	}
	return out
}
