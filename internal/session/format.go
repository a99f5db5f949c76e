package session

import (
	"fmt"
	"io"
)

// Format writes no more than what it is, for every verb: secrets that were typed are in it.
func (*Session) Format(f fmt.State, _ rune) { io.WriteString(f, "sttwizard session") }
