package vault

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/zalando/go-keyring"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

const (
	// Service is the name under which the keyring lists sttwizard's entries.
	Service = "sttwizard"
	// KeyringVariable is the environment variable that switches the keyring off
	// with "off", for people who don't want it and for tests.
	KeyringVariable = "STTWIZARD_KEYRING"
	// MaxKeyring is the longest secret that the keyring takes, in bytes. It is
	// the least of the systems' limits (Windows), so that what is kept here can
	// be kept on the person's other machine.
	MaxKeyring = 2560

	place        = "the keyring"
	keyringLimit = 20 * time.Second // of one call; a person may have to type
	lookLimit    = 5 * time.Second  // of Available, which asks nobody
	elsewhere    = "use the file of secrets or environment variables instead"
)

// Keyring is the system's keyring. It is safe for concurrent use.
type Keyring struct {
	getenv func(string) string
	limit  time.Duration
	ready  func(getenv func(string) string) error // nil where a call would reach a keyring and not hang
	ops    keyring.Keyring
}

// library is go-keyring for this system.
type library struct{ keyring.Keyring }

func (library) Get(service, name string) (string, error) { return keyring.Get(service, name) }
func (library) Set(service, name, value string) error    { return keyring.Set(service, name, value) }
func (library) Delete(service, name string) error        { return keyring.Delete(service, name) }

// NewKeyring returns the system's keyring. getenv reads the environment, as
// os.Getenv does; with STTWIZARD_KEYRING=off every call fails as on a machine
// without a keyring. Nothing is opened or started.
func NewKeyring(getenv func(string) string) *Keyring {
	return &Keyring{getenv: getenv, limit: keyringLimit, ready: ready, ops: library{}}
}

// Available reports whether the keyring can be used: nil, or a
// *secret.UnavailableError that says why not. It asks the person nothing.
func (k *Keyring) Available(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	return k.within(ctx, func() error { return nil })
}

// Get returns the secret of that name, as secret.Vault says. Where the system's
// keyring is locked it may ask the person for its password.
func (k *Keyring) Get(ctx context.Context, name string) (agora.Secret, error) {
	if err := secret.CheckName(name); err != nil {
		return "", err
	}
	var value string
	err := k.within(ctx, func() (err error) {
		got, err := k.ops.Get(Service, name)
		value = got
		return err
	})
	if isAbsent(err) {
		return "", &secret.NotThereError{Place: place, Name: name}
	}
	if err != nil {
		return "", err
	}
	return agora.Secret(value), nil
}

// Put keeps a secret of at most MaxKeyring bytes under that name.
func (k *Keyring) Put(ctx context.Context, name string, value agora.Secret) error {
	if err := check(name, value); err != nil {
		return err
	}
	if len(value) > MaxKeyring {
		return fmt.Errorf("too long for the keyring, which takes %d bytes at most: use the file of secrets", MaxKeyring)
	}
	return k.within(ctx, func() error {
		if err := k.ops.Set(Service, name, value.Reveal()); err != nil {
			return err
		}
		// A prompt that the person dismissed, and "security -i" on macOS, look
		// like success to the library.
		back, err := k.ops.Get(Service, name)
		if err == nil && back != value.Reveal() || isAbsent(err) {
			return errNotKept
		}
		return err
	})
}

// Delete takes the secret of that name away; nil where there is none.
func (k *Keyring) Delete(ctx context.Context, name string) error {
	if err := secret.CheckName(name); err != nil {
		return err
	}
	return k.within(ctx, func() error {
		if err := k.ops.Delete(Service, name); err != nil {
			if isAbsent(err) {
				return nil
			}
			return err
		}
		if _, err := k.ops.Get(Service, name); !isAbsent(err) {
			return errNotDeleted
		}
		return nil
	})
}

var (
	errNotKept    = errors.New("it did not keep the secret; was the question for its password closed?")
	errNotDeleted = errors.New("it still has the secret; was the question for its password closed?")
	errOff        = errors.New("it is switched off by " + KeyringVariable + "=off")
	errPanicked   = errors.New("it gave an answer that can't be read")
)

// within does one piece of work with the keyring under the limit. The library
// can hang for ever (a prompt that nobody answers) and knows no context, so what
// hangs is left behind.
func (k *Keyring) within(ctx context.Context, work func() error) error {
	if strings.EqualFold(k.getenv(KeyringVariable), "off") {
		return unavailable(errOff)
	}
	limited, cancel := context.WithTimeout(ctx, k.limit)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		defer func() {
			if recover() != nil { // an odd answer on the bus panics in the library
				done <- errPanicked
			}
		}()
		err := k.ready(k.getenv)
		if err == nil {
			err = work()
		}
		done <- err
	}()
	select {
	case err := <-done:
		if err == nil || isAbsent(err) {
			return err
		}
		return unavailable(err)
	case <-limited.Done():
		if errors.Is(ctx.Err(), context.Canceled) {
			return ctx.Err()
		}
		return unavailable(limited.Err())
	}
}

// isAbsent reports whether the keyring has nothing of that name. 44 is how the
// macOS tool ends then, in whatever language it speaks.
func isAbsent(err error) bool {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode() == 44
	}
	return errors.Is(err, keyring.ErrNotFound)
}

func unavailable(err error) error {
	if told, ok := errors.AsType[*secret.UnavailableError](err); ok {
		return told
	}
	reason, fix := err.Error(), ""
	switch exit, ok := errors.AsType[*exec.ExitError](err); {
	case errors.Is(err, context.DeadlineExceeded):
		reason, fix = "it gave no answer in time; it may be waiting for its password", "unlock it and try again"
	case errors.Is(err, keyring.ErrUnsupportedPlatform):
		reason = "there is none for this system"
	case ok:
		reason = fmt.Sprintf("the system's tool ended with exit code %d; over a remote login the keychain is locked", exit.ExitCode())
	}
	return why(reason, fix, err)
}

// why is a keyring that can't be used: what makes it usable, or empty, and the
// cause, or nil.
func why(reason, fix string, err error) error {
	u := &secret.UnavailableError{Place: place, Why: reason, Fix: fix, Do: elsewhere, Err: err}
	if fix != "" {
		u.Do = fix + ", or " + elsewhere
	}
	return u
}

// check reports whether a value can be kept under a name.
func check(name string, value agora.Secret) error {
	if err := secret.CheckName(name); err != nil {
		return err
	}
	if strings.TrimSpace(value.Reveal()) == "" {
		return errors.New("an empty secret can't be kept")
	}
	return nil
}
