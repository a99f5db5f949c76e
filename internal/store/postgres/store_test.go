package postgres

import (
	"testing"

	"sttwizard/internal/store"
	"sttwizard/internal/store/postgrestest"
	"sttwizard/internal/store/storetest"
)

func TestItKeepsThePromisesOfAStore(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	storetest.Run(t, func(t *testing.T) func() store.Store {
		journal.sql(t, "TRUNCATE events, attempts")
		return func() store.Store { return journal.open(t, "dana") }
	})
}
