package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
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
		a.tasksRecoverCommand(), a.tasksTakeUpCommand(), a.tasksForgetCommand(), a.tasksLogCommand(),
		a.tasksCaptionsCommand(), a.tasksTranscriptCommand())
}

const tasksListLong = `List the tasks that may be running, in the order of home and of the table of the
screens: the worst first, then what is to end soonest, then the newest; --all
lists those that ended in the last 30 days too, behind them. The state is what was
last seen; --live asks Agora for each that is open, which starts and stops nothing.

With --json:
  {"tasks":[{"attempt","state","mayBill","taskId","status","channel","connection",
    "place","version","begun","since","plannedEnd","overdue","needs","certainAt",
    "latestEnd","alive","actions":[],"contradiction","untold","problem","who","host",
    "cost","unshared","runsWith":[{"path","text","known","perhaps":[]}]}],
   "unreadable":[{"attempt","reason"}]}
where needs is empty, time (it will be certain at certainAt) or person, actions
are what can be done (check, stop, ask, remove, forget, drop), best first, and
problem says why --live could not ask.

Exit codes: 0 listed, also where --live could not ask about some: the row and
problem say so, and sttwizard tasks recover has an exit code for that; 2 wrong
use; 3 what runs is not known, as the journal can't be read; 7 --live found what
can't both be true (contradiction): a person has to look.`

type listFlags struct {
	all, live, mine bool
	channel         string
}

func (a *app) tasksListCommand() *cobra.Command {
	var f listFlags
	cmd := a.command(&cobra.Command{Use: "list [flags]", Aliases: []string{"ls"}, Short: "List the tasks that may be running",
		Long: tasksListLong, Example: "  sttwizard tasks list --json\n  sttwizard tasks list --live --channel town-hall-1122"})
	list := func(ctx context.Context, s *session.Session, _ []string) error { return a.listTasks(ctx, s, f) }
	cmd.RunE = a.judging(a.withSession(a.telling(list)))
	cmd.Flags().BoolVar(&f.all, "all", false, "list the ended ones too")
	cmd.Flags().BoolVar(&f.live, "live", false, "ask Agora for those that are open")
	cmd.Flags().BoolVar(&f.mine, "mine", false, "list only those that you started on this machine")
	cmd.Flags().StringVar(&f.channel, "channel", "", "list those of a `CHANNEL` only")
	a.listFlag(cmd, listJSON{})
	a.complete(cmd, "channel", a.completeChannels)
	return cmd
}

// listJSON is what tasks list gives.
type listJSON struct {
	Tasks      []*taskJSON      `json:"tasks"`
	Unreadable []unreadableJSON `json:"unreadable"`
}

type unreadableJSON struct {
	Attempt string `json:"attempt"` // a record that can't be read; its task may be running
	Reason  string `json:"reason"`  // why not
}

// unreadableOf returns journals that can't be read as they are told.
func unreadableOf(broken []tasks.Unreadable) []unreadableJSON {
	out := []unreadableJSON{}
	for _, b := range broken {
		out = append(out, unreadableJSON{b.ID, b.Err.Error()})
	}
	return out
}

// tellUnreadable says which journals can't be read.
func (a *app) tellUnreadable(unreadable []unreadableJSON) {
	for _, b := range unreadable {
		a.tell("! attempt %s can't be read, its task may be running: %s", b.Attempt, b.Reason)
	}
}

func (a *app) listTasks(ctx context.Context, s *session.Session, f listFlags) error {
	list, err := s.Tasks.List(a.flags.connection, f.channel, f.all)
	if err != nil {
		return err
	}
	if f.live && f.all {
		s.Tasks.LookAgain(ctx, a.flags.connection, tasks.Ended(list.Here))
	}
	listed, left, others := []*taskJSON{}, 0, 0
	for _, at := range list.Here {
		if f.mine && !at.Mine() {
			others++
			continue
		}
		if !f.all && !at.Open() {
			left++
			continue
		}
		listed = append(listed, a.row(at, s.Now()))
	}
	if f.live {
		if err := a.askAll(ctx, s, listed); err != nil {
			return err
		}
		if slices.ContainsFunc(listed, func(t *taskJSON) bool { return t.Contradiction != attempt.NoContradiction }) {
			a.code = exitPerson
		}
	}
	tasks.Sort(listed, s.Now(), func(t *taskJSON) (*attempt.Attempt, words.Health) {
		return t.attempt, explain.StandingOf(t.attempt, t.doing, s.Now()).Health
	})
	if a.json {
		return a.printJSON(listJSON{listed, unreadableOf(list.Unreadable)})
	}
	a.tellTasks(listed, s, f)
	a.tellUnreadable(unreadableOf(list.Unreadable))
	a.tellLeftOut(list.Elsewhere, left)
	if others > 0 {
		a.say("%d that others started not shown", others)
	}
	return nil
}

