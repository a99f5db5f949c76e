package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/session"
	"sttwizard/internal/vault"
)

// typeSecret takes a secret that is typed without echo, or else the input's next
// line. An empty one is given as it is.
func (a *app) typeSecret(ctx context.Context, what string) (agora.Secret, error) {
	if ask := a.askSecret(); ask != nil {
		typed, err := ask(ctx, what)
		return agora.Secret(strings.TrimSpace(typed.Reveal())), err
	}
	text, err := a.lines.next(ctx)
	if err == io.EOF {
		err = nil
	}
	return agora.Secret(strings.TrimSpace(text)), err
}

// mustTypeSecret is typeSecret where an empty one is of no use.
func (a *app) mustTypeSecret(ctx context.Context, what string) (agora.Secret, error) {
	value, err := a.typeSecret(ctx, what)
	if err == nil && value == "" {
		err = &failure{code: exitWrong, kind: kindSecret, what: "there is no " + what + ": nothing was typed, and nothing stands in the input",
			next: "type it, or give it on the input, one secret on a line: sttwizard ... < FILE; nothing was saved"}
	}
	return value, err
}

// typedSecrets asks for the secrets that a connection lacks and that are to be
// stored. Where the person wants them nowhere, the customer secret is asked for
// each time.
func (a *app) typedSecrets(ctx context.Context, s *session.Session, c *connections.Connection, f addFlags) ([]keep.Typed, error) {
	needless := !c.Secret.IsZero() || c.Auth != agora.AuthBasic && c.CustomerKey == ""
	if f.store == "" && (needless || a.env.ReadSecret == nil) {
		return nil, nil
	}
	if err := savable(*c); err != nil {
		return nil, err
	}
	form, err := a.storeIn(ctx, s, f.store)
	if err != nil {
		return nil, err
	}
	if form == "" {
		c.Secret = secret.Ask()
		a.say("the customer secret is asked for each time then")
		return nil, nil
	}
	var typed []keep.Typed
	if f.secret == "" {
		value, err := a.mustTypeSecret(ctx, connections.CustomerSecret)
		if err != nil {
			return nil, err
		}
		typed = append(typed, keep.Typed{Which: connections.CustomerSecret, Form: form, Value: value})
	}
	if c.Certificate == agora.CertificateOn && f.appCertificate == "" {
		what := connections.AppCertificate + ", with which bot tokens are made; empty if you have none"
		value, err := a.typeSecret(ctx, what)
		if err != nil {
			return nil, err
		}
		if value != "" {
			typed = append(typed, keep.Typed{Which: connections.AppCertificate, Form: form, Value: value})
		}
	}
	return typed, nil
}

// savable finds what is wrong with a connection besides its secret, before that
// is asked for.
func savable(c connections.Connection) error {
	if c.Secret.IsZero() {
		c.Secret = secret.Ask()
	}
	if wrong := c.Validate(); len(wrong) > 0 {
		return &connections.InvalidError{Fields: wrong}
	}
	return nil
}

// storeIn returns the form of the place where secrets are stored, ready to be used:
// the one that was named, or the best there is. It is empty where the person
// wants no file of secrets.
func (a *app) storeIn(ctx context.Context, s *session.Session, named string) (string, error) {
	form, why := named, ""
	switch named {
	case secret.FormKeyring, secret.FormAge:
	case "":
		form, why = s.BestVault(ctx)
	default:
		return "", wrongUse("for example --store keyring", "--store must be keyring or age")
	}
	if form != secret.FormAge || s.AgeFile().Exists() {
		return form, nil
	}
	if named == "" {
		a.say("%s", why)
		yes, err := a.yes(ctx, "Keep secrets in a file that a passphrase opens, "+s.AgeFile().Path()+"?")
		if err != nil || !yes {
			return "", err
		}
	}
	return form, a.createAgeFile(ctx, s.AgeFile())
}

