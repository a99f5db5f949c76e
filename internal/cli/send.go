package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

// sending is one start on its way, with all that telling about it needs.
type sending struct {
	app        *app
	session    *session.Session
	connection connections.Connection
	caller     *tasks.Caller
	draft      *form.Draft
	request    agora.Request
	preset     string
	diff       *diffJSON     // how it differs from what --diff names
	plan       plannedFlag   // when somebody is reminded of the task
	giveUp     time.Duration // how long an unknown outcome is looked into; 0: until nothing more can be found out

	known   []string // ids of the open attempts of the channel that the person knows of
	even    bool     // others may run: --beside
	attempt *attempt.Attempt
	start   *tasks.Start
	outcome agora.Outcome
	err     error         // the cause where the outcome is not a started task
	op      string        // the call that failed
	took    time.Duration // how long the last call took

	settled   bool  // the outcome was looked into after the first answer
	unsettled error // why nothing more was found out
}

// newSending finds the credentials and makes the client; nothing is sent.
func (a *app) newSending(ctx context.Context, s *session.Session, p prepared) (*sending, error) {
	caller, err := s.Tasks.Caller(ctx, p.connection, a.askSecret())
	if err != nil {
		return nil, err
	}
	return &sending{
		app: a, session: s, connection: p.connection, caller: caller,
		draft: p.draft, request: p.draft.ForAttempt(), preset: p.preset, diff: p.diff, plan: plannedFlag(p.reminder),
	}, nil
}

// startPrepared sends, tells how it went, and waits where that is wanted.
func (a *app) startPrepared(ctx context.Context, s *session.Session, p prepared, f startFlags, asking bool) error {
	sending, err := a.newSending(ctx, s, p)
	if err != nil {
		return err
	}
	sending.plan, sending.giveUp = f.planned, f.giveUp
	if err := sending.clear(ctx, f.beside, asking); err != nil {
		return err
	}
	if err := sending.send(ctx); err != nil {
		return err
	}
	task := sending.attempt.Task()
	if f.wait {
		seen, err := sending.await(ctx, f.timeout)
		if err != nil {
			return err
		}
		task.Status = seen
	}
	return sending.told(task)
}

// send writes the attempt down and brings it to a started task. The error is a
// *failure that says what is known otherwise.
func (x *sending) send(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := x.begin(ctx); err != nil {
		return err
	}
	defer tasks.Leave(x.attempt)
	x.app.say("attempt %s is written down", x.attempt.ID())
	if err := x.acquire(ctx); err != nil {
		x.outcome, x.err, x.op = agora.OutcomeNotSent, err, agora.OpAcquire
		x.session.Tasks.RememberUse(x.preset, tasks.ResultNotStarted, 0)
		return x.failure(ctx)
	}
	if !x.connection.Version.Named() { // v7 has none, and asked nobody
		x.app.say("builder token: %s", spell(x.took))
	}
	if ctx.Err() != nil {
		x.outcome, x.err, x.op = agora.OutcomeNotSent, ctx.Err(), agora.OpStart
		return x.failure(ctx)
	}
	x.op = agora.OpStart
	x.sends(ctx)
	x.session.Tasks.RememberUse(x.preset, tasks.ResultOf(x.attempt), 0)
	switch {
	case x.attempt.State() == attempt.Stopped: // it ran, and was seen to end while its outcome was looked into
		return x.ended()
	case x.outcome == agora.OutcomeStarted:
		return x.started(ctx)
	}
	return x.failure(ctx)
}

// begin writes the attempt down, unless another start for the channel was begun at
// the same moment.
func (x *sending) begin(ctx context.Context) error {
	end, err := plannedEnd(string(x.plan), x.app.env.Now())
	if err != nil {
		return err
	}
	o := tasks.BeginOptions{Request: x.request, Ask: x.app.askSecret(), Known: x.known, Beside: x.even}
	o.Preset, o.PlannedEnd, o.UniqueUIDs = x.preset, end, x.draft.UniqueUIDs()
	x.start, err = x.caller.Begin(ctx, o)
	if conflict, ok := errors.AsType[*tasks.ConflictError](err); ok {
		return x.notAlone(ctx, conflict)
	}
	if err != nil {
		x.outcome = agora.OutcomeNotSent
		return failureOf(err, x.context(agora.OpStart))
	}
	x.attempt, x.request = x.start.Attempt, x.start.Request
	x.app.begun = append(x.app.begun, x.attempt)
	return x.mayStart(ctx, x.start.Beside, x.even, false) // what others have begun meanwhile is told
}

