package cli

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/presets"
)

const startLong = `Start a task from a preset, a request file, settings, or all of them: what
stands in the request file wins over the preset, and --set over both.

A preset is named, or given as a file (./file.yaml). Before anything is sent
the request is checked, and you are asked; --yes answers that beforehand.
Without a terminal nothing can be asked: what is missing is named and the exit
code is 2.

--set takes the paths of the request. Lists are separated by commas
(languages=en-US,fr-FR), translations written as
translateConfig.languages=en-US:fr-FR+de-DE, and an empty value unsets. Of one
path the last wins. encryption=off, captionConfig=off and translateConfig=off
leave that part out.

Secrets are never put on a command line: their paths take env:NAME, the name of
an environment variable, keyring:NAME or age:NAME. A preset says in the same way
where its secrets are; one that is not there on this machine is asked for, or
named with the ways to supply it. --request may hold secrets, or say where they
are in the same way, and ask for one that nothing says the place of: --dry-run
prints such a file. Where the connection knows the App Certificate, bot tokens
that are not given are made when the task is sent.

A placeholder such as <CHANNEL> or ${CHANNEL}, and a mask, are errors at their
fields. None is sent, however it came in.

The uids of the bots may be left out, in a request file too: then they are
automatic, and every start draws its own. A bot with a token needs the uid that
the token is made for; where the App Certificate is on, both do.

--import takes what you have already: a request as JSON of any version, also the
nested one of 2023, a whole curl command (also for cmd), a program or page with one
in it, or an export of Postman, of a browser (HAR) or of n8n. What is not
understood, renamed, a placeholder or a variable is told, never dropped in silence.
Where an export has several requests that start a task, --item says which, by name
or number. --print writes the same start as a program, with variables in place of
secrets: curl, go, node or python, or json for the body alone.

If the answer to the start is lost, the same start is sent again with the same
builder token (v7: under the same name), which can't start a second task, and the
bots are looked for in the channel, until it is certain whether it runs: six
minutes at most, or --give-up-after. Ctrl+C leaves it earlier; it is written down, and
sttwizard tasks recover goes on with it.

Where a task may be running in the channel already, start says which languages it
has, since when and by whom, and asks; without a terminal it refuses. Several tasks
in one channel, one for each language, are the usual way there: --beside says yes
beforehand (--even-if-running is its old name). Each task is billed; two of the same
language bill twice for the same. That is about the tasks of this machine or its
team; of v7 sttwizard check tells of those that another machine started, too.

--diff last tells what this start sends otherwise than the last one of the same
preset, or without a preset than the last of all; --diff PRESET, than that preset.
Both as they were sent, whatever changed while it ran. Of secrets it is told whether
there is one and never what it is. A preset called last is given as its file.

--reminder says when to be reminded that the task still runs (--planned-end is the
same). Nothing stops then: the task is shown as past its reminder. Only where
somebody runs sttwizard tasks recover --stop --expired, in a timer for example, is
it stopped.

Exit codes: 0 started (with --wait: running), 1 refused or failed (with --wait
also: it ended), 2 wrong use or an invalid request, nothing was sent, 3 the
outcome is not known, --timeout passed, it was left by Ctrl+C or a signal while the
task may be running, or the output can't be written (a closed pipe, a full disk):
then the error output has the task, where it runs and what stops it. It has that too
where the output is thrown away (>&-, /dev/null), which is no failure. 130 left
by Ctrl+C or a signal, and nothing was started.

With --json the output is
  {"state","version","connection","channel","taskId","status","createTs",
   "instanceId","attempt","requestId","plannedEnd",
   "secrets":[{"path","from"}],
   "diff":{"from","differences":[]}}
with state started, refused or unknown, and for failures
  {"error":{"kind","message","next","fields":[{"path","rule","text"}]}}
or both in one object where an attempt was made.`

const startExample = `  sttwizard start --sandbox --set rtcConfig.channelName=demo --set languages=en-US
  sttwizard start town-hall --set rtcConfig.channelName=town-hall-1122 --yes --json
  sttwizard start --request request.json --set rtcConfig.subBotToken=env:SUB_TOKEN --dry-run
  sttwizard start --import halls.postman_collection.json --item "North / join" --dry-run
  sttwizard start --import pasted.txt --set rtcConfig.channelName=demo --print python`

