package cli

import (
	"fmt"
	"strings"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
)

// progress tells each step that brings an attempt on, where it is new.
type progress struct {
	app     *app
	attempt *attempt.Attempt
	context explain.Context
	name    string // stands before each line; empty: nothing does
	trouble string // what went wrong last
	told    string // the trouble that was told
	next    string // what was told to come
}

// tell says what comes next, and what went wrong, once. What comes at once goes
// without saying.
func (x *progress) tell(p attempt.Pause, err error, certain time.Time) {
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
	if by := explain.Certain(certain, x.app.env.Now().Local()); by != "" {
		line += "; " + by
	}
	x.told, x.next = x.trouble, p.Next
	x.app.say("%s%s", x.name, line)
}

// openNext says what to do about an attempt of which no task is known, and
// whether waiting helps.
func openNext(at *attempt.Attempt, now time.Time, wait bool) string {
	stop := "sttwizard tasks stop " + idOf(at)
	if by := explain.Certain(at.CertainAt(), now.Local()); by != "" && wait {
		return "don't start another one; it is " + by + " whether it runs: sttwizard tasks recover --wait " +
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
		next: openNext(at, now, tasks.TimeHelps(cause)), billed: explain.Billing(at), err: cause}
}
