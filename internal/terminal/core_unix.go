//go:build unix && !linux

package terminal

import "syscall"

// LimitCore forbids this process to leave its memory, with the secrets in it,
// on disk when it crashes. Where it can't, the process goes on without.
func LimitCore() {
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}
