// Command pictures makes the pictures of the screens that README and docs show:
//
//	go run ./internal/pictures            writes docs/pictures/*.svg
//	go run ./internal/pictures -check     fails where one is missing or differs
//
// Words: a scene is one picture with the story that leads to it; a world is what
// the story happens in (files in a temporary directory, a clock, random numbers
// and a network of its own); a stage runs the program of package ui in a world.
//
// A picture must have the same bytes on every machine and at every run, so
// nothing in a world is left to chance: the date is fixed and time passes only
// when the story says so, ids come from a fixed source, and the only server
// that can be reached is the sandbox in this process. The stage therefore is
// not a tea.Program, which draws when its own timers tell it to: it hands keys
// to the model, runs every command to its end before the next, and draws the
// last view on the emulated terminal of internal/screen.
package main
