package keep

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
)

// LeftoverError is a stored secret that nothing uses any more and that could not
// be deleted. All that was asked for besides is done.
type LeftoverError struct {
	What string // "customer secret"
	Ref  secret.Ref
	Err  error
}

// Error says what is left where, and what to do about it.
func (e *LeftoverError) Error() string {
	return fmt.Sprintf("the old %s could not be deleted and is still in %s, where nothing needs it any more: %v; delete it there yourself",
		e.What, e.Ref.Words(), e.Err)
}

// Unwrap returns why it could not be deleted.
func (e *LeftoverError) Unwrap() error { return e.Err }

// TakenError is a name under which another secret is stored already. Nothing was
// changed.
type TakenError struct{ Ref secret.Ref }

// Error says which place is taken.
func (e *TakenError) Error() string {
	return fmt.Sprintf("%s already holds another secret: choose another name", e.Ref.Words())
}

// OtherValueError is a place that a secret can't be moved to, because what is
// there is not the same. Nothing was changed.
type OtherValueError struct {
	What string // "customer secret"
	Ref  secret.Ref
}

// Error says that the secret would be lost, and what to do.
func (e *OtherValueError) Error() string {
	return fmt.Sprintf("%s is not the %s of now, which would be lost: put the same there first", e.Ref.Words(), e.What)
}

// ChangedError is a connection that another program changed meanwhile.
type ChangedError struct{ Name string }

// Error says that nothing was changed.
func (e *ChangedError) Error() string {
	return fmt.Sprintf("the connection %q was changed by another sttwizard meanwhile; look at it and try again", e.Name)
}

// MoveSecret brings a connection's secret to another place: it is put there, the
// connection is saved, and only then the old one is deleted, unless something
// else uses it. Whatever fails, the connection says where its secret is. A
// keyring or age reference without a name gets one that is free. What
// sttwizard can't write (a variable, a file, a command, what is typed) must give
// the same value already. The errors are *TakenError, *OtherValueError,
// *ChangedError, *LeftoverError (all is done but the deleting), and those of
// Resolve, of the place, and of connections.Store.
func (s *Secrets) MoveSecret(ctx context.Context, connection string, which connections.SecretKind, to secret.Ref, ask Ask) error {
	c, err := s.o.Connections.Get(connection)
	if err != nil {
		return err
	}
	from := *which.Of(&c)
	if from == to {
		return nil
	}
	value, _, err := s.Resolve(ctx, from, string(which), ask)
	if err != nil {
		return err
	}
	undo, err := s.place(ctx, c, which, &to, value, ask)
	if err != nil {
		return err
	}
	err = s.o.Connections.Change(connection, func(now *connections.Connection) error {
		ref := which.Of(now)
		if *ref != from {
			return &ChangedError{connection}
		}
		*ref = to
		return nil
	})
	if err != nil {
		return also(err, undo(ctx))
	}
	s.forget(connection, which)
	return s.dropUnused(ctx, which, from)
}

// also puts a second error behind the first, in one line.
func also(err, more error) error {
	switch {
	case more == nil:
		return err
	case err == nil:
		return more
	}
	return fmt.Errorf("%w; %w", err, more)
}

// undo takes back what was put into a place.
type undo func(ctx context.Context) error

func nothing(context.Context) error { return nil }

// place makes sure that the value is where to says, which is given a name where
// it has none.
func (s *Secrets) place(ctx context.Context, c connections.Connection, which connections.SecretKind, to *secret.Ref, value agora.Secret, ask Ask) (undo, error) {
	if !to.Stored() {
		return nothing, s.same(ctx, which, *to, value, ask)
	}
	if to.Name() == "" {
		return s.store(ctx, c, which, to, value)
	}
	free, err := s.free(ctx, c, which, *to, value)
	if err == nil && !free {
		err = &TakenError{*to}
	}
	if err != nil {
		return nil, err
	}
	return s.put(ctx, which, *to, value)
}

// same checks that a place that sttwizard can't write holds the value.
func (s *Secrets) same(ctx context.Context, which connections.SecretKind, to secret.Ref, value agora.Secret, ask Ask) error {
	again := ask
	if to.Asks() && ask != nil {
		again = func(ctx context.Context, what string) (agora.Secret, error) {
			return ask(ctx, what+" once more, to show that you have it")
		}
	}
	there, _, err := s.Resolve(ctx, to, string(which), again)
	if err == nil && there != value {
		err = &OtherValueError{string(which), to}
	}
	return err
}

