package cli

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/session"
	"sttwizard/presets"
)

const presetsLong = `Presets are prepared requests, one YAML file each. They hold no secrets, only
where these are, so they may be shared and kept in git: sttwizard presets path
says where they lie. A file that can't be used is listed with the reason and left
as it is.`

func (a *app) presetsCommand() *cobra.Command {
	return a.group(&cobra.Command{Use: "presets", Aliases: []string{"preset"}, Short: "List and change prepared requests", Long: presetsLong,
		Example: "  sttwizard presets list\n  sttwizard presets import ./town-hall.yaml"},
		a.presetsListCommand(), a.presetsShowCommand(), a.presetsSaveCommand(), a.presetsImportCommand(),
		a.presetsRenameCommand(), a.presetsDuplicateCommand(), a.presetsDeleteCommand(), a.presetsPathCommand(), a.presetsEditCommand(), a.presetsDiffCommand(), a.presetsCheckCommand(), a.presetsSchemaCommand())
}

type presetJSON struct {
	Name       string        `json:"name"`       // the preset's name
	Title      string        `json:"title"`      // its title
	Note       string        `json:"note"`       // its note
	Connection string        `json:"connection"` // the connection it names
	Version    agora.Version `json:"version"`    // the version it names
	Ask        []string      `json:"ask"`        // the paths that it asks for
	Secrets    []sourceJSON  `json:"secrets"`
	LastUsed   *time.Time    `json:"lastUsed"` // when it was last used, or `null`
	Path       string        `json:"path"`     // its file
	// the file is not as sttwizard last wrote it: it was edited by hand, or damaged
	Edited  bool   `json:"edited"`
	Problem string `json:"problem"` // why it can't be used, or `""`
}

func placesOf(p presets.Preset) []sourceJSON {
	out := []sourceJSON{}
	for _, path := range p.SecretPaths() {
		out = append(out, sourceJSON{path, p.Secrets[path].String()})
	}
	return out
}

const presetsListLong = `List the presets, those last used first.

With --json:
  [{"name","title","note","connection","version","ask":[],"secrets":[{"path","from"}],"lastUsed","path","edited","problem"}]
where secrets says where each is, lastUsed may be null and problem says why a
file can't be used, or which placeholder in it is to be replaced first.`

func (a *app) presetsListCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "list [flags]", Aliases: []string{"ls"}, Short: "List the presets", Long: presetsListLong, Example: "  sttwizard presets list"})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, _ []string) error { return a.listPresets(s) })
	a.listFlag(cmd, []presetJSON{})
	return cmd
}

func (a *app) listPresets(s *session.Session) error {
	entries, err := s.Presets.List()
	if err != nil {
		return err
	}
	out, rows, wide := []presetJSON{}, [][]string{}, [][]string{}
	var below []string // what would make the table too wide
	for _, e := range entries {
		p := presetJSON{Name: e.Name, Title: e.Preset.Title, Note: e.Preset.Note, Connection: e.Preset.Connection,
			Version: e.Preset.Version, Ask: append([]string{}, e.Preset.Ask...), Secrets: placesOf(e.Preset), Path: e.Path, Edited: e.Preset.Edited}
		used := "never used"
		if !e.LastUsed.At.IsZero() {
			p.LastUsed = &e.LastUsed.At
			used = "used " + clock(e.LastUsed.At)
		}
		about := p.Title
		if wrong := e.Preset.Placeholders(); len(wrong) > 0 {
			p.Problem = wrong[0].Error()
			about = strings.TrimPrefix(p.Title+"; to be completed, see below", "; ")
			below = append(below, p.Name+" is to be completed: "+p.Problem)
		}
		if p.Edited {
			used += ", edited"
		}
		if e.Err != nil {
			p.Problem, about = e.Err.Error(), "can't be used, see below"
			below = append(below, p.Name+" can't be used: "+p.Problem)
		}
		out = append(out, p)
		wide = append(wide, []string{p.Connection, string(p.Version), strings.Join(p.Ask, ", "), p.Path})
		rows = append(rows, []string{p.Name, about, used})
	}
	switch {
	case a.json:
		return a.printJSON(out)
	case len(rows) == 0:
		a.tell("no preset yet; save one in the wizard, or with sttwizard presets save or import")
	default:
		a.listTable([]string{"PRESET", "WHAT", "LAST"}, rows, []string{"CONNECTION", "VERSION", "ASKS FOR", "FILE"}, wide)
		for _, text := range below {
			a.tell("! %s", text)
		}
	}
	return nil
}

