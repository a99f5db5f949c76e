package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const tasksWatchLong = `Follow a task until it ends: a line for each change of its status, and one when
its reminder has passed, which stops nothing. Where the answer to its start was lost, its bots are
looked for; nothing is sent again, and nothing is stopped. Ctrl+C leaves it
running. Where its captions are stored, and the keys are found without asking, it
says whether they arrive: see sttwizard tasks captions.

Exit codes: 0 it ended, 1 the output can't be written, 2 wrong use, 3 whether it
runs can't be found out, 130 left by Ctrl+C, 141 nobody reads the output any more.

With --json each change is an object on a line of its own:
  {"at","attempt","taskId","channel","state","status","overdue","captions",
   "unsure":[],"text"}`

func (a *app) tasksWatchCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{
		Use: "watch ID [flags]", Short: "Follow a task until it ends", Long: tasksWatchLong,
		Example: "  sttwizard tasks watch 9f3c", Args: exactly(1), ValidArgsFunction: a.completeTasks(open),
	})
	cmd.RunE = a.judging(a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		at, err := a.find(s, args[0])
		if err != nil {
			return err
		}
		f := &following{Watch: tasks.NewWatch(at, rand.Float64, false), app: a, session: s, attempt: at}
		return f.follow(ctx)
	}))
	a.jsonFlag(cmd, watchJSON{}, "It prints one such object a line.")
	return cmd
}

// following is a task that is followed in lines.
type following struct {
	*tasks.Watch
	app     *app
	session *session.Session
	attempt *attempt.Attempt
	by      tasks.Way

	doubt    string              // about its last change, as it was told
	captions *tasks.CaptionWatch // nil: they can't be seen
	stand    explain.CaptionWords
}

type watchJSON struct {
	At      time.Time     `json:"at"`      // when
	Attempt string        `json:"attempt"` // the name of the record
	TaskID  string        `json:"taskId"`  // the task's id
	Channel string        `json:"channel"` // the channel
	State   attempt.State `json:"state"`   // its state
	Status  agora.Status  `json:"status"`  // Agora's word
	Overdue bool          `json:"overdue"` // it is past its reminder
	// whether its captions arrive, as the state of tasks captions; empty: they can't be seen
	Captions arriving.State `json:"captions"`
	// paths of changes of which nobody knows whether they are in force, see `runsWith` of tasks list
	Unsure []string `json:"unsure"`
	Text   string   `json:"text"` // what happened, in words
}

// say tells a change, as a line or as an object on one.
func (f *following) say(format string, args ...any) {
	now, at := f.app.env.Now(), f.attempt
	text := fmt.Sprintf(format, args...)
	if !f.app.json {
		f.app.tell("%s  %s", clockNear(now, now), text)
		return
	}
	data, err := json.Marshal(watchJSON{now.UTC(), at.ID(), at.Task().ID, at.Intent().Channel, at.State(), f.Status, at.Overdue(now), f.captionState(), unsure(at), text})
	if err == nil {
		if err := f.app.printDocument([]byte(escaped(string(data)) + "\n")); err != nil {
			f.app.code = f.app.report(failureOf(err, f.context()))
		}
	}
}

