package cli

import (
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"sttwizard/internal/attempt"
	"sttwizard/internal/tasks"
)

// plannedEnd reads when somebody wants to be reminded of a task, on this machine's clock.
func plannedEnd(text string, now time.Time) (time.Time, error) {
	return tasks.Reminder(text, now.Local())
}

// plannedFlag is the text of --reminder; when it is meant is told when the
// task is sent.
type plannedFlag string

func (p *plannedFlag) String() string { return "" }
func (p *plannedFlag) Type() string   { return "WHEN" }

func (p *plannedFlag) Set(text string) error {
	*p = plannedFlag(text)
	if text == "" {
		return attempt.ErrPlannedEnd
	}
	_, err := plannedEnd(text, time.Unix(0, 0))
	return err
}

// addPlannedFlag adds --reminder to a command, which also goes by its former name.
func (a *app) addPlannedFlag(cmd *cobra.Command, p *plannedFlag) {
	const name, former = "reminder", "planned-end"
	cmd.Flags().SetNormalizeFunc(func(_ *pflag.FlagSet, typed string) pflag.NormalizedName {
		if typed == former {
			typed = name
		}
		return pflag.NormalizedName(typed)
	})
	cmd.Flags().Var(p, name, "`WHEN` to be reminded that it still runs: in a span such as 2h, at a time such as 16:30, or none; it stops nothing (default 4h)")
	a.complete(cmd, name, completePlans)
}

func completePlans(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return []cobra.Completion{"1h", "2h", "4h", "8h", attempt.NoPlan}, noFiles
}

// stamp writes a time for scripts, and nothing for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
