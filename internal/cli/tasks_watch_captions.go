package cli

import (
	"context"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
)

// openCaptions begins to watch the captions too, where they are stored and the keys are
// found without asking. Nothing is said where that is not so.
func (f *following) openCaptions(ctx context.Context) {
	keys, err := f.session.Tasks.StorageKeys(ctx, f.attempt, tasks.KeyOptions{})
	if err != nil {
		return
	}
	f.captions, _ = watchCaptions(ctx, f.session, f.attempt, keys, f.by.Caller)
}

func (f *following) closeCaptions() {
	if f.captions != nil {
		f.captions.Close()
	}
}

// captionState is how the captions stand; empty where they can't be seen.
func (f *following) captionState() arriving.State {
	if f.captions == nil {
		return ""
	}
	r, _ := f.captions.Report()
	if !f.attempt.State().MayBill() { // the last look may have been before that
		r = r.Ended()
	}
	return r.State
}

// waitAndLook waits until Agora is asked again or the task is over, and looks at the captions whenever that
// is due meanwhile.
func (f *following) waitAndLook(ctx context.Context, wait time.Duration) error {
	until := f.app.env.Now().Add(wait)
	for {
		f.lookAtCaptions(ctx)
		left := until.Sub(f.app.env.Now())
		if f.captions == nil || f.captions.NextLook().IsZero() {
			return f.app.whileOpen(ctx, f.attempt, left)
		}
		pause := f.captions.NextLook().Sub(f.app.env.Now())
		if pause >= left {
			return f.app.whileOpen(ctx, f.attempt, left)
		}
		if err := f.app.whileOpen(ctx, f.attempt, pause); err != nil || !f.attempt.Open() {
			return err
		}
	}
}

// lookAtCaptions looks if that is due, and tells how captions stand where that changed.
func (f *following) lookAtCaptions(ctx context.Context) {
	if f.captions == nil || f.captions.NextLook().IsZero() || f.captions.NextLook().After(f.app.env.Now()) {
		return
	}
	report, err := f.captions.Next(ctx)
	if ctx.Err() != nil {
		return
	}
	stands := explain.Captions(report, err, f.app.env.Now(), explain.Context{})
	if f.stand.Other(stands) {
		f.stand = stands
		f.say("%s", stands.Line)
	}
}

// transcriptHint says how what was said in a task that has ended becomes a file.
func transcriptHint(at *attempt.Attempt) string {
	return "what was said is written to a file by sttwizard tasks transcript " + idOf(at) + " -o FILE.srt"
}
