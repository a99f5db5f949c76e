// Package pretend stores captions of pretend speech for tasks of the sandbox, as Agora
// stores those of real ones: so that whoever looks for captions finds some.
//
// Words: a speech is what is said in one task, slice by slice (captions.Script); to
// store it is to put the files of the slices that are over into the task's storage.
//
//	w := pretend.New(pretend.Options{Mode: captions.ModeFine, Ledger: ledger})
//	server := sandbox.New(sandbox.Options{Ledger: ledger, Started: w.Started})
//	go w.Run(ctx)
//
// Files are put only into a storage on this machine: the address must be one of its own,
// and nothing else is dialled. The keys are those of the request, and are in memory only:
// tasks that were started before the program was get no captions.
//
// The package must not know screens, commands or the journal.
package pretend
