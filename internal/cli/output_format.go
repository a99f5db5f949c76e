package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// How lists are printed, as -o takes it.
const (
	formatTable = "table" // for people
	formatWide  = "wide"  // the same with more columns
	formatJSON  = "json"  // as with --json
)

var formats = []string{formatTable, formatWide, formatJSON}

// formatFlag is how a list is printed.
type formatFlag struct {
	text string
	on   func() // what json means
}

func (f *formatFlag) String() string { return f.text }
func (f *formatFlag) Type() string   { return "" }

func (f *formatFlag) Set(text string) error {
	if !slices.Contains(formats, text) {
		return fmt.Errorf("it takes %s", strings.Join(formats, ", "))
	}
	if f.text = text; text == formatJSON {
		f.on()
	}
	return nil
}

// listFlag adds -o to a command that prints a list, and --json.
func (a *app) listFlag(cmd *cobra.Command, prints any, notes ...string) {
	a.jsonFlag(cmd, prints, notes...)
	a.format.text = formatTable
	cmd.Flags().VarP(&a.format, "output", "o", "print a `FORMAT`: table, wide or json")
	a.complete(cmd, "output", func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return formats, noFiles
	})
}

// listTable prints a list as a table. Wide has the columns that are added with -o wide,
// a head and the cells of each row.
func (a *app) listTable(head []string, rows [][]string, wideHead []string, wide [][]string) {
	if a.format.text == formatWide {
		head = slices.Concat(head, wideHead)
		for i := range rows {
			rows[i] = slices.Concat(rows[i], wide[i])
		}
	}
	a.table(head, rows)
}
