package filestore

import (
	"path/filepath"
	"testing"

	"sttwizard/internal/store"
	"sttwizard/internal/store/storetest"
)

func TestItKeepsThePromisesOfAStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) func() store.Store {
		dir := t.TempDir()
		return func() store.Store { return Open(filepath.Join(dir, "attempts"), filepath.Join(dir, "locks")) }
	})
}