// start checks, asks and sends, or shows what it would send.
func (a *app) start(ctx context.Context, s *session.Session, f startFlags) error {
	version, err := versionOf(f.api)
	if err != nil {
		return err
	}
	// Whoever gives the request on the input can't answer there as well.
	asking := a.env.CanAsk && !f.yes && !f.from.fromInput()
	f.from.asks = asking && !f.dryRun && f.print == ""
	p, err := a.prepare(ctx, s, f.from, version)
	if err != nil {
		return err
	}
	p.connection.Production = s.Tasks.StartsOnProduction(p.connection)
	if f.planned == "" {
		f.planned = plannedFlag(p.reminder)
	}
	end, err := plannedEnd(string(f.planned), a.env.Now())
	if err != nil {
		return err
	}
	p.draft.Clock(a.env.Now, end)
	if f.print != "" {
		return a.printProgram(p, f.print)
	}
	if err := a.resolve(ctx, s, p.draft, asking && !f.dryRun); err != nil {
		if !f.dryRun && !asking {
			err = withConnection(ctx, s, p.connection, err)
		}
		return err
	}
	if err := a.complain(ctx, p, asking && !f.dryRun); err != nil {
		return err
	}
	if p.connection.Sandbox {
		a.say("SANDBOX: a pretend Agora on this machine; %s", explain.SandboxBills)
	}
	a.sayUnshared(s, p)
	if !asking || f.dryRun { // the summary has them
		for _, w := range p.draft.Warnings() {
			a.say("note: %s: %s", w.Path, w.Text)
		}
		for _, u := range p.draft.NotSent() {
			a.say("note: %s: is not sent: %s", u.Path, u.Why)
		}
	}
	if p.diff, err = a.compared(s, p, f); err != nil {
		return err
	}
	if f.dryRun {
		return a.dryRun(p, f.diff != "")
	}
	if !f.yes {
		if !asking {
			return &failure{code: exitWrong, kind: kindConfirm, what: "nothing was sent: there is no terminal to ask on", next: "add --yes to send without a question, or --dry-run to look first"}
		}
		if err := a.confirm(ctx, p); err != nil {
			return err
		}
	}
	return a.startPrepared(ctx, s, p, f, asking)
}

func versionOf(text string) (agora.Version, error) {
	if text == "" {
		return "", nil
	}
	v, err := agora.ParseVersion(text)
	if err != nil {
		return "", wrongUse("for example --api v5", "%v", err)
	}
	return v, nil
}

// complain asks for what is missing where somebody is there to answer, and
// otherwise gives everything that keeps the request from being sent.
func (a *app) complain(ctx context.Context, p prepared, asking bool) error {
	problems := p.draft.Problems()
	missing, wrong := split(problems)
	missing = withOpen(missing, p.open)
	switch {
	case len(wrong) == 0 && asking && len(missing)+len(p.ask) > 0:
		if err := a.askFor(ctx, p, missing); err != nil {
			return err
		}
		if problems = p.draft.Problems(); len(problems) > 0 {
			return invalidRequest(problems)
		}
		return nil
	case len(wrong) > 0:
		return invalidRequest(withOpen(problems, p.open))
	case len(missing) > 0:
		return missingFields(missing, p.unfilled)
	}
	return nil
}

// split parts what is only missing from what is wrong.
func split(problems []agora.FieldError) (missing, wrong []agora.FieldError) {
	for _, e := range problems {
		if e.Rule == "required" {
			missing = append(missing, e)
		} else {
			wrong = append(wrong, e)
		}
	}
	return missing, wrong
}

// withOpen adds what a file leaves open to what is missing, each field once: what
// the file had there says more.
func withOpen(missing, open []agora.FieldError) []agora.FieldError {
	missing = slices.DeleteFunc(missing, func(e agora.FieldError) bool {
		return slices.ContainsFunc(open, func(o agora.FieldError) bool { return o.Path == e.Field() })
	})
	return append(missing, open...)
}

