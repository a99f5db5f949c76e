// Package wizard is the screen of the steps: one page of questions at a time, with the
// list of steps and the request as it will be sent beside it. What is typed goes into
// the draft at once. It keeps nothing on the disk and sends nothing: it tells when a
// step was left and where a person wants to go.
package wizard
