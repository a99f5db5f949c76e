package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const tasksRecoverLong = `Find out what became of the attempts that are open and that no other sttwizard
is at work on: after a crash, a lost answer, a closed laptop. Tasks that are
known are asked for. Where the answer to a start was lost, the same start is
sent again with the same builder token while that lives (v7: under the same name),
which can't start a second task, and the bots are looked for in the channel. Without IDs all are
recovered, several at the same time.

Each is brought on as far as it goes now; --wait goes on until nothing more can
be found out, six minutes at most. --stop stops what runs; with --expired only
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
cost money; 1 failed, 2 wrong use, 7 something needs a person: it says what to
do. A task that runs as it should does not; one past its reminder does, one
that could not be asked for does (its connection is gone, a secret is missing,
Agora does not answer), and so does a record that can't be read. 130 left by
Ctrl+C: nothing is lost by that.

With --json:
  {"attempts":[{"attempt","taskId","channel","connection","before","after",
    "status","needs","certainAt","problem","next","do"}],
   "unreadable":[{"attempt","reason"}],"needsPerson",
   "unknown":[{"taskId","status","createdAt","appId","connection","channel",
    "mayBe":[]}],"notAsked":[{"connection","problem"}]}
where before and after are states, needs is empty, time or person, problem says
why something could not be done, next is the command to type and do what to do
about the problem before, if any, unknown are tasks of the App ID that no
attempt knows, and mayBe the attempts of unknown outcome that may have started
them.`

const tasksRecoverExample = `  sttwizard tasks recover
  sttwizard tasks recover --wait --stop
  sttwizard tasks recover --json`

type recoverFlags struct {
	stop, expired, wait, yes bool
	channel                  string
	ids                      []string
}

func (a *app) tasksRecoverCommand() *cobra.Command {
	var f recoverFlags
	cmd := a.command(&cobra.Command{
		Use: "recover [ID...] [flags]", Short: "Find out what became of open attempts", Long: tasksRecoverLong, Example: tasksRecoverExample,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: a.completeTasks(open),
	})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		if f.expired && !f.stop {
			return wrongUse("add --stop, or leave --expired out", "--expired is for --stop only")
		}
		if len(args) > 0 && f.channel != "" {
			return wrongUse("leave one out", "--channel and IDs exclude each other")
		}
		f.ids = args
		return a.recover(ctx, s, f)
	})
	cmd.Flags().BoolVar(&f.stop, "stop", false, "stop what runs")
	cmd.Flags().BoolVar(&f.expired, "expired", false, "with --stop: only what is past its reminder")
	cmd.Flags().BoolVarP(&f.yes, "yes", "y", false, "with --stop: don't ask first on production connections")
	cmd.Flags().BoolVar(&f.wait, "wait", false, "go on until nothing more can be found out")
	cmd.Flags().StringVar(&f.channel, "channel", "", "recover the attempts of a `CHANNEL` only")
	a.jsonFlag(cmd)
	a.complete(cmd, "channel", a.completeChannels)
	return cmd
}

// recovered is what a recovery did with one attempt.
type recovered struct {
	Attempt    string        `json:"attempt"`
	TaskID     string        `json:"taskId"`
	Channel    string        `json:"channel"`
	Connection string        `json:"connection"`
	Before     attempt.State `json:"before"`
	After      attempt.State `json:"after"`
	Status     agora.Status  `json:"status"` // as Agora tells it now
	Needs      attempt.Need  `json:"needs"`
	CertainAt  string        `json:"certainAt"`
	Problem    string        `json:"problem"`
	Next       string        `json:"next"`
	Do         string        `json:"do"`

	attempt *attempt.Attempt
	before  string // in words
	by      caller
	stop    bool
	api     *seeing  // what Agora said about it
	calls   *stopper // how it is asked
	err     error

	production bool // real users
	spared     bool // it would have been stopped, and nobody said yes to that
}

