package cli

import (
	"context"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

const taskHelp = `Type stop to stop it, leave to leave it running, or status to ask now.`

// watching is a task that is shown in lines.
type watching struct {
	*sending
	*tasks.Watch
	timer  chan struct{} // closed when it is time to ask, or to look at the captions; nil: never
	cancel context.CancelFunc
	asks   time.Time // when Agora is asked next; zero: never

	captions seen
}

// watch tells the task's status until it ends or the person leaves.
func (x *sending) watch(ctx context.Context) error {
	ctx, end := x.app.whileRead(ctx)
	defer end()
	ctx, gone := context.WithCancel(ctx)
	task := x.attempt.Task()
	x.app.say("started: task %s in channel %s", task.ID, x.request.RTC.ChannelName)
	if end := x.attempt.PlannedEnd(); !end.IsZero() {
		x.app.say("%s", reminderWords(end))
	}
	x.app.say("%s", taskHelp)
	w := &watching{sending: x, Watch: tasks.NewWatch(x.attempt, rand.Float64, true), cancel: func() {}}
	if task.Status != "" {
		x.app.say("%s", statusWords(x.attempt, task.Status))
	}
	w.openCaptions(ctx)
	defer w.closeCaptions()
	defer gone()
	w.plan(ctx)
	defer func() { w.cancel() }()
	for {
		done, err := w.take(ctx)
		if done || err != nil {
			return err
		}
	}
}

// plan sets the time of the next question to Agora.
func (w *watching) plan(ctx context.Context) {
	w.asks = time.Time{}
	if wait, ok := w.Next(w.app.env.Now()); ok {
		w.asks = w.app.env.Now().Add(wait)
	}
	w.wait(ctx)
}

// wait sets the timer for the next question, or for a look at the captions before it.
func (w *watching) wait(ctx context.Context) {
	w.cancel()
	w.timer = nil
	if w.asks.IsZero() {
		return
	}
	due := w.asks
	if c := w.captions; c.watch != nil && c.looked == nil && !c.watch.NextLook().IsZero() && c.watch.NextLook().Before(due) {
		due = c.watch.NextLook()
	}
	wait := due.Sub(w.app.env.Now())
	ctx, w.cancel = context.WithCancel(ctx)
	timer := make(chan struct{})
	w.timer = timer
	go func(d time.Duration) {
		if w.app.whileOpen(ctx, w.attempt, d) == nil {
			close(timer)
		}
	}(wait)
}

// take waits for a line, for the time to ask, or for Ctrl+C.
func (w *watching) take(ctx context.Context) (done bool, err error) {
	select {
	case a := <-w.app.lines.begin():
		w.app.lines.got()
		if a.err == io.EOF {
			w.left("The input has ended; the task goes on.")
			return true, nil
		}
		if a.err != nil {
			return true, a.err
		}
		return w.typed(ctx, strings.ToLower(strings.TrimSpace(a.text)))
	case l := <-w.captions.looked:
		w.sawCaptions(ctx, l)
		w.wait(ctx)
		return false, nil
	case <-w.timer:
		w.lookAtCaptions(ctx)
		if w.asks.After(w.app.env.Now()) {
			w.wait(ctx)
			return false, nil
		}
		return w.query(ctx), nil
	case <-ctx.Done():
		words := w.app.leaving.words()
		w.left(strings.ToUpper(words[:1]) + words[1:] + "; the task goes on.")
		w.app.code = exitInterrupted
		if w.app.out.trouble() != nil {
			w.app.code = exitUnknown
		}
		return true, nil
	}
}

func (w *watching) left(why string) {
	w.app.say("%s", why)
	w.app.say("Stop it with: %s", stopCommand(w.attempt))
}

func (w *watching) typed(ctx context.Context, word string) (bool, error) {
	switch strings.TrimPrefix(word, ":") {
	case "stop":
		return w.stop(ctx), nil
	case "leave", "quit", "q":
		w.left("The task goes on.")
		return true, nil
	case "status", "":
		done := w.query(ctx)
		if !done && w.Watch.Err == nil {
			w.app.say("%s", statusWords(w.attempt, w.Status))
			if line := w.captions.stand.Line; line != "" {
				w.app.say("%s", line)
			}
		}
		return done, nil
	}
	w.app.say("%s", taskHelp)
	return false, nil
}

// query asks Agora once and tells what is new; it tells whether the task has ended.
func (w *watching) query(ctx context.Context) bool {
	n := tasks.News{Ended: !w.attempt.Open()} // another sttwizard may have seen its end
	if !n.Ended {
		n = w.Ask(ctx, w.caller)
	}
	switch {
	case n.Ended:
		w.app.say("%s", words.Sentence(explain.Billing(w.attempt)))
		w.sayTranscript()
		return true
	case ctx.Err() != nil:
		return false
	case n.Silent != nil:
		e := explain.Failure(n.Silent, w.context(agora.OpQuery))
		w.app.say("no answer about the task: %s It may go on all the same; asking again.", e.What)
	case n.Status != "":
		w.app.say("%s", statusWords(w.attempt, n.Status))
	}
	if w.Overdue(w.app.env.Now()) {
		w.app.say("It is %s; %s. Type stop to stop it.", explain.ReminderPassed, explain.ReminderStops)
	}
	w.plan(ctx)
	return false
}

// stop stops the task; it tells whether it has ended.
func (w *watching) stop(ctx context.Context) bool {
	if w.session.Tasks.OnProduction(w.attempt) {
		c := w.connection
		c.Production = true
		if yes, err := w.app.yes(ctx, stopQuestion(c, w.attempt.Intent().Channel)); err != nil || !yes {
			w.app.say("not stopped; the task goes on")
			return false
		}
	}
	w.app.say("stopping")
	c := explain.Context{Op: agora.OpStop, Connection: w.connection.Name, Project: w.draft.Project()}
	if err := w.caller.Stop(ctx, w.attempt); err != nil {
		failureOf(stopFailure(ctx, w.app.leaving.words()+"; "+stopWords(toldOrNot(w.attempt)), err, w.attempt, c), c).print(w.app.talk)
		return w.attempt.State() == attempt.Stopped
	}
	w.app.say("stopped: the task has ended")
	w.sayTranscript()
	return true
}
