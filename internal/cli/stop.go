package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const tasksStopLong = `Stop a task, and ask until it has ended. It is named by its task id, by its
attempt, by the first four or more characters of either in any case, or by its
channel; several may be named. --channel stops all that may be running in a
channel, --all all of this machine. The connection is the one that it was
started with. Stopping again what has ended does no harm. Where nothing runs in
the channel, or the attempt never became a task, --if-any makes it a success; an
id that this machine does not know stays a failure, since it may run.
Agora is asked once more about a task that it only did not find any more.

With --channel Agora's list (v7) is read behind the stops: a task of that channel
that another machine started is named with what takes it up, and left alone; the
exit code is 3, as it runs. Where the list can't be read (v5 and v6 have none, a
secret is missing, Agora does not answer), and with --all, the exit code is about
the tasks of this machine or its team only; with --json "listed" is false then.

Where the answer to a start was lost, the task is looked for first: by asking
again with the same builder token (v7: under the same name), which can't start a
second one, and by looking whether its bots are in the channel. That takes six minutes at most.

--all and --channel ask first, once for all that they would stop, and so does each
stop of a task of a production connection; --yes answers that. Without a terminal,
as in cron, nothing is stopped where --yes is missing, and the exit code is 2.

--remove-bots is the last road for a task that can't be stopped: its bots are
removed from the channel and kept out for a minute. You are asked
first. What that means for the bill is not known.

Of several all stops are sent first; then their ends are waited for. Where one of
the names stands for no task, that is told, and the others are stopped all the
same.

Exit codes: 0 it has ended, or never ran, also where the output can't be written;
1 it is certain that there was nothing to stop; 2 wrong use, or no stop was sent,
as a name stands for no task, or a yes, a connection or a secret is missing; 3
whether it runs is not known, as where the journal can't be read, or it still does,
also where Agora refused the stop or nobody could be asked, where another machine's
runs in the channel, and where this was left by Ctrl+C or a signal; 7 a person has
to look: Agora says that it has ended, or knows no such task, and its bot is in the
channel. Of several the gravest is given: 7, 3, 1, 2.

With --json:
  {"state","taskId","attempt","channel","connection","how"}
where state is stopped, or abandoned or rejected (nothing of it runs), and how is
stopped, gone (Agora had no such task any more), absent (its bots were gone),
removed (they were removed) or empty, and for failures
  {"error":{"kind","message","next","fields":[]}}
With --channel, --all and several names
  {"tasks":[],"unreadable":[{"attempt","reason"}],"unknown":[],"notAsked":[],"listed"}
where tasks are the former: one that could not be stopped has its own state, an
error, and in "untold" (refused or not-sent) that it was not told to stop, and a
name that stands for no task has "name" and "error", with an empty state. unknown
and notAsked are those of sttwizard tasks recover --json.`

const tasksStopExample = `  sttwizard tasks stop 9f3c2a77c0e14a6f9a
  sttwizard tasks stop town-hall board-meeting --yes
  sttwizard tasks stop --channel town-hall-1122 --if-any --yes
  sttwizard tasks stop --all --yes`

type stopFlags struct {
	channel    string
	all        bool
	everybody  bool
	yes        bool
	removeBots bool
	ifAny      bool
}

func (f stopFlags) several() bool { return f.channel != "" || f.all }

func (f stopFlags) check(names []string) error {
	switch {
	case f.everybody && !f.all:
		return wrongUse("add --all, or leave it out", "--everybody is for --all only")
	case f.all && f.channel != "":
		return wrongUse("leave one out", "--all and --channel exclude each other")
	case f.removeBots && (f.several() || len(names) > 1):
		return wrongUse("name one task", "--remove-bots is for one task only")
	}
	return nil
}

