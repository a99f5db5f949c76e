package ui

import (
	"strings"

	"sttwizard/internal/secret"
	"sttwizard/internal/words"
)

// storingPlaces are the keyring, where there is one, and the file of secrets, to
// choose from.
func storingPlaces(m *Model, was secret.Ref) []choice {
	var out []choice
	help := "Kept in a file that a passphrase locks."
	if why := m.home.places.why; why == "" || was.Form() == secret.FormKeyring {
		help := "Kept by this system's keyring, which opens with your session."
		out = append(out, option(secret.FormKeyring, "keyring", help))
	} else {
		why, _, _ = strings.Cut(why, ";") // the rest is what can be chosen here
		help += " " + words.Capital(why) + "."
	}
	return append(out, option(secret.FormAge, "file of secrets", help))
}
