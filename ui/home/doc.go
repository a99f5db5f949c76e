// Package home is the screen that the program begins with and comes back to: one list of
// what runs and of what can be started, and a card about the row that is chosen. All that
// it lists it is given, and it changes nothing itself: it tells what a person chose to do
// with which task, preset or way to begin, after the questions that belong to it.
package home
