// Package attempt keeps the journal of every try to start a task, and drives
// one try from the review to its end, so that no task that may be running and
// costing money is ever forgotten.
//
// # Words
//
// An attempt is one try to start a task. Its journal is a list of records in a
// store (internal/store), each durable before the request that it speaks of; its
// state follows from the records alone (see fold). A send is one start request of an attempt: there may
// be several, all with one builder token, which is what keeps them from starting
// two tasks. An attempt is open until its state is final.
//
// To own an attempt is to hold the store's proof that the process which works on it
// lives. It ends with the process, so nobody guesses. Who has begun an attempt owns it until its task is known or it
// is over; nobody else brings it on meanwhile.
//
// To settle is to find out what became of an attempt whose answer was lost. While
// the token lives the same start is sent again; after its life nothing new can
// start. A probe asks Agora whether the attempt's bots are in the channel. Seen,
// with uids drawn for this attempt, they show that its task runs. The proof that
// nothing runs is two probes, at least 10 s apart, that saw nobody when nothing
// new could start any more (see hurdles). Only what is proved is written down; the
// rest stays open, and a person decides.
//
// Where that much depends on time, it is told by the machine's own clock as far as
// there is one: a clock that is set, or a laptop that sleeps, proves nothing.
//
// A kicking rule keeps the bots out of the channel, the last road, on a person's
// word only. The planned end is when a task should be over: from then on it needs
// somebody. To take up is to make an attempt of a task that was started elsewhere.
// A conflict is an open attempt for the channel that a person is about to start a
// task in.
//
// # From the review to the end
//
//	journal := attempt.Open(home.Attempts(), attempt.Options{Locks: home.Locks()})
//	a, err := journal.Begin(attempt.Intent{InstanceID: id, AppID: app, Channel: "town-hall"})
//	...
//	run := attempt.NewRunner(a, client, request)
//	err = run.Acquire(ctx)        // a builder token
//	outcome, err := run.Send(ctx) // the start request, journalled first
//	if outcome == agora.OutcomeUnknown || outcome == agora.OutcomeRunningNoID {
//		settler := attempt.NewSettler(a, client, attempt.SettleOptions{Request: &request})
//		err = settler.Run(ctx, nil) // 340 s at most; a.State() says what is known
//	}
//	...
//	err = attempt.Stop(ctx, client, a)
//
// A recovery does the same for what earlier runs left, from the journal alone:
//
//	attempts, unreadable, err := journal.List()
//	for _, a := range attempts {
//		if a.Open() && !a.Alive() {
//			err = attempt.NewSettler(a, client, attempt.SettleOptions{Goal: attempt.Find}).Run(ctx, nil)
//		}
//	}
//
// # What can't be proved
//
// Without uids that are numbers, or where nobody may ask for the bots, a lost
// answer stays open until the same start, sent once more, tells the id. A server
// that starts a second task for one token is only found out by its bots. A clock
// that is set while the machine is off goes unnoticed. What a person sets aside is
// open no more, until an answer that comes late brings it back.
//
// The builder token is the one secret that a journal holds: without it nobody
// can stop the task. Journals are readable by their owner only.
//
// The package must not know screens, commands, presets or connections, and it
// has no words about failures: those are internal/explain's.
package attempt
