//go:build !windows

package attempt

import (
	"os"

	"github.com/gofrs/flock"
)

// ownPath returns the file whose lock is the proof of life: the journal itself,
// whose writers do not ask for this lock.
func ownPath(a *Attempt) string { return a.path }

// The ways to open the journal without making one.
var (
	ownFlag  = flock.SetFlag(os.O_RDWR)
	lookFlag = flock.SetFlag(os.O_RDONLY)
)
