package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
)

const tasksStopLong = `Stop a task, and ask until it has ended. It is named by its task id, by its
attempt, or by the first four or more characters of either; --channel stops all
that may be running in a channel. The connection is the one that it was started
with. Stopping again what has ended does no harm.

With --json:
  {"state":"stopped","taskId","attempt","channel","connection","how"}
where how is stopped or gone (Agora had no such task any more), and for failures
  {"error":{"kind","message","next","fields":[]}}
With --channel an array of the former.`

const tasksStopExample = `  sttwizard tasks stop 9f3c2a77c0e14a6f9a
  sttwizard tasks stop --channel town-hall-1122 --yes`

type stopFlags struct {
	channel string
	yes     bool
}

func (a *app) tasksStopCommand() *cobra.Command {
	var f stopFlags
	cmd := a.command(&cobra.Command{
		Use: "stop ID [flags]", Short: "Stop a task", Long: tasksStopLong, Example: tasksStopExample,
		Args: func(cmd *cobra.Command, args []string) error {
			if f.channel != "" {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.ExactArgs(1)(cmd, args)
		},
		ValidArgsFunction: a.completeTasks,
	})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		if f.channel != "" {
			return a.stopChannel(ctx, s, f)
		}
		at, err := s.Journal.Find(args[0])
		if err != nil {
			return notFound(err)
		}
		result, err := a.stopAttempt(ctx, s, at)
		if err != nil || !a.json {
			return err
		}
		return a.printJSON(result)
	})
	cmd.Flags().StringVar(&f.channel, "channel", "", "stop all that may be running in a `CHANNEL`")
	cmd.Flags().BoolVarP(&f.yes, "yes", "y", false, "stop all of a channel without asking")
	a.jsonFlag(cmd)
	return cmd
}

// notFound says what can be done about an id that names nothing here.
func notFound(err error) error {
	f := failureOf(err, explain.Context{Op: agora.OpStop})
	if f.code == exitWrong {
		f.what, f.next = err.Error(), "a task that another machine started can only be stopped there"
		var several *attempt.AmbiguousError
		if errors.As(err, &several) {
			f.next = "type more of it"
		}
	}
	return f
}

// stopResult is a stopped task as --json shows it.
type stopResult struct {
	State      string      `json:"state"`
	TaskID     string      `json:"taskId"`
	Attempt    string      `json:"attempt"`
	Channel    string      `json:"channel"`
	Connection string      `json:"connection"`
	How        attempt.How `json:"how"`
}

// stopAttempt stops the task of an attempt and tells so.
func (a *app) stopAttempt(ctx context.Context, s *session.Session, at *attempt.Attempt) (*stopResult, error) {
	in := at.Intent()
	if state := at.State(); state.Final() && state != attempt.Stopped {
		return nil, &failure{code: exitFailed, kind: kindUsage, what: "there is nothing to stop: the attempt is " + state.Meaning(), next: "see sttwizard tasks list --all"}
	}
	if at.State() != attempt.Stopped {
		c, err := s.ForAttempt(at, a.flags.connection)
		if err != nil {
			return nil, err
		}
		client, err := s.Client(ctx, c, a.askSecret())
		if err != nil {
			return nil, err
		}
		if err := attempt.Stop(ctx, client, at); err != nil {
			return nil, stopFailure(ctx, err, at, explain.Context{Op: agora.OpStop, Connection: c.Name, Project: s.Project(c)})
		}
	}
	r := &stopResult{"stopped", at.Task().ID, at.ID(), in.Channel, in.Connection, at.How()}
	if !a.json {
		ended := "has ended"
		if r.How == attempt.HowGone {
			ended = "is gone: Agora has no such task any more"
		}
		a.tell("stopped: task %s in channel %s %s", r.TaskID, r.Channel, ended)
	}
	return r, nil
}

// stopFailure says what is known after a stop that failed. The journal's own
// trouble is told, but a task that has ended has ended.
func stopFailure(ctx context.Context, err error, at *attempt.Attempt, c explain.Context) error {
	f := explained(err, c)
	var still *attempt.StillThereError
	var none *attempt.NoHandleError
	switch {
	case errors.As(err, &none):
		f.what = "this task can't be stopped from here: " + err.Error()
		f.next = openNext(at)
	case ctx.Err() != nil:
		f.code, f.kind, f.what = exitInterrupted, kindInterrupted, "left by Ctrl+C; whether the task has ended is not known"
		f.next = "stop it again: sttwizard tasks stop " + idOf(at)
	case errors.As(err, &still):
		f.code = exitUnknown
		f.next = "stop it again: sttwizard tasks stop " + idOf(at)
	}
	return f
}

// stopChannel stops everything that may be running in a channel.
func (a *app) stopChannel(ctx context.Context, s *session.Session, f stopFlags) error {
	attempts, _, err := s.Journal.List()
	if err != nil {
		return err
	}
	var open []*attempt.Attempt
	for _, at := range attempts {
		if at.Intent().Channel == f.channel && at.State().MayBill() {
			open = append(open, at)
		}
	}
	if len(open) == 0 {
		return wrongUse("see sttwizard tasks list", "no task of this machine may be running in the channel %s", f.channel)
	}
	if !f.yes {
		for _, at := range open {
			a.say("%s, %s since %s", idOf(at), at.State().Meaning(), clock(at.Since()))
		}
		if err := a.sure(ctx, "Stop these?", "nothing was stopped"); err != nil {
			return err
		}
	}
	results, errs := []*stopResult{}, []error{}
	for _, at := range open {
		r, err := a.stopAttempt(ctx, s, at)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		results = append(results, r)
	}
	if len(errs) > 0 {
		return errs[0]
	}
	if a.json {
		return a.printJSON(results)
	}
	return nil
}

// sure asks before something is taken away. Where nobody can be asked, --yes is
// needed.
func (a *app) sure(ctx context.Context, question, otherwise string) error {
	if !a.env.CanAsk {
		return &failure{code: exitWrong, kind: kindConfirm, what: otherwise + ": there is no terminal to ask on", next: "add --yes to do it without a question"}
	}
	yes, err := a.yes(ctx, question)
	if err == nil && !yes {
		return &failure{code: exitWrong, kind: kindConfirm, what: otherwise, next: "type yes, or add --yes"}
	}
	return err
}
