//go:build !linux && !freebsd && !netbsd && !openbsd && !dragonfly

package vault

// ready has nothing to look at: the system's own tool answers by itself.
func ready(func(string) string) error { return nil }
