package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
)

// prompts returns the line by line questions.
func (a *app) prompts(ctx context.Context) *form.Plain {
	p := &form.Plain{Out: a.talk, Width: a.wide, Line: func() (string, error) { return a.read(ctx) }}
	if a.env.ReadSecret != nil {
		p.Secret = func(prompt string) (string, error) {
			io.WriteString(a.talk, prompt)
			if err := a.shown(); err != nil {
				return "", err
			}
			return a.env.ReadSecret(ctx)
		}
	}
	return p
}

// plain is the wizard in lines.
type plain struct {
	app     *app
	session *session.Session
	p       prepared
	failed  *failure // the last refusal, if the answers were not sent since
	unsent  bool     // the answers may be kept as the unsent ones: there are no others, or they were given up
}

// plainWizard asks, shows the review, sends, and watches the task, in lines.
func (a *app) plainWizard(ctx context.Context, s *session.Session, w wizardFlags, mode terminal.Mode) error {
	a.talk = a.env.Out
	if a.env.Columns != nil {
		a.wide = a.env.Columns()
	}
	if mode.Why != "" {
		a.say("sttwizard, %s", mode.Why)
	}
	x := &plain{app: a, session: s}
	if err := x.begin(ctx, w.preset, agora.Version(w.api)); err != nil {
		return err
	}
	if x.p.connection.Sandbox {
		a.say("SANDBOX: a pretend Agora on this machine; %s", explain.SandboxBills)
	}
	a.sayUnshared(s, x.p)
	err := x.ask(ctx, w.preset != "")
	if err == nil {
		err = x.review(ctx)
	}
	if errors.Is(err, form.ErrQuit) {
		x.leave()
		err = nil
	}
	x.keep(ctx)
	return err
}

// begin chooses the connection and makes the draft.
func (x *plain) begin(ctx context.Context, preset string, v agora.Version) error {
	var err error
	x.p, err = x.app.prepare(ctx, x.session, sources{preset: preset, asks: true}, v)
	if choice, ok := errors.AsType[*session.NoChoiceError](err); ok {
		if err := x.chooseConnection(ctx, choice); err != nil {
			return err
		}
		x.p, err = x.app.prepare(ctx, x.session, sources{preset: preset, asks: true}, v)
	}
	if err != nil {
		return err
	}
	x.p.connection.Production = x.session.Tasks.StartsOnProduction(x.p.connection)
	switch {
	case preset == "" && x.app.env.CanAsk:
		x.unsent = true // a no begins anew
		err = x.goOn(ctx)
	default:
		other, _ := x.other()
		x.unsent = other == nil
	}
	if attempts, _, broken := x.session.Tasks.All(); broken == nil { // without them nothing was used
		used := tasks.UsedLanguages(attempts)
		x.p.draft.SetUsed(used.Spoken, used.Targets)
	}
	return err
}

