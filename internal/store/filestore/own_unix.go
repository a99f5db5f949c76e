//go:build !windows

package filestore

import (
	"os"

	"github.com/gofrs/flock"
)

// ownPath returns the file whose lock is the proof of life: the attempt's own, whose
// writers do not ask for this lock.
func (s *Store) ownPath(id string) string { return s.standing(id) }

// The ways to open the file without making one.
var (
	ownFlag  = flock.SetFlag(os.O_RDWR)
	lookFlag = flock.SetFlag(os.O_RDONLY)
)
