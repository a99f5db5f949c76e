// Package task is the screen of one task: how it stands and what Agora says of it,
// what it may cost, what becomes of a start whose answer was lost, and what can be
// done about each. It does nothing about the task itself: it tells what a person
// chose, and reads a copy of what is known, so that what goes on about the task goes
// on without it.
package task
