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
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
)

// lack is a secret that is not where it was said to be.
type lack struct {
	path string
	ref  secret.Ref
	err  error
}

// tried says where it was looked for, and what came of it.
func (l lack) tried() string {
	if missing, ok := errors.AsType[*secret.MissingError](l.err); ok {
		return missing.Tried
	}
	return l.err.Error()
}

// storable reports whether it can be stored where it was looked for: there is no
// storing in a keyring that this machine does not have.
func (l lack) storable() bool {
	return l.ref.Stored() && (l.ref.Form() != secret.FormKeyring || !is[*secret.UnavailableError](l.err))
}

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
func (a *app) lookUp(ctx context.Context, s *session.Session, d *form.Draft) ([]lack, error) {
	var lacks []lack
	for _, path := range d.Unresolved() {
		ref := d.Ref(path)
		value, found, err := s.ResolveShared(ctx, ref, form.SecretName(path))
		switch {
		case ctx.Err() != nil: // also where the secret was still found
			return nil, ctx.Err()
		case errors.Is(err, terminal.ErrInterrupted):
			return nil, err
		case err != nil:
			lacks = append(lacks, lack{path, ref, err})
		default:
			d.SetSecret(path, unwrapped(value), ref, d.Source(path))
			a.say("%s", found)
		}
	}
	return lacks, nil
}

// unwrapped takes away the white space that copying brings into a secret.
func unwrapped(value agora.Secret) agora.Secret {
	return agora.Secret(strings.Join(strings.Fields(value.Reveal()), ""))
}

// missingSecrets names every secret that is missing, and every way to supply it.
func missingSecrets(lacks []lack) *failure {
	f := &failure{code: exitWrong, kind: kindSecret, what: fmt.Sprintf("%d secrets are not where they should be, so nothing was sent", len(lacks))}
	var flags []string
	stored, variable := false, false
	for _, l := range lacks {
		f.fields = append(f.fields, agora.FieldError{Path: l.path, Rule: "secret", Text: "the " + form.SecretName(l.path) + " is missing: " + l.tried()})
		flags = append(flags, "--set "+l.path+"=env:NAME")
		stored = stored || l.storable()
		variable = variable || l.ref.Form() == secret.FormEnv
	}
	if len(lacks) == 1 {
		f.what, f.err = f.fields[0].Text+", so nothing was sent", lacks[0].err
	}
	ways := repairs(lacks)
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
	f.what = fmt.Sprintf("%d secrets are not where they should be, so nothing was sent", len(f.fields))
	f.next += "; and for the connection " + c.Name + ": " + missing.Do
	return f
}

// repairs says what makes the places usable again in which the secrets are: each
// once.
func repairs(lacks []lack) []string {
	var ways []string
	for _, l := range lacks {
		if off, ok := errors.AsType[*secret.UnavailableError](l.err); ok && off.Fix != "" && !slices.Contains(ways, off.Fix) {
			ways = append(ways, off.Fix)
		}
	}
	return ways
}

// supply asks for a secret that is missing on this machine, and offers to store it
// where it was looked for.
func (a *app) supply(ctx context.Context, s *session.Session, d *form.Draft, l lack) error {
	a.say("The %s is missing: %s.", form.SecretName(l.path), l.tried())
	err := a.prompts(ctx).AskOnly(d, []string{l.path})
	if err != nil && !errors.Is(err, form.ErrAtReview) {
		return err
	}
	value := agora.Secret(d.Text(l.path))
	if value == "" || !l.storable() {
		return nil
	}
	yes, err := a.yes(ctx, "Store it in "+l.ref.Words()+", so that it is found the next time?")
	if err != nil || !yes {
		return err
	}
	if err := a.store(ctx, s, l.ref, value); err != nil {
		return a.notStored(ctx, err)
	}
	d.SetSecret(l.path, value, l.ref, form.Typed)
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
// none, if the person agrees.
func (a *app) store(ctx context.Context, s *session.Session, ref secret.Ref, value agora.Secret) error {
	if _, err := a.storeIn(ctx, s, ref.Form()); err != nil {
		return err
	}
	if err := s.KeepShared(ctx, ref, value); err != nil {
		return err
	}
	a.say("  stored in %s", ref.Words())
	return nil
}

// requestShown returns the draft's request as JSON: secrets masked, and tokens that
// are made when it is sent named as such.
func requestShown(d *form.Draft) string { return escaped(d.Shown().JSON(d.Project(), d.Show)) }

// sourceJSON says of a secret where it comes from, never what it is.
type sourceJSON struct {
	Path string `json:"path"`
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