const presetsShowLong = `Show a preset: its title and note, what it asks for, where its secrets are, and
its request as JSON. PRESET is a name or a file (./file.yaml). No secret is looked
up. With --json only the request is printed.`

func (a *app) presetsShowCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "show PRESET [flags]", Short: "Show a preset", Long: presetsShowLong, Example: "  sttwizard presets show town-hall",
		Args: exactly(1), ValidArgsFunction: a.completePresets})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		p, err := loadPreset(s, args[0])
		if err != nil {
			return err
		}
		return a.showPreset(p)
	})
	a.jsonFlag(cmd, nil, "It prints the preset's request, as `start --request` takes it.")
	return cmd
}

// sayWrong notes what breaks a rule in a preset.
func (a *app) sayWrong(p presets.Preset) {
	p, _ = p.Filled(presets.Fill{Now: a.env.Now()})
	_, _, wrong := p.Judged()
	a.sayErrors(wrong)
}

func (a *app) sayErrors(wrong []agora.FieldError) {
	for _, e := range wrong {
		a.say("note: %s: %s", e.Path, e.Text)
	}
}

func (a *app) showPreset(p presets.Preset) error {
	if !a.json {
		a.tellPreset(p)
	}
	p, _ = p.Filled(presets.Fill{Now: a.env.Now()})
	request, project, wrong := p.Judged()
	a.sayEdited(p)
	a.sayErrors(wrong)
	for path, ref := range p.Secrets {
		request.Set(path, ref.String()) // stands for the secret, as --request takes it
	}
	return a.printDocument([]byte(escaped(request.JSON(project, agora.Revealed)) + "\n"))
}

// tellPreset tells what a preset has besides its request, texts with variables as they
// stand in it.
func (a *app) tellPreset(p presets.Preset) {
	a.tell("%s", strings.TrimSuffix(p.Name+": "+p.Title, ": "))
	for note := range strings.SplitSeq(p.Note, "\n") {
		if note != "" {
			a.tell("  %s", note)
		}
	}
	for _, l := range []struct{ label, text string }{
		{"extends", strings.Join(p.Extends, ", ")}, {"connection", p.Connection}, {"version", string(p.Version)},
		{"asks for", strings.Join(p.Ask, ", ")}, {"locks", strings.Join(p.Lock, ", ")}, {"reminds", p.Reminder}, {"file", p.Path},
	} {
		if l.text != "" {
			a.tell("  %s: %s", l.label, l.text)
		}
	}
	for _, path := range p.SecretPaths() {
		a.tell("  secret: %s from %s", path, p.Secrets[path].Words())
	}
	for _, name := range slices.Sorted(maps.Keys(p.Vars)) {
		a.tell("  variable: %s, %s", name, cmp.Or(p.Vars[name], "given at each use: --var "+name+"=VALUE"))
	}
	for _, path := range p.Paths() {
		if p.IsTemplate(path) {
			a.tell("  made of variables: %s %s", path, p.Values[path])
		}
	}
}

func (a *app) presetsPathCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "path [PRESET]", Short: "Print where the presets, or one of them, lie",
		Long:    "Print the directory of the presets, or the file of one, whether it is there or not.",
		Example: "  cd \"$(sttwizard presets path)\"\n  $EDITOR \"$(sttwizard presets path town-hall)\"",
		Args:    atMost(1), ValidArgsFunction: a.completePresets})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		path := s.Presets.Dir()
		if len(args) == 1 {
			var err error
			if path, err = s.Presets.Path(args[0]); err != nil {
				return err
			}
		}
		if a.about.path = path; a.json {
			return nil
		}
		_, err := fmt.Fprintln(a.env.Out, path) // for scripts: to the byte
		return err
	})
	a.doneFlag(cmd)
	return cmd
}

const presetsSchemaLong = `Print the JSON Schema of a preset's file, with which an editor completes and checks
it while it is written. The presets that sttwizard saves name it in a comment, for
editors with a YAML language server; it lies beside their directory. In a file of
your own write the comment yourself:

  # yaml-language-server: $schema=./preset.schema.json

It takes every preset that can be started. What it can't say, such as that the two
bots have different uids, is told when the preset is used.`

func (a *app) presetsSchemaCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "schema [flags]", Short: "Print the JSON Schema of a preset's file", Long: presetsSchemaLong,
		Example: "  sttwizard presets schema >preset.schema.json"})
	cmd.RunE = func(*cobra.Command, []string) error {
		return a.printDocument(presets.SchemaJSON())
	}
	a.jsonFlag(cmd, nil, "It prints the schema, with this flag or without.")
	return cmd
}
