package secret

import (
	"context"

	"sttwizard/agora"
)

// Vault is a place that keeps secrets by name, as CheckName allows it. The
// errors of all three are *LockedError, *UnavailableError, or say in words what
// went wrong; those of Get also *NotThereError. None has a value in it.
type Vault interface {
	// Get gives the secret of that name; *NotThereError where there is none.
	Get(ctx context.Context, name string) (agora.Secret, error)
	// Put keeps the secret under that name, in place of what is there.
	Put(ctx context.Context, name string, value agora.Secret) error
	// Delete takes the secret of that name away. Where there is none it is nil.
	Delete(ctx context.Context, name string) error
}

// NotThereError is a name under which a place keeps nothing.
type NotThereError struct {
	Place string // "the keyring"
	Name  string
}

// Error says which place has nothing under which name.
func (e *NotThereError) Error() string { return e.Place + " has nothing named " + e.Name }

// LockedError is the file of secrets before its passphrase was given: ask for
// it, unlock, and try again.
type LockedError struct {
	Path string // the file
}

// Error says what is locked and how it is opened, also without a terminal.
func (e *LockedError) Error() string {
	return "the file of secrets " + e.Path + " is locked: type its passphrase, or put it into the environment variable " +
		PassphraseVariable
}

// WrongPassphraseError is a passphrase that does not open the file of secrets.
type WrongPassphraseError struct {
	Path     string
	Variable string // the environment variable that it came from, or empty
}

// Error says which file the passphrase does not open.
func (e *WrongPassphraseError) Error() string {
	if e.Variable != "" {
		return "the passphrase in the environment variable " + e.Variable + " does not open " + e.Path
	}
	return "this passphrase does not open " + e.Path
}

// UnavailableError is a place that this machine does not have, or that does not
// answer.
type UnavailableError struct {
	Place string // "the keyring"
	Why   string // "it is locked"
	Fix   string // what makes this place usable, or empty
	Do    string // what helps: Fix, or another place; or empty
	Err   error  // the cause, or nil
}

// Error says which place can't be used, why, and what helps.
func (e *UnavailableError) Error() string {
	if e.Do == "" {
		return e.cant()
	}
	return e.cant() + "; " + e.Do
}

// cant is Error without what helps.
func (e *UnavailableError) cant() string { return e.Place + " can't be used: " + e.Why }

// Unwrap returns the cause.
func (e *UnavailableError) Unwrap() error { return e.Err }
