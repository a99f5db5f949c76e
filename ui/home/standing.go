package home

import (
	"cmp"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
)

// standing is how an attempt stands, with its times.
type standing struct {
	explain.Standing
	end   string // when something is certain, is reminded of, or was
	since string // how long
}

// standingOf says how an attempt stands now. told is when it was last told to stop.
func standingOf(a *attempt.Attempt, w Work, now, told time.Time) standing {
	out := standing{Standing: explain.StandingOf(a, w.Doing, now)}
	if !a.Open() {
		return out.ended(a, now)
	}
	since := a.SentAt()
	if a.State() == attempt.Stopping && !told.IsZero() {
		since = told
	}
	out.since = words.Lasts(now.Sub(since))
	if out.Overdue && out.Health == words.Look {
		out.Word, out.Full = explain.ReminderPassed, explain.ReminderPassed
		if late := now.Sub(a.PlannedEnd()); late >= time.Minute {
			out.Full += ", " + words.Lasts(late)
		}
	}
	switch {
	case w.Ending && !told.IsZero():
		out.end = "told " + words.Clock(now, told)
	case a.State() != attempt.Started && a.State() != attempt.Stopping:
		out.end = cmp.Or(settlingWords(a, w, now), notAsked(w))
	case a.State() == attempt.Started && !a.PlannedEnd().IsZero():
		out.end = "reminder " + words.ClockOrDay(now, a.PlannedEnd())
	}
	return out
}

// ended says when an attempt that is over ended.
func (s standing) ended(a *attempt.Attempt, now time.Time) standing {
	at := words.Clock(now, a.Since())
	if a.State() == attempt.Stopped {
		s.Full, s.since = s.Word+" "+at, "after "+words.Lasts(a.Since().Sub(a.SentAt()))
		s.Word = s.Full
		return s
	}
	s.Full, s.end = a.Meaning(), at
	return s
}

// notAsked says that an attempt can't be asked for without a person.
func notAsked(w Work) string {
	if w.Needs != "" {
		return "not asked for"
	}
	return ""
}

// settlingWords says in a word or two what goes on about an attempt that is not
// settled; empty: nothing that one has to know.
func settlingWords(a *attempt.Attempt, w Work, now time.Time) string {
	switch at := a.CertainAt(); {
	case w.Unsettled:
		return "not settled"
	case at.After(now):
		return "certain " + words.Clock(now, at)
	case w.Settles:
		return "asking Agora"
	}
	return ""
}
