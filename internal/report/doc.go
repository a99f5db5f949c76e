// Package report writes what sttwizard did and knows for whoever helps or looks for
// a fault: the bundle of one attempt, the log of a run, and a panic that was caught. A
// secret is in none of them.
//
// Words: a bundle is a text of what is known of an attempt, or of a start that failed
// before there was one: the request, ids, answers, request ids, versions and times.
// Trouble is what went wrong just now, in the words of package explain; a journal does
// not hold it. An event is one line of the log, of the time, a name and facts, each as
// key=value (the text format of log/slog). The net is what takes the values of known
// secrets out of every line, should one get into a fact all the same.
//
//	text := report.BundleText(a, report.BundleOptions{Version: "v0.4.0", Now: now})
//
//	log, err := report.OpenLog("wizard.log", clock.Now) // the error is for people
//	log.Hide(customerSecret)
//	log.Event("screen", "name", "review")
//	log.Close()
//
// A bundle is made so that it can be looked at on a terminal: every text in it has
// passed the safe-text gate. It is built from what is known to be no secret, not by
// taking secrets out: the request is read again and its secret fields are dropped, the
// builder token is named by a fingerprint. BundleOptions.Hide is a net below that.
//
// The zero Log writes nothing and knows the secrets all the same; a nil one may be
// used too. The package must not know screens, commands, connections, how secrets are
// found or how to reach Agora.
package report
