//go:build !unix

package terminal

// Suspending is always nothing here: no shell of this system takes a program
// back.
func Suspending() Suspension { return Suspension{} }
