package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
)

const tasksWatchLong = `Follow a task until it ends: a line for each change of its status, and one when
its reminder has passed, which stops nothing. Where the answer to its start was lost, its bots are
looked for; nothing is sent again, and nothing is stopped. Ctrl+C leaves it
running.

Exit codes: 0 it ended, 1 failed, 3 whether it runs can't be found out, 130 left
by Ctrl+C, 141 nobody reads the output any more.

With --json each change is an object on a line of its own:
  {"at","attempt","taskId","channel","state","status","overdue","text"}`

func (a *app) tasksWatchCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{
		Use: "watch ID [flags]", Short: "Follow a task until it ends", Long: tasksWatchLong,
		Example: "  sttwizard tasks watch 9f3c", Args: exactly(1), ValidArgsFunction: a.completeTasks(open),
	})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		at, err := a.find(s, args[0])
		if err != nil {
			return err
		}
		f := &following{app: a, session: s, attempt: at, polls: attempt.Polls{Random: rand.Float64}}
		return f.follow(ctx)
	})
	a.jsonFlag(cmd)
	return cmd
}

// following is a task that is followed in lines.
type following struct {
	app     *app
	session *session.Session
	attempt *attempt.Attempt
	by      caller
	polls   attempt.Polls

	status  agora.Status
	ran     bool // that it runs was told
	overdue bool // that the reminder has passed was told
	trouble bool // that Agora does not answer was told
}

type watchJSON struct {
	At      time.Time     `json:"at"`
	Attempt string        `json:"attempt"`
	TaskID  string        `json:"taskId"`
	Channel string        `json:"channel"`
	State   attempt.State `json:"state"`
	Status  agora.Status  `json:"status"`
	Overdue bool          `json:"overdue"`
	Text    string        `json:"text"`
}

// say tells a change, as a line or as an object on one.
func (f *following) say(format string, args ...any) {
	now, at := f.app.env.Now(), f.attempt
	text := fmt.Sprintf(format, args...)
	if !f.app.json {
		f.app.tell("%s  %s", clockNear(now, now), text)
		return
	}
	data, err := json.Marshal(watchJSON{now.UTC(), at.ID(), at.Task().ID, at.Intent().Channel, at.State(), f.status, at.Overdue(now), text})
	if err == nil {
		io.WriteString(f.app.env.Out, escaped(string(data))+"\n")
	}
}

// follow tells changes until the attempt is over.
func (f *following) follow(ctx context.Context) error {
	ctx, end := f.app.whileRead(ctx)
	defer end()
	at := f.attempt
	f.app.lookAgain(ctx, f.session, []*attempt.Attempt{at})
	if !at.Open() {
		f.say("%s", at.Meaning())
		return nil
	}
	if f.by = f.app.callers(f.session).of(ctx, at); f.by.err != nil {
		return f.by.err
	}
	f.status = at.Task().Status
	f.say("%s", row(at, f.app.env.Now()).stateWords())
	f.planned()
	if _, known := at.Handle(); !known {
		if err := f.find(ctx); err != nil || !at.Open() {
			return err
		}
	}
	var failed error
	for {
		wait, ok := f.polls.Next(f.app.env.Now(), f.status, failed)
		if !ok {
			gone := failureOf(failed, f.context())
			gone.task, gone.next = runsWords(at), gone.next+"; stop it with "+stopCommand(at)
			return gone
		}
		if end := at.PlannedEnd().Sub(f.app.env.Now()); end > 0 {
			wait = min(wait, end)
		}
		if f.app.env.sleep(ctx, wait) != nil {
			return f.left()
		}
		if failed = f.ask(ctx); !at.Open() {
			f.say("%s", at.Meaning())
			return nil
		}
		if bots, ok := errors.AsType[*attempt.BotsStayError](failed); ok && !bots.Wait { // waiting proves nothing
			return failureOf(failed, f.context().Of(at))
		}
		f.planned()
	}
}

func (f *following) context() explain.Context {
	return explain.Context{Op: agora.OpQuery, Connection: f.by.connection.Name, Project: f.session.Project(f.by.connection)}.Of(f.attempt)
}

// ask asks Agora once and tells what is new.
func (f *following) ask(ctx context.Context) error {
	task, err := attempt.Query(ctx, f.by.client, f.attempt)
	switch {
	case !f.attempt.Open():
		f.status = task.Status
	case ctx.Err() != nil:
	case err != nil && !f.trouble:
		f.say("no answer about it, it may go on all the same; asking again: %s", failureOf(err, f.context()).what)
	case err == nil && (task.Status != f.status || f.trouble || !f.ran && f.attempt.Transcribes(task.Status)):
		f.status, f.ran = task.Status, f.attempt.Transcribes(task.Status)
		f.say("%s", statusWords(f.attempt, task.Status))
	}
	f.trouble = err != nil
	// Somebody else may have changed the reminder; if not, nothing is lost.
	_ = f.attempt.Refresh()
	return err
}

// planned says once that the reminder has passed.
func (f *following) planned() {
	over := f.attempt.Overdue(f.app.env.Now())
	if over && !f.overdue {
		f.say("it is %s (%s); %s: stop it with sttwizard tasks stop %s, or set another with sttwizard tasks plan %s 2h",
			explain.ReminderPassed, clock(f.attempt.PlannedEnd()), explain.ReminderStops, idOf(f.attempt), idOf(f.attempt))
	}
	f.overdue = over
}

// find looks what became of an attempt of which no task is known. Nothing is
// sent and nothing stopped.
func (f *following) find(ctx context.Context) error {
	at := f.attempt
	x := &settling{app: f.app, attempt: at, context: f.context()}
	err := x.run(ctx, ctx, attempt.NewSettler(at, f.by.client, attempt.SettleOptions{Goal: attempt.Find, NoSend: true}))
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
	if !exhausted(err) {
		failed := failureOf(err, f.context())
		failed.code, failed.task, failed.next = exitUnknown, runsWords(at), openNext(at, f.app.env.Now(), timeHelps(err))
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
