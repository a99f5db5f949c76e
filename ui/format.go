package ui

import (
	"fmt"
	"io"
)

// Format writes no more than what it is, for every verb: secrets may be in it.
func (*Model) Format(f fmt.State, _ rune) { io.WriteString(f, "sttwizard screens") }
