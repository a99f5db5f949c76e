package cli

import (
	"cmp"
	"context"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/presets"
)

const presetsSaveLong = `Save a preset from another one, a request file, settings, or all of them, as
sttwizard start takes them. --ask names what is asked for each time the preset
is used, usually the channel. The request need not be complete. Of a title a
name is made: 'My support call' is saved as my-support-call.

A preset holds no secret, only where it is: --set PATH=env:NAME or
keyring:NAME says so, and --keep PATH=keyring:NAME stores it there first: the
value comes from --request, from where --set says, from a hidden prompt, or
without a terminal from a line of the input. The name is the same on every
machine that uses the preset. Any other secret is asked for each time.`

type saveFlags struct {
	from        sources
	title, note string
	ask, keep   []string
	replace     bool
}

func (a *app) presetsSaveCommand() *cobra.Command {
	var f saveFlags
	cmd := a.command(&cobra.Command{Use: "save NAME|TITLE [flags]", Short: "Save a preset from settings", Long: presetsSaveLong,
		Example: "  sttwizard presets save town-hall --title 'Weekly town hall' --ask rtcConfig.channelName \\\n      --set languages=en-US,fr-FR --set rtcConfig.subBotUid=47091 --set rtcConfig.pubBotUid=88222",
		Args:    exactly(1)})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		name, title := presets.Named(args[0])
		f.title = cmp.Or(f.title, title)
		return a.savePreset(ctx, s, name, f)
	})
	flags := cmd.Flags()
	flags.StringVar(&f.from.preset, "from", "", "begin with another `PRESET` or file")
	flags.StringVar(&f.from.request, "request", "", "read a request's JSON from a `FILE`, or - for the input")
	flags.StringArrayVar(&f.from.set, "set", nil, "set a field, as `PATH=VALUE`; may be given again and again")
	flags.StringVar(&f.title, "title", "", "one line about it")
	flags.StringVar(&f.note, "note", "", "more about it")
	flags.StringSliceVar(&f.ask, "ask", nil, "ask for these `PATHS` at each use, separated by commas (start --yes takes what is there)")
	flags.StringArrayVar(&f.keep, "keep", nil, "store a secret, as `PATH=keyring:NAME` or PATH=age:NAME; may be given again and again")
	flags.BoolVar(&f.replace, "replace", false, "replace a preset of that name")
	a.complete(cmd, "set", completeSet)
	a.complete(cmd, "ask", completeAsk)
	a.complete(cmd, "keep", completeKeep)
	a.complete(cmd, "from", a.completePresets)
	a.doneFlag(cmd)
	return cmd
}

func (a *app) savePreset(ctx context.Context, s *session.Session, name string, f saveFlags) error {
	if err := free(s, name, f.replace); err != nil {
		return err
	}
	d, old, err := a.saveSources(s, f.from)
	if err != nil {
		return err
	}
	p := f.over(old, d)
	if from := f.from.preset; from != "" && !isPresetFile(from) { // what it extends lies beside it
		p = p.Keeping(old, presets.Fill{Now: a.env.Now()})
	}
	p.Name = name
	if a.flags.connection != "" {
		p.Connection = a.flags.connection
	}
	if _, err := p.Encode(); err != nil { // before any secret is stored
		return err
	}
	if err := a.keepSecrets(ctx, s, d, f.keep); err != nil {
		return err
	}
	for _, path := range left(d) {
		if !slices.Contains(p.Ask, path) {
			p.Ask = append(p.Ask, path)
			a.say("note: %s is a secret and not saved; it is asked for each time", path)
		}
	}
	p.Keep(d.Refs())
	if err := s.Presets.Save(p, f.replace); err != nil {
		return err
	}
	for _, path := range p.Literal() {
		a.say("note: %s: %s is sent as it stands; variables are written in the file: sttwizard presets edit %s, with schema: 2 and those of your own under vars", path, p.Values[path], name)
	}
	return a.savedAs(s, "saved", name)
}

// free reports whether a preset can be saved under a name.
func free(s *session.Session, name string, replace bool) error {
	path, err := s.Presets.Path(name)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err == nil && !replace {
		return &presets.ExistsError{Name: name}
	}
	return nil
}

