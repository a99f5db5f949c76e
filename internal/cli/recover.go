package cli

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const tasksRecoverLong = `Find out what became of the attempts that are open: after a crash, a lost
answer, a closed laptop. Tasks that are
known are asked for. Where the answer to a start was lost, the same start is
sent again with the same builder token while that lives (v7: under the same name),
which can't start a second task, and the bots are looked for in the channel. Without IDs all are
recovered, several at the same time.

Of several IDs one that stands for nothing is told, and the others are recovered.

An attempt of unknown outcome that another sttwizard has is left to that one, and
told: nobody else can find out what became of it. If that one is suspended (Ctrl+Z)
or hangs, it says so, with its process and how to go on.

Each is brought on as far as it goes now; --wait goes on until nothing more can
be found out, six minutes at most, and waits for another sttwizard as long as that
one may be at work. --stop stops what runs; with --expired only
what is past its reminder. This is the one thing that stops a task for that, and
it does so when it is run. Nothing is printed then while there is nothing to do,
which fits a timer:
  */5 * * * * sttwizard tasks recover --stop --expired
Without a terminal no secret is asked for: what can't be asked then is listed.
Of connections with v7 Agora is also asked for tasks of their App IDs that no
attempt of this machine knows: they are told and left alone. --channel asks for
one channel only, and recovers its attempts only. Without a list (v5, v6), and
with --expired or IDs, nobody is asked.
On a terminal --stop asks for each task of a production connection; what you
don't stop is only looked at.

Exit codes: 0 nothing needs a person, and Agora was asked for every task that may
cost money; 2 wrong use or an ID that stands for nothing, 3 a task may be running
that was not asked for or stopped, as another sttwizard is at work on it, or what
runs is not known, as the journal can't be read; 7 something needs a person: it says
what to do. A task that runs as it should does not; one past its reminder does, one
that could not be asked for does (its connection is gone, a secret is missing, Agora
does not answer), one that another sttwizard has and does nothing about does, and so
does a record that can't be read. 130 left by Ctrl+C: nothing is lost by that. The
gravest is given: 130, 7, 3, 2.

With --json:
  {"attempts":[{"attempt","taskId","channel","connection","before","after",
    "status","needs","certainAt","problem","next","do",
    "holder":{"name","pid","suspended","unmoving"}}],
   "unreadable":[{"attempt","reason"}],"needsPerson",
   "unknown":[{"taskId","status","createdAt","appId","connection","channel",
    "mayBe":[],"next"}],"notAsked":[{"attempt","connection",
    "problem"}],
   "notFound":[{"name","problem","next"}]}
where before and after are states, needs is empty, time or person, problem says
why something could not be done, next is the command to type and do what to do
about the problem before, if any, holder is the other sttwizard that has it, unknown are tasks of the App ID that no
attempt knows, mayBe the attempts of unknown outcome that may have started
them, and notFound the IDs that stand for no attempt.`

const tasksRecoverExample = `  sttwizard tasks recover
  sttwizard tasks recover --wait --stop
  sttwizard tasks recover --json`

type recoverFlags struct {
	stop, expired, wait, yes bool
	everybody                bool
	channel                  string
	ids                      []string
}

func (a *app) tasksRecoverCommand() *cobra.Command {
	var f recoverFlags
	cmd := a.command(&cobra.Command{
		Use: "recover [ID...] [flags]", Short: "Find out what became of open attempts", Long: tasksRecoverLong, Example: tasksRecoverExample,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: a.completeTasks(open),
	})
	cmd.RunE = a.judging(a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		if f.expired && !f.stop {
			return wrongUse("add --stop, or leave --expired out", "--expired is for --stop only")
		}
		if len(args) > 0 && f.channel != "" {
			return wrongUse("leave one out", "--channel and IDs exclude each other")
		}
		f.ids = args
		if f.stop { // what is to be stopped is, whoever listens
			return a.recover(ctx, s, f)
		}
		return a.telling(func(ctx context.Context, s *session.Session, _ []string) error { return a.recover(ctx, s, f) })(ctx, s, args)
	}))
	cmd.Flags().BoolVar(&f.stop, "stop", false, "stop what runs")
	cmd.Flags().BoolVar(&f.expired, "expired", false, "with --stop: only what is past its reminder")
	cmd.Flags().BoolVarP(&f.yes, "yes", "y", false, "with --stop: don't ask first on production connections")
	cmd.Flags().BoolVar(&f.everybody, "everybody", false, "with --stop: what others of the team started, too")
	cmd.Flags().BoolVar(&f.wait, "wait", false, "go on until nothing more can be found out")
	cmd.Flags().StringVar(&f.channel, "channel", "", "recover the attempts of a `CHANNEL` only")
	a.jsonFlag(cmd, recoveryJSON{})
	a.complete(cmd, "channel", a.completeChannels)
	return cmd
}

