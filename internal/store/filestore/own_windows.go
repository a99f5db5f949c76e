package filestore

import (
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ownPath returns the file whose lock is the proof of life. It is one beside the
// attempt's: on Windows nobody else could write to a locked file.
func (s *Store) ownPath(id string) string {
	return filepath.Join(s.locks, "attempt-"+id+".lock")
}

var (
	ownFlag  = flock.SetFlag(os.O_CREATE | os.O_RDWR)
	lookFlag = ownFlag
)
