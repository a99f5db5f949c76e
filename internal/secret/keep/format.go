package keep

import (
	"fmt"
	"io"
)

// Format writes no more than what it is, for every verb: secrets that were typed are in it.
func (*Secrets) Format(f fmt.State, _ rune) { io.WriteString(f, "sttwizard secrets") }