// recover brings on every attempt that nobody else is at work on.
func (a *app) recover(ctx context.Context, s *session.Session, f recoverFlags) error {
	x, err := a.recoverable(s, f)
	if err != nil {
		return err
	}
	if !f.expired {
		x.open = append(x.open, a.lookAgain(ctx, s, x.ended)...)
	}
	choices, _ := s.Choices() // a file that can't be read is told of where it is used
	callers, all := a.callers(s), []*recovered{}
	for _, at := range x.open {
		r := &recovered{attempt: at, before: at.Meaning(), Before: at.State(), production: tasks.Production(at.Intent(), choices), stop: f.stop && (!f.expired || at.Overdue(s.Now()))}
		if _, known := at.Handle(); at.Alive() && !(r.stop && known) {
			x.theirs = append(x.theirs, at)
			continue
		}
		if at.State().MayBill() { // what was never sent needs no secret
			r.by = callers.of(ctx, at)
		}
		all = append(all, r)
	}
	if err := a.spareProduction(ctx, all, f.yes); err != nil {
		return err
	}
	a.bringAllOn(ctx, s, all, f)
	strangers, unasked := []strangerJSON{}, []unaskedJSON{}
	if !f.expired && len(f.ids) == 0 {
		strangers, unasked = a.strangers(ctx, s, callers, f.channel)
		for _, at := range openAgain(x.ended) {
			if !slices.ContainsFunc(all, func(r *recovered) bool { return r.attempt == at }) {
				all = append(all, &recovered{attempt: at, before: attempt.Stopped.Meaning(), Before: attempt.Stopped, by: callers.of(ctx, at), api: &seeing{asked: true}})
			}
		}
	}
	person := a.judgeAll(ctx, s, all) || len(x.unreadable) > 0
	if person {
		a.code = exitPerson
	}
	if ctx.Err() != nil {
		a.leaveRecovery(all)
	}
	if a.json {
		return a.printJSON(struct {
			Attempts    []*recovered     `json:"attempts"`
			Unreadable  []unreadableJSON `json:"unreadable"`
			NeedsPerson bool             `json:"needsPerson"`
			Unknown     []strangerJSON   `json:"unknown"`
			NotAsked    []unaskedJSON    `json:"notAsked"`
		}{all, x.unreadable, person, strangers, unasked})
	}
	a.tellRecovered(all, x.unreadable, f)
	if len(all) == 0 && len(x.unreadable) == 0 && !f.expired {
		a.tellNothingOpen(s, x, f)
	}
	a.tellStrangers(strangers, unasked)
	return nil
}

// bringAllOn brings the attempts on, all at the same time; stops go out first.
func (a *app) bringAllOn(ctx context.Context, s *session.Session, all []*recovered, f recoverFlags) {
	first := newStopsFirst()
	for _, r := range all {
		r.api = &seeing{API: r.by.client}
		r.calls = &stopper{API: r.api}
		if r.stop && r.by.err == nil {
			first.add(r.calls, r.attempt)
		}
	}
	first.added()
	atOnce(len(all), func(i int) {
		defer first.sent(all[i].calls)
		a.bringOn(ctx, s, all[i], f)
	})
}

// judgeAll fills in what came out, and tells whether a person has to do something.
func (a *app) judgeAll(ctx context.Context, s *session.Session, all []*recovered) (person bool) {
	for _, r := range all {
		_ = r.attempt.Refresh() // a list may have told more; what can't be read stays as it was
		r.judge(ctx, s.Now())
		person = person || r.Needs == attempt.NeedPerson
		if r.Before != r.After {
			a.did("%s", runsWords(r.attempt))
		}
	}
	return person
}

// leaveRecovery says what may be running when the person leaves.
func (a *app) leaveRecovery(all []*recovered) {
	a.code = exitInterrupted
	a.say("%s; nothing is lost, and sttwizard tasks recover goes on from here", a.leaving.words())
	for _, r := range all {
		if r.attempt.State().MayBill() {
			a.say("  %s; stop it with %s", runsWords(r.attempt), stopCommand(r.attempt))
		}
	}
}

// recoverables are the attempts that a recovery may be about.
type recoverables struct {
	open, ended []*attempt.Attempt // of the place that was named, all or those with the ids
	theirs      []*attempt.Attempt // those of open that another sttwizard is at work on
	elsewhere   []*attempt.Attempt // of other places
	unreadable  []unreadableJSON
}

