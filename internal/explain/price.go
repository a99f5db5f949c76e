package explain

import (
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// What a task costs in figures, each with what it assumes: nobody here knows whose
// microphones are open, and Agora bills those, not what is said.

// Hourly says what an hour of a task costs, a range with what the high end assumes.
func Hourly(p agora.Prices, r agora.Request, v agora.Version) string {
	words := "about " + p.Span(p.Hour(r, v, 1)) + " an hour while one microphone is open"
	if most := atMost(r, v, false); most != "" {
		words += ", the most if " + most
	}
	return words
}

// atMost says what the high end of a cost assumes of who speaks besides open microphones;
// empty where a minute has one price.
func atMost(r agora.Request, v agora.Version, past bool) string {
	varies := func(p agora.Prices) bool { c := p.Minute(r, v); return c.Least != c.Most }
	is, has := "is", "has"
	if past {
		is, has = "was", "had"
	}
	translated := "all that " + is + " said " + is + " translated"
	identified := "it " + is + " somebody whose language " + has + " to be found out"
	switch translation, identification := varies(agora.Prices{Translation: 1}), varies(agora.Prices{Identification: 1}); {
	case translation && identification:
		return translated + " and " + identified
	case translation:
		return translated
	case identification:
		return identified
	}
	return ""
}

// PricesOf says whose the prices are, and what they leave out.
func PricesOf(p agora.Prices) string {
	if p.Day == "" {
		return "your own prices, free minutes not counted"
	}
	return "prices of " + p.Day + ", free minutes not counted"
}

// HourlyMore is Hourly with a second assumption and whose the prices are.
func HourlyMore(p agora.Prices, r agora.Request, v agora.Version) string {
	return Hourly(p, r, v) + "; " + p.Span(p.Hour(r, v, 3)) + " while three are (" + PricesOf(p) + ")"
}

// Spent says what the task of an attempt has come to, or came to; empty where none ran,
// where all is pretended, and where it is not known what it was asked to do.
func Spent(p agora.Prices, a *attempt.Attempt, now time.Time) string {
	c, known := SpentOf(p, a, now)
	if !known {
		return ""
	}
	words := "about " + p.Amount(c.Most) + " if one microphone was open all the time"
	if r, known, _ := a.Runs(); known {
		if most := atMost(r, a.Intent().Version, true); most != "" {
			words += " and " + most
		}
	}
	return words + ", " + p.Amount(c.Least) + " if none was"
}

// SpentMore is Spent with whose the prices are.
func SpentMore(p agora.Prices, a *attempt.Attempt, now time.Time) string {
	words := Spent(p, a, now)
	if words != "" {
		words += " (" + PricesOf(p) + ")"
	}
	return words
}

// SpentHead heads a column of what SpentShort gives, with the assumption.
const SpentHead = "COST AT MOST, 1 MIC OPEN"

// SpentShort says what a task has come to at most with one microphone, as if that had been
// open all the time and all that was said been identified and translated that can be; empty
// where Spent is.
func SpentShort(p agora.Prices, a *attempt.Attempt, now time.Time) string {
	c, known := SpentOf(p, a, now)
	if !known {
		return ""
	}
	return p.Amount(c.Most)
}

// SpentOf is what Spent says as figures, and whether they are known: as if all had been
// muted, and as SpentShort has it.
func SpentOf(p agora.Prices, a *attempt.Attempt, now time.Time) (c agora.Cost, known bool) {
	in, ran := a.Intent(), a.Ran(now)
	r, known, _ := a.Runs()
	if in.BaseURL == "" || ran <= 0 || !known {
		return agora.Cost{}, false
	}
	return p.SoFar(r, in.Version, ran, 1), true
}
