package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const captionKeysHelp = `

The storage's keys are those that the task's preset names. --access-key and
--secret-key say where others are: env:NAME, keyring:NAME, age:NAME. On a terminal
those that are not there are asked for.`

const tasksCaptionsLong = `Look into the storage whether the captions of a task arrive, and what was said last.
Nothing is written there. Agora is asked who is in the channel while no captions come,
and with --follow every two minutes whether the task still runs.

They are waiting (none came yet), arriving, quiet (files without words, or none,
which may be silence), stopped (there is proof that some should come), over, or
can't tell. --follow goes on until the task has ended and prints what is said;
--language prints it in one language.` + captionKeysHelp + `

Exit codes: 0 looked, 1 the captions can't be seen, 2 wrong use or a key is missing,
130 left by Ctrl+C, 141 nobody reads the output any more.

With --json it is an object, with --follow one for each change on a line of its own:
  {"at","attempt","taskId","channel","place","state","why","doubt","due","last",
   "looked","languages":[{"language","state","last"}],"lacking":[],
   "said":[{"language","speaker","text","at"}],"text","problem"}`

// captionFlags are the flags of what reads captions.
type captionFlags struct {
	language, access, secret string
	follow                   bool
}

func (a *app) tasksCaptionsCommand() *cobra.Command {
	var f captionFlags
	cmd := a.command(&cobra.Command{
		Use: "captions ID [flags]", Short: "Look whether the captions of a task arrive", Long: tasksCaptionsLong,
		Example: "  sttwizard tasks captions 9f3c\n  sttwizard tasks captions 9f3c --follow --language de-DE", Args: exactly(1), ValidArgsFunction: a.completeTasks(every),
	})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		at, err := a.find(s, args[0])
		if err != nil {
			return err
		}
		return a.lookAtCaptions(ctx, s, at, f)
	})
	cmd.Flags().BoolVar(&f.follow, "follow", false, "go on until the task has ended, and print what is said")
	a.addCaptionFlags(cmd, &f)
	a.jsonFlag(cmd, captionsJSON{}, "With `--follow` it prints one such object a line.")
	return cmd
}

func (a *app) addCaptionFlags(cmd *cobra.Command, f *captionFlags) {
	cmd.Flags().StringVar(&f.language, "language", "", "in that `LANGUAGE`, such as de-DE (default: as it was spoken)")
	cmd.Flags().StringVar(&f.access, "access-key", "", "where the storage's access key is, a `REF` such as env:NAME")
	cmd.Flags().StringVar(&f.secret, "secret-key", "", "where the storage's secret key is, a `REF` such as env:NAME")
}

// captionKeys finds the keys of a task's storage, and tells where they came from.
func (a *app) captionKeys(ctx context.Context, s *session.Session, at *attempt.Attempt, f captionFlags) (tasks.StorageKeys, error) {
	o := tasks.KeyOptions{Ask: a.askSecret()}
	for _, flag := range []struct {
		name, text string
		ref        *secret.Ref
	}{{"--access-key", f.access, &o.Access}, {"--secret-key", f.secret, &o.Secret}} {
		if flag.text == "" {
			continue
		}
		ref, err := secret.ParseRef(flag.text)
		if err != nil {
			return tasks.StorageKeys{}, &failure{code: exitWrong, kind: kindSecret, what: flag.name + " " + err.Error(), next: "for example " + flag.name + " env:NAME"}
		}
		*flag.ref = ref
	}
	keys, err := s.Tasks.StorageKeys(ctx, at, o)
	if missing, ok := errors.AsType[*secret.MissingError](err); ok && f.access == "" && f.secret == "" {
		return keys, &failure{code: exitWrong, kind: kindSecret, what: "the " + missing.What + " is missing: " + missing.Tried,
			next: "say where the keys are: --access-key env:NAME --secret-key env:NAME", err: err}
	}
	for _, found := range keys.From {
		a.say("%s", found)
	}
	return keys, err
}

// captionsFailure is why captions can't be seen.
func captionsFailure(err error) error {
	if is[*tasks.NoLanguageError](err) {
		return wrongUse("name one of those, or leave --language out", "%v", err)
	}
	what, do, told := explain.CaptionsUnread(err, explain.Context{})
	switch {
	case !told:
		return err
	case is[*captions.UnseenError](err):
		do = "see what the task was started with: sttwizard tasks show"
	}
	return &failure{code: exitFailed, kind: kindCaptions, what: what, next: do, err: err}
}

