package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
)

const tasksForgetLong = `Set an attempt aside of which nobody knows whether it started a task, so that
it is not listed any more and no longer stands in the way of the next one. It
stops nothing: if a task of it runs, it runs on and costs money until nobody was
in the channel for the idle time. Look into the channel first.

--channel repeats the channel's name, so that no other attempt is meant.`

func (a *app) tasksForgetCommand() *cobra.Command {
	channel := ""
	cmd := a.command(&cobra.Command{
		Use: "forget ATTEMPT --channel NAME", Short: "Set an attempt with an unknown outcome aside", Long: tasksForgetLong,
		Example: "  sttwizard tasks forget 20261122T163451Z-68e6fa1bf1 --channel town-hall-1122",
		Args:    cobra.ExactArgs(1), ValidArgsFunction: a.completeTasks,
	})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		at, err := s.Journal.Find(args[0])
		if err != nil {
			return notFound(err)
		}
		return a.forget(at, channel)
	})
	cmd.Flags().StringVar(&channel, "channel", "", "the `NAME` of its channel")
	return cmd
}

func (a *app) forget(at *attempt.Attempt, channel string) error {
	if _, known := at.Handle(); known && at.Open() {
		return wrongUse("sttwizard tasks stop "+idOf(at), "its task is known, so it can be stopped")
	}
	err := at.Acknowledge(channel)
	var other *attempt.ChannelError
	var state *attempt.StateError
	switch {
	case errors.As(err, &other):
		return wrongUse("look at the channel's name: sttwizard tasks list", "--channel is not the name of the attempt's channel")
	case errors.As(err, &state):
		return wrongUse("see sttwizard tasks list --all", "there is nothing to set aside: the attempt is %s", at.State().Meaning())
	case err != nil:
		return failureOf(err, explain.Context{Op: agora.OpStop})
	}
	a.tell("set aside: attempt %s in channel %s", at.ID(), at.Intent().Channel)
	return nil
}

// openNext says what to do about an attempt of which no task is known.
func openNext(at *attempt.Attempt) string {
	text := "don't start another one before you have looked into the channel"
	if dead := at.TokenDead(); !dead.IsZero() {
		text += fmt.Sprintf("; if it is not running by %s, it never will", clock(dead))
	}
	return text + ", and if it runs, it ends when nobody was there for the idle time; " +
		"then set it aside: sttwizard tasks forget " + at.ID() + " --channel " + quoted(at.Intent().Channel)
}

// quoted writes a channel name so that a shell takes it as it is. Channel names
// hold no single quote.
func quoted(name string) string {
	for _, r := range name {
		if !(r == '-' || r == '_' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return "'" + name + "'"
		}
	}
	return name
}
