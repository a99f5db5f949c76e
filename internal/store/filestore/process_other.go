//go:build !linux

package filestore

import "sttwizard/internal/store"

// Process tells nothing: this system does not say who has a lock.
func (s *Store) Process(string) store.Process { return store.Process{} }
