package explain

import (
	"errors"

	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/words"
)

// secrets: there is no way to Agora, as the connection is gone or its secret is
// not to be had.
func (f *finding) secrets() bool {
	if e, ok := errors.AsType[*secret.MissingError](f.err); ok {
		f.kind, f.cause = kindSecret, "The "+e.What+" is missing: "+e.Tried
		f.do = rowFor(kindSecret, "").do + ", or supply it: " + e.Do
	} else if e, ok := errors.AsType[*secret.UnavailableError](f.err); ok {
		f.kind, f.cause = kindNoPlace, words.Capital(e.Place)+" can't be used: "+e.Why
		if e.Do != "" {
			f.do = e.Do
		}
	} else if _, ok := errors.AsType[*secret.LockedError](f.err); ok {
		f.kind = kindSealed
	} else if e, ok := errors.AsType[*connections.NotFoundError](f.err); ok {
		f.kind, f.cause = kindGone, words.Capital(e.Error())
		if e.AppID != "" {
			f.do = "add a connection with that App ID under connections, then try again; " +
				"one of the same Agora account does it too: sttwizard tasks stop ID --connection NAME"
		}
	} else {
		return false
	}
	f.raw = f.err.Error()
	return true
}
