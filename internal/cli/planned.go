package cli

import (
	"time"

	"github.com/spf13/cobra"

	"sttwizard/internal/attempt"
)

// plannedEnd reads when a task shall have ended, on this machine's clock.
func plannedEnd(text string, now time.Time) (time.Time, error) {
	return attempt.ParseEnd(text, now.Local())
}

// plannedFlag is the text of --planned-end; when it is meant is told when the
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

// addPlannedFlag adds --planned-end to a command.
func (a *app) addPlannedFlag(cmd *cobra.Command, p *plannedFlag) {
	cmd.Flags().Var(p, "planned-end", "when the task shall have ended: a span such as 2h, a time such as 16:30, or none (default 4h)")
	a.complete(cmd, "planned-end", completePlans)
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
