package keep

import (
	"context"
	"errors"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
)

// Typed is a secret that a person typed for a connection, and where it is kept.
type Typed struct {
	Which connections.SecretKind
	Form  string // secret.FormKeyring or secret.FormAge
	Name  string // empty: one that is free
	Value agora.Secret
}

// SaveConnection saves a connection and stores the secrets that were typed for it;
// it gives the connection as it was saved, with references to them. What a typed
// secret stands in place of is deleted last. Whatever fails, nothing that was
// there before is lost. The errors are *connections.InvalidError, and those of
// connections.Store.Save and of MoveSecret.
func (s *Secrets) SaveConnection(ctx context.Context, c connections.Connection, replace bool, typed ...Typed) (connections.Connection, error) {
	old, err := s.o.Connections.Get(c.Name)
	_, fresh := errors.AsType[*connections.NotFoundError](err)
	switch {
	case err != nil && !fresh:
		return c, err
	case !fresh && !replace:
		return c, &connections.ExistsError{Name: c.Name}
	}
	if err := legal(c, typed); err != nil {
		return c, err
	}
	var undone []undo
	fail := func(err error) (connections.Connection, error) {
		for _, f := range undone {
			err = also(err, f(ctx))
		}
		return c, err
	}
	for _, t := range typed {
		to := secret.Keyring(t.Name)
		if t.Form == secret.FormAge {
			to = secret.Age(t.Name)
		}
		back, err := s.place(ctx, c, t.Which, &to, t.Value, nil)
		if err != nil {
			return fail(err)
		}
		undone = append(undone, back)
		*t.Which.Of(&c) = to
	}
	if err := s.o.Connections.Save(c, replace); err != nil {
		return fail(err)
	}
	return c, s.superseded(ctx, old, c, typed)
}

// legal finds what would keep the connection from being saved before anything is
// stored.
func legal(c connections.Connection, typed []Typed) error {
	if err := wellFormed(typed); err != nil {
		return err
	}
	for _, t := range typed {
		*t.Which.Of(&c) = secret.Keyring(DefaultName("x", t.Which))
	}
	if wrong := c.Validate(); len(wrong) > 0 {
		return &connections.InvalidError{Fields: wrong}
	}
	return nil
}

// superseded deletes the secrets that typed ones stand in place of.
func (s *Secrets) superseded(ctx context.Context, old, now connections.Connection, typed []Typed) error {
	var err error
	for _, t := range typed {
		s.forget(now.Name, t.Which)
		if was := *t.Which.Of(&old); was != *t.Which.Of(&now) {
			err = also(err, s.dropUnused(ctx, t.Which, was))
		}
	}
	return err
}

// OwnSecrets returns where the secrets are stored that only this connection uses.
func (s *Secrets) OwnSecrets(c connections.Connection) ([]secret.Ref, error) {
	var own []secret.Ref
	for _, which := range connections.SecretKinds() {
		ref := *which.Of(&c)
		if !ref.Stored() {
			continue
		}
		used, err := s.used(ref, typedKey{c.Name, connections.CustomerSecret}, typedKey{c.Name, connections.AppCertificate}, typedKey{c.Name, connections.CallToken})
		if err != nil {
			return nil, err
		}
		if !used {
			own = append(own, ref)
		}
	}
	return own, nil
}

// RemoveConnection takes a connection out of the file and, if that is wanted, the
// stored secrets that only it uses. Their places are tried first: where one can't
// be reached nothing is removed. The errors are *connections.NotFoundError, those
// of the places, and *LeftoverError.
func (s *Secrets) RemoveConnection(ctx context.Context, name string, withSecrets bool) error {
	c, err := s.o.Connections.Get(name)
	if err != nil {
		return err
	}
	var own []secret.Ref
	if withSecrets {
		if own, err = s.OwnSecrets(c); err != nil {
			return err
		}
	}
	for _, ref := range own {
		if err := s.reachable(ctx, ref); err != nil {
			return err
		}
	}
	if err := s.o.Connections.Remove(name); err != nil {
		return err
	}
	for _, which := range connections.SecretKinds() {
		s.forget(name, which)
		if withSecrets {
			err = also(err, s.dropUnused(ctx, which, *which.Of(&c)))
		}
	}
	return err
}

// reachable reports whether a place answers, whatever it has.
func (s *Secrets) reachable(ctx context.Context, ref secret.Ref) error {
	v, err := s.Vault(ref.Form())
	if err != nil {
		return err
	}
	_, err = v.Get(ctx, ref.Name())
	if _, absent := errors.AsType[*secret.NotThereError](err); absent {
		return nil
	}
	return err
}
