package vault

import (
	"context"
	"errors"
	"os"
	"sync"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// AgeFile is the file of secrets: an age file under a passphrase, with a JSON
// object of names and values inside. It is safe for concurrent use, also by
// several sttwizards.
type AgeFile struct {
	path, locks string
	getenv      func(string) string

	mu     sync.Mutex
	opened func() opened // nil while locked; a func, so that printing an AgeFile shows no secret
}

// opened is what is needed to read and write the file again in this run.
type opened struct {
	passphrase agora.Secret
	sealed     [32]byte                // SHA-256 of the file that entries are of
	entries    map[string]agora.Secret // never changed in place
}

// WrongPassphraseError is a passphrase that does not open the file of secrets.
type WrongPassphraseError struct {
	Path     string
	Variable string // the environment variable that it came from, or empty
}

// Error says which file the passphrase does not open.
func (e *WrongPassphraseError) Error() string {
	if e.Variable != "" {
		return "the passphrase in the environment variable " + e.Variable + " does not open the file of secrets " + e.Path
	}
	return "this passphrase does not open the file of secrets " + e.Path
}

// NewAgeFile gives the file of secrets at path, changed under a lock in the
// directory locks. getenv reads the environment, for STTWIZARD_PASSPHRASE.
// Nothing is opened or made.
func NewAgeFile(path, locks string, getenv func(string) string) *AgeFile {
	return &AgeFile{path: path, locks: locks, getenv: getenv}
}

// Path gives where the file is or would be.
func (f *AgeFile) Path() string { return f.path }

// Exists tells whether there is such a file.
func (f *AgeFile) Exists() bool {
	_, err := os.Stat(f.path)
	return err == nil
}

// Locked tells whether the passphrase is still to be given: the file is there,
// and neither Unlock nor STTWIZARD_PASSPHRASE gave one.
func (f *AgeFile) Locked() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.opened == nil && f.getenv(secret.PassphraseVariable) == "" && f.Exists()
}

// Create makes the file, empty, and leaves it unlocked. It is called only after
// the person agreed to have one. The passphrase has at least MinPassphrase
// characters; a file that is there already stays, and is an error.
func (f *AgeFile) Create(ctx context.Context, passphrase agora.Secret) error {
	return errors.New("not written yet")
}

// Unlock opens the file for the rest of the run. A passphrase that does not
// open it is *WrongPassphraseError.
func (f *AgeFile) Unlock(ctx context.Context, passphrase agora.Secret) error {
	return errors.New("not written yet")
}

// Get gives the secret of that name, as secret.Vault says; *secret.LockedError
// while the file is locked.
func (f *AgeFile) Get(ctx context.Context, name string) (agora.Secret, error) {
	return "", errors.New("not written yet")
}

// Put keeps the secret under that name.
func (f *AgeFile) Put(ctx context.Context, name string, value agora.Secret) error {
	return errors.New("not written yet")
}

// Delete takes the secret of that name away; nil where there is none.
func (f *AgeFile) Delete(ctx context.Context, name string) error {
	return errors.New("not written yet")
}