// captionsJSON is how the captions of a task stand.
type captionsJSON struct {
	At        time.Time      `json:"at"`        // when
	Attempt   string         `json:"attempt"`   // the name of the record
	TaskID    string         `json:"taskId"`    // the task's id
	Channel   string         `json:"channel"`   // the channel
	Place     string         `json:"place"`     // where they are stored
	State     arriving.State `json:"state"`     // `waiting`, `arriving`, `quiet`, `stopped`, `over` or `can't tell`
	Why       arriving.Why   `json:"why"`       // a short word for the reason
	Doubt     bool           `json:"doubt"`     // it may be silence, and it may be a fault
	Due       string         `json:"due"`       // when the first file is or was due
	Last      string         `json:"last"`      // when the newest file was stored
	Looked    string         `json:"looked"`    // the last look that went well
	Languages []copyJSON     `json:"languages"` // each copy of the captions
	Lacking   []string       `json:"lacking"`   // the languages that came no more, or never; `""`: as spoken
	Said      []saidJSON     `json:"said"`      // what was said last; with `--follow` what is new
	Text      string         `json:"text"`      // the same in words
	Problem   string         `json:"problem"`   // why the last look did not go well
}

type copyJSON struct {
	Language string         `json:"language"` // of the copy; `""`: as spoken
	State    arriving.State `json:"state"`    // how it stands
	Last     string         `json:"last"`     // when its newest file was stored
}

type saidJSON struct {
	Language string `json:"language"` // of the copy; `""`: as spoken
	Speaker  string `json:"speaker"`  // the uid of who said it
	Text     string `json:"text"`     // what was said
	At       string `json:"at"`       // when; empty: not known
}

// lookingAt is a task whose captions are looked at.
type lookingAt struct {
	*tasks.CaptionWatch
	app      *app
	attempt  *attempt.Attempt
	flags    captionFlags
	language string // the copy that is printed, where one is named
	line     string // what was told last of how they stand
	by       *tasks.Caller
	asked    time.Time // when Agora was asked last
}

// everyAsk is how often Agora is asked whether a task still runs whose captions are followed.
const everyAsk = 2 * time.Minute

// askAgora writes down what Agora says of the task now and then.
func (l *lookingAt) askAgora(ctx context.Context) {
	now := l.app.env.Now()
	if l.by == nil || !l.attempt.Open() || now.Sub(l.asked) < everyAsk {
		return
	}
	l.asked = now
	_, _ = l.by.Check(ctx, l.attempt) // what is not answered proves nothing
}

// lookAtCaptions looks once, or until the task has ended.
func (a *app) lookAtCaptions(ctx context.Context, s *session.Session, at *attempt.Attempt, f captionFlags) error {
	c, err := tasks.CaptionsOf(at)
	if err != nil {
		return captionsFailure(err)
	}
	l := &lookingAt{app: a, attempt: at, flags: f}
	var known bool
	if l.language, known = c.CopyOf(f.language); !known {
		return captionsFailure(&tasks.NoLanguageError{Language: f.language, Have: c.Languages()})
	}
	keys, err := a.captionKeys(ctx, s, at, f)
	if err != nil {
		return err
	}
	l.by = a.callers(s).Of(ctx, at).Caller
	if l.CaptionWatch, err = watchCaptions(ctx, s, at, keys, l.by); err != nil {
		return captionsFailure(err)
	}
	defer l.Close()
	if f.follow {
		return l.followed(ctx)
	}
	report, err := l.Next(ctx)
	if err != nil && report.State == arriving.CantTell {
		return captionsFailure(err)
	}
	return l.tell(report, err, l.said(l.LastSaid(2)))
}

// watchCaptions watches a task's captions; by asks who is in the channel, or is nil.
func watchCaptions(ctx context.Context, s *session.Session, at *attempt.Attempt, keys tasks.StorageKeys, by *tasks.Caller) (*tasks.CaptionWatch, error) {
	o := tasks.CaptionOptions{Keys: keys}
	if by != nil {
		o.Host = func(ctx context.Context) arriving.Host { return by.HostIn(ctx, at) }
	}
	return s.Tasks.WatchCaptions(ctx, at, o)
}

