package cli

import (
	"context"
	"math/rand/v2"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
)

// clock writes a time as this machine's clock shows it.
func clock(t time.Time) string { return t.Local().Format("2 Jan 15:04:05") }

// await asks for the task until it runs, ends, or the time is over; it gives the
// running status, or a *failure.
func (x *sending) await(ctx context.Context, limit time.Duration) (agora.Status, error) {
	ctx, end := x.app.whileRead(ctx)
	defer end()
	return x.awaitUntil(ctx, limit)
}

func (x *sending) awaitUntil(ctx context.Context, limit time.Duration) (agora.Status, error) {
	now := x.app.env.Now
	end, w := now().Add(limit), tasks.NewWatch(x.attempt, rand.Float64, true)
	for {
		if w.Runs() {
			return w.Status, nil
		}
		if x.attempt.State() == attempt.Stopped {
			return "", x.ended()
		}
		wait, ok := w.Next(now())
		left := end.Sub(now())
		if !ok || left <= 0 {
			return "", x.notSeen(limit, w.Status, w.Err)
		}
		if x.app.env.sleep(ctx, min(wait, left)) != nil {
			return "", x.waitLeft(x.notSeen(limit, w.Status, w.Err))
		}
		before := w.Status
		if n := w.Ask(ctx, x.caller); n.Status != "" && n.Status != before {
			x.app.say("%s", statusWords(x.attempt, n.Status))
		}
	}
}

// waitLeft says that nobody waits any more, and that the task goes on.
func (x *sending) waitLeft(f *failure) *failure {
	f.code, f.kind, f.what = exitInterrupted, kindInterrupted, x.app.leaving.words()
	if x.app.out.trouble() != nil {
		f.code, f.kind, f.what = exitUnknown, kindOutput, x.app.out.words()
	}
	f.what += "; the task goes on"
	return f
}

func (x *sending) ended() *failure {
	r := x.result("started")
	r.Status = agora.StatusStopped
	return &failure{code: exitFailed, kind: kindEnded, what: taskOf(x.attempt) + " has ended",
		likely: "nobody was in the channel for the idle time, or it was stopped elsewhere",
		next:   "look at channel name, uids and tokens, then start again", billed: explain.Billing(x.attempt), start: r}
}

func (x *sending) notSeen(limit time.Duration, status agora.Status, err error) *failure {
	f := &failure{code: exitUnknown, kind: kindWaiting, what: "the task was not seen to run within " + spell(limit), task: runsWords(x.attempt),
		next: "it may come up later; stop it with " + stopCommand(x.attempt), billed: explain.Billing(x.attempt)}
	if err != nil {
		f.likely = "the last question to Agora failed: " + explained(err, x.context(agora.OpQuery)).what
	} else if status != "" {
		f.likely = "its status is " + statusWords(x.attempt, status)
	}
	f.start = x.result("started")
	f.start.Status = status
	return f
}