// chooseConnection asks which of several connections is meant, and where there is
// none whether it shall be the sandbox.
func (x *plain) chooseConnection(ctx context.Context, choice *session.NoChoiceError) error {
	a, have := x.app, choice.Have
	if len(have) == 0 {
		return x.offerSandbox(ctx, choice)
	}
	a.say("Connections:")
	for i, name := range have {
		a.say("  %d. %s", i+1, name)
	}
	for {
		answer, err := a.prompt(ctx, "Connection (a number or name): ")
		if err == io.EOF {
			return wrongUse("name it with --connection NAME", "the input ended at the question which connection is meant")
		}
		if err != nil {
			return err
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(have) {
			answer = have[n-1]
		}
		for _, name := range have {
			if name == answer {
				a.flags.connection = name
				return nil
			}
		}
		a.say("  wrong: type one of the numbers")
	}
}

// offerSandbox asks whether to try everything without a connection to Agora. Where
// nobody is there to answer, or does not want that, both ways are named.
func (x *plain) offerSandbox(ctx context.Context, none error) error {
	a := x.app
	if a.env.CanAsk {
		a.say("There is no connection to Agora yet.")
		yes, err := a.yes(ctx, "Try everything in the sandbox, a pretend Agora on this machine where "+explain.SandboxBills+"?")
		if err != nil {
			return err
		}
		if yes {
			a.flags.connection = connections.SandboxName
			return nil
		}
	}
	return refused(kindUsage, "sttwizard connections add NAME makes a connection; sttwizard --plain --sandbox tries everything without one", none)
}

// prompt asks for a line.
func (a *app) prompt(ctx context.Context, text string) (string, error) {
	a.putQuestion(text)
	answer, err := a.read(ctx)
	return strings.TrimSpace(answer), err
}

// putQuestion writes a question in lines that are broken between words; the answer begins
// behind the last one.
func (a *app) putQuestion(text string) {
	lines := terminal.Hanging(safe(text), a.wide-1)
	last := len(lines) - 1
	for _, l := range lines[:last] {
		line(a.talk, "%s", l)
	}
	io.WriteString(a.talk, string(lines[last])+" ")
}

// other returns the draft that was kept unsent, and says when and of which channel; nil:
// there is none, or none that can be read, which is no reason to stop.
func (x *plain) other() (d *form.Draft, words string) {
	data, at, err := x.session.LoadDraft()
	if err != nil || data == nil {
		return nil, ""
	}
	d, err = form.ReadDraft(data, x.p.draft.Project())
	if err != nil || d.Empty() || d.Sent() {
		return nil, ""
	}
	words = clock(at)
	if channel := d.Text(agora.PathChannelName); channel != "" {
		words += ", " + channel
	}
	return d, words
}

// goOn offers the draft that was kept unsent.
func (x *plain) goOn(ctx context.Context) error {
	d, words := x.other()
	if d == nil {
		return nil
	}
	yes, err := x.app.yesUnlessNo(ctx, "You left one unfinished ("+words+"): go on with it? If not, new answers take its place.")
	if yes {
		x.p.draft = d
		x.app.setClock(d)
	}
	return err
}

// keep saves the unsent answers, without secrets, for the next time.
func (x *plain) keep(ctx context.Context) {
	if x.p.draft == nil || !x.p.draft.Changed() || !x.replaces(ctx) {
		return
	}
	data, err := json.Marshal(x.p.draft)
	if err == nil {
		err = x.session.SaveDraft(data)
	}
	if err != nil {
		x.app.say("note: the answers could not be kept: %v", err)
		return
	}
	x.app.say("The answers are kept, without secrets: sttwizard --plain goes on with them.")
}

// replaces reports whether the answers may be kept; where others are kept that were not
// gone on with, that is asked, and nobody's answer keeps those.
func (x *plain) replaces(ctx context.Context) bool {
	other, words := x.other()
	if x.unsent || other == nil {
		return true
	}
	yes := false
	if x.app.env.CanAsk {
		const there = "There are unsent answers of another start (%s). Keep these in their place?"
		yes, _ = x.app.yes(ctx, fmt.Sprintf(there, words)) // who left by Ctrl+C is not asked
	}
	if !yes {
		x.app.say("The unsent answers of another start (%s) are still kept, and these are not.", words)
	}
	return yes
}

// ask asks all questions, or after a preset only what it leaves open.
func (x *plain) ask(ctx context.Context, preset bool) error {
	if err := x.app.resolve(ctx, x.session, x.p.draft, true); err != nil {
		return err
	}
	prompts := x.app.prompts(ctx)
	var err error
	if preset {
		missing, _ := split(x.p.draft.Problems())
		err = prompts.AskOnly(x.p.draft, openPaths(x.p, missing))
	} else {
		err = prompts.Ask(x.p.draft, "")
	}
	if errors.Is(err, form.ErrAtReview) {
		return nil
	}
	return err
}
