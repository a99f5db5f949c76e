// Package samples has what tests and development tools try things with, so that
// all of them try the same: requests (the smallest legal one, the full one of a
// version, one that breaks each rule, those at the edge of each limit), secrets to
// look for leaks with, texts that are hostile, and texts that only stand for a value.
// Only tests and development tools import it; the tests inside of package agora
// can't, since it knows agora, and have their own.
//
//	for _, b := range samples.BrokenRequestsOf(agora.V7) {
//		request, err := b.Request()
//		... must be refused, with b.Path and b.Rule
//	}
//
//	birds := samples.Canaries()
//	request.Set(agora.PathSecret, birds[agora.PathSecret])
//	... every screen, command and file ...
//	if found := birds.In(output); len(found) > 0 { // names, not values
//		t.Errorf("%v got out", found)
//	}
//
// Words: a setting is a field's path and its value in the text form of
// agora.Request.Set; a broken request breaks exactly one rule; an edge is legal,
// and would not be one step further. A canary is a secret that occurs nowhere else,
// so that it is known wherever it turns up; a cage holds canaries by their names. A
// payload is a text that would steer or mislead a terminal, were it drawn as it is.
//
// Canaries are found in forms of the package's own, not by agora.Hide: a form that
// the program forgets must not be forgotten here too.
//
// It knows agora and nobody else.
package samples
