package cli

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/tasks"
	"sttwizard/presets"
)

const reviewHelp = `  yes            send it
  no             leave; the answers are kept, without secrets
  3              change line 3
  storage        answer the questions about caption storage (also: encryption, translation)
  back           answer all questions again
  more           answer what is folded: bots, idle time, delivery, ...
  diff           what differs from the preset, and from the last run
  json           show the request as it will be sent, secrets masked
  save NAME      save it as a preset`

// review shows what would be sent until it is sent or left.
func (x *plain) review(ctx context.Context) error {
	show := true
	for {
		if show {
			x.show()
		}
		show = true
		answer, err := x.app.prompt(ctx, "Send this to "+target(x.p.connection)+"? yes, no, or :help for more:")
		switch {
		case err == io.EOF:
			return x.ended()
		case err != nil:
			return err
		}
		word, rest, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(answer), ":"), " ")
		switch word {
		case "yes", "send":
			done, err := x.send(ctx)
			if done || err != nil {
				return err
			}
		case "y":
			show = false
			x.app.say("  type yes in full to send it: that starts the task")
		case "no", "n", "quit", "q":
			x.leave()
			return nil
		case "json":
			show = false
			io.WriteString(x.app.talk, requestShown(x.p.draft)+"\n")
		case "diff":
			show = false
			x.tellBases(ctx)
		case "save":
			show = false
			err = x.save(ctx, strings.TrimSpace(rest))
		case "back":
			err = x.again(ctx, "")
		case "review":
		case "more":
			err = reviewed(x.app.prompts(ctx).AskMore(x.p.draft))
		default:
			show, err = x.change(ctx, word)
		}
		if err != nil {
			return err
		}
	}
}

func (x *plain) show() {
	x.p.draft.Renew()
	x.app.say("")
	x.app.say("Review")
	for _, l := range x.app.summary(x.p.draft, x.p.connection, x.app.env.Now()) {
		x.app.say("%s", l)
	}
}

// ended is the end of the input at the review.
func (x *plain) ended() error {
	x.app.say("")
	if x.failed != nil {
		x.app.code = x.failed.code // it was told when it came
		return nil
	}
	return &failure{code: exitWrong, kind: kindConfirm, what: `the input ended at the question "Send this?", so nothing was sent`,
		next: "answer yes there, or use sttwizard start --yes"}
}

// again asks the questions from one on; what breaks off there keeps the answers.
func (x *plain) again(ctx context.Context, from string) error {
	return reviewed(x.app.prompts(ctx).Ask(x.p.draft, from))
}

// reviewed makes nothing of the error that a person wants to see the review.
func reviewed(err error) error {
	if errors.Is(err, form.ErrAtReview) {
		return nil
	}
	return err
}

// leave says that nothing was sent; the exit code is that of the last refusal.
func (x *plain) leave() {
	x.app.say("Nothing was sent.")
	if x.failed != nil {
		x.app.code = x.failed.code
	}
}

// sectionWords are the words by which a part of the request is switched.
var sectionWords = map[string]form.Section{
	"encryption": form.Encryption, "storage": form.Captions, "captions": form.Captions, "translation": form.Translation,
}

// change asks a line of the review again; it tells whether anything may be new.
func (x *plain) change(ctx context.Context, word string) (bool, error) {
	if section, ok := sectionWords[word]; ok {
		x.app.say("Type :review when that is done.")
		return true, x.again(ctx, string(section))
	}
	number, err := strconv.Atoi(word)
	if err != nil {
		if word != "help" {
			x.app.say("  no such command. There are:")
		}
		for _, l := range strings.Split(reviewHelp, "\n") {
			x.app.say("%s", l)
		}
		return false, nil
	}
	row, ok := reviewRow(x.p.draft, number)
	if !ok {
		x.app.say("  there is no line %d", number)
		return false, nil
	}
	if row.Locked {
		x.app.say("  %s is %s: start again with --unlock %s to change it", row.Question.Title, form.LockedWords, row.Question.Path)
		return false, nil
	}
	if row.Question.Key != row.Question.Path {
		x.app.say("Type :review when that is done.")
		return true, x.again(ctx, row.Question.Key)
	}
	return true, reviewed(x.app.prompts(ctx).AskOnly(x.p.draft, []string{row.Question.Path}))
}

// save saves the answers as a preset, with where their secrets are.
func (x *plain) save(ctx context.Context, name string) error {
	if err := presets.CheckName(name); err != nil {
		x.app.say("  not saved: %v", err)
		return nil
	}
	if wrong := append(x.p.draft.Misplaced(), x.p.draft.Placeholders()...); len(wrong) > 0 {
		x.app.say("  not saved: %s", x.p.draft.Sentence(wrong[0]))
		return nil
	}
	if err := x.app.keepTyped(ctx, x.session, x.p.draft, name); err != nil {
		return err
	}
	connection := x.p.connection.Name
	if x.p.connection.Sandbox {
		connection = ""
	}
	p := presets.FromAnswers(x.p.draft.Answered(), name, connection, x.p.connection.Version)
	p.Keep(x.p.draft.Refs())
	if old, err := x.session.Presets.Load(x.p.preset); err == nil {
		p = p.Keeping(old, presets.Fill{Now: x.app.env.Now()})
	}
	if err := x.session.Presets.Save(p, false); err != nil {
		x.app.say("  not saved: %v", err)
		return nil
	}
	x.app.say("  saved as the preset %s, which asks for %s each time; start --yes takes the channel as it was saved", name, asksFor(x.p.draft, p))
	x.p.preset = name
	return nil
}

// asksFor names what a preset asks for.
func asksFor(d *form.Draft, p presets.Preset) string {
	var names []string
	for _, path := range p.Ask {
		names = append(names, "the "+d.NameOf(path))
	}
	return strings.Join(names, ", ")
}

// send sends the answers and watches the task. It tells false when there is
// something to correct first.
func (x *plain) send(ctx context.Context) (done bool, err error) {
	if problems := x.p.draft.Problems(); len(problems) > 0 {
		x.app.say("This can't be sent yet:")
		for _, e := range problems {
			x.app.say("  %s", x.p.draft.Sentence(e))
		}
		return false, nil
	}
	sending, err := x.app.newSending(ctx, x.session, x.p)
	if err != nil {
		return true, err
	}
	if err := sending.clear(ctx, false, true); err != nil {
		return true, err
	}
	err = sending.send(ctx)
	if sending.attempt != nil && tasks.ResultOf(sending.attempt) != tasks.ResultNotStarted {
		x.sent()
	}
	if err != nil {
		return x.refused(ctx, err)
	}
	return true, sending.watch(ctx)
}

// sent notes that the answers are no unsent ones any more: a task runs with them, or may.
func (x *plain) sent() {
	x.p.draft.Begin(x.p.preset)
	if !x.unsent {
		return
	}
	if err := x.session.DropDraft(); err != nil {
		x.app.say("note: the kept answers could not be removed: %v", err)
	}
}

// refused tells a start that failed. After a definite refusal the answers can
// be corrected and sent again.
func (x *plain) refused(ctx context.Context, err error) (bool, error) {
	f, ok := errors.AsType[*failure](err)
	if !ok || f.code != exitFailed || ctx.Err() != nil {
		return true, err
	}
	f.print(x.app.talk)
	if agora.KindOf(err) == agora.KindCredentials {
		x.session.Forget(x.p.connection.Name)
	}
	x.failed = f
	return false, nil
}
