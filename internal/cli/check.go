package cli

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/explain"
	"sttwizard/internal/preflight"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const checkLong = `Look before an event whether everything is in place for a task: the request,
the journal, credentials and service, this machine's clock, the bots' tokens and
uids, a host in the channel, the storage, other tasks in the channel, and how long
the task can last. Nothing is started, nothing is billed.

The request is put together as sttwizard start does it, and everything is looked
at at once, each thing for 5 seconds at most. Nobody is asked for anything: what
needs a secret that would have to be typed is "not known", with the reason.

Each line has a word for how it stands: ready, look (a start would work), wrong (a
start would fail, or its task would), not known, or off (the task has no such
thing). Below what is not ready stands what puts it right.

Exit codes: 0 everything is in place, 1 something is wrong, 2 wrong use, 9 nothing
is wrong, and something is to be looked at or is not known.

With --json, whose verdicts are green (ready), amber (look), red (wrong), grey (not
known) and off:
  {"verdict","connection","version","channel","until",
   "rows":[{"check","verdict","why","says","do","field","command","at"}]}`

const checkExample = `  sttwizard check --sandbox --set rtcConfig.channelName=demo --set languages=en-US
  sttwizard check town-hall --set rtcConfig.channelName=town-hall-1122 --until 21:00
  sttwizard check town-hall --json`

// checkFlags are the flags of check.
type checkFlags struct {
	from  sources
	api   string
	until plannedFlag
}

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := a.command(&cobra.Command{
		Use: "check [PRESET] [flags]", Short: "Look before an event whether everything is in place", Long: checkLong, Example: checkExample,
		Args: atMost(1), ValidArgsFunction: a.completePresets,
	})
	cmd.RunE = a.withSession(a.telling(func(ctx context.Context, s *session.Session, args []string) error {
		if len(args) == 1 {
			f.from.preset = args[0]
		}
		return a.check(ctx, s, f)
	}))
	a.addSourceFlags(cmd, &f.from, &f.api)
	cmd.Flags().Var(&f.until, "until", "`WHEN` the event ends: in a span such as 2h, at a time such as 21:00, or none (default 4h)")
	a.jsonFlag(cmd, checkJSON{})
	a.complete(cmd, "until", completePlans)
	return cmd
}

// check looks at everything and tells it in the order of the checks.
func (a *app) check(ctx context.Context, s *session.Session, f checkFlags) error {
	s.Passphrase = nil // nobody is asked
	version, err := versionOf(f.api)
	if err != nil {
		return err
	}
	p, err := a.prepare(ctx, s, f.from, version)
	if err != nil {
		return err
	}
	until, err := plannedEnd(cmp.Or(string(f.until), p.reminder), a.env.Now())
	if err != nil {
		return err
	}
	p.draft.Clock(a.env.Now, until)
	untold, err := untoldOf(ctx, s, p)
	if err != nil {
		return err
	}
	problems := withOpen(p.draft.Problems(), p.open)
	run := s.Tasks.Preflight(ctx, p.connection, tasks.Preflight{
		Request: p.draft.Request(), Problems: problems, Warnings: p.draft.Warnings(), Untold: untold, Until: until,
	})
	defer run.Stop()
	t := checkTold{app: a, p: p, known: map[preflight.Check]preflight.Row{}, until: until}
	t.checks = preflight.Checks(p.draft.Project().Version)
	t.begin()
	for row, ok := run.Next(); ok; row, ok = run.Next() {
		t.take(row)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return t.end()
}

// untoldOf looks for the secrets of a draft and returns those that are not at hand.
func untoldOf(ctx context.Context, s *session.Session, p prepared) ([]preflight.Untold, error) {
	var out []preflight.Untold
	for l := range s.LookUp(ctx, p.draft.Wanted()) {
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case l.Err != nil:
			out = append(out, preflight.Untold{Path: l.Path, Err: l.Err})
		default:
			p.draft.Found(l)
		}
	}
	return out, nil
}

// checkTold tells a preflight.
type checkTold struct {
	app    *app
	p      prepared
	until  time.Time
	checks []preflight.Check
	known  map[preflight.Check]preflight.Row
	told   int // how many of the checks were told
}

// begin says for what and where it is looked.
func (t *checkTold) begin() {
	if !t.app.json {
		t.app.say("Looking whether everything is in place at %s; %s.", session.Where(t.p.connection), explain.Harmless)
	}
}

// take keeps a row, and tells all whose turn it is.
func (t *checkTold) take(row preflight.Row) {
	t.known[row.Check] = row
	for ; t.told < len(t.checks); t.told++ {
		row, ok := t.known[t.checks[t.told]]
		if !ok {
			return
		}
		if !t.app.json {
			t.tell(row)
		}
	}
}

