package cli

import (
	"context"

	"github.com/spf13/cobra"

	"sttwizard/internal/session"
	"sttwizard/internal/words"
	"sttwizard/presets"
)

const presetsImportLong = `Check a preset's file and copy it to the presets. Its name is the file's, or what
--as says. Values that break a rule are told, and stay to be corrected where the
preset is opened.

What it extends is read beside the file and written into the copy, which stands
alone then; that is told. --keep-extends leaves the file as it is, with its
comments: what it extends must be among the presets here, and is what they say.`

// importFlags are the flags of presets import.
type importFlags struct {
	name             string
	replace, extends bool
}

func (a *app) presetsImportCommand() *cobra.Command {
	var f importFlags
	cmd := a.command(&cobra.Command{Use: "import FILE [flags]", Short: "Take a preset over from a file", Long: presetsImportLong,
		Example: "  sttwizard presets import ~/Downloads/town-hall.yaml --as town-hall-autumn\n  sttwizard presets import ./gala.yaml --keep-extends",
		Args:    exactly(1)})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		p, err := a.importPreset(s, args[0], f)
		if err != nil {
			return err
		}
		a.sayWrong(p)
		return a.savedAs(s, "imported", p.Name)
	})
	a.doneFlag(cmd)
	cmd.Flags().StringVar(&f.name, "as", "", "save it under this `NAME`")
	cmd.Flags().BoolVar(&f.replace, "replace", false, "replace a preset of that name")
	cmd.Flags().BoolVar(&f.extends, "keep-extends", false, "let it extend the presets of those names here")
	return cmd
}

func (a *app) importPreset(s *session.Session, file string, f importFlags) (presets.Preset, error) {
	here, missed := s.Presets.Extending(file, f.name)
	if f.extends {
		if missed != nil {
			return here, namedFile(missed)
		}
		return s.Presets.ImportExtending(file, f.name, f.replace)
	}
	whole, err := presets.LoadFile(file)
	if err != nil && missed == nil {
		return whole, refused(kindFile, "what it extends is among the presets here: add --keep-extends", err)
	}
	if err != nil {
		return whole, namedFile(err)
	}
	p, err := s.Presets.Import(file, f.name, f.replace)
	if err == nil && len(whole.Extends) > 0 {
		what := "what it extends was written into it, so it stands alone here: " + words.And(whole.Extends...)
		if missed == nil {
			what += "; --keep-extends --replace lets it extend the presets of those names here"
		}
		a.say("note: %s", what)
	}
	return p, err
}
