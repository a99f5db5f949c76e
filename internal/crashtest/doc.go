// Command crashtest proves that no started task is ever lost: it starts the real
// program again and again against a pretend Agora that misbehaves, kills it with
// SIGKILL at a random moment, lets it recover, and compares what the program
// lists with what the pretend Agora really started.
//
//	go run ./internal/crashtest -n 300
//	go run ./internal/crashtest -n 5000
//	go run ./internal/crashtest -store postgres -n 150
//	go run ./internal/crashtest -seed 7 -trial 123
//
// Words: a trial is one home directory with one pretend Agora of its own; its
// plan says how that Agora answers a used builder token, which calls go wrong
// and how often, what is run and when it is killed, all drawn from the seed and
// the trial's number. A task is untracked when no attempt of the program is its
// own; a verdict is wrong when the program says that nothing runs and something
// does, or the other way round.
//
// Time runs faster here by -speed: in the build of the program that is tested
// (the tag crashtest, see internal/tempo) and in the pretend Agora alike. The
// same trials with a build that writes an attempt down only after the answer
// must lose tasks: a test that can't fail proves nothing.
//
// With -store postgres the journal is a team's, on a real PostgreSQL of the trial's
// own (Debian's postgresql must be installed). Then the server is killed too and comes
// back, a proxy cuts the line to it at a byte of an append or of its answer, and two
// machines, with a home each, work at once.
//
// It must not know how an attempt decides: it reads what the program prints and
// what stands in its journals, not package attempt's view of them.
package main