func (a *app) tasksStopCommand() *cobra.Command {
	var f stopFlags
	cmd := a.command(&cobra.Command{
		Use: "stop ID... [flags]", Short: "Stop a task", Long: tasksStopLong, Example: tasksStopExample,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.several() && len(args) > 0:
				return wrongUse("name tasks, or leave their names out", "--all and --channel stop whatever runs there, so no task is named beside them")
			case !f.several() && len(args) == 0:
				return wrongUse("sttwizard tasks list shows the ids; for example sttwizard tasks stop ID", "say which: a task's id or channel, or --channel CHANNEL or --all")
			}
			return nil
		},
		ValidArgsFunction: a.completeTasks(open),
	})
	cmd.RunE = a.stops(a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		if err := f.check(args); err != nil {
			return err
		}
		if f.several() {
			return a.stopSeveral(ctx, s, f)
		}
		if len(args) > 1 {
			return a.stopNamed(ctx, s, args, f)
		}
		at, err := a.find(s, args[0])
		if err != nil {
			return orAllOfChannel(err, "stop")
		}
		return a.stopOne(ctx, s, at, f)
	}))
	flags := cmd.Flags()
	flags.StringVar(&f.channel, "channel", "", "stop all that may be running in a `CHANNEL`; asks first, unless --yes")
	flags.BoolVar(&f.all, "all", false, "stop all that may be running; asks first, unless --yes")
	flags.BoolVar(&f.everybody, "everybody", false, "with --all: what others of the team started, too")
	flags.BoolVarP(&f.yes, "yes", "y", false, "don't ask first")
	flags.BoolVar(&f.ifAny, "if-any", false, "nothing to stop is no failure")
	flags.BoolVar(&f.removeBots, "remove-bots", false, "remove the bots from the channel, as a last road")
	a.jsonFlag(cmd, stopsJSON{}, "Of one task that is named it prints one item of `tasks` alone. An item that failed has an `error`.")
	a.complete(cmd, "channel", a.completeChannels)
	return cmd
}

// notFound says what can be done about an id that names nothing here.
func notFound(err error) error {
	f := failureOf(err, explain.Context{Op: agora.OpStop})
	if f.code == exitWrong {
		f.what, f.next = err.Error(), "a task that another machine started is stopped there, or taken up here: sttwizard tasks take-up --help"
		if is[*attempt.AmbiguousError](err) {
			f.next = "name one of them by its id"
		}
	}
	return f
}

// stopResult is a stopped task as --json shows it.
type stopResult struct {
	State      attempt.State `json:"state"`      // `stopped`, or `abandoned` or `rejected`: nothing of it runs
	TaskID     string        `json:"taskId"`     // the task's id
	Attempt    string        `json:"attempt"`    // the name of the record
	Channel    string        `json:"channel"`    // the channel
	Connection string        `json:"connection"` // the connection's name
	// `stopped`, `gone` (Agora had no such task any more), `absent` (its bots were gone), `removed` (they were
	// removed)
	How attempt.How `json:"how"`
	// why it was not told to stop, and runs on: `refused` (by Agora) or `not-sent` (it never left this machine);
	// empty: it was told, or may have been
	Untold attempt.Untold `json:"untold,omitempty"`
	// the name that was given and stands for no task here; the rest is empty then
	Name  string     `json:"name,omitempty"`
	Error *errorJSON `json:"error,omitempty"`
}

func resultOf(at *attempt.Attempt) *stopResult {
	in := at.Intent()
	return &stopResult{State: at.State(), TaskID: at.Task().ID, Attempt: at.ID(), Channel: in.Channel, Connection: in.Connection, How: at.How(), Untold: at.Untold()}
}

// stopOne stops the task that was named.
func (a *app) stopOne(ctx context.Context, s *session.Session, at *attempt.Attempt, f stopFlags) error {
	err := a.stopIt(ctx, s, at, f)
	if err == nil {
		return nil
	}
	return notStopped(failureOf(err, explain.Context{Connection: at.Intent().Connection}.Of(at)), at)
}

func (a *app) stopIt(ctx context.Context, s *session.Session, at *attempt.Attempt, f stopFlags) error {
	// An end that Agora itself did not tell is not taken for granted.
	s.Tasks.LookAgain(ctx, a.flags.connection, []*attempt.Attempt{at})
	if f := f.neverRan(at); f != nil {
		return f
	}
	if at.Open() {
		by := a.callers(s).Of(ctx, at)
		if by.Err != nil {
			return noWay(by.Err, at)
		}
		if err := a.sureOfProduction(ctx, s, by.Connection, at, f.yes); err != nil {
			return err
		}
		x := a.stopping(s, at, by, "")
		_ = x.Run(ctx, ctx) // ended says what came of it
		err := x.ended(ctx)
		if f.removeBots && at.Open() && ctx.Err() == nil {
			err = x.removeBots(ctx, f.yes)
		}
		if err != nil {
			return err
		}
	}
	if a.json {
		a.did("%s", stoppedWords(at))
		return a.printJSON(resultOf(at))
	}
	a.tellStopped(at)
	return nil
}

