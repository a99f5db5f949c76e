package keep

import (
	"context"
	"errors"
	"fmt"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
)

// OwnedError is a place where a connection has its own secret, named by something
// that must not have that: a preset, which may come from somebody else.
type OwnedError struct {
	Ref        secret.Ref
	Connection string
}

// Error says whose secret is there.
func (e *OwnedError) Error() string {
	return fmt.Sprintf("%s is where the connection %q has its own secret, which a preset can't have", e.Ref.Words(), e.Connection)
}

// ResolveShared is Resolve for the references of presets, without asking. Where a
// connection of this machine has its own secret there, that is a
// *secret.MissingError: a preset would send it to Agora, and from there to whoever
// has the bucket that it names. What a preset calls keyring:NAME is looked for
// under that name in the file of secrets where there is no keyring.
func (s *Secrets) ResolveShared(ctx context.Context, ref secret.Ref, what string) (agora.Secret, secret.Found, error) {
	if err := s.notOwned(ref); err != nil {
		return "", secret.Found{}, &secret.MissingError{What: what, Tried: err.Error(), Do: "choose another name or variable in the preset", Err: err}
	}
	value, found, err := s.Resolve(ctx, ref, what, nil)
	if s.noKeyring(ref, err) {
		return s.Resolve(ctx, ref.InFile(), what, nil)
	}
	return value, found, err
}

// noKeyring reports whether a preset's name for the keyring is to be looked for in
// the file of secrets, as this machine has that and no keyring.
func (s *Secrets) noKeyring(ref secret.Ref, err error) bool {
	_, none := errors.AsType[*secret.UnavailableError](err)
	return none && ref.Form() == secret.FormKeyring && s.o.File.Exists()
}

func (s *Secrets) notOwned(ref secret.Ref) error {
	all, err := s.o.Choices()
	for _, c := range all {
		for _, which := range []connections.SecretKind{connections.CustomerSecret, connections.AppCertificate} {
			if *which.Of(&c) == ref && !ref.Asks() && !ref.IsZero() {
				return &OwnedError{ref, c.Name}
			}
		}
	}
	return err // of the file: whose the secret is can't be told
}
