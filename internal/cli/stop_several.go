package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

// stopSeveral stops everything that may be running, of a channel or at all.
func (a *app) stopSeveral(ctx context.Context, s *session.Session, f stopFlags) error {
	list, err := s.Tasks.List(a.flags.connection, f.channel, false)
	if err != nil {
		return err
	}
	s.Tasks.LookAgain(ctx, a.flags.connection, tasks.Ended(list.Here))
	open := tasks.MayBill(list.Here)
	for _, b := range list.Unreadable {
		a.say("note: attempt %s can't be read, its task may be running: %s", b.ID, b.Err)
	}
	if f.all && !f.everybody {
		open = a.leaveOthers(open)
	}
	callers := a.callers(s)
	if len(open) == 0 {
		if err := a.noneHere(s, list.Elsewhere); err != nil {
			return err
		}
		return a.nothingToStop(s, f, list.Unreadable, a.besides(ctx, s, callers, f.channel, list.Here))
	}
	if err := a.sureToStop(ctx, s, open, f.yes); err != nil {
		return err
	}
	x := severalStops{all: open, failed: a.stopAll(ctx, s, callers, open), unreadable: list.Unreadable}
	x.besides = a.besides(ctx, s, callers, f.channel, list.Here)
	return a.tellAllStopped(s, x)
}

// severalStops is what became of several tasks that were to be stopped.
type severalStops struct {
	all        []*attempt.Attempt
	failed     []*failure     // of each why it goes on; nil: it does not
	none       []namesNothing // names that stand for no attempt, told before
	unreadable []tasks.Unreadable
	besides    besides
}

// stopsJSON is what tasks stop gives of several.
type stopsJSON struct {
	Tasks      []*stopResult    `json:"tasks"`
	Unreadable []unreadableJSON `json:"unreadable"`
	Unknown    []strangerJSON   `json:"unknown"` // with `--channel`; an exit code of 0 says that there is none
	NotAsked   []unaskedJSON    `json:"notAsked"`
	// with `--channel`: Agora's list of the channel was read by each connection. Where it is `false` (v5 and v6
	// have none, a secret is missing, Agora does not answer) the exit code is about the tasks of this machine, or
	// its team, only
	Listed bool `json:"listed"`
}

func (x severalStops) json() stopsJSON {
	return stopsJSON{
		Tasks:      append(stopResults(x.all, x.failed), noneResults(x.none)...),
		Unreadable: unreadableOf(x.unreadable), Unknown: x.besides.unknown, NotAsked: x.besides.notAsked, Listed: x.besides.listed,
	}
}

// tellAllStopped says what became of each of several, and how the run ends.
func (a *app) tellAllStopped(s *session.Session, x severalStops) error {
	if a.json {
		if err := a.printJSON(x.json()); err != nil {
			return err
		}
	}
	a.code = graver(a.tellStops(x.all, x.failed), x.besides.code())
	for _, n := range x.none {
		a.code = graver(a.code, n.why.code)
	}
	if len(x.unreadable) > 0 {
		a.code = graver(a.code, exitUnknown)
	}
	a.tellBesides(s, x.besides)
	return nil
}

// leaveOthers leaves out what others of a team started, and says so.
func (a *app) leaveOthers(open []*attempt.Attempt) []*attempt.Attempt {
	n := len(open)
	open = slices.DeleteFunc(open, func(at *attempt.Attempt) bool { return !at.Mine() })
	if n -= len(open); n > 0 {
		a.say("left alone: %s of others; --everybody stops them too", words.Count(n, "task"))
	}
	return open
}

// sureToStop names what would be stopped and asks, unless that was done with --yes.
func (a *app) sureToStop(ctx context.Context, s *session.Session, open []*attempt.Attempt, yes bool) error {
	if yes {
		return nil
	}
	question := "Stop these?"
	for _, at := range open {
		by := ""
		if !at.Mine() {
			by = ", started by " + explain.Person(at.Starter())
		}
		if s.Tasks.OnProduction(at) {
			by, question = by+", on PRODUCTION ("+at.Intent().Connection+")", "Stop these, on PRODUCTION too?"
		}
		a.say("%s in channel %s at %s, %s since %s%s", idOf(at), at.Intent().Channel, tasks.PlaceOf(at), at.Meaning(), clock(at.Since()), by)
	}
	err := a.sure(ctx, question, "nothing was stopped")
	if f, ok := errors.AsType[*failure](err); ok {
		f.billed = "they " + explain.MayCost
	}
	return err
}

