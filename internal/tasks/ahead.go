package tasks

import (
	"context"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// Ahead asks Agora by one caller while a request is read that may be started: it gets
// the builder token, and in v7, which has none, reads the list of tasks. That starts
// nothing and bills nothing. So refused credentials, a service that is not switched on
// and a network that is not there are known before somebody starts, and a start by that
// caller is one request, as it finds its builder token. It is safe for concurrent use; a
// nil one has nothing.
type Ahead struct {
	caller *Caller

	mu   sync.Mutex
	look *look // the newest; nil: none, or a start has taken it over
}

// look is one call that was made ahead.
type look struct {
	instanceID string // of the attempt that may be begun with it
	cancel     context.CancelFunc

	taken chan struct{}  // closed when a start has taken it over
	done  chan struct{}  // closed when there is an answer
	token *attempt.Early // nil in v7, and after an error
	at    time.Time      // of the answer
	err   error

	strangers []agora.Task // of v7: those that run in the channel and are in no journal here
}

// Ahead returns what asks ahead of starts by this caller. Nothing is sent.
func (c *Caller) Ahead() *Ahead { return &Ahead{caller: c} }

// By reports whether it asks by that caller.
func (a *Ahead) By(c *Caller) bool { return a != nil && a.caller == c }

// Op returns the call that is made: agora.OpAcquire, or agora.OpList for v7.
func (a *Ahead) Op() string {
	if a.named() {
		return agora.OpList
	}
	return agora.OpAcquire
}

func (a *Ahead) named() bool { return a.caller.connection.Version.Named() }

// Look asks ahead of a start of a request, unless the last answer is less than 4 minutes
// old, or is still waited for. It returns when there is one, or a start that was begun
// meanwhile waits for it, with the time after which another look is due. The errors are those of agora's Acquire and List; after one a
// start may be made all the same, and asks for itself.
func (a *Ahead) Look(ctx context.Context, r agora.Request) (next time.Duration, err error) {
	a.caller.tasks.o.Log.HideRequest(r)
	l := a.current(ctx, r.RTC.ChannelName)
	select {
	case <-l.done:
	case <-l.taken:
		return attempt.EarlyLife, nil
	}
	if l.err != nil {
		return attempt.EarlyLife, l.err
	}
	return max(a.left(l), time.Second), nil
}

// current returns the look that counts, made now where there is none.
func (a *Ahead) current(ctx context.Context, channel string) *look {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.look != nil && (a.look.waits() || a.fresh(a.look)) {
		return a.look
	}
	l := &look{instanceID: agora.NewInstanceID(a.caller.tasks.o.Rand), taken: make(chan struct{}), done: make(chan struct{})}
	ctx, l.cancel = context.WithCancel(ctx)
	a.look = l
	go a.ask(ctx, l, channel)
	return l
}

// ask makes the call.
func (a *Ahead) ask(ctx context.Context, l *look, channel string) {
	defer close(l.done)
	defer l.cancel()
	if a.named() {
		var listed []agora.Task
		listed, l.err = a.caller.api.List(ctx, agora.ListQuery{Channel: channel, States: []agora.Status{agora.StatusRunning}})
		if known, err := a.caller.tasks.o.Journal.NotKnown(listed, a.caller.connection.AppID, channel); err == nil { // else the start says so
			l.strangers = known
		}
	} else {
		l.token, l.err = a.caller.tasks.o.Journal.AcquireEarly(ctx, a.caller.api, l.instanceID)
	}
	l.at = a.caller.tasks.o.Now()
}

// Strangers returns the tasks that run in the channel and that nobody here started, as the
// last answer has them. It is empty for v5 and v6, which list none.
func (a *Ahead) Strangers() []agora.Task {
	if a == nil {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.look == nil || a.look.waits() {
		return nil
	}
	return a.look.strangers
}

// Rest ends a call that is under way: nobody reads the request any more. What is there
// already is kept.
func (a *Ahead) Rest() {
	if a == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.look != nil && a.look.waits() {
		a.look.cancel()
		a.look = nil
	}
}

// take gives the look to an attempt that is begun with a caller: its builder token
// belongs to that from now on. Nil: there is none that helps it.
func (a *Ahead) take(c *Caller) *look {
	if a == nil || a.caller != c {
		return nil
	}
	if a.named() {
		a.Rest() // the start goes out at once, under its own name
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	l := a.look
	if l == nil || !l.waits() && !a.fresh(l) {
		return nil
	}
	a.look = nil
	close(l.taken)
	return l
}

// fresh reports whether a look has an answer that still counts.
func (a *Ahead) fresh(l *look) bool { return l.err == nil && a.left(l) > 0 }

// left returns for how long the answer of a look still counts.
func (a *Ahead) left(l *look) time.Duration {
	if l.token != nil {
		return a.caller.tasks.o.Journal.EarlyLeft(l.token)
	}
	return attempt.EarlyLife - a.caller.tasks.o.Now().Sub(l.at)
}

// waits reports whether there is no answer yet.
func (l *look) waits() bool {
	select {
	case <-l.done:
		return false
	default:
		return true
	}
}

// wait returns the builder token once it is there. Who is not to wait any more ends the
// call.
func (l *look) wait(ctx context.Context) (*attempt.Early, error) {
	defer context.AfterFunc(ctx, l.cancel)()
	<-l.done
	return l.token, l.err
}

// end ends the call, if it is under way: its answer is not wanted any more.
func (l *look) end() {
	if l != nil {
		l.cancel()
	}
}
