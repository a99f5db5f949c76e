package explain

import (
	"fmt"

	"sttwizard/agora"
	"sttwizard/internal/terminal"
)

// longestName is how much of a preset's name is repeated.
const longestName = 64

// OtherVersion says that a preset is used by another version than it was made for:
// what it names is a wish, and the connection or --api decides. Empty where they are
// one, or it names none.
func OtherVersion(preset string, madeFor, usedOn agora.Version) string {
	if madeFor == "" || madeFor == usedOn {
		return ""
	}
	return fmt.Sprintf("the preset %s was made for %s and is used on %s", terminal.Safe(preset, longestName), madeFor, usedOn)
}
