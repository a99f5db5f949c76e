// Package life proves how the real program lives and dies: it is all tests. They
// build sttwizard as a release is built, run it on a real terminal (a pty) against
// a sandbox in the test's own process, and do to it what life does: signals, a
// closed terminal, a panic, ctrl+z under a shell, and disks that take no journal.
//
// Words: the terminal's state is what the kernel holds (termios) and what was
// switched on by escape sequences, such as the alternate screen. A stage is what
// the program is at when something happens to it.
//
//	go test -v -run TestTheEnd ./internal/life      # with the time each end took
//	go test -run - -bench . ./internal/life         # the same as a benchmark
//
// No test fails because a machine is slow: the times are told, not judged. The
// tests of screens and commands stand with them; here is only what takes a whole
// process.
package life
