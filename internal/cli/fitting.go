package cli

import (
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
)

// wrongHere returns what is wrong with the answers of a draft that is to be saved:
// what is missing can be asked for, and tokens are not saved.
func wrongHere(d *form.Draft) []agora.FieldError {
	_, wrong := split(d.Problems())
	return slices.DeleteFunc(wrong, func(e agora.FieldError) bool { return strings.HasPrefix(e.Rule, "token-") })
}
