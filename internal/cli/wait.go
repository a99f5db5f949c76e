package cli

import (
	"context"
	"math/rand/v2"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
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
	end := now().Add(limit)
	polls := attempt.Polls{Random: rand.Float64}
	status := x.attempt.Task().Status
	var err error
	for {
		if err == nil && x.attempt.Transcribes(status) {
			return status, nil
		}
		if x.attempt.State() == attempt.Stopped {
			return "", x.ended()
		}
		wait, ok := polls.Next(now(), status, err)
		left := end.Sub(now())
		if !ok || left <= 0 {
			return "", x.notSeen(limit, status, err)
		}
		if x.app.env.sleep(ctx, min(wait, left)) != nil {
			return "", x.waitLeft(x.notSeen(limit, status, err))
		}
		var task agora.Task
		if task, err = attempt.Query(ctx, x.client, x.attempt); err == nil && task.Status != status {
			status = task.Status
			x.app.say("%s", statusWords(x.attempt, status))
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
