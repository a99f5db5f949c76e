package session

import (
	"context"
	"errors"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/vault"
)

// The secrets of a connection, as people call them.
const (
	CustomerSecret = "customer secret"
	AppCertificate = "App Certificate"
)

// Which is one of a connection's secrets: CustomerSecret, AppCertificate or CallToken.
type Which string

// of returns where the connection says that the secret is.
func (w Which) of(c *connections.Connection) *secret.Ref {
	switch w {
	case AppCertificate:
		return &c.AppCertificate
	case CallToken:
		return &c.Token
	}
	return &c.Secret
}

// Keyring is the system's keyring, which may not be there.
type Keyring interface {
	secret.Vault
	Available(ctx context.Context) error // nil: it works; else why not
}

// AgeFile returns the file of secrets that a passphrase opens. It may not exist:
// it is made only after the person agreed.
func (s *Session) AgeFile() *vault.AgeFile { return s.age }

// Sources returns where secrets come from in this session. A locked file of
// secrets stays locked: Resolve asks for its passphrase.
func (s *Session) Sources(ask Ask) secret.Sources {
	home := s.Getenv("HOME")
	if home == "" {
		home = s.Getenv("USERPROFILE")
	}
	return secret.Sources{Getenv: s.Getenv, Ask: ask, Keyring: s.keyring, Age: s.age, Home: home}
}

// Resolve gets the secret that a reference stands for; what is its name in
// words. Where the file of secrets is locked and the session has a Passphrase,
// that is asked for. The errors are those of secret.Ref.Resolve and of asking.
func (s *Session) Resolve(ctx context.Context, ref secret.Ref, what string, ask Ask) (agora.Secret, secret.Found, error) {
	var value agora.Secret
	var found secret.Found
	err := s.unlocking(ctx, func() (err error) {
		value, found, err = ref.Resolve(ctx, what, s.Sources(ask))
		return err
	})
	if err != nil {
		return "", found, err
	}
	s.Log.Hide(value)
	s.Log.Event("secret", "what", what, "from", found.Where)
	return value, found, nil
}

// typedKey is a secret that was typed for a connection.
type typedKey struct {
	connection string
	which      Which
}

// resolveOf gets a secret of a connection. What is typed each time, or because it
// was not found, is typed once in a session.
func (s *Session) resolveOf(ctx context.Context, c connections.Connection, which Which, ask Ask) (agora.Secret, secret.Found, error) {
	ref, key := *which.of(&c), typedKey{c.Name, which}
	s.mu.Lock()
	typed, known := s.typed[key]
	s.mu.Unlock()
	if known && (ref.Asks() || which == CustomerSecret) {
		return typed, secret.Found{What: string(which), Where: "what you typed"}, nil
	}
	value, found, err := s.Resolve(ctx, ref, string(which), ask)
	if err == nil && ref.Asks() {
		s.mu.Lock()
		s.typed[key] = value
		s.mu.Unlock()
	}
	return value, found, err
}

// Forget drops what was typed to say who calls, so that it is asked for again:
// Agora refused it.
func (s *Session) Forget(connection string) {
	for _, which := range allSecrets {
		s.forget(connection, which)
	}
}

// allSecrets are the secrets that a connection can say a place of.
var allSecrets = []Which{CustomerSecret, AppCertificate, CallToken}

func (s *Session) forget(connection string, which Which) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.typed, typedKey{connection, which})
}

// passphraseTries is how often a wrong passphrase is asked for again.
const passphraseTries = 3

// unlocking does what may need the file of secrets. Where that is locked, the
// passphrase is asked for, if it can be, and f is called again.
func (s *Session) unlocking(ctx context.Context, f func() error) error {
	err := f()
	if _, locked := errors.AsType[*secret.LockedError](err); !locked || s.Passphrase == nil {
		return err
	}
	what := "passphrase of the file of secrets"
	for range passphraseTries {
		typed, asked := s.Passphrase(ctx, what)
		if asked != nil {
			return asked
		}
		s.Log.Hide(typed)
		err = s.age.Unlock(ctx, typed)
		if err == nil {
			return f()
		}
		if _, wrong := errors.AsType[*vault.WrongPassphraseError](err); !wrong {
			return err
		}
		what = "that was wrong; passphrase of the file of secrets"
	}
	return err
}

// Vault returns a place that keeps secrets by name: secret.FormKeyring or
// secret.FormAge. Its errors are those of secret.Vault, and it asks for the
// passphrase as Resolve does. Another form is an error that says so.
func (s *Session) Vault(form string) (secret.Vault, error) {
	switch form {
	case secret.FormKeyring:
		return s.keyring, nil
	case secret.FormAge:
		return opening{s}, nil
	}
	return nil, errors.New("a secret can be stored in the keyring or in the file of secrets only")
}

// BestVault returns the form of the place where a secret is best kept here: the
// keyring, else the file of secrets and why there is no keyring.
func (s *Session) BestVault(ctx context.Context) (form, why string) {
	if err := s.keyring.Available(ctx); err != nil {
		return secret.FormAge, err.Error()
	}
	return secret.FormKeyring, ""
}

// Keep stores a secret where the reference says, in place of what is there.
func (s *Session) Keep(ctx context.Context, ref secret.Ref, value agora.Secret) error {
	v, err := s.Vault(ref.Form())
	if err != nil {
		return err
	}
	s.Log.Hide(value)
	return v.Put(ctx, ref.Name(), value)
}

// Drop takes a stored secret away; where there is none it is nil. Who else uses
// it is not asked: see OwnSecrets.
func (s *Session) Drop(ctx context.Context, ref secret.Ref) error {
	v, err := s.Vault(ref.Form())
	if err != nil {
		return err
	}
	return v.Delete(ctx, ref.Name())
}

// opening is the file of secrets, whose passphrase is asked for where it is locked.
type opening struct{ s *Session }

func (o opening) Get(ctx context.Context, name string) (value agora.Secret, err error) {
	err = o.s.unlocking(ctx, func() (err error) { value, err = o.s.age.Get(ctx, name); return err })
	return value, err
}

func (o opening) Put(ctx context.Context, name string, value agora.Secret) error {
	return o.s.unlocking(ctx, func() error { return o.s.age.Put(ctx, name, value) })
}

func (o opening) Delete(ctx context.Context, name string) error {
	return o.s.unlocking(ctx, func() error { return o.s.age.Delete(ctx, name) })
}
