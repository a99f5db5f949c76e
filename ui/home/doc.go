// Package home is the screen that the program begins with and comes back to: the
// presets of this machine, what runs, and what was left. All that it lists it is
// given, and it changes nothing itself: it tells what a person chose to do with which
// preset or task, after the questions that belong to it.
package home
