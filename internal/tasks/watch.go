package tasks

import (
	"context"
	"errors"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// Pace decides when an attempt is asked for next: see attempt.Polls. The zero value is
// ready; it is not for use by several goroutines.
type Pace struct {
	Random func() float64 // in [0, 1), spreads the questions; nil: no spread

	polls attempt.Polls
}

// Next takes what the last question brought and gives the wait until the next. It
// gives false when there is nothing to ask any more. Where no task is known its bots
// are asked for rarely, as each answer is written down.
func (p *Pace) Next(now time.Time, a *attempt.Attempt, status agora.Status, err error) (time.Duration, bool) {
	if _, known := a.Handle(); !known {
		status = agora.StatusInProgress
	}
	p.polls.Random = p.Random
	wait, more := p.polls.Next(now, status, err)
	return wait, more && a.State().MayBill() && !errors.Is(err, attempt.ErrNoProbe)
}

// Watch follows one task: it asks for it again and again and says what is new. It is
// not for use by several goroutines.
type Watch struct {
	Status agora.Status // as Agora told it last
	Err    error        // why the last question had no answer

	attempt *attempt.Attempt
	pace    Pace
	ran     bool // that it transcribes was told
	late    bool // that its reminder has passed was told
}

// News is what is new of a task that is followed.
type News struct {
	Ended  bool         // nothing of the attempt runs any more
	Status agora.Status // a status that is another one, means more by now, or comes after silence
	Silent error        // why there was no answer, the first time in a row
}

// NewWatch follows an attempt's task; random is that of Pace. told says that the
// status of its start was told, so that it is no news.
func NewWatch(a *attempt.Attempt, random func() float64, told bool) *Watch {
	status := a.Task().Status
	return &Watch{Status: status, attempt: a, pace: Pace{Random: random}, ran: told && a.Transcribes(status)}
}

// Next returns the wait until the next question, at the latest when the reminder passes;
// false: there is nothing to ask any more, and Err says why.
func (w *Watch) Next(now time.Time) (time.Duration, bool) {
	wait, ok := w.pace.Next(now, w.attempt, w.Status, w.Err)
	if left := w.attempt.PlannedEnd().Sub(now); left > 0 {
		wait = min(wait, left)
	}
	return wait, ok
}

// Ask asks Agora once.
func (w *Watch) Ask(ctx context.Context, by *Caller) News {
	task, err := by.Check(ctx, w.attempt)
	before, failed := w.Status, w.Err != nil
	defer func() { _ = w.attempt.Refresh() }() // somebody else may have changed the reminder; if not, nothing is lost
	switch {
	case !w.attempt.Open():
		w.Status, w.Err = task.Status, err
		return News{Ended: true}
	case ctx.Err() != nil:
		return News{}
	}
	if w.Err = err; err != nil {
		if failed {
			err = nil
		}
		return News{Silent: err}
	}
	ran := w.attempt.Transcribes(task.Status)
	if task.Status == before && !failed && w.ran == (w.ran || ran) {
		return News{}
	}
	w.Status, w.ran = task.Status, ran
	return News{Status: task.Status}
}

// Overdue reports once that the reminder of the task has passed.
func (w *Watch) Overdue(now time.Time) bool {
	late := w.attempt.Overdue(now)
	told := w.late
	w.late = late
	return late && !told
}

// Runs reports whether the task transcribes, as Agora told last.
func (w *Watch) Runs() bool { return w.Err == nil && w.attempt.Transcribes(w.Status) }

// StillOpen reads an attempt's journal again, and reports whether it is open: another
// sttwizard may have seen its end. If it can't be read, what was known of it counts.
func StillOpen(a *attempt.Attempt) bool {
	_ = a.Refresh()
	return a.Open()
}