// store puts the value under the first name of the connection that is free.
func (s *Secrets) store(ctx context.Context, c connections.Connection, which connections.SecretKind, to *secret.Ref, value agora.Secret) (undo, error) {
	for _, name := range names(c.Name, which) {
		ref := secret.Keyring(name)
		if to.Form() == secret.FormAge {
			ref = secret.Age(name)
		}
		free, err := s.free(ctx, c, which, ref, value)
		if err != nil {
			return nil, err
		}
		if free {
			*to = ref
			return s.put(ctx, which, ref, value)
		}
	}
	return nil, &TakenError{*to}
}

// names returns the names under which a connection's secret is stored, the usual
// one first. No two connections have one in common.
func names(connection string, which connections.SecretKind) []string {
	base := connection + "-customer-secret"
	switch which {
	case connections.AppCertificate:
		base = connection + "-app-certificate"
	case connections.CallToken:
		base = connection + "-token"
	}
	all := []string{base}
	for n := 2; n <= 9; n++ {
		all = append(all, fmt.Sprintf("%s-%d", base, n))
	}
	return all
}

// DefaultName returns the name under which a connection's secret is stored where
// that is free, as "acme-customer-secret".
func DefaultName(connection string, which connections.SecretKind) string {
	return names(connection, which)[0]
}

// free reports whether the value may be put there: nothing else uses that name, and
// no other value is there that somebody may need, such as another home's.
func (s *Secrets) free(ctx context.Context, c connections.Connection, which connections.SecretKind, ref secret.Ref, value agora.Secret) (bool, error) {
	if used, err := s.used(ref, typedKey{c.Name, which}); used || err != nil {
		return false, err
	}
	if own, err := s.o.Connections.Get(c.Name); err == nil && *which.Of(&own) == ref {
		return true, nil
	}
	v, err := s.Vault(ref.Form())
	if err != nil {
		return false, err
	}
	there, err := v.Get(ctx, ref.Name())
	if _, absent := errors.AsType[*secret.NotThereError](err); absent {
		return true, nil
	}
	return there == value, err
}

// put stores the value, and gives what puts back what was there before.
func (s *Secrets) put(ctx context.Context, which connections.SecretKind, ref secret.Ref, value agora.Secret) (undo, error) {
	v, err := s.Vault(ref.Form())
	if err != nil {
		return nil, err
	}
	before, err := v.Get(ctx, ref.Name())
	_, absent := errors.AsType[*secret.NotThereError](err)
	if err != nil && !absent {
		return nil, err
	}
	if before == value && !absent {
		return nothing, nil
	}
	if err := s.Keep(ctx, ref, value); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		ctx = context.WithoutCancel(ctx) // what was begun is taken back
		if !absent {
			return v.Put(ctx, ref.Name(), before)
		}
		if err := v.Delete(ctx, ref.Name()); err != nil {
			return &LeftoverError{string(which), ref, err}
		}
		return nil
	}, nil
}

// used reports whether a connection of the file or a preset says that a secret is
// there, the one place left out.
func (s *Secrets) used(ref secret.Ref, but ...typedKey) (bool, error) {
	all, err := s.o.Connections.List()
	if err != nil {
		return false, err
	}
	for _, c := range all {
		for _, which := range connections.SecretKinds() {
			if *which.Of(&c) == ref && !slices.Contains(but, typedKey{c.Name, which}) {
				return true, nil
			}
		}
	}
	entries, err := s.o.Presets.List()
	for _, e := range entries {
		for _, r := range e.Preset.Secrets {
			if r == ref {
				return true, nil
			}
		}
	}
	return false, err
}

// dropUnused deletes a stored secret that nothing uses any more.
func (s *Secrets) dropUnused(ctx context.Context, which connections.SecretKind, ref secret.Ref) error {
	if !ref.Stored() {
		return nil
	}
	used, err := s.used(ref)
	if err == nil && !used {
		err = s.Drop(ctx, ref)
	}
	if err != nil {
		return &LeftoverError{string(which), ref, err}
	}
	return nil
}
