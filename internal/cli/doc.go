// Package cli is the command line of sttwizard: it reads flags, asks where a
// person is there to answer, runs one command and gives its exit code.
//
// Words: an environment (Env) is everything that a run takes from outside, so
// that a test can bring its own; a failure is an error with its exit code, its
// kind (a stable word for scripts), what happened and what to do; a setting is
// a --set PATH=VALUE.
//
//	os.Exit(cli.Run(cli.System()))
//
// Where an error gets its exit code is one place (failure.go), where text gets
// to a person another (print.go): everything that is printed for people passes
// the safe-text gate there.
//
// The package must not know how screens are drawn; package ui does.
package cli
