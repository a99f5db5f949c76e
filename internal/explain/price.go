package explain

import (
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// What a task costs in figures, each with what it assumes: nobody here knows whose
// microphones are open, and Agora bills those, not what is said.

// Hourly says what an hour of a task costs.
func Hourly(p agora.Prices, r agora.Request, v agora.Version) string {
	return "about " + p.Span(p.Hour(r, v, 1)) + " an hour while one microphone is open"
}

// HourlyMore is Hourly with a second assumption and whose the prices are.
func HourlyMore(p agora.Prices, r agora.Request, v agora.Version) string {
	prices := "your own prices"
	if p.Day != "" {
		prices = "prices of " + p.Day
	}
	return Hourly(p, r, v) + ", " + p.Span(p.Hour(r, v, 3)) + " while three are (" + prices + ", free minutes not counted)"
}

// Spent says what the task of an attempt has come to, or came to; empty where none ran,
// where all is pretended, and where it is not known what it was asked to do.
func Spent(p agora.Prices, a *attempt.Attempt, now time.Time) string {
	c, known := SpentOf(p, a, now)
	if !known {
		return ""
	}
	return "about " + p.Amount(c.Most) + " if one microphone was open all the time, " + p.Amount(c.Least) + " if none was"
}

// SpentHead heads a column of what SpentShort gives, with the assumption.
const SpentHead = "COST, 1 MIC OPEN"

// SpentShort says what a task has come to as if one microphone had been open all the time;
// empty where Spent is.
func SpentShort(p agora.Prices, a *attempt.Attempt, now time.Time) string {
	c, known := SpentOf(p, a, now)
	if !known {
		return ""
	}
	return p.Amount(c.Most)
}

// SpentOf is what Spent says as figures, and whether they are known: as if all had been
// muted, and as if one microphone had been open all the time.
func SpentOf(p agora.Prices, a *attempt.Attempt, now time.Time) (c agora.Cost, known bool) {
	in, ran := a.Intent(), a.Ran(now)
	r, known, _ := a.Runs()
	if in.BaseURL == "" || ran <= 0 || !known {
		return agora.Cost{}, false
	}
	return p.SoFar(r, in.Version, ran, 1), true
}
