package keep

import (
	"context"
	"errors"
	"iter"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// LookUp looks for the secrets of a draft, one after the other as they are asked for.
// A value has no white space in it; the errors are those of ResolveShared.
func (s *Secrets) LookUp(ctx context.Context, wanted []secret.Wanted) iter.Seq[secret.Looked] {
	return func(yield func(secret.Looked) bool) {
		for _, w := range wanted {
			l := secret.Looked{Wanted: w}
			l.Value, l.Found, l.Err = s.ResolveShared(ctx, w.Ref, w.What)
			l.Value = secret.Unbroken(l.Value)
			if !yield(l) {
				return
			}
		}
	}
}

// KeepShared stores a secret of a draft where presets and requests say that it is,
// without white space. Another one that is there already is *TakenError, unless it is
// to be replaced. Where a connection has its own secret, which would be lost, that is
// *OwnedError. A file of secrets that is not there yet is *secret.LockedError: opening
// it makes it.
func (s *Secrets) KeepShared(ctx context.Context, ref secret.Ref, value agora.Secret, replace bool) error {
	if err := s.notOwned(ref); err != nil {
		return err
	}
	if err := s.NeedsFile(ref.Form()); err != nil {
		return err
	}
	value = secret.Unbroken(value)
	if !replace {
		if err := s.notTaken(ctx, ref, value); err != nil {
			return err
		}
	}
	return s.Keep(ctx, ref, value)
}

// NeedsFile returns the error of a locked file where a secret is to be kept, by the form
// of its place, in a file of secrets that is not there yet: opening it then makes it.
func (s *Secrets) NeedsFile(form string) error {
	if f := s.o.File; form == secret.FormAge && !f.Exists() {
		return &secret.LockedError{Path: f.Path()}
	}
	return nil
}

// notTaken returns *TakenError where another secret is than the value.
func (s *Secrets) notTaken(ctx context.Context, ref secret.Ref, value agora.Secret) error {
	v, err := s.Vault(ref.Form())
	if err != nil {
		return err
	}
	there, err := v.Get(ctx, ref.Name())
	if _, absent := errors.AsType[*secret.NotThereError](err); absent {
		return nil
	}
	if err == nil && secret.Unbroken(there) != value {
		err = &TakenError{ref}
	}
	return err
}
