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

// proofTries is how often, where only the proof of the end is missing: it takes
// settling and probeGap.
const proofTries = stopTries + 24

// NoHandleError is a task that can't be asked or stopped, because its id or its
// builder token is not known.
type NoHandleError struct{ State State }

// Error says what the attempt is.
func (e *NoHandleError) Error() string {
	return "the task's id is not known: the attempt is " + e.State.Meaning()
}

// Query asks Agora once for the attempt's task, and writes down an end that is
// proved (see endSaid). Then the attempt is Stopped and the error nil; the task of
// one that is gone has no status. An end that is said and not proved is
// *BotsStayError. In the first 10 s after a start "no such task" is not believed and
// given as an error like any other. A task that runs although the journal had it as
// ended reopens the attempt.
func Query(ctx context.Context, api API, a *Attempt) (agora.Task, error) {
	h, ok := a.Handle()
	if !ok {
		return agora.Task{}, &NoHandleError{State: a.State()}
	}
	if err := a.at(api); err != nil {
		return agora.Task{}, err
	}
	young, over := a.young(), !a.Open() // when it is asked: the answer may be read hours later
	task, err := api.Query(ctx, h)
	switch {
	case err == nil && over:
		if upAt(task.Status) {
			err = a.reopen(task.Status)
		}
		return task, err
	case err == nil && task.Status.Ended():
		return task, a.endSaid(ctx, api, task.Status)
	case err == nil:
		a.note(Record{Event: EventSeen, Status: task.Status})
	case agora.KindOf(err) == agora.KindNotFound && (!young || a.tookStop()):
		return agora.Task{ID: h.TaskID, CreatedAt: a.Task().CreatedAt}, a.endSaid(ctx, api, "")
	}
	return task, err
}

// young reports whether the task was started just now, so that "no such task" may
// only mean that it is not known everywhere yet.
func (a *Attempt) young() bool {
	return a.sinceStart() < settling
}

// tookStop reports whether Agora took a stop of this process.
func (a *Attempt) tookStop() bool {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.told
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
	if err := a.at(api); err != nil {
		return err
	}
	unwritten := a.after(Record{Event: EventStopping})
	if a.State() == Stopped {
		return nil
	}
	if isState(unwritten) {
		return unwritten
	}
	if err := a.tellToStop(ctx, api, h); err != nil {
		return errors.Join(err, unwritten)
	}
	return awaitEnd(ctx, api, a)
}

// tellToStop sends the stop, and sends it again while "no such task" may only
// mean that the task is not known everywhere yet. Nil leaves only the question
// whether the task is there: it was told to stop, now or before, or is gone. A stop
// that Agora refuses, or that never left this machine, is written down as one.
func (a *Attempt) tellToStop(ctx context.Context, api API, h agora.Handle) error {
	n := len(a.view().stops)
	for try := 1; ; try++ {
		young := a.young()
		err := api.Stop(ctx, h)
		switch kind := agora.KindOf(err); {
		case err == nil, kind == agora.KindAlreadyStopping:
			a.mu.Lock()
			a.told = true
			a.mu.Unlock()
			a.note(Record{Event: EventSeen})
			return nil
		case kind != agora.KindNotFound:
			a.untoldBy(n, err, try == 1)
			return err
		case try == stopTries || !young:
			return nil
		}
		if err := a.journal.o.Sleep(ctx, stopWait); err != nil {
			return err
		}
	}
}

// untoldBy writes down that stop n did not tell the task to stop, where the error proves
// it; alone is false where it was sent before, for a task that was not known everywhere yet.
func (a *Attempt) untoldBy(n int, err error, alone bool) {
	event := EventStopRefused
	switch {
	case !alone || !agora.NotDone(err):
		return
	case agora.NotSent(err):
		event = EventStopNotSent
	}
	_ = a.after(Record{Event: event, N: n, Why: why(err)}) // what can't be written is written with the next record
}

// awaitEnd asks for the task until it has ended, and longer where the end still
// has to be proved by the absence of its bots.
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
		bots, _ := errors.AsType[*BotsStayError](err)
		if proving := bots != nil && bots.Wait; hopeless(err) || still.Tries >= stopTries && !proving || still.Tries == proofTries {
			return still
		}
		if err := a.journal.o.Sleep(ctx, stopWait); err != nil {
			still.Err = err
			return still
		}
	}
}

// hopeless reports whether asking again can't bring another answer.
func hopeless(err error) bool {
	kind := agora.KindOf(err)
	return kind == agora.KindCredentials || kind == agora.KindForbidden
}
