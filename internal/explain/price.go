package explain

import (
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// What a task costs in figures, each with what it assumes: nobody here knows whose
// microphones are open, and Agora bills those, not what is said.

// Hourly says what an hour of a task costs by Agora's published prices.
func Hourly(r agora.Request, v agora.Version) string {
	p := agora.PublishedPrices
	return "about " + p.Span(p.Hour(r, v, 1)) + " an hour while one microphone is open"
}

// HourlyMore is Hourly with a second assumption and how old the prices are.
func HourlyMore(r agora.Request, v agora.Version) string {
	p := agora.PublishedPrices
	return Hourly(r, v) + ", " + p.Span(p.Hour(r, v, 3)) + " while three are (prices of " + p.Day + ", free minutes not counted)"
}

// Spent says what the task of an attempt has come to, or came to; empty where none ran,
// where all is pretended, and where it is not known what it was asked to do.
func Spent(a *attempt.Attempt, now time.Time) string {
	c, known := SpentOf(a, now)
	if !known {
		return ""
	}
	p := agora.PublishedPrices
	return "about " + p.Amount(c.Most) + " if one microphone was open all the time, " + p.Amount(c.Least) + " if none was"
}

// SpentOf is what Spent says as figures, and whether they are known: as if all had been
// muted, and as if one microphone had been open all the time.
func SpentOf(a *attempt.Attempt, now time.Time) (c agora.Cost, known bool) {
	in, ran := a.Intent(), a.Ran(now)
	r, known, _ := a.Runs()
	if in.BaseURL == "" || ran <= 0 || !known {
		return agora.Cost{}, false
	}
	return agora.PublishedPrices.SoFar(r, in.Version, ran, 1), true
}
