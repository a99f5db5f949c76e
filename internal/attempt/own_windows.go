package attempt

import (
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ownPath returns the file whose lock is the proof of life. It is one beside the
// journal's: on Windows nobody else could write to a locked file.
func ownPath(a *Attempt) string {
	return filepath.Join(a.journal.o.Locks, "attempt-"+a.id+".lock")
}

var (
	ownFlag  = flock.SetFlag(os.O_CREATE | os.O_RDWR)
	lookFlag = ownFlag
)