// recovered is what a recovery did with one attempt.
type recovered struct {
	Attempt    string        `json:"attempt"`    // the name of the record
	TaskID     string        `json:"taskId"`     // the task's id
	Channel    string        `json:"channel"`    // the channel
	Connection string        `json:"connection"` // the connection's name
	Before     attempt.State `json:"before"`     // the state before
	After      attempt.State `json:"after"`      // the state now
	Status     agora.Status  `json:"status"`     // Agora's word now, if it was asked
	Needs      attempt.Need  `json:"needs"`      // `""`, `time` or `person`
	CertainAt  string        `json:"certainAt"`  // when it is certain at the latest whether it runs
	Problem    string        `json:"problem"`    // why something could not be done
	Next       string        `json:"next"`       // the command to type
	Do         string        `json:"do"`         // what to do about the problem before
	Holder     holderJSON    `json:"holder"`

	of *tasks.Recovered
}

// recoveryJSON is what tasks recover gives.
type recoveryJSON struct {
	Attempts    []*recovered     `json:"attempts"`
	Unreadable  []unreadableJSON `json:"unreadable"`
	NeedsPerson bool             `json:"needsPerson"` // the exit code is 7
	Unknown     []strangerJSON   `json:"unknown"`
	NotAsked    []unaskedJSON    `json:"notAsked"`
	NotFound    []notFoundJSON   `json:"notFound"`
}

// notFoundJSON is an ID that stands for no attempt.
type notFoundJSON struct {
	Name    string `json:"name"`    // as it was given
	Problem string `json:"problem"` // why it stands for none
	Next    string `json:"next"`    // what to do
}

// recover brings on every attempt that nobody else is at work on.
func (a *app) recover(ctx context.Context, s *session.Session, f recoverFlags) error {
	callers := a.callers(s)
	x, err := a.recoverable(ctx, s, f, callers)
	if err != nil {
		return err
	}
	none := namingNothing(x.Unnamed, "recover")
	a.tellNone(none)
	x.BringOn(ctx)
	strangers, unasked := []strangerJSON{}, []unaskedJSON{}
	if !f.expired && len(f.ids) == 0 {
		strangers, unasked = a.strangers(ctx, s, callers, f.channel)
		x.OpenedAgain(ctx)
	}
	person := x.Judge(ctx)
	all := a.judged(x)
	for _, n := range none {
		a.code = graver(a.code, n.why.code)
	}
	switch {
	case person:
		a.code = exitPerson
	case len(x.Left()) > 0:
		a.code = graver(a.code, exitUnknown)
	}
	if ctx.Err() != nil {
		a.leaveRecovery(x)
	}
	if a.json {
		unasked = append(unaskedOf(x.Left(), a.env.Now()), unasked...)
		return a.printJSON(recoveryJSON{all, unreadableOf(x.Unreadable), person, strangers, unasked, notFoundOf(none)})
	}
	a.tellRecovered(s, all, unreadableOf(x.Unreadable), f)
	if len(all)+len(x.Unreadable) == 0 && !f.expired && len(none) < max(1, len(f.ids)) {
		a.tellNothingOpen(s, x, f)
	}
	a.tellStrangers(s, strangers, unasked)
	return nil
}

// notFoundOf returns IDs that stand for no attempt as they are told with --json.
func notFoundOf(none []namesNothing) []notFoundJSON {
	out := []notFoundJSON{}
	for _, n := range none {
		out = append(out, notFoundJSON{safe(n.name), n.why.what, n.why.next})
	}
	return out
}

// recoverable finds what the recovery is about, and asks where something is to be
// stopped that needs a yes.
func (a *app) recoverable(
	ctx context.Context, s *session.Session, f recoverFlags, callers *tasks.Callers,
) (*tasks.Recovery, error) {
	x, err := s.Tasks.Recover(ctx, tasks.RecoverOptions{
		Named: a.flags.connection, Channel: f.channel, Everybody: f.everybody, IDs: f.ids,
		Stop: f.stop, Expired: f.expired, Wait: f.wait, Callers: callers, Tell: a.recovering, Waits: a.awaiting,
	})
	if len(f.ids) > 0 && isNotFound(err) {
		return nil, orAllOfChannel(notFound(err), "recover")
	}
	if err != nil {
		return nil, err
	}
	if x.None() && (f.stop || len(a.listable(s, callers)) == 0) { // else Agora is still asked for unknown tasks
		if err := a.noneHere(s, x.Elsewhere); err != nil {
			return nil, err
		}
	}
	return x, a.spareProduction(ctx, x.Attempts, f.yes)
}

