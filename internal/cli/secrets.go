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
	"sttwizard/internal/words"
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

// secretTries is how often a secret is asked for that can't be one.
const secretTries = 3

// typeSecretOf takes a secret of a connection; where it may be missing, an empty one is
// given as it is.
func (a *app) typeSecretOf(ctx context.Context, which connections.SecretKind, mayMiss bool) (agora.Secret, error) {
	prompt := string(which)
	if which == connections.AppCertificate {
		prompt += ", with which bot tokens are made"
	}
	if mayMiss {
		prompt += "; empty if you have none"
	}
	return a.typeUntil(ctx, prompt, func(value agora.Secret) string {
		switch wrong := keep.CheckTyped(which, value); {
		case value == "" && mayMiss:
			return ""
		case value == "":
			return a.noSecret(string(which))
		case wrong != nil:
			return "that is no " + string(which) + ": it " + wrong.Text
		}
		return ""
	})
}

// mustTypeSecret takes any other secret that must not be missing.
func (a *app) mustTypeSecret(ctx context.Context, what string) (agora.Secret, error) {
	return a.typeUntil(ctx, what, func(value agora.Secret) string {
		if value == "" {
			return a.noSecret(what)
		}
		return ""
	})
}

// noSecret says that a secret did not come, by the way on which it would have.
func (a *app) noSecret(what string) string {
	if a.env.ReadSecret == nil {
		return "there is no " + what + ": nothing stands in the input"
	}
	return "there is no " + what + ": nothing was typed"
}

// typeUntil takes a secret. Where somebody types, one of which wrong has something to say
// is asked for again.
func (a *app) typeUntil(ctx context.Context, prompt string, wrong func(agora.Secret) string) (agora.Secret, error) {
	why := ""
	for range secretTries {
		value, err := a.typeSecret(ctx, prompt)
		switch {
		case err == io.EOF && why != "":
			return "", notASecret(why)
		case err != nil:
			return "", err
		}
		if why = wrong(value); why == "" {
			return value, nil
		}
		if a.env.ReadSecret == nil {
			break
		}
		a.say("%s", why)
	}
	return "", notASecret(why)
}

func notASecret(why string) error {
	return &failure{code: exitWrong, kind: kindSecret, what: why,
		next: "type it, or give it on the input, one secret on a line: sttwizard ... < FILE; nothing was saved"}
}

// sayRule says what a secret of a connection is and where a person finds it.
func (a *app) sayRule(which connections.SecretKind) {
	if a.env.ReadSecret != nil {
		a.say("%s: %s", words.Capital(string(which)), connections.QuestionFor(connections.FieldOf(which)).Help)
	}
}

// errNowhere says that the person wants secrets kept nowhere.
var errNowhere = errors.New("secrets are to be kept nowhere")

// secretAsker asks for secrets of a connection that are to be stored: where to, once, and
// the passphrase of that place, before the first of them.
type secretAsker struct {
	app     *app
	session *session.Session
	named   string // the form of the place that was named; empty: the best
	form    string // that of the place they go to; empty: not known yet
	typed   []keep.Typed
}

// ask asks for one secret; not given: it may be missing, and is. The error is errNowhere
// where the person wants it stored nowhere.
func (x *secretAsker) ask(ctx context.Context, which connections.SecretKind, mayMiss bool) (given bool, err error) {
	if x.form == "" {
		if x.form, err = x.app.storeIn(ctx, x.session, x.named); err != nil {
			return false, err
		}
		if x.form == "" {
			return false, errNowhere
		}
	}
	value, err := x.app.typeSecretOf(ctx, which, mayMiss)
	if err != nil || value == "" {
		return false, err
	}
	x.typed = append(x.typed, keep.Typed{Which: which, Form: x.form, Value: value})
	return true, nil
}

// typedSecrets asks for the secrets that a connection lacks and that are to be
// stored. Where the person wants them nowhere, the customer secret is asked for
// each time.
func (a *app) typedSecrets(ctx context.Context, x *secretAsker, c *connections.Connection, f addFlags) error {
	needless := !c.Secret.IsZero() || c.Auth != agora.AuthBasic && c.CustomerKey == ""
	if f.store == "" && (needless || a.env.ReadSecret == nil) {
		return nil
	}
	if err := savable(*c); err != nil {
		return err
	}
	if f.secret == "" {
		a.sayRule(connections.CustomerSecret)
		_, err := x.ask(ctx, connections.CustomerSecret, false)
		if errors.Is(err, errNowhere) {
			c.Secret = secret.Ask()
			a.say("the customer secret is asked for each time then")
			return nil
		}
		if err != nil {
			return err
		}
	}
	if c.Certificate == agora.CertificateOn && f.appCertificate == "" {
		a.sayRule(connections.AppCertificate)
		if _, err := x.ask(ctx, connections.AppCertificate, true); err != nil && !errors.Is(err, errNowhere) {
			return err
		}
	}
	return nil
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
	if form != secret.FormAge {
		return form, nil
	}
	if s.AgeFile().Exists() { // its passphrase is asked for before what it is to keep
		return form, s.OpenFile(ctx)
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
