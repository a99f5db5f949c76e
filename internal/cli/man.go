package cli

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
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
	text := withOptions(cmd, page.String())
	if !cmd.HasParent() {
		text = strings.Replace(text, ".SH EXAMPLE\n", environmentSection()+".SH EXAMPLE\n", 1)
	}
	if err := files.Write(filepath.Join(dir, pageName(cmd)), []byte(text), files.WriteOptions{}); err != nil {
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

// asMarkdown returns a text as Markdown. Indented lines are code, which has no markup and
// keeps its lines.
func asMarkdown(text string) string {
	var out []string
	code := false
	for _, line := range strings.Split(text, "\n") {
		indented := strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "  ")
		if indented != code && len(out) > 0 && out[len(out)-1] != "" && line != "" {
			out = append(out, "")
		}
		if code = indented; code {
			line = "    " + line
		} else {
			line = markup.Replace(line)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// option is a line of a page that names a flag, as the library writes it: with a value that
// nobody gave behind it.
var option = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^((?:\\fB-\w\\fP, )?\\fB--([a-z-]+)\\fP)(?:$|\[?=.*)`)
})

// withOptions writes the options of a page as those of other pages: the name of the value
// behind the flag, what it does below and indented.
func withOptions(cmd *cobra.Command, page string) string {
	var out []string
	below := false // what a flag does comes next
	for line := range strings.SplitSeq(page, "\n") {
		found := option().FindStringSubmatch(line)
		if found == nil {
			if below {
				line = strings.TrimPrefix(line, "\t")
			}
			out, below = append(out, line), false
			continue
		}
		if last := len(out) - 1; out[last] == ".PP" {
			out = out[:last]
		}
		out, below = append(out, ".TP", found[1]+valueOf(cmd, found[2])), true
	}
	return strings.Join(out, "\n")
}

// valueOf names the value of a flag, as its page shows it.
func valueOf(cmd *cobra.Command, name string) string {
	f := cmd.Flag(name)
	if f == nil {
		return ""
	}
	value, _ := pflag.UnquoteUsage(f)
	switch {
	case f.Value.Type() == "bool":
		return ""
	case f.NoOptDefVal != "":
		return `[=\fI` + f.NoOptDefVal + `\fP]`
	}
	return ` \fI` + strings.ReplaceAll(value, "-", `\-`) + `\fP`
}
