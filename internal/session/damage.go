package session

import (
	"slices"
	"sync"

	"sttwizard/internal/seal"
)

// damage is what was found damaged and is not told yet.
type damage struct {
	mu    sync.Mutex
	found []*seal.DamagedError // of the whole run
	told  int                  // how many of them Damage has returned
	tell  func(*seal.DamagedError)
}

// found takes note of a file that is damaged and done without.
func (s *Session) found(e *seal.DamagedError) {
	s.Log.Event("damaged file", "path", e.Path, "why", e.Why, "aside", e.Aside)
	s.damage.mu.Lock()
	tell := s.damage.tell
	s.damage.found = append(s.damage.found, e)
	s.damage.mu.Unlock()
	if tell != nil {
		tell(e)
	}
}

// Damage returns the files that were found damaged since it was last called. Each was
// set aside and is done without; whoever shows anything to a person tells of them.
func (s *Session) Damage() []*seal.DamagedError {
	s.damage.mu.Lock()
	defer s.damage.mu.Unlock()
	found := s.damage.found[s.damage.told:]
	s.damage.told = len(s.damage.found)
	return slices.Clone(found)
}

// AllDamage returns the files that were found damaged in the whole run, for what is said
// when screens are gone.
func (s *Session) AllDamage() []*seal.DamagedError {
	s.damage.mu.Lock()
	defer s.damage.mu.Unlock()
	return slices.Clone(s.damage.found)
}

// TellDamage has tell called for each damaged file from now on, at once and by whoever
// finds it; several may do so at the same time.
func (s *Session) TellDamage(tell func(*seal.DamagedError)) {
	s.damage.mu.Lock()
	defer s.damage.mu.Unlock()
	s.damage.tell = tell
}
