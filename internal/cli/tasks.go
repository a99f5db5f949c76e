package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/session"
)

const tasksLong = `The tasks that this machine started, from its own notes: every attempt to start
one is written down before anything is sent. Agora has no list of tasks for v5;
a task that another machine started is not shown here.`

func (a *app) tasksCommand() *cobra.Command {
	return a.group(&cobra.Command{Use: "tasks", Short: "List and stop tasks", Long: tasksLong,
		Example: "  sttwizard tasks list\n  sttwizard tasks stop 9f3c"}, a.tasksListCommand(), a.tasksStopCommand(), a.tasksForgetCommand())
}

const tasksListLong = `List the tasks that may be running, newest first; --all lists those that ended
in the last 30 days too. Agora is not asked: the state is what was last seen.

With --json:
  {"tasks":[{"attempt","state","mayBill","taskId","status","channel","connection",
    "version","begun","since"}],"unreadable":[{"attempt","reason"}]}`

func (a *app) tasksListCommand() *cobra.Command {
	all := false
	cmd := a.command(&cobra.Command{Use: "list [flags]", Aliases: []string{"ls"}, Short: "List the tasks that may be running",
		Long: tasksListLong, Example: "  sttwizard tasks list --json"})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, _ []string) error { return a.listTasks(s, all) })
	cmd.Flags().BoolVar(&all, "all", false, "list the ended ones too")
	a.jsonFlag(cmd)
	return cmd
}

type taskJSON struct {
	Attempt    string        `json:"attempt"`
	State      attempt.State `json:"state"`
	MayBill    bool          `json:"mayBill"`
	TaskID     string        `json:"taskId"`
	Status     agora.Status  `json:"status"` // as the start's answer told it
	Channel    string        `json:"channel"`
	Connection string        `json:"connection"`
	Version    agora.Version `json:"version"`
	Begun      time.Time     `json:"begun"`
	Since      time.Time     `json:"since"` // when the state was entered
}

type unreadableJSON struct {
	Attempt string `json:"attempt"`
	Reason  string `json:"reason"`
}

func (a *app) listTasks(s *session.Session, all bool) error {
	// What can't be tidied away stays in the list.
	_, _ = s.Journal.Prune(s.Now())
	attempts, broken, err := s.Journal.List()
	if err != nil {
		return err
	}
	tasks, left := []taskJSON{}, 0
	for _, at := range attempts {
		if !all && !at.Open() {
			left++
			continue
		}
		in := at.Intent()
		tasks = append(tasks, taskJSON{
			Attempt: at.ID(), State: at.State(), MayBill: at.State().MayBill(), TaskID: at.Task().ID, Status: at.Task().Status,
			Channel: in.Channel, Connection: in.Connection, Version: in.Version, Begun: at.Begun(), Since: at.Since(),
		})
	}
	unreadable := []unreadableJSON{}
	for _, b := range broken {
		unreadable = append(unreadable, unreadableJSON{b.ID, b.Err.Error()})
	}
	if a.json {
		return a.printJSON(struct {
			Tasks      []taskJSON       `json:"tasks"`
			Unreadable []unreadableJSON `json:"unreadable"`
		}{tasks, unreadable})
	}
	a.tellTasks(tasks, s.Now())
	for _, b := range unreadable {
		a.tell("! attempt %s can't be read, its task may be running: %s", b.Attempt, b.Reason)
	}
	if left > 0 {
		a.say("%d that ended not shown; --all shows them", left)
	}
	return nil
}

func (a *app) tellTasks(tasks []taskJSON, now time.Time) {
	if len(tasks) == 0 {
		a.tell("no task of this machine is running, as far as it knows")
		return
	}
	var rows [][]string
	for _, t := range tasks {
		id := t.TaskID
		if id == "" {
			id = t.Attempt
		}
		rows = append(rows, []string{id, t.Channel, t.Connection, t.State.Meaning(), ago(now, t.Since)})
	}
	a.table([]string{"TASK", "CHANNEL", "CONNECTION", "STATE", "FOR"}, rows)
}