// saveSources makes the draft that a preset is saved from, and gives the preset
// that it begins with.
func (a *app) saveSources(s *session.Session, from sources) (*form.Draft, presets.Preset, error) {
	var old presets.Preset
	settings, err := parseSettings(from.set)
	if err == nil && from.preset != "" {
		old, err = loadPreset(s, from.preset)
	}
	if err != nil {
		return nil, old, err
	}
	request, err := a.readRequest(from.request)
	if err != nil {
		return nil, old, err
	}
	d := form.NewDraft(agora.Project{})
	filled, _ := old.Filled(presets.Fill{Now: a.env.Now()})
	tasks.FillDraft(d, filled, form.FromPreset)
	if err := loadRequest(d, request, from.request); err != nil {
		return nil, old, err
	}
	if err := apply(d, settings); err != nil {
		return nil, old, err
	}
	d.SetProject(agora.Project{Version: presets.Fitting(old.Version, func(v agora.Version) int {
		d.SetProject(agora.Project{Version: v})
		return len(wrongHere(d))
	})})
	if wrong := wrongHere(d); len(wrong) > 0 {
		f := invalidRequest(wrong)
		f.what = "the preset would not be right, so nothing was saved"
		return nil, old, f
	}
	return d, old, nil
}

// over returns the preset of a draft, with what the flags say over what an old one
// said.
func (f saveFlags) over(old presets.Preset, d *form.Draft) presets.Preset {
	p := presets.FromRequest(d.Answered())
	p.Title, p.Note, p.Ask = cmp.Or(f.title, old.Title), cmp.Or(f.note, old.Note), slices.Clone(old.Ask)
	p.Connection, p.Version = old.Connection, old.Version
	if f.ask != nil {
		p.Ask = f.ask
	}
	return p
}

func (a *app) savedAs(s *session.Session, what, name string) error {
	path, err := s.Presets.Path(name)
	if err == nil {
		a.about = about{name, path}
		a.tellDone("%s: %s", what, path)
	}
	return err
}

func (a *app) presetsRenameCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "rename PRESET NAME", Short: "Rename a preset",
		Long: "Give a preset another name. Nothing else of it changes.", Example: "  sttwizard presets rename town-hall town-hall-2026",
		Args: exactly(2), ValidArgsFunction: a.completePresets})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		if err := s.Presets.Rename(args[0], args[1]); err != nil {
			return err
		}
		return a.savedAs(s, "renamed", args[1])
	})
	a.doneFlag(cmd)
	return cmd
}

func (a *app) presetsDuplicateCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "duplicate PRESET NAME", Aliases: []string{"copy"}, Short: "Copy a preset to another name",
		Long: "Copy a preset as it stands to another name.", Example: "  sttwizard presets duplicate town-hall board-meeting",
		Args: exactly(2), ValidArgsFunction: a.completePresets})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		if err := s.Presets.Duplicate(args[0], args[1]); err != nil {
			return err
		}
		return a.savedAs(s, "copied", args[1])
	})
	a.doneFlag(cmd)
	return cmd
}

func (a *app) presetsDeleteCommand() *cobra.Command {
	yes := false
	cmd := a.command(&cobra.Command{Use: "delete PRESET [flags]", Aliases: []string{"rm"}, Short: "Delete a preset",
		Long: "Delete a preset, also one that can't be read. One copy is kept among the backups.", Example: "  sttwizard presets delete town-hall",
		Args: exactly(1), ValidArgsFunction: a.completePresets})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		if _, err := s.Presets.Path(args[0]); err != nil {
			return err
		}
		if !yes {
			if err := a.sure(ctx, "Delete the preset "+args[0]+"?", "nothing was deleted"); err != nil {
				return err
			}
		}
		if err := s.Presets.Delete(args[0]); err != nil {
			return err
		}
		a.about = about{args[0], s.Presets.Backup(args[0])}
		a.tellDone("deleted; a copy is kept: %s", a.about.path)
		return nil
	})
	a.doneFlag(cmd)
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "delete without asking")
	return cmd
}
