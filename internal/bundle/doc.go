// Package bundle writes what is known of an attempt, or of a start that failed
// before there was one, as a text that can be sent to whoever helps: the request,
// ids, answers, request ids, versions and times. No secret is in it.
//
// Words: a bundle is that text. Trouble is what went wrong just now, in the words
// of package explain; a journal does not hold it.
//
//	err := bundle.Write(os.Stdout, a, bundle.Options{Version: "v0.4.0", Now: now})
//
// A bundle is made so that it can be looked at on a terminal: every text in it has
// passed the safe-text gate. It is built from what is known to be no secret, not by
// taking secrets out: the request is read again and its secret fields are dropped,
// the builder token is named by a fingerprint. Options.Hide is a net below that.
//
// The package must not know screens, commands, connections or how to reach Agora.
package bundle
