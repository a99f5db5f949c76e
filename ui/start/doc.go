// Package start is the screen of a start that is under way: written down, builder
// token, start, one after the other; and where the answer was lost, how far it is
// settled. It sends nothing itself: it is told what came of each step, and tells what
// comes next and what a person chose.
package start
