package keep

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/report"
	"sttwizard/internal/secret"
	"sttwizard/internal/vault"
	"sttwizard/presets"
)

// Ask lets the person type a secret; what is its name in words. Nil means that nobody
// can be asked.
type Ask = func(ctx context.Context, what string) (agora.Secret, error)

// Keyring is the system's keyring, which may not be there.
type Keyring interface {
	secret.Vault
	Available(ctx context.Context) error // nil: it works; else why not
}

// Options is what Secrets is made of.
type Options struct {
	Getenv      func(string) string
	Now         func() time.Time
	Rand        io.Reader // nil: the system's
	Log         *report.Log
	Keyring     Keyring
	File        *vault.AgeFile
	Connections *connections.Store
	Presets     *presets.Store
	// Choices gives the connections that can be chosen in this run.
	Choices func() ([]connections.Connection, error)
	// Project gives what the rules of a request depend on for a connection.
	Project func(connections.Connection) agora.Project
}

// Secrets has the use cases about the secrets of one run. It is safe for concurrent
// use.
type Secrets struct {
	// Passphrase lets the person type the passphrase of the file of secrets, where
	// that is locked and needed; nil: that is *secret.LockedError.
	Passphrase Ask

	o     Options
	mu    sync.Mutex
	typed map[typedKey]agora.Secret // what was asked for
}

// New returns the use cases of a run.
func New(o Options) *Secrets {
	return &Secrets{o: o, typed: map[typedKey]agora.Secret{}}
}

// AgeFile returns the file of secrets that a passphrase opens. It may not exist:
// it is made only after the person agreed.
func (s *Secrets) AgeFile() *vault.AgeFile { return s.o.File }

// Sources returns where secrets come from in this session. A locked file of
// secrets stays locked: Resolve asks for its passphrase.
func (s *Secrets) Sources(ask Ask) secret.Sources {
	home := s.o.Getenv("HOME")
	if home == "" {
		home = s.o.Getenv("USERPROFILE")
	}
	return secret.Sources{Getenv: s.o.Getenv, Ask: ask, Keyring: s.o.Keyring, Age: s.o.File, Home: home}
}

// Resolve gets the secret that a reference stands for; what is its name in
// words. Where the file of secrets is locked and the session has a Passphrase,
// that is asked for. The errors are those of secret.Ref.Resolve and of asking.
func (s *Secrets) Resolve(ctx context.Context, ref secret.Ref, what string, ask Ask) (agora.Secret, secret.Found, error) {
	var value agora.Secret
	var found secret.Found
	err := s.unlocking(ctx, func() (err error) {
		value, found, err = ref.Resolve(ctx, what, s.Sources(ask))
		return err
	})
	if err != nil {
		return "", found, err
	}
	s.o.Log.Hide(value)
	s.o.Log.Event("secret", "what", what, "from", found.Where)
	return value, found, nil
}

// typedKey is a secret that was typed for a connection.
type typedKey struct {
	connection string
	which      connections.SecretKind
}

// OfConnection gets a secret of a connection. What is typed each time, or because it
// was not found, is typed once in a session.
func (s *Secrets) OfConnection(ctx context.Context, c connections.Connection, which connections.SecretKind, ask Ask) (agora.Secret, secret.Found, error) {
	ref, key := *which.Of(&c), typedKey{c.Name, which}
	s.mu.Lock()
	typed, known := s.typed[key]
	s.mu.Unlock()
	if known && (ref.Asks() || which == connections.CustomerSecret) {
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
func (s *Secrets) Forget(connection string) {
	for _, which := range connections.SecretKinds() {
		s.forget(connection, which)
	}
}

func (s *Secrets) forget(connection string, which connections.SecretKind) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.typed, typedKey{connection, which})
}

// passphraseTries is how often a wrong passphrase is asked for again.
const passphraseTries = 3

// unlocking does what may need the file of secrets. Where that is locked, the
// passphrase is asked for, if it can be (see secret.Quietly), and f is called again.
func (s *Secrets) unlocking(ctx context.Context, f func() error) error {
	err := f()
	if _, locked := errors.AsType[*secret.LockedError](err); !locked || s.Passphrase == nil || secret.IsQuiet(ctx) {
		return err
	}
	what := "passphrase of the file of secrets"
	for range passphraseTries {
		typed, asked := s.Passphrase(ctx, what)
		if asked != nil {
			return asked
		}
		s.o.Log.Hide(typed)
		err = s.o.File.Unlock(ctx, typed)
		if err == nil {
			return f()
		}
		if _, wrong := errors.AsType[*secret.WrongPassphraseError](err); !wrong {
			return err
		}
		what = "that was wrong; passphrase of the file of secrets"
	}
	return err
}

// OpenFile asks for the passphrase of the file of secrets where that is locked, so that
// it is asked for before what is to be kept there. Without such a file nothing is asked.
func (s *Secrets) OpenFile(ctx context.Context) error {
	return s.unlocking(ctx, func() error {
		if s.o.File.Locked() {
			return &secret.LockedError{Path: s.o.File.Path()}
		}
		return nil
	})
}

// Vault returns a place that keeps secrets by name: secret.FormKeyring or
// secret.FormAge. Its errors are those of secret.Vault, and it asks for the
// passphrase as Resolve does. Another form is an error that says so.
func (s *Secrets) Vault(form string) (secret.Vault, error) {
	switch form {
	case secret.FormKeyring:
		return s.o.Keyring, nil
	case secret.FormAge:
		return opening{s}, nil
	}
	return nil, errors.New("a secret can be stored in the keyring or in the file of secrets only")
}

// BestVault returns the form of the place where a secret is best kept here: the
// keyring, else the file of secrets and why there is no keyring.
func (s *Secrets) BestVault(ctx context.Context) (form, why string) {
	if err := s.o.Keyring.Available(ctx); err != nil {
		return secret.FormAge, err.Error()
	}
	return secret.FormKeyring, ""
}

// Keep stores a secret where the reference says, in place of what is there.
func (s *Secrets) Keep(ctx context.Context, ref secret.Ref, value agora.Secret) error {
	v, err := s.Vault(ref.Form())
	if err != nil {
		return err
	}
	s.o.Log.Hide(value)
	return v.Put(ctx, ref.Name(), value)
}

// Drop takes a stored secret away; where there is none it is nil. Who else uses
// it is not asked: see OwnSecrets.
func (s *Secrets) Drop(ctx context.Context, ref secret.Ref) error {
	v, err := s.Vault(ref.Form())
	if err != nil {
		return err
	}
	return v.Delete(ctx, ref.Name())
}

// opening is the file of secrets, whose passphrase is asked for where it is locked.
type opening struct{ s *Secrets }

func (o opening) Get(ctx context.Context, name string) (value agora.Secret, err error) {
	err = o.s.unlocking(ctx, func() (err error) { value, err = o.s.o.File.Get(ctx, name); return err })
	return value, err
}

func (o opening) Put(ctx context.Context, name string, value agora.Secret) error {
	return o.s.unlocking(ctx, func() error { return o.s.o.File.Put(ctx, name, value) })
}

func (o opening) Delete(ctx context.Context, name string) error {
	return o.s.unlocking(ctx, func() error { return o.s.o.File.Delete(ctx, name) })
}