// tellLeftOut says what is not in the list.
func (a *app) tellLeftOut(elsewhere []*attempt.Attempt, ended int) {
	if words := attemptPlaces(elsewhere); len(words) > 0 {
		a.say("not shown: open tasks of %s", strings.Join(words, " and "))
	}
	if ended > 0 {
		a.say("%d that ended not shown; --all shows them", ended)
	}
}

// askAll asks Agora for all tasks of the list that are open.
func (a *app) askAll(ctx context.Context, s *session.Session, listed []*taskJSON) error {
	attempts := make([]*attempt.Attempt, len(listed))
	for i, t := range listed {
		attempts[i] = t.attempt
	}
	looked, err := s.Tasks.Look(ctx, a.callers(s), attempts)
	for i, l := range looked {
		at := attempts[i]
		listed[i] = a.row(at, s.Now())
		if l.Status != "" {
			listed[i].Status, listed[i].asked = l.Status, true
		}
		listed[i].doing = explain.Doing{Status: l.Status, Err: l.Err, Barred: l.Barred}
		if l.Err != nil {
			moment := explain.Context{Op: agora.OpQuery, Connection: at.Intent().Connection}.Of(at)
			listed[i].Problem = failureOf(l.Err, moment).what
		}
	}
	return err
}

// reasons are why something could not be done about attempts. They stand below a table, each
// once: one file or secret is the reason for many, and a long one would widen the table.
type reasons struct {
	order []string
	ids   map[string][]string
}

func (r *reasons) add(id, reason string) {
	reason = strings.TrimSuffix(reason, ".")
	if _, known := r.ids[reason]; !known {
		r.order = append(r.order, reason)
	}
	if r.ids == nil {
		r.ids = map[string][]string{}
	}
	r.ids[reason] = append(r.ids[reason], id)
}

func (r *reasons) tell(a *app) {
	for _, reason := range r.order {
		a.tell("! %s: %s", strings.Join(r.ids[reason], ", "), reason)
	}
}

// placeWords says where an attempt was started, and that real users are there.
func placeWords(at *attempt.Attempt, choices []connections.Connection) string {
	if tasks.Production(at.Intent(), choices) {
		return "PRODUCTION " + tasks.PlaceOf(at)
	}
	return tasks.PlaceOf(at)
}

func (a *app) tellTasks(listed []*taskJSON, s *session.Session, f listFlags) {
	if len(listed) == 0 {
		a.tell("%s", a.noneRuns(s, f.channel, f.mine))
		return
	}
	now := s.Now()
	choices, _ := s.Choices() // a file that can't be read is told of where it is used
	team := slices.ContainsFunc(listed, func(t *taskJSON) bool { return !t.attempt.Mine() })
	head := []string{"TASK", "CHANNEL", "PLACE", "STATE", "FOR", "END, REMINDER", "NEEDS"}
	var rows, wide [][]string
	for _, t := range listed {
		wide = append(wide, []string{t.Attempt, string(t.Version), t.Connection, clockNear(now, t.Begun), explain.Person(t.Who, t.Host), t.Place, explain.SpentShort(a.prices(), t.attempt, now)})
		cells := []string{idOf(t.attempt), t.Channel, placeWords(t.attempt, choices), t.stateWords(), t.ranWords(now), t.endWords(now), t.needWords(now)}
		if team {
			cells = slices.Insert(cells, 2, explain.Person(t.Who, t.Host))
		}
		rows = append(rows, cells)
	}
	if team {
		head = slices.Insert(head, 2, "WHO")
	}
	why := reasons{}
	for _, t := range listed {
		if t.Problem != "" {
			why.add(idOf(t.attempt), "not asked: "+t.Problem)
		}
		if doubt := explain.ChangeDoubt(t.attempt); doubt != "" {
			why.add(idOf(t.attempt), doubt)
		}
	}
	defer why.tell(a)
	a.listTable(head, rows, []string{"ATTEMPT", "VERSION", "CONNECTION", "BEGUN", "BY", "ADDRESS", explain.SpentHead}, wide)
}
