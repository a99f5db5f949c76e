package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const tasksUpdateLong = `Change a task of v6 or v7 while it runs: what is spoken, who is heard, the
languages by speaker, keywords (v7) and translations. Everything else stays as
it was started; a task of v5 can't be changed.

--set takes the paths of the request as sttwizard start does; an empty value
unsets. All that is named is sent, also where this machine's notes have it
already: nobody can ask Agora what a task runs with, and another machine may
have changed it:
  languages                       languages=en-US,de-DE
  uidLanguagesConfig              uidLanguagesConfig=101:de-DE
  keywords                        keywords=Agora,SDK
  rtcConfig.subscribeAudioUids    rtcConfig.subscribeAudioUids=501,502
  translateConfig.languages       translateConfig.languages=en-US:fr-FR+de-DE
  translateConfig=off             no translation

You are shown what changes and asked; --yes answers that. Agora wants 5 seconds
between the start and a change, and between two changes: they are waited for. If
the answer is lost, the next change sends that setting too: as this machine's
notes have it, unless --set says what it shall be.

Exit codes: 0 changed; 1 refused or failed; 2 wrong use or
an invalid value, nothing was sent; 3 whether it is in force is not known.

With --json:
  {"state","attempt","taskId","channel","connection","sequence","mask":[],
   "changes":[{"path","what","from","to","again"}],"status"}
where state is changed or, with --dry-run, checked. from is "not known" of a task
that was started elsewhere, and "A or B" where a change to B has no answer.`

const tasksUpdateExample = `  sttwizard tasks update 9f3c --set languages=en-US,de-DE
  sttwizard tasks update 9f3c --set translateConfig=off --yes
  sttwizard tasks update 9f3c --set keywords=Agora --dry-run`

type updateFlags struct {
	set         []string
	dryRun, yes bool
}

func (a *app) tasksUpdateCommand() *cobra.Command {
	var f updateFlags
	cmd := a.command(&cobra.Command{
		Use: "update ID [flags]", Short: "Change a task while it runs", Long: tasksUpdateLong, Example: tasksUpdateExample,
		Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeTasks(open),
	})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		at, err := a.find(s, args[0])
		if err != nil {
			return err
		}
		return a.updateTask(ctx, s, at, f)
	})
	flags := cmd.Flags()
	flags.StringArrayVar(&f.set, "set", nil, "change a field, as `PATH=VALUE`; may be given again and again")
	flags.BoolVar(&f.dryRun, "dry-run", false, "show what would change and be sent, and send nothing")
	flags.BoolVarP(&f.yes, "yes", "y", false, "don't ask first")
	a.jsonFlag(cmd, updateJSON{})
	a.complete(cmd, "set", completeUpdate)
	return cmd
}

// completeUpdate offers what can be changed up to the equals sign, and values after it.
func completeUpdate(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if path, value, hasValue := strings.Cut(typed, "="); hasValue && slices.Contains(agora.V7.UpdatePaths(), path) {
		return completeValue(path, value)
	}
	var out []cobra.Completion
	for _, path := range agora.V7.UpdatePaths() {
		if explain.ChangeName(path) != "" {
			out = append(out, path+"=")
		}
	}
	return append(out, agora.PathTranslate+"=off"), noFiles | cobra.ShellCompDirectiveNoSpace
}

// changing is a change of one task on its way.
type changing struct {
	app     *app
	session *session.Session
	attempt *attempt.Attempt
	by      connections.Connection
	caller  *tasks.Caller
	project agora.Project
	change  attempt.Change
	words   []explain.Changed
}

type changedJSON struct {
	Path  string `json:"path"`  // a path that changes
	What  string `json:"what"`  // what it is called
	From  string `json:"from"`  // what it was, in words, as far as that is known
	To    string `json:"to"`    // what it is from now on, in words
	Again bool   `json:"again"` // an earlier change of it got no clear answer, so it is sent again
}