// acquire gets the builder token. It is waited for no longer than an unknown outcome
// would be looked into, where that was said.
func (x *sending) acquire(ctx context.Context) error {
	if x.giveUp > 0 {
		limited, cancel := context.WithTimeout(ctx, max(x.giveUp, x.app.env.Silence))
		defer cancel()
		ctx = limited
	}
	defer x.app.waitsFor(ctx, "waiting for the builder token; nothing is started yet")()
	return x.timed(func() error { return x.start.Acquire(ctx) })
}

// sends makes start requests while Agora is busy, and settles an outcome that is
// not known. The first Ctrl+C does not cut off a request that is out: its answer says
// what there is to stop.
func (x *sending) sends(ctx context.Context) {
	for {
		quiet := context.AfterFunc(ctx, func() {
			x.app.say("the request is out; waiting for its answer (Ctrl+C again leaves at once)")
		})
		answered := x.app.waitsFor(ctx, "the request is out; waiting for Agora's answer")
		x.err = x.timed(func() (err error) {
			x.outcome, err = x.start.Send(x.app.leaving.hard)
			return err
		})
		answered()
		quiet()
		if tasks.InDoubt(x.outcome) {
			x.settle(ctx)
			return
		}
		wait, again := x.start.Again()
		if x.outcome == agora.OutcomeStarted || !again {
			return
		}
		x.app.say("start: %s; %s, in %s", x.cause(), explain.AskAgain(x.connection.Version), spell(wait))
		if x.app.env.sleep(ctx, wait) != nil {
			return
		}
	}
}

func (x *sending) cause() string {
	return strings.TrimSuffix(explain.Failure(x.err, x.context(agora.OpStart)).What, ".")
}

// settle looks into an unknown outcome until it is known, nothing more can be
// found out, or the person leaves. The cause of the first trouble is kept.
func (x *sending) settle(ctx context.Context) {
	if ctx.Err() != nil {
		return
	}
	x.settled = true
	x.app.say("start: %s; it may be running", x.cause())
	if x.app.env.CanAsk {
		x.app.say("Ctrl+C leaves it like that: it is written down, and sttwizard tasks recover goes on with it")
	}
	steps := progress{app: x.app, attempt: x.attempt, context: x.context(agora.OpStart), told: x.cause(), trouble: x.cause()}
	o := tasks.SettleOptions{Tell: steps.tell}
	if x.giveUp > 0 {
		o.Until = x.app.env.Now().Add(x.giveUp)
	}
	err := x.start.Settle(false, o).Run(x.app.leaving.hard, ctx)
	if x.outcome = explain.OutcomeOf(x.attempt); x.outcome == agora.OutcomeStarted {
		x.err = err // that it could not be written down, or nothing
	}
	x.unsettled = err
}

func (x *sending) timed(f func() error) error {
	began := x.app.env.Now()
	err := f()
	x.took = x.app.env.Now().Sub(began)
	return err
}

// started is a task whose id is known. What could not be written down, and
// Ctrl+C meanwhile, are told.
func (x *sending) started(ctx context.Context) error {
	if x.err != nil && x.attempt.State() == attempt.Started {
		e := explain.Failure(x.err, x.context(agora.OpStart))
		if tasks.Unwritten(x.err) != nil {
			x.app.say("note: %s; %s", strings.TrimSuffix(e.What, "."), e.Do)
		}
	}
	if x.settled {
		x.app.say("found: task %s", x.attempt.Task().ID)
	} else {
		x.app.say("start: %s", spell(x.took))
	}
	if ctx.Err() == nil {
		return nil
	}
	f := &failure{code: exitInterrupted, kind: kindInterrupted, what: x.app.leaving.words() + ", but the task was started", task: runsWords(x.attempt),
		next: "stop it with " + stopCommand(x.attempt), start: x.result("started")}
	return f
}

