package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"

	"sttwizard/internal/files"
)

func (a *app) manCommand(root *cobra.Command) *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "man DIR", Short: "Write the manual pages into a directory",
		Long:    "Write the manual pages, one for each command, into a directory, which is made where there is none.",
		Example: "  sttwizard man ~/.local/share/man/man1",
		Args:    exactly(1)})
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		root.DisableAutoGenTag = true
		toMarkdown(root)
		if err := writePages(root, args[0], a.pageDate()); err != nil {
			return err
		}
		a.about.path = args[0]
		a.tellDone("written to %s; look at the first with: man %s", args[0], filepath.Join(args[0], pageName(root)))
		return nil
	}
	a.doneFlag(cmd)
	return cmd
}

// pageDate returns the day of the commit that the program was built from, so that two
// builds have the same pages, or today where that is not known.
func (a *app) pageDate() time.Time {
	if day, err := time.Parse(time.RFC3339, built().Date); err == nil {
		return day.UTC()
	}
	return a.env.Now()
}

// pageName returns the file of a command's page, as man looks for it.
func pageName(cmd *cobra.Command) string {
	return strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
}

// writePages writes the page of a command and of those below it.
func writePages(cmd *cobra.Command, dir string, now time.Time) error {
	var page bytes.Buffer
	header := doc.GenManHeader{Date: &now, Source: "sttwizard", Manual: "sttwizard"}
	if err := doc.GenMan(cmd, &header, &page); err != nil {
		return err
	}
	if err := files.Write(filepath.Join(dir, pageName(cmd)), page.Bytes(), files.WriteOptions{}); err != nil {
		return err
	}
	for _, sub := range cmd.Commands() {
		if !sub.IsAvailableCommand() {
			continue
		}
		if err := writePages(sub, dir, now); err != nil {
			return err
		}
	}
	return nil
}

// toMarkdown makes the texts of a command and of those below it Markdown, which
// the pages are made from.
func toMarkdown(cmd *cobra.Command) {
	cmd.Short, cmd.Long = asMarkdown(cmd.Short), asMarkdown(cmd.Long)
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { f.Usage = asMarkdown(f.Usage) })
	cmd.PersistentFlags().VisitAll(func(f *pflag.Flag) { f.Usage = asMarkdown(f.Usage) })
	for _, sub := range cmd.Commands() {
		toMarkdown(sub)
	}
}

// markup escapes what Markdown would take for its own: it drops a <CHANNEL>, as
// a tag of HTML. Back quotes stay, since they mark the name of a flag's value.
var markup = strings.NewReplacer(`\`, `\\`, "<", `\<`, "*", `\*`, "_", `\_`, "[", `\[`)

// asMarkdown returns a text as Markdown. Indented lines are code, which has no markup.
func asMarkdown(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, "    ") {
			lines[i] = markup.Replace(line)
		}
	}
	return strings.Join(lines, "\n")
}
