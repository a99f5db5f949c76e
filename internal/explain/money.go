package explain

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// What is said about money. Each sentence is made here, of what the records of an
// attempt say at that moment, and only shown elsewhere. A state without words of
// its own counts as one that may be running.

// What is said whatever the attempt is.
const (
	MayCost       = "may be running and cost money"
	WhileItRuns   = "While it runs, it costs money."
	WhileTheyRun  = "While they run, they cost money."
	StartCosts    = "the task costs money until it stops"
	SandboxBills  = "nothing is billed" // everything is pretended there
	HarmlessCall  = "Nothing was started and nothing is billed"
	NotBegun      = "nothing was started" // before an attempt is written down: nothing is sent before that
	SeveralBilled = "two tasks may be billed at the same time"
)

const (
	billedNothing  = "nothing was started, nothing is billed"
	billedMaybe    = "it may be running and cost money"
	billedNoID     = "while it runs it costs money, and its task id is not known"
	billedRuns     = "the task is running and costs money"
	billedOn       = "it was not told to stop, so it runs on and costs money"
	billedStill    = "the task may still be running and cost money"
	billedEnded    = "the task has ended and costs nothing any more"
	billedRemoved  = "its bots were removed from the channel; what that means for the bill Agora does not say"
	billedAside    = "it was set aside unsettled: if a task of it runs, it costs money"
	billedNoChange = "nothing was started or stopped by this"
)

// NothingStarted reports whether a state proves that nothing of an attempt was
// started: no start left this machine, or Agora refused every one, or each is
// proved to have brought nothing.
func NothingStarted(s attempt.State) bool {
	return s == attempt.Intended || s == attempt.Rejected || s == attempt.Abandoned
}

// Billing says what an attempt means for money at this moment, as half a sentence.
func Billing(a *attempt.Attempt) string { return Context{}.Of(a).billing() }

// known returns the attempt's state, and that nobody knows where Agora says that it
// runs and nothing of it is seen.
func known(a *attempt.Attempt) attempt.State {
	if a.Unseen() {
		return attempt.Unknown
	}
	return a.Told()
}

// billing says what an attempt of this context means for money.
func (c Context) billing() string {
	switch s := c.State; {
	case NothingStarted(s):
		return billedNothing
	case s == attempt.Stopped && c.How == attempt.HowRemoved:
		return billedRemoved
	case s == attempt.Stopped:
		return billedEnded
	case s == attempt.Acknowledged:
		return billedAside
	case s == attempt.RunningNoID:
		return billedNoID
	case c.Untold != attempt.NotUntold:
		return billedOn
	case s == attempt.Started, s == attempt.Stopping:
		return billedStill
	}
	return billedMaybe
}

// Cost says that an attempt which goes on may cost money, as a sentence with a
// space before it; empty where nothing of it may run, and where all is pretended.
func Cost(a *attempt.Attempt, sandbox bool) string {
	switch s := a.State(); {
	case sandbox || !s.MayBill():
		return ""
	case s == attempt.Started, s == attempt.Stopping, RunsUnknown(a):
		return " " + WhileItRuns
	}
	return " If it runs, it costs money."
}

// LeftToRun says of tasks that somebody was asked about what it means that they are not
// stopped after all, as half a sentence; empty where none of them may run any more.
func LeftToRun(list ...*attempt.Attempt) string {
	runs, costs, who := "run", "", 0
	for _, a := range list {
		if !a.State().MayBill() {
			continue
		}
		who++
		if a.State().InDoubt() {
			runs = "may run"
		}
		if Cost(a, a.Intent().BaseURL == "") != "" {
			costs = " and cost money"
		}
	}
	switch {
	case who == 0:
		return ""
	case who > 1:
		return fmt.Sprintf("not stopped: all %d %s on%s", who, runs, costs)
	case runs == "run":
		return "not stopped: it runs on" + strings.Replace(costs, "cost", "costs", 1)
	}
	return "not stopped: it " + runs + " on" + costs
}

// EndsByItself says when a task ends without being stopped, as half a sentence that
// goes on from its subject; latest is the time at which it is over in any case, in
// words, or empty.
func EndsByItself(in attempt.Intent, latest string) string {
	if latest != "" {
		latest = "at the latest " + latest
	}
	if in.NeverIdle {
		return "never ends by itself for want of people; it ends " + cmp.Or(latest, "when it is stopped")
	}
	words := "ends by itself " + idle(in) + " after the last host left the channel"
	if latest != "" {
		words += ", and " + latest
	}
	return words
}

// RunsUntil says, as a sentence, when what runs of an attempt ends without being
// stopped; the time is one of a zone.
func RunsUntil(a *attempt.Attempt, zone *time.Location) string {
	latest := ""
	if at := a.LatestEnd(); !at.IsZero() {
		latest = at.In(zone).Format("02 Jan 15:04")
	}
	return "What runs of it " + EndsByItself(a.Intent(), latest) + "."
}

// idle returns for how long nobody may be in the channel of a task.
func idle(in attempt.Intent) string {
	seconds := in.MaxIdleTime
	if seconds == 0 {
		seconds = int(in.Version.Limits().MaxIdleTime.Default)
	}
	if seconds == 0 {
		return "some time"
	}
	d := time.Duration(seconds) * time.Second
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", seconds)
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d%time.Hour < time.Minute:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d h %02d min", int(d.Hours()), int(d.Minutes())%60)
}

// Of adds what is known of the attempt that something failed for, at this moment;
// nil: none was written down.
func (c Context) Of(a *attempt.Attempt) Context {
	if a == nil {
		return c
	}
	c.State, c.How, c.Untold = known(a), a.How(), a.Untold()
	if c.Project.Version == "" {
		c.Project.Version = a.Intent().Version
	}
	return c
}

// provesNothing reports whether nothing was started for sure. Without an attempt
// only a start that failed before one was written down proves it: nothing is sent
// before that.
func (c Context) provesNothing(err error) bool {
	if c.State != "" {
		return NothingStarted(c.State)
	}
	return c.starts() && (c.Op == agora.OpAcquire || c.Outcome == agora.OutcomeNotSent || c.Outcome == "" && nothingSent(err))
}

// billed says what a failure means for money. It is the one place that says that
// nothing was started of what failed.
func (c Context) billed(kind string, proved bool) string {
	switch {
	case proved:
		return billedNothing
	case c.starts() && c.Outcome == agora.OutcomeStarted && c.State != attempt.Stopping && !c.State.Final():
		return billedRuns
	case c.State != "":
		return c.billing()
	case c.starts():
		return billedByOutcome(c.Outcome)
	case billable[c.Op], kind == kindBotsStay, kind == kindGoneThere, kind == kindUnproved:
		return billedStill
	}
	return billedNoChange
}

// billedByOutcome says what one start means for money whose attempt is not known.
func billedByOutcome(o agora.Outcome) string {
	switch o {
	case agora.OutcomeRejected, agora.OutcomeNotSent, agora.OutcomeWait:
		return billedNoChange
	case agora.OutcomeRunningNoID:
		return billedNoID
	}
	return billedMaybe
}

// billable are the calls about a task that may be running.
var billable = map[string]bool{agora.OpUpdate: true, agora.OpQuery: true, agora.OpStop: true, agora.OpPresence: true, agora.OpKick: true}
