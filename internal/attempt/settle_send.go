package attempt

import (
	"context"
	"errors"
	"time"

	"sttwizard/agora"
)

// What a Settler sends again, and when.

// nextSend returns the wait until the next send with the same token, and whether
// one is to be made: the answer can't be worth a second task, so the token must be
// alive, and what is sent the same as before, unless the task is known to run.
func (s *Settler) nextSend(f *folded, now moment) (time.Duration, bool) {
	if s.runner == nil || s.o.NoSend || f.proof.removed() || hopeless(s.err) || f.token == "" {
		return 0, false
	}
	named := f.intent.Version.Named()
	if !s.whole(f) && (f.state != RunningNoID || named) {
		return 0, false
	}
	left := len(f.sends) - f.count(harmless) // sends that left this machine
	// A task that runs has used its token up, so each time that somebody wants to
	// know its id it can be asked for once more.
	if left > maxAgain && (f.state != RunningNoID || s.asked || named) {
		return 0, false
	}
	gap := max(time.Duration(min(len(f.sends), maxAgain))*firstAgain, s.runner.told)
	wait := max(gap-now.since(f.spoke), 0)
	return wait, wait < tokenLife(f.intent)-now.since(f.got)
}

// whole reports whether what would be sent is what was sent before, secrets included.
func (s *Settler) whole(f *folded) bool { return s.o.Request != nil || len(f.intent.Lacks) == 0 }

// mayAskLate reports whether the task's id is still to be asked for by the same
// start after the token's life: one that was used says what it started, and one
// that was not can start nothing.
func (s *Settler) mayAskLate(f *folded) bool {
	if s.runner == nil || s.late || s.o.NoSend || f.proof.removed() || hopeless(s.err) || f.token == "" {
		return false
	}
	return !f.intent.Version.Named() || s.mayAskByName(f)
}

// mayAskByName reports whether a name is to be sent once more than usual. Somebody
// with the bot's uid is in the channel, so the name's task may well run. If it does
// not, one starts: that is what was wanted, if it was sent just now, and no harm
// where what starts is stopped at once.
func (s *Settler) mayAskByName(f *folded) bool {
	wanted := s.o.Goal == End || s.alive(f)
	return wanted && f.proof.saw == somebody && f.state == Unknown && s.whole(f)
}

// alive reports whether the runner may send under the name at this moment.
func (s *Settler) alive(f *folded) bool { return s.now().since(f.got) < tokenLife(f.intent) }

// askLate makes the start request once more than usual.
func (s *Settler) askLate(ctx context.Context) (Pause, error) {
	s.late, s.runner.late = true, true
	return s.send(ctx)
}

// sendIfReached makes the start request once more, unless nobody could be reached
// the last time and still can't: each send is two records of the journal.
func (s *Settler) sendIfReached(ctx context.Context) (Pause, error) {
	if s.away && !s.blind.Load() {
		if err := s.look(ctx); s.away {
			return s.pause(firstAgain, NextProbe), err
		}
	}
	return s.send(ctx)
}

// unreached reports whether nothing of a request left this machine.
func unreached(err error) bool {
	net, ok := errors.AsType[*agora.NetError](err)
	return ok && !net.Sent
}

// send makes the start request once more.
func (s *Settler) send(ctx context.Context) (Pause, error) {
	s.asked = true
	outcome, err := s.runner.Send(ctx)
	s.err, s.away = err, unreached(err)
	if _, unwritten := errors.AsType[*JournalError](err); unwritten && outcome != agora.OutcomeStarted {
		return s.done(err)
	}
	switch s.attempt.State() {
	case Unknown, RunningNoID, Sending:
		return s.pause(0, NextProbe), err
	case Started:
		if s.o.Goal == End {
			return s.pause(0, NextStop), err
		}
	}
	return s.done(err)
}
