//go:build !unix

package screen

// UsualSignals does nothing: a program inherits no signals here.
func UsualSignals() {}
