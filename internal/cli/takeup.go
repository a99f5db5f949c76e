package cli

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const tasksTakeUpLong = `Take up a task that another machine or program started, so that it is listed,
watched and stopped here. Its task id is needed and, but for v7, the builder
token that it was started with. The token is a secret: it comes from an environment variable
(env:NAME) or from one line of the input (-), never from the command line. Agora
is asked for the task first; if it does not know it, nothing is written down.
The channel's name is only for your lists.

With --json: the keys of one of tasks list.`

const tasksTakeUpExample = `  sttwizard tasks take-up --channel town-hall-1122 --token env:BUILDER_TOKEN 9f3c2a77c0e14a6f9a
  sttwizard tasks take-up --channel town-hall-1122 --token - 9f3c2a77c0e14a6f9a < token.txt`

type takeUpFlags struct {
	channel, token, api string

	planned plannedFlag
}

func (a *app) tasksTakeUpCommand() *cobra.Command {
	var f takeUpFlags
	cmd := a.command(&cobra.Command{
		Use: "take-up TASKID --channel NAME [--token env:NAME]", Short: "Take up a task that another machine started",
		Long: tasksTakeUpLong, Example: tasksTakeUpExample, Args: exactly(1), ValidArgsFunction: cobra.NoFileCompletions,
	})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		return a.takeUp(ctx, s, f, strings.TrimSpace(args[0]))
	})
	cmd.Flags().StringVar(&f.channel, "channel", "", "the `NAME` of its channel")
	cmd.Flags().StringVar(&f.token, "token", "", "where its builder token is: env:`NAME`, or - for a line of the input")
	cmd.Flags().StringVar(&f.api, "api", "", "the API's `VERSION` by which it runs (default: the connection's)")
	a.complete(cmd, "api", completeVersions)
	a.addPlannedFlag(cmd, &f.planned)
	a.jsonFlag(cmd, taskJSON{})
	a.complete(cmd, "channel", cobra.NoFileCompletions)
	a.complete(cmd, "token", func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return []cobra.Completion{"env:", "-"}, noFiles | cobra.ShellCompDirectiveNoSpace
	})
	return cmd
}

func (a *app) takeUp(ctx context.Context, s *session.Session, f takeUpFlags, id string) error {
	switch {
	case id == "":
		return wrongUse("see sttwizard tasks take-up --help", "the task id is empty")
	case f.channel == "":
		return wrongUse("add --channel NAME", "the channel's name is missing")
	}
	if err := s.Tasks.Known(ctx, a.flags.connection, id); err != nil {
		return wrongUse("see sttwizard tasks show "+id, "%v", err)
	}
	version, err := versionOf(f.api)
	if err != nil {
		return err
	}
	c, err := a.choose(s, "", version)
	if err != nil {
		return err
	}
	var token agora.Secret
	if !c.Version.Named() { // v7 has none
		if token, err = a.builderToken(ctx, f.token); err != nil {
			return err
		}
	}
	end, err := plannedEnd(string(f.planned), s.Now())
	if err != nil {
		return wrongUse("for example --reminder 2h", "the reminder %v", err)
	}
	caller, err := s.Tasks.Caller(ctx, c, a.askSecret())
	if err != nil {
		return err
	}
	h := agora.Handle{TaskID: id, BuilderToken: token}
	at, seen, err := caller.TakeUp(ctx, tasks.TakeUpOptions{Handle: h, Channel: f.channel, Reminder: end})
	if err != nil {
		return notTaken(err, s, c)
	}
	return a.tellTakenUp(s, at, seen)
}

// tellTakenUp tells of a task that was taken up.
func (a *app) tellTakenUp(s *session.Session, at *attempt.Attempt, seen agora.Task) error {
	a.did("taken up: %s", runsWords(at))
	a.did("stop it with: %s", stopCommand(at))
	if a.json {
		return a.printJSON(a.row(at, s.Now()))
	}
	a.tell("taken up: task %s in channel %s, %s", at.Task().ID, at.Intent().Channel, statusWords(at, seen.Status))
	a.tellReminder(at)
	a.tell("stop it with: sttwizard tasks stop %s", idOf(at))
	return nil
}

// tellReminder says when somebody is reminded of a task.
func (a *app) tellReminder(at *attempt.Attempt) {
	if when := at.PlannedEnd(); !when.IsZero() {
		a.tell("%s", reminderWords(when))
	}
}

func reminderWords(when time.Time) string {
	return "reminder: " + clock(when) + "; " + explain.ReminderStops
}

// notTaken says why a task is not taken up.
func notTaken(err error, s *session.Session, c connections.Connection) error {
	if over, ok := errors.AsType[*tasks.OverTaskError](err); ok {
		return &failure{code: exitFailed, kind: kindEnded, what: "there is nothing to take up: " + over.Error(),
			next: "look at the task id and the connection"}
	}
	f := failureOf(err, explain.Context{Op: agora.OpQuery, Connection: c.Name, Project: s.Project(c)})
	if tasks.Unwritten(err) == nil {
		f.next = "nothing was written down; " + f.next
	}
	return f
}

// builderToken reads the builder token from where a person said that it is.
func (a *app) builderToken(ctx context.Context, from string) (agora.Secret, error) {
	const next = "put it into an environment variable and write --token env:NAME, or give it on the input with --token -"
	text := ""
	name, isEnv := strings.CutPrefix(from, "env:")
	switch {
	case from == "-" && a.env.ReadSecret != nil:
		typed, err := a.askSecret()(ctx, "builder token")
		if err != nil {
			return "", err
		}
		text = typed.Reveal()
	case from == "-":
		line, err := a.lines.next(ctx)
		if err != nil && err != io.EOF {
			return "", err
		}
		text = line
	case isEnv && plainName(name):
		text = a.env.Getenv(name)
	default:
		return "", &failure{code: exitWrong, kind: kindSecret, what: "--token takes only env:NAME or -", next: next}
	}
	if text = strings.TrimSpace(text); text == "" {
		return "", &failure{code: exitWrong, kind: kindSecret, what: "there is no builder token where --token says", next: next}
	}
	return agora.Secret(text), nil
}