// stopping is one attempt whose task is being stopped.
type stopping struct {
	*tasks.Settling
	progress
	session *session.Session
	by      tasks.Way
}

// stopping finds the task of an attempt where it is not known, and stops it.
func (a *app) stopping(s *session.Session, at *attempt.Attempt, by tasks.Way, name string) *stopping {
	c := explain.Context{Connection: by.Connection.Name, Project: s.Project(by.Connection)}
	x := &stopping{progress: progress{app: a, attempt: at, context: c, name: name}, session: s, by: by}
	x.bringOn(false)
	return x
}

// bringOn prepares the steps to the end; only to look where nothing is to be sent.
func (x *stopping) bringOn(only bool) {
	o := tasks.SettleOptions{Tell: x.tell}
	o.Goal, o.NoSend = attempt.End, only
	x.Settling = x.session.Tasks.Settle(x.attempt, x.by.Caller, o)
}

// ended says what came of the steps. Nil means that nothing of the attempt runs any
// more.
func (x *stopping) ended(ctx context.Context) error {
	now := x.app.env.Now()
	switch verdict := x.Verdict(); {
	case verdict == tasks.VerdictAside: // somebody has set it aside meanwhile, which proves nothing
		return unsettled(x.attempt, now, x.Err)
	case verdict == tasks.VerdictEnded:
		x.unwritten(x.Err)
		return nil
	case verdict == tasks.VerdictLost && ctx.Err() == nil:
		return unsettled(x.attempt, now, x.Err)
	case verdict == tasks.VerdictPending && ctx.Err() == nil:
		f := failureOf(x.Err, x.context.Of(x.attempt))
		f.code, f.task, f.next = exitUnknown, runsWords(x.attempt), openNext(x.attempt, now, tasks.TimeHelps(x.Err))
		return f
	}
	return stopFailure(ctx, x.app.leaving.words()+"; "+stopWords(x.StopProgress()), x.Err, x.attempt, x.context)
}

// toldOrNot says how far a stop without an answer is.
func toldOrNot(at *attempt.Attempt) tasks.StopProgress {
	if at.Untold() != attempt.NotUntold {
		return tasks.StopNotSent
	}
	return tasks.StopSent
}

// stopWords says what is known of a task's end by how far its stop is.
func stopWords(p tasks.StopProgress) string {
	return map[tasks.StopProgress]string{
		tasks.StopNotSent:  "it was not told to stop",
		tasks.StopSent:     "whether it was told to stop is not known",
		tasks.StopAnswered: "it was told to stop, and was not seen to end yet",
	}[p]
}

// unwritten tells the journal's trouble after a task that has ended all the same.
func (x *stopping) unwritten(err error) {
	if tasks.Unwritten(err) != nil {
		e := explain.Failure(err, x.context.Of(x.attempt))
		x.app.say("note: %s%s; %s", x.name, strings.TrimSuffix(e.What, "."), e.Do)
	}
}

// tellStopped says how a task ended.
func (a *app) tellStopped(at *attempt.Attempt) {
	a.did("%s", stoppedWords(at))
	a.tell("%s", stoppedWords(at))
}

func stoppedWords(at *attempt.Attempt) string {
	in := at.Intent()
	if at.State() != attempt.Stopped {
		return fmt.Sprintf("nothing runs: attempt %s in channel %s, %s", at.ID(), in.Channel, at.Meaning())
	}
	ended := map[attempt.How]string{
		attempt.HowGone:    "is gone: Agora has no such task any more",
		attempt.HowAbsent:  "has ended: its bots are gone from the channel",
		attempt.HowRemoved: "has ended: its bots were removed from the channel",
	}[at.How()]
	if ended == "" {
		ended = "has ended"
	}
	return fmt.Sprintf("stopped: %s in channel %s %s", taskOf(at), in.Channel, ended)
}

// taskOf names the task of an attempt, whether its id is known or not.
func taskOf(at *attempt.Attempt) string {
	if id := at.Task().ID; id != "" {
		return "task " + id
	}
	return "the task of attempt " + at.ID()
}
