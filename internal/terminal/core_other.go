//go:build !unix

package terminal

// LimitCore does nothing here: there are no core files.
func LimitCore() {}
