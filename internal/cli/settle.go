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
	trouble string        // what went wrong last
	told    string        // the trouble that was told
	next    string        // what was told to come
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
			return errors.Join(errLater, err)
		}
		x.tell(p, err, s.CertainAt())
		if err := x.app.env.sleep(waits, p.Wait); err != nil {
			return err
		}
	}
}

// tell says what comes next, and what went wrong, once. What comes at once goes
// without saying.
func (x *settling) tell(p attempt.Pause, err error, certain time.Time) {
	if err != nil {
		x.trouble = strings.TrimSuffix(explain.Failure(err, x.context.Of(x.attempt)).What, ".")
	}
	text := "looking whether its bots are in the channel"
	switch {
	case p.Next == attempt.NextStop:
		x.app.say("%sfound: task %s; stopping it", x.name, x.attempt.Task().ID)
		return
	case p.Wait < time.Second:
		return
	case p.Next == attempt.NextSend:
		text = explain.AskAgain(x.attempt.Intent().Version)
	}
	if x.trouble == x.told && p.Next == x.next {
		return
	}
	line := text + fmt.Sprintf(", in %s", spell(p.Wait))
	if x.trouble != x.told {
		line = x.trouble + "; " + line
	}
	if !certain.IsZero() {
		line += "; certain at the latest at " + clockNear(x.app.env.Now(), certain)
	}
	x.told, x.next = x.trouble, p.Next
	x.app.say("%s%s", x.name, line)
}

// timeHelps tells whether waiting can settle what was not settled: there was a
// wait, or asking who is in the channel failed by something that may pass.
func timeHelps(cause error) bool {
	if errors.Is(cause, errLater) || errors.Is(cause, context.Canceled) {
		return true
	}
	return agora.OpOf(cause) == agora.OpPresence && !errors.Is(cause, attempt.ErrNoProbe)
}

// exhausted tells whether a settler that ended with that error had nothing left
// to try.
func exhausted(cause error) bool {
	if errors.Is(cause, errLater) {
		return false
	}
	return cause == nil || errors.Is(cause, attempt.ErrNoProbe) || agora.OpOf(cause) == agora.OpStart
}

// openNext says what to do about an attempt of which no task is known, and
// whether waiting helps.
func openNext(at *attempt.Attempt, now time.Time, wait bool) string {
	stop := "sttwizard tasks stop " + idOf(at)
	certain := at.CertainAt()
	if !certain.IsZero() && now.Before(certain) && wait {
		return "don't start another one; it is certain at the latest at " + clockNear(now, certain) + " whether it runs: sttwizard tasks recover --wait " +
			at.ID() + ", or to stop it as well: " + stop
	}
	in := at.Intent()
	if explain.RunsUnknown(at) && wait {
		return "find its task id: sttwizard tasks recover --wait " + at.ID() + ", or to stop it as well: " + stop
	}
	parts := []string{"don't start another one before you have looked into the channel for " + explain.BotNames(in)}
	if explain.RunsUnknown(at) {
		parts = []string{"ask for its id once more, and stop it: " + stop}
	} else if dead := at.TokenDead(); now.Before(dead) {
		parts = append(parts, "if it is not running by "+clockNear(now, dead)+", it never will")
	} else if !dead.IsZero() {
		parts = append(parts, "if it is not running now, it never will")
	}
	ends := "a task that runs ends when nobody was in the channel for the idle time"
	if end := at.LatestEnd(); !end.IsZero() {
		ends += ", and at the latest at " + clock(end)
	}
	parts = append(parts, ends)
	if at.Can(attempt.ActRemove) {
		parts = append(parts, "as a last road remove its bots: "+stop+" --remove-bots")
	}
	if at.Can(attempt.ActForget) {
		parts = append(parts, "when you know that it does not run, set it aside: sttwizard tasks forget "+at.ID()+" --channel "+quoted(in.Channel))
	}
	return strings.Join(parts, "; ")
}

// unsettled is an attempt of which nothing more can be found out now.
func unsettled(at *attempt.Attempt, now time.Time, cause error) *failure {
	return &failure{code: exitUnknown, kind: kindUnsettled, what: explain.Unsettled(at), task: runsWords(at),
		next: openNext(at, now, timeHelps(cause)), billed: explain.Billing(at), err: cause}
}
