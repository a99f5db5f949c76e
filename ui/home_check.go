package ui

import (
	"errors"
	"slices"

	"sttwizard/agora"
	"sttwizard/internal/connections"
)

// unasked returns how many open attempts can't be asked for without a person, and for
// which reasons, in few words and with what to do.
func (b *background) unasked() (n int, why []string) {
	for _, a := range b.open() {
		words := b.of(a).needsPerson()
		if words == "" {
			continue
		}
		n++
		if !slices.Contains(why, words) {
			why = append(why, words)
		}
	}
	return n, why
}

// needsPerson says why an attempt can't be asked for until somebody does something;
// empty: it can, or is not yet known.
func (w *work) needsPerson() string {
	_, gone := errors.AsType[*connections.NotFoundError](w.lost)
	switch {
	case gone:
		return "the connection " + w.attempt.Intent().Connection + " is gone; c adds one"
	case w.lost != nil:
		return "the connection " + w.attempt.Intent().Connection + " can't be used"
	case w.conn == nil:
		return ""
	case agora.KindOf(w.err) == agora.KindCredentials, agora.KindOf(w.fault) == agora.KindCredentials:
		return "Agora refuses the secret of " + w.conn.Name + "; t, then r asks for it"
	case !w.locked:
		return ""
	}
	if why, lost := connections.LostSecret(*w.conn, w.why); lost {
		return why + "; t, then r asks for it"
	}
	return "a secret has to be typed; t, then r asks for it"
}
