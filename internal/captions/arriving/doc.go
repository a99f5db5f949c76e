// Package arriving says whether a task's captions really arrive. It is a function of
// what was seen in the storage; it asks nobody and remembers nothing.
//
// # Words
//
// A look is one question to the storage. What is not there is only known when one
// looked, so captions are judged as of the last good look and never as of now: a
// machine that slept, or a line that was cut, proves nothing about Agora.
//
// Nobody knows whether Agora stores slices while nobody speaks. A habit is which of
// both it was seen to do. A rule by time alone would call captions stopped in most
// events with pauses; so they are stopped with proof only:
//
//   - slices without words came before, so that silence is stored too, and now none comes;
//   - a copy comes no more, while another has words that had to be in it, too;
//   - the storage refuses to be written to, with the keys that the task was started with.
//
// Without proof it is a doubt: nobody speaks, or Agora writes no more.
//
//	report := arriving.Judge(arriving.Input{Now: now, Looked: now, Running: true, Since: since, Slice: time.Minute, Copies: copies})
//	if report.State == arriving.Stopped { ... }
//
// The package knows the standard library alone, and has no words for people: those are
// in internal/explain.
package arriving
