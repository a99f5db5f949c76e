//go:build crashtest

package attempt

import (
	"os"
	"path/filepath"

	"sttwizard/internal/tempo"
)

// fileName returns the name of an attempt's file. In the build without a journal
// it is one that no list shows: as far as anybody can see, the attempt is in the
// memory of its process only, until appear.
func fileName(id string) string {
	if tempo.Journal {
		return id + suffix
	}
	return "." + id + suffix
}

// appear makes the attempt one that lists show, as a program does that writes
// down what it started when the answer is there.
func (a *Attempt) appear(e Event) error {
	switch e {
	case EventIntent, EventSending, EventProbe, EventPlanned:
		return nil
	}
	shown := filepath.Join(filepath.Dir(a.path), a.id+suffix)
	if a.path == shown {
		return nil
	}
	if err := os.Rename(a.path, shown); err != nil {
		return err
	}
	a.path = shown
	return nil
}
