package secret

import (
	"errors"
	"fmt"
	"strings"
)

// The forms of references.
const (
	FormKeyring = "keyring"
	FormEnv     = "env"
	FormAge     = "age"
	FormFile    = "file"
	FormCommand = "cmd"
	FormAsk     = "ask"
)

// Ref says where a secret is. The zero Ref says nothing and can't be resolved.
// Two Refs are the same place exactly where they are equal by ==.
type Ref struct {
	form string // a Form constant
	name string // the part after the colon; empty for forms without one
}

// Keyring returns the reference to an entry of the system's keyring. The name is
// 1 to 64 of a-z, A-Z, 0-9, dot, _ and -, as CheckName checks.
func Keyring(name string) Ref { return Ref{FormKeyring, name} }

// Age returns the reference to an entry of the file of secrets that a passphrase
// opens. The name is as for Keyring.
func Age(name string) Ref { return Ref{FormAge, name} }

// Env returns the reference to an environment variable.
func Env(name string) Ref { return Ref{FormEnv, name} }

// Ask returns the reference to what the person types each time.
func Ask() Ref { return Ref{form: FormAsk} }

// ParseRef reads a reference of any form, as this machine's own connections
// may have it. The error says which forms there are and never repeats the text,
// which may be the secret itself.
func ParseRef(text string) (Ref, error) {
	name, rest, hasRest := strings.Cut(strings.TrimSpace(text), ":")
	f, ok := formOf(name)
	switch {
	case !ok:
		return Ref{}, errors.New("must say where the secret is, not the secret itself: " + Forms())
	case f.check == nil && hasRest:
		return Ref{}, fmt.Errorf("%s takes nothing after it", f.name)
	case f.check == nil:
		return Ref{form: name}, nil
	}
	rest = strings.TrimSpace(rest)
	if err := f.check(rest); err != nil {
		return Ref{}, err
	}
	return Ref{form: name, name: rest}, nil
}

// ParseSharedRef reads a reference of a file that may come from somebody else,
// such as a preset: it can't name a file or a command. The error says why and
// never repeats the text.
func ParseSharedRef(text string) (Ref, error) {
	name, _, _ := strings.Cut(strings.TrimSpace(text), ":")
	f, ok := formOf(name)
	switch {
	case !ok:
		return Ref{}, errors.New("must say where the secret is, not the secret itself: " + SharedForms())
	case !f.shared:
		return Ref{}, fmt.Errorf("%s: stands in this machine's own connections only: a preset may come from somebody else "+
			"and must not read a file or run a command here; use %s", f.name, SharedForms())
	}
	return ParseRef(text)
}

// String returns the text that ParseRef reads; nothing for the zero Ref. A
// screen shows Words, because a command line may hold anything.
func (r Ref) String() string {
	if r.name == "" {
		return r.form
	}
	return r.form + ":" + r.name
}

// Form returns the part before the colon, a Form constant; empty for the zero Ref.
func (r Ref) Form() string { return r.form }

// Name returns the part after the colon: a name, a variable, a path or a command.
func (r Ref) Name() string { return r.name }

// IsZero reports whether the reference says nothing.
func (r Ref) IsZero() bool { return r.form == "" }

// Asks reports whether a person is asked for the value, so that a screen can do
// the asking.
func (r Ref) Asks() bool { return r.form == FormAsk }

// Stored reports whether sttwizard keeps the value itself, in the keyring or in
// the file of secrets: it can be put there, moved and deleted.
func (r Ref) Stored() bool { return r.form == FormKeyring || r.form == FormAge }

// InFile returns where a secret of the keyring is on a machine that has none: in the
// file of secrets under the same name. Any other place stays as it is.
func (r Ref) InFile() Ref {
	if r.form == FormKeyring {
		return Age(r.name)
	}
	return r
}

// Words says the place to a person: "the keyring (acme-storage)". It has no
// command line, which may hold anything.
func (r Ref) Words() string {
	switch r.form {
	case FormKeyring:
		return "the keyring (" + r.name + ")"
	case FormEnv:
		return "the environment variable " + r.name
	case FormAge:
		return "the file of secrets (" + r.name + ")"
	case FormFile:
		return "the file " + r.name
	case FormCommand:
		return "what the command in connections.yaml prints"
	case FormAsk:
		return "typed each time"
	}
	return "not said"
}