// missingFields names every missing path with the flag that supplies it, and each variable
// that a text lacks.
func missingFields(missing []agora.FieldError, unfilled []presets.Unfilled) *failure {
	var flags []string
	for _, e := range missing {
		if vars := varFlags(e.Field(), unfilled); len(vars) > 0 {
			flags = append(flags, slices.DeleteFunc(vars, func(v string) bool { return slices.Contains(flags, v) })...)
			continue
		}
		value := "VALUE"
		if agora.IsSecret(e.Field()) {
			value = "env:NAME"
		}
		flags = append(flags, "--set "+e.Field()+"="+value)
	}
	next := "add " + strings.Join(flags, " ")
	bot := func(e agora.FieldError) bool {
		return e.Path == agora.PathSubBotToken || e.Path == agora.PathPubBotToken
	}
	if slices.ContainsFunc(missing, func(e agora.FieldError) bool { return e.Rule == agora.RulePlaceholder }) {
		next += "; what is not needed is left out by --set PATH="
	}
	if slices.ContainsFunc(missing, bot) {
		next += "; or let the connection know its App Certificate, and tokens are made: sttwizard connections edit --help"
	}
	return &failure{code: exitWrong, kind: kindMissing, what: "the request lacks something, so nothing was sent", next: next, fields: missing}
}

// askFor asks the questions about what is missing and what the preset leaves open.
func (a *app) askFor(ctx context.Context, p prepared, missing []agora.FieldError) error {
	err := a.prompts(ctx).AskOnly(p.draft, openPaths(p, missing))
	if errors.Is(err, form.ErrAtReview) {
		return nil
	}
	return err
}

// openPaths returns what is missing and what the preset asks for, in the order of
// the questions.
func openPaths(p prepared, missing []agora.FieldError) []string {
	wanted := map[string]bool{}
	for _, e := range missing {
		wanted[e.Field()] = true
	}
	for _, path := range p.ask {
		wanted[path] = true
	}
	var order []string
	for _, q := range form.Table() {
		if wanted[q.Path] {
			order = append(order, q.Path)
		}
	}
	return order
}

// confirm shows what would be sent and asks for a yes.
func (a *app) confirm(ctx context.Context, p prepared) error {
	for _, l := range a.summary(p.draft, p.connection, a.env.Now()) {
		a.say("%s", l)
	}
	yes, err := a.yes(ctx, "Send this to "+target(p.connection)+"?")
	if err == nil && !yes {
		return &failure{code: exitWrong, kind: kindConfirm, what: "not sent", next: explain.NotBegun}
	}
	return err
}

// dryRun prints the request as --request takes it: it holds no secret, only where
// each is.
func (a *app) dryRun(p prepared, compared bool) error {
	where := "the sandbox"
	if !p.connection.Sandbox {
		where = p.connection.Address()
	}
	a.say("nothing is sent; with --yes these calls would be made to %s as %q:", where, p.connection.Name)
	for _, c := range callsOf(p.connection) {
		a.say("  %s", c)
	}
	request, notes := p.draft.Portable()
	for _, n := range notes {
		a.say("note: %s: %s", n.Path, n.Text)
	}
	document := []byte(escaped(request.JSON(p.draft.Project(), agora.Revealed)) + "\n")
	if compared && a.json {
		return a.printJSON(dryRunJSON{p.diff, document})
	}
	return a.printDocument(document)
}

// dryRunJSON is what --dry-run prints where the request was compared.
type dryRunJSON struct {
	Diff    *diffJSON       `json:"diff"`    // `null`: there was no run to compare with
	Request json.RawMessage `json:"request"` // as --request takes it
}

// callsOf returns the calls of a start, in their order.
func callsOf(c connections.Connection) []string {
	var out []string
	for _, op := range []string{agora.OpAcquire, agora.OpStart} {
		method, path := c.Version.Call(op, c.AppID, "")
		if method == "" {
			continue // v7 acquires nothing
		}
		if op == agora.OpStart && !c.Version.Named() {
			path += "?builderToken=(from the call before)"
		}
		out = append(out, method+" "+path)
	}
	return out
}
