// Command bench measures what only a terminal or a network shows, and prints a
// table of figure, measured, limit and verdict:
//
//	go run ./internal/bench               # exit 0 also when something is over
//	go run ./internal/bench -check        # exit 1 when something is over
//	go run ./internal/bench -only typing  # one part of it
//
// What can be measured without either is a Go benchmark beside the code
// (go test -run - -bench . ./ui ./form ./presets).
//
// The program builds the product stripped, beside two programs to compare with:
// hello, the smallest Bubble Tea program with its defaults, and gohello. It runs
// them in turns, or at the same time, since a machine's speed changes from minute
// to minute and a figure in milliseconds alone says little. Figures count on a
// machine that does nothing else.
//
// Words: a first paint is the time from the start of a process to its first text
// on a real pty with an emulated terminal behind it; a key's time is that from its
// byte to the first byte that comes of it; idle is home with nobody touching it. A
// start is measured with a pretend Agora behind a listener that delays what passes
// through it; recovering many attempts takes 20 seconds, since it asks for ten a
// second.
//
// The product runs in its sandbox with a home of its own in a temporary
// directory; nothing of the user's is read or written.
package main
