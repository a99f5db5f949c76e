package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
)

// resolve gets every secret of which it is known where it is. Those that are not
// there are asked for where somebody is there to answer, and named otherwise.
func (a *app) resolve(ctx context.Context, s *session.Session, d *form.Draft, asking bool) error {
	lacks, err := a.lookUp(ctx, s, d)
	if err != nil || len(lacks) == 0 {
		return err
	}
	if !asking {
		return missingSecrets(lacks)
	}
	for _, l := range lacks {
		if err := a.supply(ctx, s, d, l); err != nil {
			return err
		}
	}
	return nil
}

// lookUp puts the secrets that are found into the draft, tells where each came
// from, and gives the others.
func (a *app) lookUp(ctx context.Context, s *session.Session, d *form.Draft) ([]secret.Looked, error) {
	var lacks []secret.Looked
	for l := range s.LookUp(ctx, d.Wanted()) {
		switch {
		case ctx.Err() != nil: // also where the secret was still found
			return nil, ctx.Err()
		case errors.Is(l.Err, terminal.ErrInterrupted):
			return nil, l.Err
		case l.Err != nil:
			lacks = append(lacks, l)
		default:
			d.Found(l)
			a.say("%s", l.Found)
		}
	}
	return lacks, nil
}

// missingSecrets names every secret that is missing, and every way to supply it.
func missingSecrets(lacks []secret.Looked) *failure {
	f := &failure{code: exitWrong, kind: kindSecret, what: fmt.Sprintf("%d secrets are not at hand, so nothing was sent", len(lacks))}
	var flags []string
	stored, variable := false, false
	for _, l := range lacks {
		text := "the " + l.What + " " + notAtHand(l)
		f.fields = append(f.fields, agora.FieldError{Path: l.Path, Rule: "secret", Text: text})
		flags = append(flags, "--set "+l.Path+"=env:NAME")
		stored = stored || l.Storable() && !isLocked(l.Err)
		variable = variable || l.Ref.Form() == secret.FormEnv
	}
	if len(lacks) == 1 {
		f.what, f.err = f.fields[0].Text+", so nothing was sent", lacks[0].Err
	}
	ways := repairs(lacks)
	if slices.ContainsFunc(lacks, func(l secret.Looked) bool { return isLocked(l.Err) }) {
		ways = append(ways, "open the file of secrets: put its passphrase into "+secret.PassphraseVariable+", or start on a terminal, which asks for it")
	}
	if variable {
		ways = append(ways, "set the variable")
	}
	if stored {
		ways = append(ways, "store it: on a terminal sttwizard start asks for it and stores it, elsewhere sttwizard presets save --keep does")
	}
	ways = append(ways, "say that it is elsewhere: "+strings.Join(flags, " ")+" (also keyring:NAME, age:NAME)", "use --request FILE")
	f.next = strings.Join(ways, "; or ")
	return f
}

// notAtHand says why a secret is not at hand, after its name: one behind a passphrase is
// where it should be.
func notAtHand(l secret.Looked) string {
	if isLocked(l.Err) {
		return "can't be read: " + l.Err.Error()
	}
	return "is missing: " + l.Tried()
}

// isLocked reports whether a file of secrets was not opened: what is in it is not known.
func isLocked(err error) bool {
	return is[*secret.LockedError](err) || is[*secret.WrongPassphraseError](err)
}

// withConnection adds the connection's customer secret to the secrets that are
// missing, so that a script hears of all of them in one go.
func withConnection(ctx context.Context, s *session.Session, c connections.Connection, err error) error {
	f, isFailure := errors.AsType[*failure](err)
	if !isFailure || f.kind != kindSecret {
		return err
	}
	_, cause := s.Tasks.Caller(ctx, c, nil)
	missing, ok := errors.AsType[*secret.MissingError](cause)
	if !ok {
		return err
	}
	f.fields = append(f.fields, agora.FieldError{Path: "connection." + connections.FieldSecret, Rule: "secret",
		Text: fmt.Sprintf("the %s of %s is missing: %s", missing.What, c.Name, missing.Tried)})
	f.what = fmt.Sprintf("%d secrets are not at hand, so nothing was sent", len(f.fields))
	f.next += "; and for the connection " + c.Name + ": " + missing.Do
	return f
}