// said leaves those of the language that is printed.
func (l *lookingAt) said(all []tasks.Said) []tasks.Said {
	if l.flags.language == "" {
		return all
	}
	return slices.DeleteFunc(all, func(s tasks.Said) bool { return s.Language != l.language })
}

// followed tells what is new until the task has ended.
func (l *lookingAt) followed(parent context.Context) error {
	ctx, end := l.app.whileRead(parent)
	defer end()
	for first := true; ; first = false {
		l.askAgora(ctx)
		report, err := l.Next(ctx)
		if ctx.Err() != nil {
			return l.left()
		}
		fresh := l.FreshlySaid(l.language)
		if first {
			fresh = l.LastSaid(2)
			fresh = slices.DeleteFunc(fresh, func(s tasks.Said) bool { return s.Language != l.language })
		}
		if tell := l.tell(report, err, fresh); tell != nil {
			return tell
		}
		next := l.NextLook()
		if next.IsZero() || report.State == arriving.Over && first {
			return nil
		}
		if l.app.whileOpen(ctx, l.attempt, next.Sub(l.app.env.Now())) != nil {
			return l.left()
		}
	}
}

func (l *lookingAt) left() error {
	failed := &failure{code: exitInterrupted, kind: kindInterrupted, what: l.app.leaving.words(), next: lookWhatRuns}
	if l.app.out.trouble() != nil {
		failed.code, failed.kind, failed.what = l.app.out.code(), kindOutput, l.app.out.words()
	}
	return failed
}

// tell tells how captions stand, where that is new, and what was said.
func (l *lookingAt) tell(r arriving.Report, err error, said []tasks.Said) error {
	now := l.app.env.Now()
	w := explain.Captions(r, err, now, explain.Context{})
	line := w.Word
	if r.State == arriving.Over { // the look behind the end may find a later file
		line = w.Line
	}
	changed := l.line != line
	l.line = line
	switch {
	case l.flags.follow && !changed && len(said) == 0:
		return nil
	case l.app.json:
		return l.print(r, err, w.Line, said)
	case changed && l.flags.follow:
		l.app.tell("%s  %s", clockNear(now, now), w.Line)
	case changed:
		for _, sentence := range w.Sentences {
			l.app.tell("%s", sentence)
		}
		for _, words := range explain.CaptionLanguages(r, err, l.Captions.Plain(), now) {
			l.app.tell("  %s", words)
		}
	}
	for _, q := range said {
		at := ""
		if !q.At.IsZero() {
			at = clockNear(now, q.At) + "  "
		}
		l.app.tell("%s%s%s: %s", at, languageOf(q, l.flags.language), q.Speaker, q.Text)
	}
	return nil
}

// languageOf says of a sentence in which language it is, where that is not asked for.
func languageOf(q tasks.Said, asked string) string {
	if asked != "" || q.Language == "" {
		return ""
	}
	return q.Language + " "
}

func (l *lookingAt) print(r arriving.Report, err error, text string, said []tasks.Said) error {
	out := captionsJSON{
		At: l.app.env.Now().UTC(), Attempt: l.attempt.ID(), TaskID: l.attempt.Task().ID, Channel: l.attempt.Intent().Channel, Place: l.Captions.Place.String(),
		State: r.State, Why: r.Why, Doubt: r.Doubt, Due: stamp(r.Due), Last: stamp(r.Last), Looked: stamp(r.Looked),
		Languages: []copyJSON{}, Lacking: append([]string{}, r.Lacking...), Said: []saidJSON{}, Text: text,
	}
	for _, c := range r.Languages {
		out.Languages = append(out.Languages, copyJSON{c.Code, c.State, stamp(c.Last)})
	}
	for _, q := range said {
		out.Said = append(out.Said, saidJSON{q.Language, string(q.Speaker), string(q.Text), stamp(q.At)})
	}
	if err != nil {
		out.Problem = explain.CantSee(r, err, explain.Context{})
	}
	if !l.flags.follow {
		return l.app.printJSON(out)
	}
	data, err := json.Marshal(out)
	if err == nil {
		_, err = io.WriteString(l.app.env.Out, escaped(string(data))+"\n")
	}
	return err
}
