// Package scenes plays stories on the screens of package ui, and gives what is to
// be seen there: pictures, and the keys that F1 lists.
//
//	os.Exit(scenes.Run(os.Args[1:], os.Stdout, os.Stderr)) // makes the pictures
//	lists, err := scenes.Keys()                            // by the place where they work
//
// Words: a scene is one picture with the story that leads to it, or the film of that
// story; a world is what
// the story happens in (files in a temporary directory, a clock, random numbers
// and a network of its own); a stage runs the program of package ui in a world; a
// place is where keys work, with the stories that lead there.
//
// A picture must have the same bytes on every machine and at every run, so
// nothing in a world is left to chance: the date is fixed and time passes only
// when the story says so, ids come from a fixed source, and the only server
// that can be reached is the sandbox in this process. The stage therefore is
// not a tea.Program, which draws when its own timers tell it to: it hands keys
// to the model, runs every command to its end before the next, and draws the
// last view on the emulated terminal of internal/screen.
package scenes
