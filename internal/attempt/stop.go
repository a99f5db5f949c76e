package attempt

import (
	"context"
	"errors"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/tempo"
)

var (
	// settling is how long after its start a task that Agora does not find may
	// simply not be known everywhere yet. Agora advises the first query after 5 s.
	settling = tempo.Of(10 * time.Second)
	// stopWait is how far apart a task is asked for after its stop.
	stopWait = tempo.Of(time.Second)
	// botsLinger is how long the bots of a task that has ended may still be seen
	// in the channel.
	botsLinger = tempo.Of(10 * time.Second)
)

// stopTries is how often a task is asked for after its stop.
const stopTries = 12

// NoHandleError is a task that can't be asked or stopped, because its id or its
// builder token is not known.
type NoHandleError struct{ State State }

// Error says what the attempt is.
func (e *NoHandleError) Error() string {
	return "the task's id is not known: the attempt is " + e.State.Meaning()
}

// Query asks Agora once for the attempt's task, and writes down an end that it
// sees: STOPPED, or no such task. Then the attempt is Stopped and the error nil;
// the task of one that is gone has no status. In the first 10 s after a start
// "no such task" is not believed and given as an error like any other.
func Query(ctx context.Context, api API, a *Attempt) (agora.Task, error) {
	h, ok := a.Handle()
	if !ok {
		return agora.Task{}, &NoHandleError{State: a.State()}
	}
	task, err := api.Query(ctx, h)
	switch {
	case err == nil && task.Status.Ended():
		return task, a.concluded(ctx, api, HowStopped)
	case agora.KindOf(err) == agora.KindNotFound && !a.settling():
		return agora.Task{ID: h.TaskID, CreatedAt: a.Task().CreatedAt}, a.concluded(ctx, api, HowGone)
	}
	return task, err
}

// concluded writes down the end of the attempt's task, unless one of its bots is
// still in the channel: after several sends that may be a second task's, which
// is then not lost. After a single send, what Agora says of the task is enough
// once the bots had their time to leave.
func (a *Attempt) concluded(ctx context.Context, api API, how How) error {
	present, err := a.probe(ctx, api)
	switch f := a.view(); {
	case f.state.Final():
		return nil
	case err == nil && !present, errors.Is(err, ErrNoProbe):
		return a.Ended(how)
	case err == nil && f.intent.UniqueUIDs && (len(f.sends) > 1 || a.lingering()):
		return &BotsStayError{}
	case err != nil && len(f.sends) > 1:
		return err
	}
	return a.Ended(how)
}

// lingering tells whether the bots of an ended task may still be about to leave.
func (a *Attempt) lingering() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.journal.now()
	if a.ended.IsZero() {
		a.ended = now
	}
	return now.Sub(a.ended) < botsLinger
}

// settling tells whether the task was started just now and nobody has asked it to stop.
func (a *Attempt) settling() bool {
	f := a.view()
	return f.state == Started && a.journal.now().Sub(f.started) < settling
}

// Stop stops the attempt's task: it writes down that it will, tells Agora, and
// asks until the task is STOPPED or gone, which it writes down too. Nil means
// that the task has ended and costs nothing any more. *StillThereError means that
// the stop was sent and the task is still there; it can be stopped again.
//
// A journal that can't be written does not keep a task from being stopped, as
// that would cost money and could lose nothing: the task is known either way.
// The error is then a *JournalError although the task has ended.
func Stop(ctx context.Context, api API, a *Attempt) error {
	h, ok := a.Handle()
	if !ok {
		return &NoHandleError{State: a.State()}
	}
	unwritten := a.after(Record{Event: EventStopping})
	if a.State() == Stopped {
		return nil
	}
	if isState(unwritten) {
		return unwritten
	}
	if err := api.Stop(ctx, h); err != nil && !goesOn(err) {
		return errors.Join(err, unwritten)
	}
	return awaitEnd(ctx, api, a)
}

// goesOn tells whether a failed stop still leaves only the question whether the
// task is there: it is gone, or was told to stop before.
func goesOn(err error) bool {
	kind := agora.KindOf(err)
	return kind == agora.KindNotFound || kind == agora.KindAlreadyStopping
}

// awaitEnd asks for the task until it has ended.
func awaitEnd(ctx context.Context, api API, a *Attempt) error {
	still := &StillThereError{}
	for {
		task, err := Query(ctx, api, a)
		still.Tries++
		if a.State() == Stopped {
			return err // nil, or that the end could not be written down
		}
		still.Err = err
		if err == nil {
			still.Status = task.Status
		}
		if hopeless(err) || still.Tries == stopTries {
			return still
		}
		if err := a.journal.o.Sleep(ctx, stopWait); err != nil {
			still.Err = err
			return still
		}
	}
}

// hopeless tells whether asking again can't bring another answer.
func hopeless(err error) bool {
	kind := agora.KindOf(err)
	return kind == agora.KindCredentials || kind == agora.KindForbidden
}