type updateJSON struct {
	State      string        `json:"state"`      // `changed`, or with `--dry-run` `checked`
	Attempt    string        `json:"attempt"`    // the name of the record
	TaskID     string        `json:"taskId"`     // the task's id
	Channel    string        `json:"channel"`    // the channel
	Connection string        `json:"connection"` // the connection's name
	Sequence   int           `json:"sequence"`   // the number of the change
	Mask       []string      `json:"mask"`       // the paths that are sent
	Changes    []changedJSON `json:"changes"`
	Status     agora.Status  `json:"status"` // Agora's word, or `""`
}

// updateTask reviews a change of a task and sends it.
func (a *app) updateTask(ctx context.Context, s *session.Session, at *attempt.Attempt, f updateFlags) error {
	x := &changing{app: a, session: s, attempt: at}
	err := x.read(f.set)
	if err != nil {
		return err
	}
	if err := x.check(); err != nil {
		return err
	}
	x.review()
	if f.dryRun {
		return x.dryRun()
	}
	if err := x.confirm(ctx, f.yes); err != nil {
		return err
	}
	if x.caller, err = s.Tasks.Caller(ctx, x.by, a.askSecret()); err != nil {
		return err
	}
	return x.send(ctx)
}

// read makes the change of the settings.
func (x *changing) read(set []string) error {
	if err := x.attempt.Changeable(); err != nil {
		return x.unchangeable(err)
	}
	if len(set) == 0 {
		return wrongUse("for example --set languages=en-US,de-DE", "nothing says what to change")
	}
	settings, err := parseSettings(set)
	if err != nil {
		return err
	}
	version := x.attempt.Intent().Version
	var asked []string
	for _, s := range settings {
		if err := changeable(version, s.path); err != nil {
			return err
		}
		if asked = append(asked, s.path); s.path == agora.PathTranslate {
			asked = append(asked, agora.PathTranslatedPairs)
		}
	}
	x.change, err = x.attempt.NewChange(func(r *agora.Request) error { return put(r, settings) }, asked...)
	if wrong, ok := errors.AsType[agora.FieldError](err); ok {
		return invalidRequest([]agora.FieldError{wrong})
	}
	if err != nil {
		return x.unchangeable(err)
	}
	x.by, err = x.session.Tasks.ForAttempt(x.attempt, x.app.flags.connection)
	x.by.Production = x.session.Tasks.OnProduction(x.attempt)
	x.project = tasks.ChangeProject(x.attempt)
	x.words = explain.Change(version, x.change)
	return err
}

// changeable finds a path that can't be changed while a task runs.
func changeable(v agora.Version, path string) error {
	if path == agora.PathTranslate || explain.ChangeName(path) != "" && slices.Contains(v.UpdatePaths(), path) {
		return nil
	}
	why := "can't be changed while the task runs"
	if lacks := v.Lacks(path); lacks != "" && explain.ChangeName(path) != "" {
		why = lacks
	}
	return &failure{code: exitWrong, kind: kindInvalid, what: path + " " + why + ", so nothing was sent", next: "see what can: sttwizard tasks update --help",
		fields: []agora.FieldError{{Path: path, Rule: "unknown", Text: why}}}
}

// put sets the values in a request.
func put(r *agora.Request, settings []setting) error {
	for _, s := range settings {
		path, value := s.path, s.value
		if path == string(form.Translation) {
			switch strings.ToLower(value) {
			case "off", "false", "no", "":
				path, value = agora.PathTranslatedPairs, ""
			default:
				return agora.FieldError{Path: path, Rule: "type", Text: "must be off; translations are set as " + agora.PathTranslatedPairs}
			}
		}
		if err := r.Set(path, form.Spelled(path, value)); err != nil {
			return err
		}
	}
	return nil
}

// unchangeable says why a task can't be changed.
func (x *changing) unchangeable(err error) error {
	f := failureOf(err, explain.Context{Op: agora.OpUpdate}.Of(x.attempt))
	if state, ok := errors.AsType[*attempt.StateError](err); ok {
		f.what = "it can't be changed: the attempt is " + state.State.Meaning()
		f.likely, f.next = "", "see sttwizard tasks show "+idOf(x.attempt)
	}
	f.billed = ""
	return f
}

