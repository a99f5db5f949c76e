package explain

import (
	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// OutcomeOf returns what is known of a start by where its attempt stands. What Agora
// says to run and nobody sees is not known to run.
func OutcomeOf(a *attempt.Attempt) agora.Outcome { return outcomeOf(known(a)) }

func outcomeOf(s attempt.State) agora.Outcome {
	switch s {
	case attempt.Started, attempt.Stopping, attempt.Stopped:
		return agora.OutcomeStarted
	case attempt.RunningNoID:
		return agora.OutcomeRunningNoID
	case attempt.Rejected:
		return agora.OutcomeRejected
	case attempt.Intended, attempt.Abandoned:
		return agora.OutcomeNotSent
	}
	return agora.OutcomeUnknown
}

// RunsUnknown reports whether it is certain that a task of the attempt runs whose id
// is not known.
func RunsUnknown(a *attempt.Attempt) bool { return a.Told() == attempt.RunningNoID && !a.Unseen() }

// Unsettled says of an attempt without a known task, of which nothing more can be
// found out now, what is known, as half a sentence.
func Unsettled(a *attempt.Attempt) string {
	if RunsUnknown(a) {
		return "a task runs whose id is not known, so it can't be asked for or stopped"
	}
	return "whether a task runs can't be found out now: " + a.Meaning()
}
