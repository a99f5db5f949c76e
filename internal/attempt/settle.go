package attempt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/tempo"
)

// Goal is what bringing an attempt on is for.
type Goal int

// The goals.
const (
	Find Goal = iota // find out what became of it
	End              // and stop what runs
)

// Pause is what lies between two steps of a Settler.
type Pause struct {
	Done bool          // nothing more can be done now; the attempt's state says what is known
	Wait time.Duration // until the next step
	Next string        // what comes then: one of the Next constants
}

// What the next step of a Settler does.
const (
	NextSend  = "send"  // the same start with the same builder token
	NextProbe = "probe" // asking whether the bots are in the channel
	NextStop  = "stop"  // stopping the task that was found
)

// SettleOptions is how an attempt is brought on.
type SettleOptions struct {
	Goal Goal
	// Request is what is sent again, with its secrets, where this process still
	// has it. Nil: what the journal keeps of it, as far as that is safe.
	Request *agora.Request
	NoSend  bool // only ask; nothing is sent again
}

const (
	// lateTries is how often in a row the network may fail when nothing new can
	// start any more, before a person has to look.
	lateTries = 3
	// stepGap keeps steps apart that have nothing else to wait for.
	stepGap = 10 * time.Millisecond
)

// watchGap is how often the bots are asked for while nothing else can be done.
var watchGap = tempo.Of(10 * time.Second)

// Settler brings one attempt on until it is settled, one effect a step: it asks
// for the bots, sends the same start with the same token while that is safe, and
// proves by their absence that nothing runs. It owns the attempt meanwhile.
type Settler struct {
	attempt *Attempt
	api     API
	o       SettleOptions
	runner  *Runner
	blind   atomic.Bool // the bots can't be asked for; screens ask for CertainAt while a step runs
	asked   bool        // something was sent
	away    bool        // nobody could be reached the last time
	late    bool        // the id was asked for after the token's life
	stopped bool        // a stop was sent
	silent  int         // failures of the network in a row
	err     error
}

// NewSettler returns a Settler for an attempt of this or an earlier run.
func NewSettler(a *Attempt, api API, o SettleOptions) *Settler {
	s := &Settler{attempt: a, api: api, o: o}
	s.blind.Store(!canProbe(a.Intent()))
	if r, ok := s.request(); ok {
		s.runner = NewRunner(a, api, r)
	}
	return s
}

// Format writes the attempt's id for every verb: see Runner.
func (s *Settler) Format(f fmt.State, _ rune) { io.WriteString(f, "settler of attempt "+s.attempt.id) }

// request returns what is sent again.
func (s *Settler) request() (agora.Request, bool) {
	if s.o.Request != nil {
		return *s.o.Request, true
	}
	kept := s.attempt.Intent().Request
	if len(kept) == 0 {
		return agora.Request{}, false
	}
	r, wrong, err := agora.DecodeRequest(kept)
	return r, err == nil && len(wrong) == 0
}

// CertainAt returns the time at which the steps will have settled the attempt at
// the latest; zero where that can't be said, as the bots can't be asked for. It
// may be called while a step runs.
func (s *Settler) CertainAt() time.Time {
	if s.blind.Load() {
		return time.Time{}
	}
	return s.attempt.CertainAt()
}

// Aim changes the goal.
func (s *Settler) Aim(g Goal) { s.o.Goal = g }

// Step does what can be done now and says what comes next. The error is the
// cause of what did not work, for people; steps go on unless the pause is Done.
func (s *Settler) Step(ctx context.Context) (Pause, error) {
	if err := ctx.Err(); err != nil {
		return s.done(err)
	}
	if err := s.take(); err != nil {
		return s.done(err)
	}
	switch s.attempt.State() {
	case Unknown, RunningNoID:
		if err := s.attempt.at(s.api); err != nil { // every further step would say the same
			return s.done(err)
		}
		return s.settle(ctx)
	case Stopping:
		return s.stop(ctx)
	case Started:
		if s.o.Goal == End {
			return s.stop(ctx)
		}
		return s.query(ctx)
	}
	return s.done(nil)
}

// take makes the attempt this process's and settles what needs no network: a
// send whose sender died is one without an answer, and what was never sent is over.
func (s *Settler) take() error {
	a := s.attempt
	if err := a.Refresh(); err != nil {
		return err
	}
	switch a.State() {
	case Intended, Sending, Unknown, RunningNoID:
	default:
		return nil
	}
	if err := a.Own(); err != nil {
		return err
	}
	if err := a.presumeLost(); err != nil || a.State() != Intended {
		return err
	}
	return a.before(Record{Event: EventAbandoned, Why: WhySenderEnded})
}

// settle is the step of an attempt of which no task is known.
func (s *Settler) settle(ctx context.Context) (Pause, error) {
	f, now := s.attempt.view(), s.now()
	if wait, ok := s.nextSend(f, now); ok {
		if wait == 0 {
			return s.sendIfReached(ctx)
		}
		err := s.look(ctx)
		return s.pause(wait-s.now().since(now), NextSend), err
	}
	if f.left(now) > 0 {
		return s.await(ctx, f)
	}
	return s.prove(ctx)
}

