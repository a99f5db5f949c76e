//go:build !linux

package vault

// ready has nothing to look at: the system's own tool answers at once.
func ready(func(string) string) error { return nil }
