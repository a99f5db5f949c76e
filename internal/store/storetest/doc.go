// Package storetest holds every store to the promises of package store.
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) (open func() store.Store) { ... })
//	}
//
// The function makes an empty journal, and returns one that opens it as another
// program would; what is open at the end of a test is closed by the suite.
//
// The package is for tests only, and knows the standard library, the clock and
// package store.
package storetest
