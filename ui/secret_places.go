package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/secret"
	"sttwizard/internal/words"
)

// Where secrets can be kept is asked for by the form of a connection, by saving a
// preset, and where a secret is missing.

// secretPlaces are where secrets can be kept on this machine.
type secretPlaces struct {
	best string // the form of the place that serves best; empty: not looked yet
	why  string // why there is no keyring; empty: there is one
}

// placesReadMsg brings the places for secrets, and which connection goes without
// saying.
type placesReadMsg struct {
	places    secretPlaces
	byDefault string
}

// secretLimit is how long a place for secrets may take: somebody may have to open
// the keyring first.
const secretLimit = 2 * diskLimit

// readPlaces looks which places for secrets there are, and for the default.
func (m *Model) readPlaces() tea.Cmd {
	s, ctx := m.s, m.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, diskLimit)
		defer cancel()
		var msg placesReadMsg
		msg.places.best, msg.places.why = s.BestVault(ctx)
		msg.byDefault, _ = s.Connections.Default() // a file that can't be read is told of by the list
		return msg
	}
}

// storingPlaces are the keyring, where there is one, and the file of secrets, to
// choose from.
func storingPlaces(m *Model, was secret.Ref) []choice {
	var out []choice
	help := "Kept in sttwizard's own file of secrets, which a passphrase locks."
	if why := m.stored.places.why; why == "" || was.Form() == secret.FormKeyring {
		help := "Kept by this system's keyring, which opens with your session."
		out = append(out, option(secret.FormKeyring, "keyring", help))
	} else {
		why, _, _ = strings.Cut(why, ";") // the rest is what can be chosen here
		help += " " + words.Capital(why) + "."
	}
	return append(out, option(secret.FormAge, "encrypted file", help))
}
