package cli

import (
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"sttwizard/internal/files"
)

func (a *app) manCommand(root *cobra.Command) *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "man DIR", Short: "Write manual pages into a directory",
		Long:    "Write a manual page for every command into a directory, which is made where there is none.",
		Example: "  sttwizard man ~/.local/share/man/man1",
		Args:    cobra.ExactArgs(1)})
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := os.MkdirAll(args[0], 0o755); err != nil {
			return &files.Error{Op: "make the directory", Path: args[0], Err: err}
		}
		root.DisableAutoGenTag = true // its date would make every page a new one
		header := &doc.GenManHeader{Title: "STTWIZARD", Section: "1", Source: "sttwizard", Manual: "sttwizard"}
		if err := doc.GenManTree(root, header, args[0]); err != nil {
			return &files.Error{Op: "write the manual pages to", Path: args[0], Err: err}
		}
		a.tell("written to %s; look at one with: man %s/sttwizard.1", args[0], args[0])
		return nil
	}
	return cmd
}
