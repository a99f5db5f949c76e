package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const tasksLong = `The tasks that this machine started, from its own notes: every attempt to start
one is written down before anything is sent. Agora lists tasks of v7 only:
sttwizard tasks recover tells of those that another machine started. Such a task
is not shown here, but can be taken up.` + placeHelp

const tasksExample = `  sttwizard tasks list
  sttwizard tasks stop 9f3c
  sttwizard tasks recover`

func (a *app) tasksCommand() *cobra.Command {
	return a.group(&cobra.Command{Use: "tasks", Short: "List, watch, change, stop and recover tasks", Long: tasksLong, Example: tasksExample},
		a.tasksListCommand(), a.tasksShowCommand(), a.tasksBundleCommand(), a.tasksWatchCommand(), a.tasksStopCommand(), a.tasksPlanCommand(), a.tasksUpdateCommand(),
		a.tasksRecoverCommand(), a.tasksTakeUpCommand(), a.tasksForgetCommand())
}

const tasksListLong = `List the tasks that may be running, newest first; --all lists those that ended
in the last 30 days too. The state is what was last seen; --live asks Agora for
each that is open, which starts and stops nothing.

With --json:
  {"tasks":[{"attempt","state","mayBill","taskId","status","channel","connection",
    "place","version","begun","since","plannedEnd","overdue","needs","certainAt",
    "latestEnd","alive","actions":[],"contradiction","problem"}],"unreadable":[{"attempt","reason"}]}
where needs is empty, time (it will be certain at certainAt) or person, actions
are what can be done (check, stop, ask, remove, forget, drop), best first, and
problem says why --live could not ask.

Exit codes: 0 listed, also where --live could not ask about some: the row and
problem say so. sttwizard tasks recover has an exit code for that.`

type listFlags struct {
	all, live bool
	channel   string
}

func (a *app) tasksListCommand() *cobra.Command {
	var f listFlags
	cmd := a.command(&cobra.Command{Use: "list [flags]", Aliases: []string{"ls"}, Short: "List the tasks that may be running",
		Long: tasksListLong, Example: "  sttwizard tasks list --json\n  sttwizard tasks list --live --channel town-hall-1122"})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, _ []string) error { return a.listTasks(ctx, s, f) })
	cmd.Flags().BoolVar(&f.all, "all", false, "list the ended ones too")
	cmd.Flags().BoolVar(&f.live, "live", false, "ask Agora for those that are open")
	cmd.Flags().StringVar(&f.channel, "channel", "", "list those of a `CHANNEL` only")
	a.jsonFlag(cmd)
	a.complete(cmd, "channel", a.completeChannels)
	return cmd
}

type unreadableJSON struct {
	Attempt string `json:"attempt"`
	Reason  string `json:"reason"`

	known bool // that it is of the channel that was asked for
}

// journalled reads all attempts of a channel, or of all channels, and the
// journals that can't be read and may be of it. What is old goes first.
func journalled(s *session.Session, channel string) ([]*attempt.Attempt, []unreadableJSON, error) {
	// What can't be tidied away stays in the list.
	_, _ = s.Journal.Prune(s.Now())
	attempts, broken, err := s.Journal.List()
	if err != nil {
		return nil, nil, err
	}
	unreadable := []unreadableJSON{}
	for _, b := range broken {
		if channel == "" || b.Known == nil || b.Known.Channel == channel {
			unreadable = append(unreadable, unreadableJSON{b.ID, b.Err.Error(), channel == "" || b.Known != nil})
		}
	}
	if channel == "" {
		return attempts, unreadable, nil
	}
	var of []*attempt.Attempt
	for _, at := range attempts {
		if at.Intent().Channel == channel {
			of = append(of, at)
		}
	}
	return of, unreadable, nil
}

// tellUnreadable says which journals can't be read.
func (a *app) tellUnreadable(unreadable []unreadableJSON) {
	for _, b := range unreadable {
		a.tell("! attempt %s can't be read, its task may be running: %s", b.Attempt, b.Reason)
	}
}

func (a *app) listTasks(ctx context.Context, s *session.Session, f listFlags) error {
	all, unreadable, err := journalled(s, f.channel)
	if err != nil {
		return err
	}
	attempts, elsewhere, err := a.ofPlace(s, all)
	if err != nil {
		return err
	}
	tasks, left := []*taskJSON{}, 0
	for _, at := range attempts {
		if !f.all && !at.Open() {
			left++
			continue
		}
		tasks = append(tasks, row(at, s.Now()))
	}
	if f.live && f.all {
		for _, at := range a.lookAgain(ctx, s, ended(attempts)) {
			for i, t := range tasks {
				if t.attempt == at {
					tasks[i] = row(at, s.Now())
				}
			}
		}
	}
	if f.live {
		if err := a.askAll(ctx, s, tasks); err != nil {
			return err
		}
	}
	slices.SortStableFunc(tasks, func(x, y *taskJSON) int { return y.alarm() - x.alarm() })
	if f.live && slices.ContainsFunc(tasks, func(t *taskJSON) bool { return t.Contradiction != attempt.NoContradiction }) {
		a.code = exitPerson
	}
	if a.json {
		return a.printJSON(struct {
			Tasks      []*taskJSON      `json:"tasks"`
			Unreadable []unreadableJSON `json:"unreadable"`
		}{tasks, unreadable})
	}
	a.tellTasks(tasks, s, f.channel)
	a.tellUnreadable(unreadable)
	if words := attemptPlaces(elsewhere); len(words) > 0 {
		a.say("not shown: open tasks of %s", strings.Join(words, " and "))
	}
	if left > 0 {
		a.say("%d that ended not shown; --all shows them", left)
	}
	return nil
}

// ended returns those of attempts that are over.
func ended(attempts []*attempt.Attempt) []*attempt.Attempt {
	return slices.DeleteFunc(slices.Clone(attempts), (*attempt.Attempt).Open)
}

// askAll asks Agora for all tasks of the list that are open.
func (a *app) askAll(ctx context.Context, s *session.Session, tasks []*taskJSON) error {
	callers := a.callers(s)
	by := make([]caller, len(tasks))
	for i, t := range tasks {
		if t.attempt.Open() {
			by[i] = callers.of(ctx, t.attempt)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	atOnce(len(tasks), func(i int) {
		at := tasks[i].attempt
		if !at.Open() {
			return
		}
		err := by[i].err
		if err == nil {
			var task agora.Task
			task, err = attempt.Check(ctx, by[i].client, at)
			tasks[i] = row(at, s.Now())
			if task.Status != "" {
				tasks[i].Status, tasks[i].asked = task.Status, true
			}
		}
		if err != nil {
			tasks[i].Problem = failureOf(err, explain.Context{Op: agora.OpQuery, Connection: at.Intent().Connection}.Of(at)).what
		}
	})
	return ctx.Err()
}

func (a *app) tellTasks(listed []*taskJSON, s *session.Session, channel string) {
	if len(listed) == 0 {
		a.tell("%s", a.noneRuns(s, channel))
		return
	}
	now := s.Now()
	var rows [][]string
	for _, t := range listed {
		rows = append(rows, []string{idOf(t.attempt), t.Channel, tasks.PlaceOf(t.attempt), t.stateWords(), ago(now, t.Since), t.reminderWords(now), t.needWords(now)})
	}
	a.table([]string{"TASK", "CHANNEL", "PLACE", "STATE", "FOR", "REMINDER", "NEEDS"}, rows)
}
