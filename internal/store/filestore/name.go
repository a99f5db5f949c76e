//go:build !crashtest

package filestore

// fileName returns the name of a new attempt's file.
func fileName(id string) string { return id + suffix }

// standing returns the path of an attempt's file.
func (s *Store) standing(id string) string { return s.path(id) }

// appear is for the crash test's build only: see there.
func (s *Store) appear(string, string) error { return nil }