// await is the step while something new may still start, or a kicking rule is at work.
func (s *Settler) await(ctx context.Context, f *folded) (Pause, error) {
	switch {
	case f.state == RunningNoID && !f.proof.removed():
		return s.find(ctx)
	case s.blind.Load() && !s.mayAskLate(f):
		return s.done(s.reason())
	case s.blind.Load():
		return s.pause(f.left(s.now()), NextSend), nil
	}
	err := s.look(ctx)
	if hopeless(err) {
		return s.done(err)
	}
	f = s.attempt.view()
	switch {
	case f.state == Started:
		return s.pause(0, NextProbe), err
	case err == nil && f.intent.Version.Named() && s.alive(f) && s.mayAskLate(f):
		return s.askLate(ctx)
	}
	return s.pause(min(f.left(s.now()), watchGap), NextProbe), err
}

// find is the step of a task that runs and whose id was not told: where there is a
// list it may be in it.
func (s *Settler) find(ctx context.Context) (Pause, error) {
	if s.attempt.Intent().Version.Named() {
		if err := s.look(ctx); err != nil {
			return s.done(err)
		}
	}
	switch {
	case s.attempt.State() == Started:
		return s.pause(0, NextProbe), nil
	case !s.blind.Load() && s.attempt.journal.suspected(s.attempt.id).id != "":
		return s.pause(probeGap, NextProbe), nil
	}
	return s.done(s.reason())
}

// prove is the step when nothing new can start any more: the bots are looked for,
// and where that brings no proof the start is sent once more.
func (s *Settler) prove(ctx context.Context) (Pause, error) {
	err := s.look(ctx)
	f := s.attempt.view()
	switch {
	case f.state == Started:
		return s.pause(0, NextProbe), err
	case f.state.Final(), hopeless(err), err != nil && s.silent >= lateTries:
		return s.done(err)
	case err != nil:
		return s.pause(probeGap, NextProbe), err
	case f.left(s.now()) > 0: // the journal knows more by now
		return s.await(ctx, f)
	case !s.blind.Load() && (!f.proof.first.zero() || f.proof.removed()): // nobody was there, this far, or will be soon
		return s.pause(min(f.proof.next(s.now()), watchGap), NextProbe), nil
	case s.mayAskLate(f):
		return s.askLate(ctx)
	}
	return s.done(s.reason())
}

// look asks for the bots once, where that is possible, and notes what it proves.
func (s *Settler) look(ctx context.Context) error {
	if s.blind.Load() {
		return nil
	}
	_, err := s.attempt.probe(ctx, s.api)
	s.away = unreached(err)
	switch {
	case errors.Is(err, ErrNoProbe):
		s.blind.Store(true)
		return nil
	case err != nil:
		s.silent++
		return err
	}
	s.silent = 0
	return s.attempt.conclude()
}

// query asks for a task that is known, and again where its end is not yet certain.
func (s *Settler) query(ctx context.Context) (Pause, error) {
	_, err := Query(ctx, s.api, s.attempt)
	if bots, ok := errors.AsType[*BotsStayError](err); ok && bots.Wait {
		return s.pause(probeGap, NextProbe), err
	}
	return s.done(err)
}

// stop stops a task that is known, once; where its bots were kept out of the
// channel, their absence ends it too, and is waited for.
func (s *Settler) stop(ctx context.Context) (Pause, error) {
	if !s.stopped {
		s.stopped = true
		s.err = Stop(ctx, s.api, s.attempt)
	}
	f := s.attempt.view()
	if f.state.Final() || !f.proof.removed() || s.blind.Load() {
		return s.done(s.err)
	}
	err := s.look(ctx)
	f = s.attempt.view()
	switch {
	case f.state.Final():
		return s.done(err)
	case !f.proof.removed(), s.blind.Load(), hopeless(err), s.silent >= lateTries:
		return s.done(s.err)
	}
	now := s.now()
	return s.pause(min(max(f.left(now), f.proof.next(now)), watchGap), NextProbe), err
}

func (s *Settler) now() moment { return s.attempt.moment() }

// pause returns a pause that is never quite nothing.
func (s *Settler) pause(wait time.Duration, next string) Pause {
	return Pause{Wait: max(wait, stepGap), Next: next}
}

// reason says why nothing more can be done by itself; nil where it was found out
// that somebody with the bots' uids is in the channel.
func (s *Settler) reason() error {
	switch {
	case s.blind.Load():
		return errors.Join(ErrNoProbe, s.err)
	case s.attempt.State() == RunningNoID:
		return s.err
	}
	return nil
}

// done ends the steps. Others may bring the attempt on from now on.
func (s *Settler) done(err error) (Pause, error) {
	s.attempt.Release()
	return Pause{Done: true}, err
}

// Run steps until nothing more can be done, telling each pause. It gives the
// error of the last step.
func (s *Settler) Run(ctx context.Context, tell func(Pause, error)) error {
	defer s.attempt.Release()
	for {
		p, err := s.Step(ctx)
		if p.Done {
			return err
		}
		if tell != nil {
			tell(p, err)
		}
		if err := s.attempt.journal.o.Sleep(ctx, p.Wait); err != nil {
			return err
		}
	}
}
