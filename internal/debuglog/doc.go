// Package debuglog writes what sttwizard does into a file, for whoever looks for
// a fault: every call to Agora, every step of an attempt, where a secret was found,
// which screen was shown. A secret is never in it.
//
// Words: an event is one line, of the time, a name and facts, each as key=value
// (the text format of log/slog). The net is what takes the values of known secrets
// out of every line, should one get into a fact all the same.
//
//	log, err := debuglog.Open("wizard.log", clock.Now) // the error is for people
//	log.Hide(customerSecret)
//	log.Event("screen", "name", "review")
//	log.Close()
//
// The zero Log writes nothing and knows the secrets all the same; a nil one may be
// used too. The package must not know screens, commands or how secrets are found.
package debuglog
