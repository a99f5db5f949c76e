//go:build !unix

package terminal

// LimitCore does nothing here: there are no core files.
func LimitCore() {}

// FailWrites does nothing here: a write that can't be done gives an error anyway.
func FailWrites() {}
