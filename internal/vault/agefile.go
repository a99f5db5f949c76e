package vault

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"sync"
	"time"
	"unicode/utf8"

	"sttwizard/agora"
	"sttwizard/internal/clock"
	"sttwizard/internal/files"
	"sttwizard/internal/secret"
)

const (
	// MinPassphrase is the least number of characters of a new passphrase.
	MinPassphrase = 8

	agePlace = "the file of secrets"
	lockName = "secrets"
	lockWait = 5 * time.Second
	maxFile  = 1 << 20 // bytes
)

// AgeFile is the file of secrets: an age file under a passphrase, with a JSON
// object of names and values inside. It is safe for concurrent use, also by
// several sttwizards. No backup is kept of it: that would keep what was deleted.
type AgeFile struct {
	path, locks string
	getenv      func(string) string
	factor      int // of scrypt, for what is written

	work sync.Mutex // one scrypt at a time: each takes 67 MB
	mu   sync.Mutex // guards state; never held while working, so that Locked answers at once
	// state is nil while locked. It is a func because printing a struct shows
	// the secrets in its unexported fields, and a func's address only.
	state func() opened
}

// opened is what this run knows of the file.
type opened struct {
	passphrase agora.Secret
	sealed     [sha256.Size]byte       // of the file whose content entries is
	entries    map[string]agora.Secret // never changed in place
}

// NewAgeFile returns the file of secrets at path, changed under a lock in the
// directory locks. getenv reads the environment, for STTWIZARD_PASSPHRASE.
// Nothing is opened or made.
func NewAgeFile(path, locks string, getenv func(string) string) *AgeFile {
	return &AgeFile{path: path, locks: locks, getenv: getenv, factor: workFactor}
}

// WithFactor makes what is written cost 2^factor steps of scrypt for each try of a
// passphrase, or what is usual where factor is 0. It is for tests.
func (f *AgeFile) WithFactor(factor int) *AgeFile {
	if factor != 0 {
		f.factor = factor
	}
	return f
}

// Path returns where the file is or would be.
func (f *AgeFile) Path() string { return f.path }

// Exists reports whether there is such a file.
func (f *AgeFile) Exists() bool {
	_, err := os.Stat(f.path)
	return err == nil
}

// Locked reports whether the passphrase is still to be given: the file is there,
// and neither Unlock, Create nor STTWIZARD_PASSPHRASE gave one.
func (f *AgeFile) Locked() bool {
	return f.known() == nil && f.getenv(secret.PassphraseVariable) == "" && f.Exists()
}

// Create makes the file, with nothing in it, and leaves it unlocked. It is
// called only after the person agreed to have one. The passphrase has at least
// MinPassphrase characters. A file that is there already stays, and is an error.
func (f *AgeFile) Create(ctx context.Context, passphrase agora.Secret) error {
	if utf8.RuneCountInString(passphrase.Reveal()) < MinPassphrase {
		return fmt.Errorf("the passphrase needs at least %d characters", MinPassphrase)
	}
	return f.locked(ctx, func() error {
		if f.Exists() {
			return fmt.Errorf("there is a file of secrets already, %s: unlock it with its passphrase", f.path)
		}
		return f.write(opened{passphrase: passphrase, entries: map[string]agora.Secret{}})
	})
}

// Unlock opens the file for the rest of the run. The error is
// *secret.WrongPassphraseError, or *secret.UnavailableError where there is no such
// file or it can't be read.
func (f *AgeFile) Unlock(ctx context.Context, passphrase agora.Secret) error {
	f.work.Lock()
	defer f.work.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := f.read(opened{passphrase: passphrase}, "")
	return absent(err, f.none())
}

// Get returns the secret of that name, as secret.Vault says; *secret.LockedError
// while the file is locked.
func (f *AgeFile) Get(ctx context.Context, name string) (agora.Secret, error) {
	if err := secret.CheckName(name); err != nil {
		return "", err
	}
	f.work.Lock()
	defer f.work.Unlock()
	nothing := &secret.NotThereError{Place: agePlace, Name: name}
	now, err := f.open(ctx)
	if err != nil {
		return "", absent(err, nothing)
	}
	value, ok := now.entries[name]
	if !ok {
		return "", nothing
	}
	return value, nil
}

// Put keeps the secret under that name. Where there is no file it is
// *secret.UnavailableError: Create makes it, after the person agreed.
func (f *AgeFile) Put(ctx context.Context, name string, value agora.Secret) error {
	if err := check(name, value); err != nil {
		return err
	}
	return absent(f.change(ctx, func(entries map[string]agora.Secret) { entries[name] = value }), f.none())
}

// Delete takes the secret of that name away; nil where there is none.
func (f *AgeFile) Delete(ctx context.Context, name string) error {
	if err := secret.CheckName(name); err != nil {
		return err
	}
	return absent(f.change(ctx, func(entries map[string]agora.Secret) { delete(entries, name) }), nil)
}

// change rewrites the file with other entries; it is left alone if they are the
// same.
func (f *AgeFile) change(ctx context.Context, how func(map[string]agora.Secret)) error {
	return f.locked(ctx, func() error {
		now, err := f.open(ctx)
		if err != nil {
			return err
		}
		entries := maps.Clone(now.entries)
		how(entries)
		if maps.Equal(entries, now.entries) {
			return nil
		}
		return f.write(opened{passphrase: now.passphrase, entries: entries})
	})
}

// locked runs work while no other sttwizard changes the file.
func (f *AgeFile) locked(ctx context.Context, work func() error) error {
	f.work.Lock()
	defer f.work.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	wait := lockWait
	if deadline, ok := ctx.Deadline(); ok {
		wait = min(wait, clock.Until(deadline))
	}
	return files.WithLock(f.locks, lockName, wait, work)
}

func (f *AgeFile) known() func() opened {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state
}

func (f *AgeFile) remember(o opened) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state = func() opened { return o }
}

func (f *AgeFile) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state = nil
}

// none is that there is no file.
func (f *AgeFile) none() error {
	return &secret.UnavailableError{Place: agePlace, Why: "there is none yet", Do: "make it first, as " + f.path}
}

// absent puts another error in the place of a missing file's.
func absent(err, instead error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return instead
	}
	return err
}
