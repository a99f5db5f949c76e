// Package preflight tells before an event whether everything is in place for a task:
// the request, the journal, credentials and service, this machine's clock, the bots'
// tokens and uids, a host, the storage, other tasks in the channel, and how long the
// task can last. Nothing is started, nothing is billed, and no row holds a secret.
//
// # Words
//
// A check is one thing that is looked at; a row is what came of it. Its verdict is one
// of five, and the reason is a Why, whose words are those of internal/explain. A mend is
// what leads to putting a row right: a field of the request, the connection, the
// reminder, or tasks that run.
//
//	run := preflight.Begin(ctx, input)
//	for row, ok := run.Next(); ok; row, ok = run.Next() {
//		fmt.Println(row.Check, row.Verdict, explain.Preflight(row, place))
//	}
//
// The package must not know screens, commands, drafts or the run that it works for: who
// asks Agora and the journal for it is an interface. The verdicts stand here and nowhere
// else.
package preflight