// nothingToStop tells that no task of the journal may be running: of a channel that was
// named that is a mistake without --if-any, of all it is fine.
func (a *app) nothingToStop(s *session.Session, f stopFlags, unreadable []tasks.Unreadable, x besides) error {
	doubt := len(unreadable) > 0
	a.code = x.code()
	if doubt {
		a.code = exitUnknown
	}
	switch {
	case f.channel != "" && doubt && !a.json:
		a.tellBesides(s, x)
		return &failure{code: exitUnknown, kind: kindUnsettled, what: fmt.Sprintf("no attempt that can be read may be running in the channel %s, but %d can't be read", f.channel, len(unreadable)),
			next: "look into the channel whether a task runs; sttwizard tasks list names the files"}
	case f.channel != "" && !f.ifAny && a.code == exitDone:
		return wrongUse("see sttwizard tasks list; with --if-any that is no failure", "no task %s may be running%s", a.whose(s), inChannel(f.channel))
	case a.json:
		return a.printJSON(severalStops{unreadable: unreadable, besides: x}.json())
	}
	listed := ""
	if x.listed && len(x.unknown) == 0 {
		listed = "; Agora's list has none there either"
	}
	a.tell("%s%s", a.noneRuns(s, f.channel, f.all && !f.everybody), listed)
	a.tellBesides(s, x)
	return nil
}

// stopAll stops the attempts, all at the same time, and gives why those that go on
// do. Every stop is sent before anybody waits for the end of a task.
func (a *app) stopAll(ctx context.Context, s *session.Session, callers *tasks.Callers, open []*attempt.Attempt) []*failure {
	failed := make([]*failure, len(open))
	work, all := make([]*stopping, len(open)), []*tasks.Settling{}
	for i, at := range open {
		by := callers.Of(ctx, at)
		if by.Err != nil {
			failed[i] = notStopped(noWay(by.Err, at), at)
			continue
		}
		work[i] = a.stopping(s, at, by, idOf(at)+": ")
		all = append(all, work[i].Settling)
	}
	tasks.RunAll(ctx, all)
	for i, x := range work {
		if x == nil {
			continue
		}
		if err := x.ended(ctx); err != nil {
			failed[i] = notStopped(failureOf(err, x.context.Of(open[i])), open[i])
		}
	}
	return failed
}

func stopResults(open []*attempt.Attempt, failed []*failure) []*stopResult {
	out := []*stopResult{}
	for i, at := range open {
		r := resultOf(at)
		if failed[i] != nil {
			r.Error = failed[i].json()
		}
		out = append(out, r)
	}
	return out
}

// noneResults returns names that stand for no attempt as they are told with --json.
func noneResults(none []namesNothing) []*stopResult {
	var out []*stopResult
	for _, n := range none {
		out = append(out, &stopResult{Name: safe(n.name), Error: n.why.json()})
	}
	return out
}

// gravity orders the exit codes of one run about several tasks, the gravest first: what
// may cost money counts more than what was refused or mistyped.
var gravity = []int{exitPerson, exitUnknown, exitFailed, exitWrong, exitDone}

// graver returns that one of two exit codes which a run about several tasks ends with.
func graver(one, other int) int {
	if i := slices.Index(gravity, other); i >= 0 && i < slices.Index(gravity, one) {
		return other
	}
	return one
}

// tellStops says what became of each, and gives the exit code: the gravest.
func (a *app) tellStops(open []*attempt.Attempt, failed []*failure) int {
	code := exitDone
	for i, at := range open {
		f := failed[i]
		if f != nil {
			code = graver(code, f.code)
		}
		switch {
		case f == nil && a.json:
			a.did("%s", stoppedWords(at))
		case f == nil:
			a.tellStopped(at)
		case a.json:
		default:
			f.what = idOf(at) + " in channel " + at.Intent().Channel + ": " + f.what
			f.print(a.env.Err)
		}
	}
	return code
}

// sure asks before something is taken away. Where nobody can be asked, --yes is
// needed.
func (a *app) sure(ctx context.Context, question, otherwise string) error {
	if !a.env.CanAsk {
		return &failure{code: exitWrong, kind: kindConfirm, what: otherwise + ": there is no terminal to ask on, and --yes is missing", next: "add --yes to do it without a question"}
	}
	yes, err := a.yes(ctx, question)
	if err == nil && !yes {
		return &failure{code: exitWrong, kind: kindConfirm, what: otherwise, next: "type yes, or add --yes"}
	}
	return err
}
