// Package postgrestest runs a real PostgreSQL for tests: Debian's, in a directory of
// its own, on a unix socket. A test that finds none skips; with
// STTWIZARD_NEED_POSTGRES=1, as in CI, it fails.
//
//	func TestMain(m *testing.M) { postgrestest.Main(m) }
//
//	server := postgrestest.Shared(t)
//	address := server.Address("writer", server.Database(t))
//
// The package is for tests only.
package postgrestest
