package secret

import (
	"errors"
	"strings"

	"sttwizard/agora"
)

// Wanted is a secret of a request of which it is known where it is.
type Wanted struct {
	Path string // in the request
	What string // its name in words, "secret key"
	Ref  Ref
}

// Looked is what came of looking for a secret that is wanted.
type Looked struct {
	Wanted
	Value agora.Secret
	Found Found
	Err   error // nil: it was found
}

// Tried says where the secret was looked for, and what came of it.
func (l Looked) Tried() string {
	if missing, ok := errors.AsType[*MissingError](l.Err); ok {
		return missing.Tried
	}
	return l.Err.Error()
}

// Storable reports whether a secret that was not found can be stored where it was
// looked for: there is no storing in a keyring that this machine does not have.
func (l Looked) Storable() bool {
	_, unavailable := errors.AsType[*UnavailableError](l.Err)
	return l.Ref.Stored() && !(unavailable && l.Ref.Form() == FormKeyring)
}

// Unbroken returns a secret without the white space that copying brings into it: no
// secret of a request has any, and a line that was broken on the way is mended so.
func Unbroken(value agora.Secret) agora.Secret {
	return agora.Secret(strings.Join(strings.Fields(value.Reveal()), ""))
}
