// Package tasks holds what can be done about tasks, each thing once: to start one,
// settle, stop, recover, take up, change and watch it, to list what runs, and to
// say at which address an attempt is asked. Commands and screens ask for these and
// put the results into words; neither has a journal, a client or a verdict of its own.
//
// # Words
//
// A use case is one such thing. A place is where attempts are started: an address
// and an App ID there, or the sandbox. A caller makes the calls by one connection;
// it is the only way from a use case to Agora. The person names places by flags,
// which choose the attempts that are meant and never who is asked about them.
//
//	caller, err := s.Tasks.Caller(ctx, connection, ask)
//	start, err := caller.Begin(ctx, tasks.BeginOptions{Request: request})
//	err = start.Acquire(ctx)
//	outcome, err := start.Send(ctx)
//
// The package must not know screens, commands, flags or questions. Its results are
// facts and typed errors; the words are those of internal/explain, commands and
// screens.
package tasks
