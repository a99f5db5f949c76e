package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

// settling brings one attempt on and tells each step that is new.
type settling struct {
	app     *app
	attempt *attempt.Attempt
	context explain.Context
	name    string        // stands before each line; empty: nothing does
	longest time.Duration // the longest wait that is waited for; 0: any
	end     time.Time     // no step is made after it; zero: any
	said    string
}

// errLater is a wait that is longer than wanted.
var errLater = errors.New("more can be known later")

// run steps until nothing more can be done. The steps get one context, so that a
// request that is out need not be cut off, and the waits the other. The attempt
// is left to others at the end.
func (x *settling) run(steps, waits context.Context, s *attempt.Settler) error {
	defer x.attempt.Release()
	for {
		p, err := s.Step(steps)
		switch {
		case p.Done:
			return err
		case x.longest > 0 && p.Wait > x.longest, !x.end.IsZero() && x.app.env.Now().Add(p.Wait).After(x.end):
			return or(err, errLater)
		}
		x.tell(p, err)
		if err := x.app.env.sleep(waits, p.Wait); err != nil {
			return err
		}
	}
}

func or(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// tell says what comes next, once.
func (x *settling) tell(p attempt.Pause, err error) {
	text := ""
	if err != nil {
		text = strings.TrimSuffix(explain.Failure(err, x.context).What, ".") + "; "
	}
	switch p.Next {
	case attempt.NextSend:
		text += "asking again with the same builder token, which can't start a second task"
	case attempt.NextStop:
		text = "found: task " + x.attempt.Task().ID + "; stopping it"
	default:
		text += "looking whether its bots are in the channel"
	}
	if at := x.attempt.CertainAt(); !at.IsZero() && p.Next != attempt.NextStop {
		text += "; certain at the latest at " + clockNear(x.app.env.Now(), at)
	}
	if text == x.said {
		return
	}
	x.said = text
	if p.Wait >= time.Second {
		text = strings.Replace(text, ";", fmt.Sprintf(" (in %s);", spell(p.Wait)), 1)
	}
	x.app.say("%s%s", x.name, text)
}

// outcomeOf gives what is known of a start by the attempt's state.
func outcomeOf(at *attempt.Attempt) agora.Outcome {
	switch at.State() {
	case attempt.Started, attempt.Stopping:
		return agora.OutcomeStarted
	case attempt.RunningNoID:
		return agora.OutcomeRunningNoID
	case attempt.Unknown, attempt.Sending:
		return agora.OutcomeUnknown
	case attempt.Rejected:
		return agora.OutcomeRejected
	}
	return agora.OutcomeNotSent
}

// openNext says what to do about an attempt of which no task is known.
func openNext(at *attempt.Attempt, now time.Time) string {
	stop := "sttwizard tasks stop " + idOf(at)
	if certain := at.CertainAt(); !certain.IsZero() && now.Before(certain) {
		return "don't start another one; it is certain at the latest at " + clockNear(now, certain) + " whether it runs: sttwizard tasks recover --wait " +
			at.ID() + ", or to stop it as well: " + stop
	}
	text := "don't start another one before you have looked into the channel"
	if at.State() == attempt.RunningNoID {
		text = "it ends when nobody was in the channel for the idle time"
	} else if dead := at.TokenDead(); now.Before(dead) {
		text += "; if it is not running by " + clockNear(now, dead) + ", it never will"
	}
	if end := at.LatestEnd(); !end.IsZero() {
		text += "; it ends at the latest at " + clock(end)
	}
	if can(at, attempt.ActRemove) {
		text += "; as a last road remove its bots: " + stop + " --remove-bots"
	}
	if can(at, attempt.ActForget) {
		text += "; when you know that it does not run, set it aside: sttwizard tasks forget " + at.ID() + " --channel " + quoted(at.Intent().Channel)
	}
	return text
}
