package cli

import (
	"context"

	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
)

// seen is whether a task's captions arrive, as plain mode tells it. It is looked at beside
// the person, who may type stop at any moment.
type seen struct {
	watch  *tasks.CaptionWatch // nil: they can't be seen
	stand  explain.CaptionWords
	looked chan look // what a look found; nil: none is under way
}

// look is what came of one look at the captions.
type look struct {
	report arriving.Report
	err    error
}

// openCaptions begins to watch the captions, where they are stored and the keys are found
// without asking.
func (w *watching) openCaptions(ctx context.Context) {
	keys, err := w.session.Tasks.StorageKeys(ctx, w.attempt, tasks.KeyOptions{})
	if err != nil {
		return
	}
	w.captions.watch, _ = watchCaptions(ctx, w.session, w.attempt, keys, w.caller)
}

// closeCaptions waits for a look that is under way, whose context has ended.
func (w *watching) closeCaptions() {
	if w.captions.looked != nil {
		<-w.captions.looked
	}
	if w.captions.watch != nil {
		w.captions.watch.Close()
	}
}

// lookAtCaptions begins a look if one is due and none is under way.
func (w *watching) lookAtCaptions(ctx context.Context) {
	c := &w.captions
	if c.watch == nil || c.looked != nil || c.watch.NextLook().IsZero() || c.watch.NextLook().After(w.app.env.Now()) {
		return
	}
	looked := make(chan look, 1)
	c.looked = looked
	go func(of *tasks.CaptionWatch) {
		report, err := of.Next(ctx)
		looked <- look{report, err}
	}(c.watch)
}

// sawCaptions tells how captions stand where that changed, as tasks watch does.
func (w *watching) sawCaptions(ctx context.Context, l look) {
	w.captions.looked = nil
	if ctx.Err() != nil {
		return
	}
	if stands := explain.Captions(l.report, l.err, w.app.env.Now(), explain.Context{}); w.captions.stand.Other(stands) {
		w.captions.stand = stands
		w.app.say("%s", stands.Line)
	}
}

// sayTranscript says at the end how what was said becomes a file, where it can be seen.
func (w *watching) sayTranscript() {
	if w.captions.watch != nil {
		w.app.say("%s", transcriptHint(w.attempt))
	}
}
