// Package attempt keeps the journal of every try to start a task, and drives
// one try from the review to its end, so that no task that may be running and
// costing money is ever forgotten.
//
// Words: an attempt is one try to start a task; its journal is a file of
// records, each written and made durable before the request that it speaks of;
// its state follows from the records alone (see fold). A send is one start
// request of an attempt: there may be several, all with one builder token,
// which is what keeps them from starting two tasks. An attempt is open until
// its state is final. A conflict is an open attempt for the channel that a
// person is about to start a task in.
//
//	journal := attempt.Open(home.Attempts(), attempt.Options{Locks: home.Locks()})
//	a, err := journal.Begin(attempt.Intent{InstanceID: id, AppID: app, Channel: "town-hall"})
//	...
//	run := attempt.NewRunner(a, client, request)
//	err = run.Acquire(ctx)          // a builder token
//	outcome, err := run.Send(ctx)   // the start request, journalled first
//	...
//	err = attempt.Stop(ctx, client, a)
//
// The builder token is the one secret that a journal holds: without it nobody
// can stop the task. Journals are readable by their owner only.
//
// The package must not know screens, commands, presets or connections, and it
// has no words about failures: those are internal/explain's.
package attempt