// tell tells a row in one line, and what puts it right below.
func (t *checkTold) tell(row preflight.Row) {
	w := t.words(row)
	t.app.tell("%-9s  %-15s  %s", explain.VerdictWord(row.Verdict), w.Title, w.Says)
	if w.Do != "" {
		t.app.tell("%-9s  %-15s  next: %s", "", "", w.Do)
	}
	if command := t.command(row, w); command != "" && !strings.HasSuffix(w.Do, command) {
		t.app.tell("%-9s  %-15s  %s", "", "", command)
	}
}

// words puts a row into words, by the names of the questions.
func (t *checkTold) words(row preflight.Row) explain.Checked {
	d := t.p.draft
	return explain.Preflight(row, explain.Checking{
		Connection: t.p.connection, Request: d.Request(), Project: d.Project(), Now: t.app.env.Now(), Until: t.until,
		Sentence: d.Sentence, Name: func(path string) string { return titleAt(d, path) }, Label: d.NameOf,
	})
}

// titleAt returns the title of the question about a path, or the path.
func titleAt(d *form.Draft, path string) string {
	if q, ok := form.QuestionFor(d, path); ok {
		return q.Title
	}
	return path
}

// command returns what is typed to put a row right; empty: nothing is typed.
func (t *checkTold) command(row preflight.Row, w explain.Checked) string {
	c := t.p.connection
	switch {
	case agora.IsSecret(w.Field):
		return "--set " + w.Field + "=env:NAME"
	case w.Field != "":
		return "--set " + w.Field + "=" + cmp.Or(w.Value, "VALUE")
	case row.Mend == preflight.MendConnection && c.IsOwn():
		return "sttwizard connections edit " + c.Name + " --help"
	case row.Mend == preflight.MendReminder:
		if end := row.EarlierEnd(time.Local); end != "" {
			return "--until " + end
		}
	case len(row.Strangers) > 0: // which no list of this machine's has
		return explain.NameStrangers(t.p.draft.Request().RTC.ChannelName, c)
	case row.Mend == preflight.MendTasks:
		return "sttwizard tasks list"
	}
	return ""
}

// checkJSON is what check gives.
type checkJSON struct {
	Verdict    preflight.Verdict `json:"verdict"`    // `green` everything is in place (exit code 0), `amber` something is to be looked at or is not known (9), `red` something is wrong (1)
	Connection string            `json:"connection"` // by which it was looked
	Version    agora.Version     `json:"version"`    // of the API
	Channel    string            `json:"channel"`    // the channel
	Until      string            `json:"until"`      // when the event ends, or `""`
	Rows       []checkRowJSON    `json:"rows"`
}

// checkRowJSON is one thing that was looked at.
type checkRowJSON struct {
	Check   preflight.Check   `json:"check"`   // what was looked at, such as `clock`
	Verdict preflight.Verdict `json:"verdict"` // `green` (shown as ready), `amber` (look), `red` (wrong), `grey` (not known) or `off` (the task has no such thing)
	Why     preflight.Why     `json:"why"`     // the reason in one stable word
	Says    string            `json:"says"`    // what came of it, in words
	Do      string            `json:"do"`      // what puts it right, in words, or `""`
	Field   string            `json:"field"`   // the path of the field that is to be changed, or `""`
	Command string            `json:"command"` // what is typed to put it right, or `""`
	At      string            `json:"at"`      // when it was known
}

// end tells what all rows come to, and sets the exit code.
func (t *checkTold) end() error {
	var rows []preflight.Row
	for _, c := range t.checks {
		rows = append(rows, t.known[c])
	}
	all := preflight.Overall(rows)
	t.app.code = checkCodes[all]
	if !t.app.json {
		t.app.tell("%s", explain.Overall(all))
		return nil
	}
	out := checkJSON{
		Verdict: all, Connection: t.p.connection.Name, Version: t.p.connection.Version,
		Channel: t.p.draft.Request().RTC.ChannelName, Until: stamp(t.until), Rows: []checkRowJSON{},
	}
	for _, row := range rows {
		w := t.words(row)
		out.Rows = append(out.Rows, checkRowJSON{row.Check, row.Verdict, row.Why, w.Says, w.Do, w.Field, t.command(row, w), stamp(row.At)})
	}
	return t.app.printJSON(out)
}

// checkCodes are the exit codes of check.
var checkCodes = map[preflight.Verdict]int{preflight.Green: exitDone, preflight.Amber: exitLook, preflight.Red: exitFailed}
