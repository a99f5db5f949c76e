//go:build crashtest

package tempo

import (
	"strconv"
	"time"
)

// What the crash test's build sets with -ldflags -X.
var (
	divisor = "1"  // a whole number from 1
	journal = "on" // "off": attempts are written down only after their answer
)

// Journal says whether attempts are written to the disk before they are sent.
var Journal = journal != "off"

// Of returns the duration divided by what the crash test wants.
func Of(d time.Duration) time.Duration {
	n, err := strconv.Atoi(divisor)
	if err != nil || n < 1 {
		panic("tempo: the divisor is not a whole number from 1: " + divisor)
	}
	return d / time.Duration(n)
}