// createAgeFile makes the file of secrets, with a passphrase that is typed twice,
// or that scripts have in the environment.
func (a *app) createAgeFile(ctx context.Context, file *vault.AgeFile) error {
	passphrase := agora.Secret(a.env.Getenv(secret.PassphraseVariable))
	ask := a.askSecret()
	switch {
	case passphrase != "":
	case ask == nil:
		return &failure{code: exitWrong, kind: kindSecret, what: "the file of secrets does not exist yet, and there is no terminal to ask for its passphrase on",
			next: "put a passphrase into the environment variable " + secret.PassphraseVariable + ", or take the keyring"}
	default:
		var err error
		if passphrase, err = a.newPassphrase(ctx, ask); err != nil {
			return err
		}
	}
	a.log.Hide(passphrase)
	if err := file.Create(ctx, passphrase); err != nil {
		return refused(kindSecret, "try again with another passphrase; nothing was saved", err)
	}
	a.say("made: %s; without its passphrase nobody can read it, you neither", file.Path())
	return nil
}

// passphraseTries is how often a new passphrase is asked for.
const passphraseTries = 3

// newPassphrase asks for a new passphrase until one follows the rules and was typed the
// same again.
func (a *app) newPassphrase(ctx context.Context, ask func(context.Context, string) (agora.Secret, error)) (agora.Secret, error) {
	why := ""
	for range passphraseTries {
		typed, err := ask(ctx, fmt.Sprintf("a new passphrase for the file of secrets, at least %d characters", vault.MinPassphrase))
		if err != nil {
			return "", notTyped(err, why)
		}
		if utf8.RuneCountInString(typed.Reveal()) < vault.MinPassphrase {
			why = fmt.Sprintf("the passphrase needs at least %d characters", vault.MinPassphrase)
			a.say("%s", why)
			continue
		}
		again, err := ask(ctx, "the passphrase once more")
		if err != nil {
			return "", notTyped(err, why)
		}
		if again == typed {
			return typed, nil
		}
		why = "the two passphrases are not the same"
		a.say("%s", why)
	}
	return "", notTyped(io.EOF, why)
}

// notTyped is a new passphrase that nobody typed right: where the input has ended, why the
// last one was not taken.
func notTyped(err error, why string) error {
	if err != io.EOF || why == "" {
		return err
	}
	return &failure{code: exitWrong, kind: kindSecret, what: why, next: "try again; nothing was saved"}
}

// tellStored says where a secret of a connection is.
func (a *app) tellStored(c connections.Connection, which connections.SecretKind) {
	a.about.name = c.Name
	a.tellDone("%s: in %s", which, which.Of(&c).Words())
}

// leftover tells of a secret that could not be deleted after all else was done;
// any other error is given on.
func (a *app) leftover(err error) error {
	if !onlyLeft(err) {
		return err
	}
	a.say("note: %v", err)
	a.code = exitFailed
	return nil
}

// onlyLeft reports whether an error says no more than that secrets are left.
func onlyLeft(err error) bool {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		return !slices.ContainsFunc(several.Unwrap(), func(e error) bool { return !onlyLeft(e) })
	}
	_, left := err.(*keep.LeftoverError)
	return left
}

// secretFailure knows the errors of places that keep secrets.
func secretFailure(err error) *failure {
	const next = "nothing was changed"
	unavailable, isUnavailable := errors.AsType[*secret.UnavailableError](err)
	switch {
	case is[*secret.LockedError](err):
		return refused(kindSecret, "run it on a terminal, or set "+secret.PassphraseVariable, err)
	case isUnavailable:
		f := refused(kindSecret, unavailable.Do, err)
		f.what = unavailable.Place + " can't be used: " + unavailable.Why
		return f
	case is[*secret.WrongPassphraseError](err):
		return refused(kindSecret, "try again with the right one", err)
	case is[*keep.TakenError](err), is[*keep.OtherValueError](err), is[*keep.ChangedError](err), is[*secret.NotThereError](err):
		return refused(kindSecret, next, err)
	case is[*keep.LeftoverError](err):
		f := refused(kindSecret, "see sttwizard connections list", err)
		f.code = exitFailed
		return f
	}
	return nil
}