// recoverable returns the attempts of the place that was named.
func (a *app) recoverable(s *session.Session, f recoverFlags) (x recoverables, err error) {
	all, unreadable, err := journalled(s, f.channel)
	if err != nil {
		return x, err
	}
	x.unreadable = unreadable
	here, elsewhere, err := a.ofPlace(s, all)
	x.elsewhere = elsewhere
	if len(f.ids) > 0 {
		here, x = nil, recoverables{unreadable: []unreadableJSON{}}
		for _, id := range f.ids {
			at, err := a.find(s, id)
			if err != nil {
				return x, err
			}
			here = append(here, at)
		}
	}
	if err != nil {
		return x, err
	}
	for _, at := range here {
		if at.Open() {
			x.open = append(x.open, at)
		} else {
			x.ended = append(x.ended, at)
		}
	}
	if len(x.open) == 0 && (f.stop || len(a.listable(s, a.callers(s))) == 0) { // else Agora is still asked for unknown tasks
		err = a.noneHere(s, x.elsewhere)
	}
	return x, err
}

// tellNothingOpen says why there is nothing to recover: nothing is open of what was
// meant, or another sttwizard is at work on it.
func (a *app) tellNothingOpen(s *session.Session, x recoverables, f recoverFlags) {
	switch {
	case len(x.theirs) > 0:
		a.tell("nothing to recover: another sttwizard is at work on it")
	case len(f.ids) > 0:
		a.tell("nothing to recover: none of these is open")
	default:
		a.tell("nothing to recover: no attempt %s is open%s", a.whose(s), inChannel(f.channel))
	}
	for _, at := range x.theirs {
		a.tell("  %s", runsWords(at))
	}
	if words := attemptPlaces(x.elsewhere); len(words) > 0 {
		a.say("left alone: open tasks of %s", strings.Join(words, " and "))
	}
}

// passPatience is the longest wait that a recovery without --wait waits for.
const passPatience = time.Second

// bringOn brings one attempt on.
func (a *app) bringOn(ctx context.Context, s *session.Session, r *recovered, f recoverFlags) {
	if r.err = r.by.err; r.err != nil {
		return
	}
	goal := attempt.Find
	if r.stop {
		goal = attempt.End
	}
	x := &settling{app: a, attempt: r.attempt, name: idOf(r.attempt) + ": ", context: explain.Context{Connection: r.by.connection.Name}}
	if !f.wait {
		x.longest = passPatience
	}
	r.err = x.run(ctx, ctx, attempt.NewSettler(r.attempt, r.calls, attempt.SettleOptions{Goal: goal}))
	r.Status = r.api.status
}

// tellRecovered prints what came out, by one line for each attempt. With
// --expired only what somebody has to know is told.
func (a *app) tellRecovered(all []*recovered, unreadable []unreadableJSON, f recoverFlags) {
	var rows [][]string
	for _, r := range all {
		if f.expired && r.Needs != attempt.NeedPerson && !(r.stop && r.Before != r.After) {
			continue
		}
		after := r.attempt.Meaning()
		if r.Status != "" && r.After == attempt.Started {
			after = statusWords(r.attempt, r.Status)
		}
		if r.Problem != "" {
			after += " (" + r.Problem + ")"
		}
		rows = append(rows, []string{r.Attempt, r.Channel, tasks.PlaceOf(r.attempt), r.before, after, r.toDo(a.env.Now())})
	}
	if len(rows) > 0 {
		a.table([]string{"ATTEMPT", "CHANNEL", "PLACE", "BEFORE", "NOW", "TO DO"}, rows)
		a.tellToDo(all)
	}
	a.tellUnreadable(unreadable)
}

// tellToDo says of each attempt that has a problem where it is, and what to do about it.
func (a *app) tellToDo(all []*recovered) {
	for _, r := range all {
		if r.Needs == attempt.NeedPerson && r.Do != "" {
			a.tell("! %s", runsWords(r.attempt))
			next := r.Next
			if stop := stopCommand(r.attempt); next != stop {
				next += "; or stop it: " + stop
			}
			a.tell("  %s; then: %s", strings.TrimSuffix(r.Do, "."), next)
		}
	}
}

// toDo says what somebody has to do.
func (r *recovered) toDo(now time.Time) string {
	certain := r.attempt.CertainAt()
	switch {
	case r.Needs == attempt.NeedTime && !certain.IsZero():
		return "wait: certain at the latest at " + clockNear(now, certain)
	case r.Needs == attempt.NeedTime:
		return "wait, then " + r.Next
	}
	return r.Next
}