// follow tells changes until the attempt is over.
func (f *following) follow(ctx context.Context) error {
	ctx, end := f.app.whileRead(ctx)
	defer end()
	at := f.attempt
	f.session.Tasks.LookAgain(ctx, f.app.flags.connection, []*attempt.Attempt{at})
	if !at.Open() {
		f.say("%s", at.Meaning())
		return nil
	}
	f.by = f.app.callers(f.session).Of(ctx, at)
	switch {
	case ctx.Err() != nil:
		return f.left()
	case f.by.Err != nil:
		return f.by.Err
	}
	f.say("%s", f.app.row(at, f.app.env.Now()).stateWords())
	f.changes()
	f.planned()
	if _, known := at.Handle(); !known {
		if err := f.find(ctx); err != nil || !at.Open() {
			return err
		}
	}
	f.openCaptions(ctx)
	defer f.closeCaptions()
	for {
		wait, ok := f.Next(f.app.env.Now())
		if !ok {
			gone := failureOf(f.Err, f.context())
			gone.task, gone.next = runsWords(at), gone.next+"; stop it with "+stopCommand(at)
			return gone
		}
		if f.waitAndLook(ctx, wait) != nil {
			return f.left()
		}
		if !at.Open() { // another sttwizard saw its end
			f.tell(tasks.News{Ended: true})
			return nil
		}
		if f.tell(f.Ask(ctx, f.by.Caller)) {
			return nil
		}
		if bots, ok := errors.AsType[*attempt.BotsStayError](f.Err); ok && !bots.Wait { // waiting proves nothing
			return failureOf(f.Err, f.context().Of(at))
		}
		f.changes()
		f.planned()
	}
}

// changes tells each doubt about a change of the task once, and that it is over.
func (f *following) changes() {
	doubt := explain.ChangeDoubt(f.attempt)
	switch {
	case doubt == f.doubt:
	case doubt != "":
		f.say("%s", doubt)
	default:
		f.say("what it runs with is sure again: spoken %s", explain.Spoken(f.attempt))
	}
	f.doubt = doubt
}

func (f *following) context() explain.Context {
	return explain.Context{Op: agora.OpQuery, Connection: f.by.Connection.Name, Project: f.session.Project(f.by.Connection)}.Of(f.attempt)
}

// tell tells what is new, and whether it was the end.
func (f *following) tell(n tasks.News) (ended bool) {
	switch {
	case n.Ended:
		f.say("%s", f.attempt.Meaning())
		if f.captions != nil {
			f.say("%s", transcriptHint(f.attempt))
		}
	case n.Silent != nil:
		f.say("no answer about it, it may go on all the same; asking again: %s", failureOf(n.Silent, f.context()).what)
	case n.Status != "":
		f.say("%s", statusWords(f.attempt, n.Status))
	}
	return n.Ended
}

// planned says once that the reminder has passed.
func (f *following) planned() {
	if f.Overdue(f.app.env.Now()) {
		f.say("it is %s (%s); %s: stop it with sttwizard tasks stop %s, or set another with sttwizard tasks plan %s 2h",
			explain.ReminderPassed, clock(f.attempt.PlannedEnd()), explain.ReminderStops, idOf(f.attempt), idOf(f.attempt))
	}
}

// find looks what became of an attempt of which no task is known. Nothing is
// sent and nothing stopped.
func (f *following) find(ctx context.Context) error {
	at := f.attempt
	steps := &progress{app: f.app, attempt: at, context: f.context()}
	o := tasks.SettleOptions{Tell: steps.tell}
	o.NoSend = true
	x := f.session.Tasks.Settle(at, f.by.Caller, o)
	err := x.Run(ctx, ctx)
	switch {
	case ctx.Err() != nil:
		return f.left()
	case !at.Open():
		f.say("%s", at.Meaning())
		return nil
	}
	if _, known := at.Handle(); known {
		return nil
	}
	if x.Verdict() != tasks.VerdictLost {
		failed := failureOf(err, f.context())
		failed.code, failed.task, failed.next = exitUnknown, runsWords(at), openNext(at, f.app.env.Now(), tasks.TimeHelps(err))
		return failed
	}
	return unsettled(at, f.app.env.Now(), err)
}

// left says that the task goes on without anybody watching.
func (f *following) left() error {
	failed := &failure{code: exitInterrupted, kind: kindInterrupted, what: f.app.leaving.words(), task: runsWords(f.attempt), next: "stop it with " + stopCommand(f.attempt)}
	if f.app.out.trouble() != nil {
		failed.code, failed.kind, failed.what = f.app.out.code(), kindOutput, f.app.out.words()
	}
	failed.what += "; nothing was stopped, a task that runs goes on"
	return failed
}
