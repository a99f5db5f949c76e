package explain

import (
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// Doing is what a run does about an attempt and has heard of it.
type Doing struct {
	Status     agora.Status // what Agora said last
	Err        error        // why it did not answer the last question
	Barred     bool         // there is no way to ask it
	Needs      bool         // a person has to give something before it is asked
	Ending     bool         // its stop is under way, or waits its turn
	NotStopped bool         // the last stop did not end it
}

// Standing is how an attempt stands: a word for people, and how well it is.
type Standing struct {
	Health  words.Health
	Word    string // in small letters, at most WidestStanding columns
	Overdue bool   // its reminder has passed
}

// WidestStanding is how wide the widest word is.
const WidestStanding = len("may be running")

// standings are the words for states that say enough by themselves.
var standings = map[attempt.State]Standing{
	attempt.Intended:     {Word: "not sent"},
	attempt.Sending:      {Health: words.Alarm, Word: "may be running"},
	attempt.Unknown:      {Health: words.Alarm, Word: "may be running"},
	attempt.RunningNoID:  {Health: words.Alarm, Word: "runs, no id"},
	attempt.Stopping:     {Health: words.Look, Word: "told to stop"},
	attempt.Stopped:      {Word: "ended"},
	attempt.Rejected:     {Word: "refused"},
	attempt.Abandoned:    {Word: "not started"},
	attempt.Acknowledged: {Word: "forgotten"},
}

// StandingOf says how an attempt stands now. It says that something is over only where
// the attempt's own records prove it.
func StandingOf(a *attempt.Attempt, d Doing, now time.Time) Standing {
	state := known(a)
	s, settled := standings[state]
	switch {
	case state.Final():
		return s
	case a.Contradiction() != attempt.NoContradiction:
		s = Standing{Health: words.Alarm, Word: "contradicted"}
	case a.Elsewhere() && (state == attempt.Intended || state == attempt.Sending):
		s = Standing{Health: words.Busy, Word: "starting"}
	case !settled:
		s = startedStanding(a, d)
	}
	switch {
	case d.Ending:
		return Standing{Health: words.Busy, Word: "stopping"}
	case d.NotStopped:
		return Standing{Health: words.Alarm, Word: "not stopped"}
	case a.Overdue(now):
		s.Overdue, s.Health = true, max(s.Health, words.Look)
	}
	return s
}

// startedStanding says how a task stands whose id is known, by what Agora said last.
func startedStanding(a *attempt.Attempt, d Doing) Standing {
	switch {
	case d.Barred:
		return Standing{Health: words.Alarm, Word: "can't be asked"}
	case agora.KindOf(d.Err) == agora.KindCredentials:
		return Standing{Health: words.Alarm, Word: "asking refused"}
	case d.Err != nil:
		return Standing{Health: words.Look, Word: "no answer"}
	case d.Status == agora.StatusFailureStop:
		return Standing{Health: words.Alarm, Word: "not stopped"}
	case a.Transcribes(d.Status):
		return Standing{Health: words.Well, Word: "running"}
	case d.Status != "":
		return Standing{Health: words.Busy, Word: "starting"}
	case d.Needs:
		return Standing{Health: words.Look, Word: "not asked"}
	}
	return Standing{Health: words.Busy, Word: "started"}
}
