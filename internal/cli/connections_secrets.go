package cli

import (
	"context"

	"github.com/spf13/cobra"

	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/session"
)

const storeSecretLong = `Store a connection's customer secret, or with --app-certificate its App
Certificate, so that it is typed once. It is asked for without being shown, or
is the first line of the input; it is never put on a command line.

Without --to it goes where the connection's secret is stored already, else into
this system's keyring; where there is none, into a file that a passphrase opens,
after a yes.`

const moveSecretLong = `Move a connection's customer secret, or with --app-certificate its App
Certificate, to another place: it is put there, the connection is saved, and
then the old one is deleted, unless something else uses it. Whatever fails on
the way, nothing is lost.

Places are keyring and age, with a name as keyring:NAME or without one. To a
place that sttwizard can't write (env:NAME, file:PATH, cmd:COMMAND, ask) it
moves only if the same secret is there already.`

func (a *app) connectionsStoreCommand() *cobra.Command {
	to, certificate := "", false
	cmd := a.command(&cobra.Command{Use: "store-secret NAME [flags]", Short: "Store a connection's secret, typed once", Long: storeSecretLong,
		Example: "  sttwizard connections store-secret acme\n  sttwizard connections store-secret acme --app-certificate < certificate.txt",
		Args:    exactly(1), ValidArgsFunction: a.completeConnections})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		return a.storeSecret(ctx, s, args[0], whichOf(certificate), to)
	})
	cmd.Flags().StringVar(&to, "to", "", "where to: `keyring or age`, with a name as keyring:NAME")
	cmd.Flags().BoolVar(&certificate, "app-certificate", false, "the App Certificate, not the customer secret")
	a.doneFlag(cmd)
	a.complete(cmd, "to", cobra.FixedCompletions([]cobra.Completion{secret.FormKeyring, secret.FormAge}, noFiles))
	return cmd
}

func (a *app) connectionsMoveCommand() *cobra.Command {
	to, certificate := "", false
	cmd := a.command(&cobra.Command{Use: "move-secret NAME --to PLACE [flags]", Short: "Move a connection's secret to another place", Long: moveSecretLong,
		Example: "  sttwizard connections move-secret acme --to keyring\n  sttwizard connections move-secret acme --to env:ACME_SECRET",
		Args:    exactly(1), ValidArgsFunction: a.completeConnections})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		return a.moveSecret(ctx, s, args[0], whichOf(certificate), to)
	})
	cmd.Flags().StringVar(&to, "to", "", "where to: a `PLACE` such as keyring, age, keyring:NAME, env:NAME or ask")
	cmd.Flags().BoolVar(&certificate, "app-certificate", false, "the App Certificate, not the customer secret")
	a.doneFlag(cmd)
	a.complete(cmd, "to", cobra.FixedCompletions(append([]cobra.Completion{secret.FormKeyring, secret.FormAge}, refCompletions...), noFiles|cobra.ShellCompDirectiveNoSpace))
	return cmd
}

func whichOf(certificate bool) connections.SecretKind {
	if certificate {
		return connections.AppCertificate
	}
	return connections.CustomerSecret
}

// placeFlag reads --to: a reference, or a place without a name.
func placeFlag(text string) (secret.Ref, error) {
	switch text {
	case secret.FormKeyring:
		return secret.Keyring(""), nil
	case secret.FormAge:
		return secret.Age(""), nil
	}
	return refFlag("--to", text)
}

// ownConnection returns a connection of the file: the built-in ones can't be changed.
func ownConnection(s *session.Session, name string) (connections.Connection, error) {
	if name == connections.SandboxName || name == connections.EnvironmentName {
		return connections.Connection{}, wrongUse("see sttwizard connections list", "%s is built in and can't be changed", name)
	}
	return s.Connections.Get(name)
}

func (a *app) storeSecret(ctx context.Context, s *session.Session, name string, which connections.SecretKind, to string) error {
	c, err := ownConnection(s, name)
	if err != nil {
		return err
	}
	place := *which.Of(&c)
	if to != "" {
		if place, err = placeFlag(to); err != nil {
			return err
		}
		if !place.Stored() {
			return wrongUse("--to keyring, or --to age", "a secret can be stored in the keyring or in the file of secrets only")
		}
	}
	if !place.Stored() {
		place = secret.Ref{}
	}
	form, err := a.storeIn(ctx, s, place.Form())
	if err == nil && form == "" {
		return &failure{code: exitWrong, kind: kindConfirm, what: "nothing was stored", next: "it stays as it was: " + which.Of(&c).Words()}
	}
	if err != nil {
		return err
	}
	a.sayRule(which)
	value, err := a.typeSecretOf(ctx, which, false)
	if err != nil {
		return err
	}
	c, err = s.SaveConnection(ctx, c, true, keep.Typed{Which: which, Form: form, Name: place.Name(), Value: value})
	if err = a.leftover(err); err == nil {
		a.tellStored(c, which)
	}
	return err
}

func (a *app) moveSecret(ctx context.Context, s *session.Session, name string, which connections.SecretKind, to string) error {
	c, err := ownConnection(s, name)
	if err != nil {
		return err
	}
	if to == "" {
		return wrongUse("for example --to keyring", "--to is missing: where shall the %s of %s go?", which, name)
	}
	if which.Of(&c).IsZero() {
		return wrongUse("store it: sttwizard connections store-secret --help", "%s has no %s to move", name, which)
	}
	place, err := placeFlag(to)
	if err != nil {
		return err
	}
	if place.Form() == secret.FormAge {
		if _, err := a.storeIn(ctx, s, secret.FormAge); err != nil {
			return err
		}
	}
	if err = a.leftover(s.MoveSecret(ctx, name, which, place, a.askSecret())); err != nil {
		return err
	}
	if c, err = s.Connections.Get(name); err == nil {
		a.tellStored(c, which)
	}
	return err
}