// repairs says what makes the places usable again in which the secrets are: each
// once.
func repairs(lacks []secret.Looked) []string {
	var ways []string
	for _, l := range lacks {
		if off, ok := errors.AsType[*secret.UnavailableError](l.Err); ok && off.Fix != "" && !slices.Contains(ways, off.Fix) {
			ways = append(ways, off.Fix)
		}
	}
	return ways
}

// supply asks for a secret that is missing on this machine, and offers to store it
// where it was looked for.
func (a *app) supply(ctx context.Context, s *session.Session, d *form.Draft, l secret.Looked) error {
	a.say("The %s %s.", l.What, notAtHand(l))
	err := a.prompts(ctx).AskOnly(d, []string{l.Path})
	if err != nil && !errors.Is(err, form.ErrAtReview) {
		return err
	}
	value := secret.Unbroken(agora.Secret(d.Text(l.Path)))
	if value == "" || !l.Storable() {
		return nil
	}
	yes, err := a.yes(ctx, "Store it in "+l.Ref.Words()+", so that it is found the next time?")
	if err != nil || !yes {
		return err
	}
	stored, err := a.store(ctx, s, l.Ref, value, false)
	if err != nil {
		return a.notStored(ctx, err)
	}
	if !stored {
		return nil
	}
	d.SetSecret(l.Path, value, l.Ref, form.Typed)
	return nil
}

// notStored tells that a secret could not be stored, which is no reason to stop.
func (a *app) notStored(ctx context.Context, err error) error {
	if ctx.Err() != nil || errors.Is(err, terminal.ErrInterrupted) {
		return err
	}
	a.say("  not stored: %v", err)
	return nil
}

// store keeps a secret and says where. The file of secrets is made where there is
// none, if the person agrees; another secret that is there is replaced if that is sure,
// or after a yes, and else stays: then it reports false.
func (a *app) store(ctx context.Context, s *session.Session, ref secret.Ref, value agora.Secret, sure bool) (bool, error) {
	if _, err := a.storeIn(ctx, s, ref.Form()); err != nil {
		return false, err
	}
	err := s.KeepShared(ctx, ref, value, sure)
	if is[*keep.TakenError](err) {
		yes, noAnswer := a.yes(ctx, "There is another secret under "+ref.Name()+". Replace it?")
		if noAnswer != nil || !yes {
			return false, noAnswer
		}
		err = s.KeepShared(ctx, ref, value, true)
	}
	if err != nil {
		return false, err
	}
	a.say("  stored in %s", ref.Words())
	return true, nil
}

// requestShown returns the draft's request as JSON: secrets masked, and tokens that
// are made when it is sent named as such.
func requestShown(d *form.Draft) string { return escaped(d.Shown().JSON(d.Project(), d.Show)) }

// sourceJSON says of a secret where it comes from, never what it is.
type sourceJSON struct {
	Path string `json:"path"` // the path of a secret
	// where it is or came from: a reference such as `keyring:acme-storage`, `made when sent`, or who gave it; never
	// what it is
	From string `json:"from"`
}

// secretSources says of every secret that is sent where it comes from: a
// reference, or the words of the review.
func secretSources(d *form.Draft) []sourceJSON {
	out := []sourceJSON{}
	for _, f := range agora.Fields() {
		ref := d.Ref(f.Path)
		_, had := d.Request().Get(f.Path)
		switch {
		case !f.Secret:
		case d.Automatic(f.Path):
			q, _ := form.QuestionFor(d, f.Path)
			out = append(out, sourceJSON{f.Path, q.Initial(d)})
		case had && !ref.IsZero():
			out = append(out, sourceJSON{f.Path, ref.String()})
		case had:
			out = append(out, sourceJSON{f.Path, string(d.Source(f.Path))})
		}
	}
	return out
}
