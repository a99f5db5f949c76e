// Package tempo is the one value by which the crash test makes the waits of an
// attempt shorter: the life of a builder token, the waits between two sends, two
// probes and two stops. The product is built without the tag "crashtest"; then
// every duration is itself and the journal is always written.
//
//	var probeGap = tempo.Of(10 * time.Second)
//
// It must not be used for anything that a person sees passing.
package tempo
