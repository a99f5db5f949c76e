// Package samples has the requests that tests and development tools try things
// with, so that all of them try the same: the smallest legal one, one that breaks
// each rule, and those at the edge of each limit. Only tests and development tools
// import it.
//
//	for _, b := range samples.BrokenRequestsOf(agora.V7) {
//		request, err := b.Request()
//		... must be refused, with b.Path and b.Rule
//	}
//
// Words: a setting is a field's path and its value in the text form of
// agora.Request.Set; a broken request breaks exactly one rule; an edge is legal,
// and would not be one step further.
//
// It knows agora and nobody else.
package samples
