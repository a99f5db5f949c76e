package cli

import (
	"context"
	"fmt"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

const twoTasks = "if you start another one, " + explain.SeveralBilled

// clear makes sure that a second task for the channel is what the person wants.
// Attempts whose tasks have ended meanwhile are found out by asking Agora.
func (x *sending) clear(ctx context.Context, evenIfRunning, asking bool) error {
	x.even = evenIfRunning
	open, err := x.conflicts(ctx)
	if err != nil {
		x.outcome = agora.OutcomeNotSent
		return failureOf(err, x.context(agora.OpStart))
	}
	for _, c := range open {
		x.known = append(x.known, c.ID)
	}
	return x.mayStart(ctx, open, evenIfRunning, asking)
}

// mayStart asks before a second task, tells of it, or gives the failure that says
// why nothing was sent.
func (x *sending) mayStart(ctx context.Context, open []attempt.Conflict, evenIfRunning, asking bool) error {
	if len(open) == 0 {
		return nil
	}
	what := fmt.Sprintf("a task may be running in the channel %s already (%s); %s", x.request.RTC.ChannelName, conflictWords(open[0]), twoTasks)
	if len(open) > 1 {
		what = fmt.Sprintf("%d tasks may be running in the channel %s already, the last one %s; %s", len(open), x.request.RTC.ChannelName, conflictWords(open[0]), twoTasks)
	}
	if evenIfRunning {
		x.app.say("note: %s", what)
		return nil
	}
	if asking {
		x.app.say("%s", what)
		yes, err := x.app.yes(ctx, "Start another one all the same?")
		if err != nil {
			return err
		}
		if yes {
			return nil
		}
	}
	return &failure{code: exitWrong, kind: kindConflict, what: "nothing was sent: " + what, next: conflictNext(open[0], x.app.env.Now())}
}

// alone gives up the attempt that was just written down if another start for the
// channel was begun at the same moment.
func (x *sending) alone(ctx context.Context) error {
	rivals, err := x.attempt.Rivals(x.known)
	if err != nil {
		x.outcome = agora.OutcomeNotSent
		err = failureOf(err, x.context(agora.OpStart))
	} else {
		err = x.mayStart(ctx, rivals, x.even, false)
	}
	if err == nil {
		return nil
	}
	if cancelled := attempt.NewRunner(x.attempt, nil, x.request).Cancel(); cancelled != nil {
		x.app.say("note: attempt %s could not be closed: %v", x.attempt.ID(), cancelled)
	}
	x.attempt.Release()
	return err
}

// conflicts gives the attempts that may have a task in the channel.
func (x *sending) conflicts(ctx context.Context) ([]attempt.Conflict, error) {
	return x.session.StillOpen(ctx, x.client, x.connection, x.request.RTC.ChannelName)
}

func conflictNext(c attempt.Conflict, now time.Time) string {
	const or = "; or add --even-if-running"
	switch {
	case c.TaskID != "":
		return "stop it first with sttwizard tasks stop " + c.TaskID + or
	case c.Attempt != nil:
		return openNext(c.Attempt, now, true) + or
	}
	return "look into the channel whether a task runs" + or
}

func conflictWords(c attempt.Conflict) string {
	switch {
	case c.Attempt == nil:
		return "attempt " + c.ID + ", whose file can't be read"
	case c.TaskID != "":
		return fmt.Sprintf("task %s, %s since %s", c.TaskID, c.Attempt.Meaning(), clock(c.Since))
	}
	return fmt.Sprintf("attempt %s, %s", c.ID, c.Attempt.Meaning())
}
