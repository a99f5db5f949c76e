package cli

import (
	"context"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
)

// clear makes sure that a second task for the channel is what the person wants.
// Attempts whose tasks have ended meanwhile are found out by asking Agora.
func (x *sending) clear(ctx context.Context, even, asking bool) error {
	x.even = even
	answered := x.app.waitsFor(ctx, "waiting for what Agora says of tasks that may run in the channel")
	open, err := x.caller.Conflicts(ctx, x.request.RTC.ChannelName)
	answered()
	if err != nil {
		x.outcome = agora.OutcomeNotSent
		return failureOf(err, x.context(agora.OpStart))
	}
	for _, c := range open {
		x.known = append(x.known, c.ID)
	}
	return x.mayStart(ctx, open, even, asking)
}

// mayStart asks before a second task, tells of it, or gives the failure that says
// why nothing was sent.
func (x *sending) mayStart(ctx context.Context, open []attempt.Conflict, even, asking bool) error {
	if len(open) == 0 {
		return nil
	}
	beside := explain.BesideOf(open, x.request, explain.Place{Connection: x.connection, Clock: clock})
	what := beside.Told()
	if even {
		x.app.say("note: %s", what)
		return nil
	}
	if asking {
		yes, err := x.app.yes(ctx, x.askBeside(beside))
		if err != nil {
			return err
		}
		if yes {
			return nil
		}
	}
	return &failure{code: exitWrong, kind: kindConflict, what: "nothing was sent: " + what,
		next: conflictNext(open[0], beside, x.app.env.Now())}
}

// askBeside tells what runs in the channel, and gives the question.
func (x *sending) askBeside(b explain.Beside) string {
	x.app.say("%s", b.Asked())
	for _, row := range b.Rows {
		x.app.say("  %s", row)
	}
	if b.Usual {
		return "Start this one beside it?"
	}
	return "Start another one all the same?"
}

// notAlone says that another start for the channel was begun at the same moment, so
// that nothing was sent.
func (x *sending) notAlone(ctx context.Context, c *tasks.ConflictError) error {
	if c.Unclosed != nil {
		x.app.say("note: the attempt that was begun could not be closed: %v", c.Unclosed)
	}
	return x.mayStart(ctx, c.Open, false, false)
}

// conflictNext says what to do: where several are usual, to start this one too.
func conflictNext(c attempt.Conflict, b explain.Beside, now time.Time) string {
	first := "look into the channel whether a task runs"
	switch {
	case c.TaskID != "":
		first = "stop it first with sttwizard tasks stop " + c.TaskID
	case c.Attempt != nil:
		first = openNext(c.Attempt, now, true)
	}
	if b.Usual {
		return "add --beside to start this one too; or " + first
	}
	return first + "; or add --beside"
}
