package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const tasksPlanLong = `Set when to be reminded that a task still runs: after a time span from now (2h), at
a time of day on this machine's clock (16:30), or never (none). Nothing stops then
by itself: the task is shown as past its reminder, and only where somebody runs
sttwizard tasks recover --stop --expired, in a timer for example, is it stopped.

With --json:
  {"attempt","taskId","channel","plannedEnd"}`

// plannedJSON is what tasks plan gives.
type plannedJSON struct {
	Attempt    string `json:"attempt"`    // the name of the record
	TaskID     string `json:"taskId"`     // the task's id
	Channel    string `json:"channel"`    // the channel
	PlannedEnd string `json:"plannedEnd"` // its reminder, or `""`
}

func (a *app) tasksPlanCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{
		Use: "plan ID WHEN", Short: "Set when to be reminded that a task still runs", Long: tasksPlanLong,
		Example: "  sttwizard tasks plan 9f3c 2h\n  sttwizard tasks plan 9f3c 16:30",
		Args:    exactly(2),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) == 1 {
				return completePlans(cmd, args, typed)
			}
			return a.completeTasks(open)(cmd, args, typed)
		},
	})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		end, err := plannedEnd(args[1], s.Now())
		if err != nil || args[1] == "" {
			return wrongUse("for example sttwizard tasks plan "+args[0]+" 2h", "the reminder %v", attempt.ErrPlannedEnd)
		}
		at, err := a.find(s, args[0])
		if err != nil {
			return err
		}
		if err = tasks.SetReminder(at, end); is[*attempt.StateError](err) {
			return &failure{code: exitFailed, kind: kindUsage, what: "it can't have a reminder any more: the attempt is " + at.Meaning(), next: "see sttwizard tasks list --all"}
		}
		if err != nil {
			return failureOf(err, explain.Context{}.Of(at))
		}
		return a.tellPlan(at)
	})
	a.jsonFlag(cmd, plannedJSON{})
	return cmd
}

func (a *app) tellPlan(at *attempt.Attempt) error {
	channel := at.Intent().Channel
	words := fmt.Sprintf("reminder of %s in channel %s: %s; %s", idOf(at), channel, clock(at.PlannedEnd()), explain.ReminderStops)
	if at.PlannedEnd().IsZero() {
		words = fmt.Sprintf("no reminder any more: %s in channel %s", idOf(at), channel)
	}
	a.did("%s", words)
	if a.json {
		return a.printJSON(plannedJSON{at.ID(), at.Task().ID, channel, stamp(at.PlannedEnd())})
	}
	a.tell("%s", words)
	return nil
}
