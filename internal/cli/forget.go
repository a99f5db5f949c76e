package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

const tasksForgetLong = `Set an attempt aside of which nobody knows whether it started a task, so that
it is not listed any more and no longer stands in the way of the next one. It
stops nothing: if a task of it runs, it runs on and costs money until nobody was
in the channel for the idle time. Look into the channel first.

--channel repeats the channel's name, so that no other attempt is meant; on a
terminal you are asked for it.

With --json:
  {"attempt","channel","state"}
where state is acknowledged.`

// forgottenJSON is what tasks forget gives.
type forgottenJSON struct {
	Attempt string        `json:"attempt"` // the name of the record
	Channel string        `json:"channel"` // the channel
	State   attempt.State `json:"state"`   // `acknowledged`
}

func (a *app) tasksForgetCommand() *cobra.Command {
	channel := ""
	cmd := a.command(&cobra.Command{
		Use: "forget ATTEMPT --channel NAME", Short: "Set an attempt with an unknown outcome aside", Long: tasksForgetLong,
		Example: "  sttwizard tasks forget 20261122T163451Z-68e6fa1bf1 --channel town-hall-1122",
		Args:    exactly(1), ValidArgsFunction: a.completeTasks(forgettable),
	})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		at, err := a.find(s, args[0])
		if err != nil {
			return err
		}
		return a.forget(ctx, at, channel)
	})
	cmd.Flags().StringVar(&channel, "channel", "", "the `NAME` of its channel")
	a.jsonFlag(cmd, forgottenJSON{})
	a.complete(cmd, "channel", a.completeChannels)
	return cmd
}

func (a *app) forget(ctx context.Context, at *attempt.Attempt, channel string) error {
	if err := tasks.MaySetAside(at); err != nil {
		return wrongUse("sttwizard tasks stop "+idOf(at), "%v", err)
	}
	if channel == "" && a.env.CanAsk && at.Open() {
		a.say("attempt %s: %s", at.ID(), at.Meaning())
		a.say("This stops nothing. Look into the channel first.")
		var err error
		if channel, err = a.prompt(ctx, "Type the channel's name to set it aside:"); err != nil {
			return err
		}
	}
	err := tasks.SetAside(at, channel)
	switch {
	case is[*attempt.ChannelError](err):
		return wrongUse("look at the channel's name: sttwizard tasks list", "that is not the name of the attempt's channel; --channel repeats it")
	case is[*attempt.StateError](err):
		return wrongUse("see sttwizard tasks list --all", "there is nothing to set aside: the attempt is %s", at.Meaning())
	case err != nil:
		return failureOf(err, explain.Context{}.Of(at))
	}
	set := fmt.Sprintf("set aside: attempt %s in channel %s", at.ID(), at.Intent().Channel)
	a.did("%s", set)
	if a.json {
		return a.printJSON(forgottenJSON{at.ID(), at.Intent().Channel, at.State()})
	}
	a.tell("%s", set)
	return nil
}

// quoted writes a channel name, or the example of a field, so that a shell takes it as
// it is. They hold no single quote.
func quoted(name string) string { return words.Shell(name) }
