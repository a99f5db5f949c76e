package explain

import (
	"fmt"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/files"
	"sttwizard/internal/secret"
)

func TestNoWayToAgoraHasWords(t *testing.T) {
	for name, of := range map[string]struct {
		err      error
		kind     string
		what, do string
	}{
		"a secret that is not there": {&secret.MissingError{What: "customer secret", Tried: "the keyring has nothing named acme", Do: "store it there", Err: &files.LockedError{}},
			kindSecret, "The customer secret is missing: the keyring has nothing named acme.", "type it when it is asked for, or supply it: store it there"},
		"a locked file of secrets": {&secret.LockedError{Path: "/s"}, kindSealed, "The file of secrets is locked.", "type its passphrase"},
		"no keyring": {&secret.UnavailableError{Place: "the keyring", Why: "it is locked", Do: "unlock it"},
			kindNoPlace, "The keyring can't be used: it is locked.", "unlock it"},
		"no connection of the task": {&connections.NotFoundError{Name: "acme", AppID: "abc"}, kindGone,
			`There is no connection "acme" any more, and no other with its App ID abc.`, "add a connection with that App ID"},
		"no such connection": {fmt.Errorf("so: %w", &connections.NotFoundError{Name: "acme"}), kindGone, "There is no connection", "choose another"},
	} {
		t.Run(name, func(t *testing.T) {
			e := Failure(of.err, Context{Op: agora.OpStop})
			wellSaid(t, e)
			if e.Kind != of.kind || !strings.HasPrefix(e.What, of.what) || !strings.HasPrefix(e.Do, of.do) || e.Billed != billedStill {
				t.Errorf("%+v", e)
			}
		})
	}
}
