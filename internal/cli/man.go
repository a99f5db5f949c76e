package cli

import (
	"path/filepath"
	"strings"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"

	"sttwizard/internal/files"
)

func (a *app) manCommand(root *cobra.Command) *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "man DIR", Short: "Write the manual page into a directory",
		Long:    "Write the manual page, with every command and flag, into a directory, which is made where there is none.",
		Example: "  sttwizard man ~/.local/share/man/man1",
		Args:    exactly(1)})
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		unwrap(root)
		page, err := mango.NewManPage(1, root)
		if err != nil {
			return err
		}
		path := filepath.Join(args[0], "sttwizard.1")
		if err := files.Write(path, []byte(page.Build(roff.NewDocument())), files.WriteOptions{}); err != nil {
			return err
		}
		a.tellDone("written to %s; look at it with: man %s", path, path)
		return nil
	}
	return cmd
}

// unwrap joins the lines of the long texts, which are broken for a terminal, so
// that the manual page breaks them itself.
func unwrap(cmd *cobra.Command) {
	parts := strings.Split(cmd.Long, "\n\n")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(p, "\n", " ")
	}
	cmd.Long = strings.Join(parts, "\n\n")
	for _, sub := range cmd.Commands() {
		unwrap(sub)
	}
}
