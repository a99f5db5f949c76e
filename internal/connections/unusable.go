package connections

import (
	"fmt"
	"strings"

	"sttwizard/agora"
)

// UnusableError is a connection that was chosen and can't be used as it stands.
type UnusableError struct {
	Name   string
	Fields []agora.FieldError // at least one
}

// Error returns all that is wrong.
func (e *UnusableError) Error() string {
	words := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		words[i] = f.Path + " " + f.Text
	}
	return fmt.Sprintf("the connection %q can't be used: %s", e.Name, strings.Join(words, "; "))
}

// ConflictError is --sandbox together with something that means another place.
type ConflictError struct{ With string }

// Error says that only one of the two can be meant.
func (e *ConflictError) Error() string {
	return "--sandbox and " + e.With + " say different things: leave one out"
}