// context is what package explain is told of the moment.
func (x *sending) context(op string) explain.Context {
	return explain.Context{
		Op: op, Outcome: x.outcome, Connection: x.connection.Name,
		Project: x.draft.Project(), Request: x.request, Took: x.took,
	}.Of(x.attempt)
}

// failure says how an attempt ended that did not bring a known task.
func (x *sending) failure(ctx context.Context) error {
	f := explained(x.err, x.context(x.op))
	switch {
	case tasks.InDoubt(x.outcome):
		return x.unclear(ctx, f)
	case x.attempt.State() == attempt.Abandoned && x.attempt.Sends() > 0:
		f.what = words.Sentence(x.attempt.Meaning()) + " " + f.what
		f.next = "start again"
	case ctx.Err() != nil && explain.NothingStarted(x.attempt.State()):
		f.code, f.kind, f.what, f.likely = exitInterrupted, kindInterrupted, x.app.leaving.words()+" before anything was started", ""
		f.next = "nothing needs to be stopped"
	}
	if err := x.cancelled(); err != nil {
		f.likely += " (and the attempt could not be closed: " + err.Error() + ")"
	}
	f.start = x.result("refused")
	return f
}

// unclear says what is known of a task that may be running.
func (x *sending) unclear(ctx context.Context, f *failure) *failure {
	f.start, f.task = x.result("unknown"), runsWords(x.attempt)
	f.next = openNext(x.attempt, x.app.env.Now(), tasks.TimeHelps(x.unsettled) || ctx.Err() != nil)
	if ctx.Err() == nil {
		return f
	}
	f.what = x.app.leaving.words() + "; it is not known whether the task runs"
	f.next = "it is written down; " + f.next
	if x.app.leaving.hard.Err() == nil {
		f.code, f.kind = exitInterrupted, kindInterrupted
	}
	return f
}

// cancelled closes an attempt of which nothing can come any more.
func (x *sending) cancelled() error {
	if !tasks.MayDrop(x.attempt) {
		return nil
	}
	return x.start.Cancel()
}

// idOf returns the id by which a person names an attempt: its task's, where known.
func idOf(a *attempt.Attempt) string {
	if id := a.Task().ID; id != "" {
		return id
	}
	return a.ID()
}

// result is the attempt as --json shows it.
func (x *sending) result(state string) *startResult {
	in, task := x.attempt.Intent(), x.attempt.Task()
	r := &startResult{
		State: state, Version: in.Version, Connection: in.Connection, Channel: in.Channel,
		TaskID: task.ID, Status: task.Status, InstanceID: in.InstanceID, Attempt: x.attempt.ID(), RequestID: task.RequestID,
		PlannedEnd: stamp(x.attempt.PlannedEnd()), Secrets: secretSources(x.draft), Diff: x.diff,
	}
	if !task.CreatedAt.IsZero() {
		r.CreateTs = task.CreatedAt.Unix()
	}
	for _, record := range x.attempt.Records() {
		if r.RequestID == "" {
			r.RequestID = record.Request
		}
	}
	return r
}

// told prints a started task.
func (x *sending) told(task agora.Task) error {
	if x.app.json {
		r := x.result("started")
		r.Status = task.Status
		return x.app.printJSON(r)
	}
	x.app.tell("started: task %s in channel %s, %s", task.ID, x.request.RTC.ChannelName, statusWords(x.attempt, task.Status))
	x.app.tellReminder(x.attempt)
	x.app.tell("stop it with: %s", stopCommand(x.attempt))
	return nil
}

// statusWords returns Agora's word for the status of an attempt's task, and what it means.
func statusWords(at *attempt.Attempt, s agora.Status) string {
	if s == "" {
		return "status not told"
	}
	return string(s) + " (" + at.StatusMeaning(s) + ")"
}

// spell writes a duration as people read it.
func spell(d time.Duration) string {
	switch {
	case d < time.Second:
		return d.Round(time.Millisecond).String()
	case d < 10*time.Second:
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