// check holds the new values against the rules.
func (x *changing) check() error {
	if wrong := x.change.Update.Problems(x.project); len(wrong) > 0 {
		f := invalidRequest(wrong)
		f.what = strings.Replace(f.what, "request", "change", 1)
		return f
	}
	return nil
}

// review shows what changes.
func (x *changing) review() {
	in := x.attempt.Intent()
	x.app.say("task %s in channel %s:", x.attempt.Task().ID, in.Channel)
	for _, c := range x.words {
		x.app.say("  %s", c.Words())
	}
	for _, w := range x.change.Warnings(x.project) {
		x.app.say("note: %s: %s", w.Path, w.Text)
	}
	if _, known, _ := x.attempt.Runs(); !known {
		x.app.say("note: it was started elsewhere, so what it runs with is known only as far as it was changed here")
	}
}

// dryRun prints the call as it would be sent.
func (x *changing) dryRun() error {
	if x.app.json {
		return x.tell("checked", agora.Task{})
	}
	u := x.change.Update
	method, path := x.by.Version.Call(agora.OpUpdate, x.by.AppID, x.attempt.Task().ID)
	x.app.say("nothing is sent; with --yes this call would be made as %q:", x.by.Name)
	x.app.say("  %s %s?sequenceId=%d&updateMask=%s", method, path, u.Sequence, strings.Join(u.Mask, ","))
	_, err := fmt.Fprintln(x.app.env.Out, u.JSON(x.project))
	return err
}

// confirm asks for a yes.
func (x *changing) confirm(ctx context.Context, yes bool) error {
	if yes {
		return nil
	}
	if !x.app.env.CanAsk {
		return &failure{code: exitWrong, kind: kindConfirm, what: "nothing was sent: there is no terminal to ask on", next: "add --yes to send without a question, or --dry-run to look first"}
	}
	return x.app.sure(ctx, "Change the task on "+target(x.by)+"?", "nothing was changed")
}

// send sends the change once Agora takes it.
func (x *changing) send(ctx context.Context) error {
	changed, err := x.caller.Change(ctx, x.attempt, x.change, func(wait time.Duration) {
		x.app.say("Agora wants %s between two changes; it is sent in %s", spell(agora.UpdateGap), spell(wait.Round(100*time.Millisecond)))
	})
	if err == nil {
		if changed.Unwritten != nil {
			x.app.say("note: %s", changed.Unwritten)
		}
		return x.tell("changed", changed.Task)
	}
	if ctx.Err() != nil && agora.OpOf(err) == "" {
		return &failure{code: exitInterrupted, kind: kindInterrupted, what: x.app.leaving.words() + "; nothing was changed", task: runsWords(x.attempt), next: "change it again when you are ready"}
	}
	f := failureOf(err, explain.Context{Op: agora.OpUpdate, Connection: x.by.Name, Project: x.project}.Of(x.attempt))
	if agora.OpOf(err) != "" && !agora.NotDone(err) {
		f.code = exitUnknown
	}
	f.task = runsWords(x.attempt)
	f.next += "; the task goes on; stop it with " + stopCommand(x.attempt)
	return f
}

// tell says what came of it.
func (x *changing) tell(state string, task agora.Task) error {
	a, in := x.app, x.attempt.Intent()
	var what []string
	for _, c := range x.words {
		what = append(what, c.What+" "+c.To)
	}
	changed := fmt.Sprintf("changed: task %s in channel %s: %s", x.attempt.Task().ID, in.Channel, strings.Join(what, "; "))
	if state == "changed" {
		a.did("%s", changed)
	}
	if a.json {
		j := updateJSON{State: state, Attempt: x.attempt.ID(), TaskID: x.attempt.Task().ID, Channel: in.Channel, Connection: in.Connection,
			Sequence: x.change.Update.Sequence, Mask: append([]string{}, x.change.Update.Mask...), Changes: []changedJSON{}, Status: task.Status}
		for _, c := range x.words {
			j.Changes = append(j.Changes, changedJSON(c))
		}
		return a.printJSON(j)
	}
	a.tell("%s", changed)
	return nil
}