// recovering tells the steps by which an attempt is brought on.
func (a *app) recovering(at *attempt.Attempt, by tasks.Way) func(attempt.Pause, error, time.Time) {
	x := &progress{app: a, attempt: at, name: idOf(at) + ": ", context: explain.Context{Connection: by.Connection.Name}}
	return x.tell
}

// awaiting tells of an attempt that is waited for.
func (a *app) awaiting(at *attempt.Attempt) {
	a.say("%s: %s; waiting until that is done", idOf(at), heldWords(at, a.env.Now()).What)
}

// judged puts what came out into words.
func (a *app) judged(x *tasks.Recovery) []*recovered {
	all := []*recovered{}
	for _, r := range x.Attempts {
		all = append(all, recoveredOf(r, a.env.Now()))
		if r.Before != r.After {
			a.did("%s", runsWords(r.Attempt))
		}
	}
	return all
}

// leaveRecovery says what may be running when the person leaves.
func (a *app) leaveRecovery(x *tasks.Recovery) {
	a.code = exitInterrupted
	words := a.leaving.words()
	if a.out.trouble() != nil {
		words = a.out.words()
	}
	a.say("%s; nothing is lost, and sttwizard tasks recover goes on from here", words)
	for _, r := range x.Attempts {
		if r.Attempt.State().MayBill() {
			a.say("  %s; stop it with %s", runsWords(r.Attempt), stopCommand(r.Attempt))
		}
	}
}

// tellNothingOpen says why there is nothing to recover: nothing is open of what was
// meant, or another sttwizard is at work on it.
func (a *app) tellNothingOpen(s *session.Session, x *tasks.Recovery, f recoverFlags) {
	switch {
	case len(x.Theirs) > 0:
		a.tell("nothing to recover: another sttwizard is about to send it, and nothing of it runs")
	case len(f.ids) > 0:
		a.tell("nothing to recover: none of these is open")
	default:
		a.tell("nothing to recover: no attempt %s is open%s", a.whose(s), inChannel(f.channel))
	}
	for _, at := range x.Theirs {
		a.tell("  %s", runsWords(at))
	}
	if words := attemptPlaces(x.Elsewhere); len(words) > 0 {
		a.say("left alone: open tasks of %s", strings.Join(words, " and "))
	}
}

// tellRecovered prints what came out, by one line for each attempt. With
// --expired only what somebody has to know is told.
func (a *app) tellRecovered(s *session.Session, all []*recovered, unreadable []unreadableJSON, f recoverFlags) {
	var rows [][]string
	why := reasons{}
	choices, _ := s.Choices() // a file that can't be read is told of where it is used
	for _, r := range all {
		if f.expired && r.Needs != attempt.NeedPerson && !r.of.Held && !(r.of.Stop && r.Before != r.After) {
			continue
		}
		after := r.of.Attempt.Meaning()
		if r.Status != "" && r.After == attempt.Started {
			after = statusWords(r.of.Attempt, r.Status)
		}
		if r.Problem != "" {
			after += " (see below)"
			why.add(r.Attempt, r.Problem)
		}
		rows = append(rows, []string{r.Attempt, r.Channel, placeWords(r.of.Attempt, choices), r.of.Meaning, after, r.toDo(a.env.Now())})
	}
	if len(rows) > 0 {
		a.table([]string{"ATTEMPT", "CHANNEL", "PLACE", "BEFORE", "NOW", "TO DO"}, rows)
		why.tell(a)
		a.tellToDo(all)
	}
	a.tellUnreadable(unreadable)
}

// tellToDo says of each attempt that has a problem where it is, and what to do about it.
func (a *app) tellToDo(all []*recovered) {
	for _, r := range all {
		if r.Needs == attempt.NeedPerson && r.Do != "" {
			a.tell("! %s", runsWords(r.of.Attempt))
			next := r.Next
			if stop := stopCommand(r.of.Attempt); next != stop && !r.of.Held {
				next += "; or stop it: " + stop
			}
			a.tell("  %s; then: %s", strings.TrimSuffix(r.Do, "."), next)
		}
	}
}

// toDo says what somebody has to do.
func (r *recovered) toDo(now time.Time) string {
	by := explain.Certain(r.of.Attempt.CertainAt(), now.Local())
	switch {
	case r.Needs == attempt.NeedTime && by != "":
		return "wait: " + by
	case r.Needs == attempt.NeedTime:
		return "wait, then " + r.Next
	}
	return r.Next
}
