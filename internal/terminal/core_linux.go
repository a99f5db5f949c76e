package terminal

import "syscall"

// LimitCore forbids this process to leave its memory, with the secrets in it, on
// disk when it crashes, and other programs of the same user to look into it. The
// limit alone would not do on Linux: where core files go to a program
// (/proc/sys/kernel/core_pattern begins with "|") the kernel does not ask for it.
// Where either can't be done, the process goes on without.
func LimitCore() {
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_DUMPABLE, 0, 0)
}
