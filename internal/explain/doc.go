// Package explain puts failures into words for people: what happened, why
// probably, what to do, which field, and whether anything costs money. It is
// the one place where that is said; screens, plain mode and commands all read
// it here.
//
// Words: a row is one kind of failure and its sentences; its kind is a short
// stable word, which commands give as JSON. A sentence has no Go jargon and no
// secret; names in braces such as {connection} are filled in.
//
//	e := explain.Failure(err, explain.Context{
//		Op: agora.OpStart, Outcome: outcome, Connection: "Acme Events", Request: r, Project: p,
//	})
//	fmt.Println(e.What) // Agora refused the credentials.
//	fmt.Println(e.Do)   // check the customer key and secret of "Acme Events", or try another connection
//
// Nothing here passes the safe-text gate: names, paths and Agora's own words
// come from outside, so the caller shows every text through it.
//
// The package must not know screens, keys of the keyboard or flags.
package explain
