// Command bench measures what the product is held to and prints a table of
// figure, measured, limit and verdict:
//
//	go run ./internal/bench            # exit 0 also when something is over
//	go run ./internal/bench -check     # exit 1 when something is over
//
// It builds the product stripped, beside two programs to compare with (hello
// and gohello), and runs them in turns, since a machine's speed changes from
// minute to minute and a figure in milliseconds alone says little. A first
// paint is measured on a real pty with an emulated terminal behind it, from
// the start of the process to the first output that shows text. A start is
// measured with a pretend Agora behind a listener that delays what passes
// through it; recovering many attempts takes 20 seconds, since it asks for ten
// a second.
//
// The product runs in its sandbox with a home of its own in a temporary
// directory; nothing of the user's is read or written.
package main
