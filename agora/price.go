package agora

import (
	"fmt"
	"slices"
	"time"
)

// Prices are what a minute costs, in millionths of the currency's unit: US$ 16.99 for
// 1,000 minutes is 16,990.
type Prices struct {
	Currency       string
	Day            string // of the page that has them, as 2006-01-02
	Transcription  int64  // of a host whose microphone is open, who need not speak
	Identification int64  // of such a host besides, where the language is found out
	Translation    int64  // of such a host besides, for each language translated into
	Standby        int64  // while the microphones of all hosts are muted
}

// PublishedPrices are those of Agora's page
// (docs.agora.io/en/realtime-media/speech-to-text/reference/pricing). The 300 free
// minutes of an account are not counted.
var PublishedPrices = Prices{
	Currency: "US$", Day: "2026-05-14",
	Transcription: 16_990, Identification: 5_000, Translation: 8_990, Standby: 990,
}

// Cost is what something costs at least and at most, in millionths of the currency's
// unit. Who speaks which language is not known, so the two may differ.
type Cost struct{ Least, Most int64 }

// Minute returns what a minute of one host with an open microphone costs.
//
// Language identification is paid from two languages on, and not for a host to whom
// uidLanguagesConfig gives one language. A translation is paid for each target of what
// the host speaks.
func (p Prices) Minute(r Request, v Version) Cost {
	c := Cost{p.Transcription, p.Transcription}
	every, some := identified(r, v)
	if every {
		c.Least += p.Identification
	}
	if every || some {
		c.Most += p.Identification
	}
	fewest, most := targets(r, v)
	c.Least += int64(fewest) * p.Translation
	c.Most += int64(most) * p.Translation
	return c
}

// Hour returns what an hour costs while that many microphones are open, from 1.
func (p Prices) Hour(r Request, v Version, microphones int) Cost {
	c := p.Minute(r, v)
	n := 60 * int64(microphones)
	return Cost{n * c.Least, n * c.Most}
}

// SoFar returns what a task has come to after it ran so long: at least as if all had
// been muted all the time, at most as if that many microphones had been open.
func (p Prices) SoFar(r Request, v Version, ran time.Duration, microphones int) Cost {
	per := func(minute int64) int64 { return minute * max(ran, 0).Milliseconds() / time.Minute.Milliseconds() }
	return Cost{per(p.Standby), per(p.Minute(r, v).Most) * int64(microphones)}
}

// identified reports whether every host, and whether some host, pays for language
// identification.
func identified(r Request, v Version) (every, some bool) {
	if len(distinct(r.Languages)) < 2 {
		return false, false
	}
	if !v.Has(PathUIDLanguages) {
		return true, true
	}
	one := map[string]bool{} // speakers with one language
	for _, s := range r.UIDLanguages {
		if len(distinct(s.Languages)) == 1 {
			one[s.UID] = true
		}
	}
	if len(one) == 0 {
		return true, true
	}
	heard := distinct(r.RTC.SubscribeAudioUIDs)
	others := func(uid string) bool { return !one[uid] }
	return false, len(heard) == 0 || slices.ContainsFunc(heard, others)
}

// targets returns into how many languages something that is said is translated at
// least and at most.
func targets(r Request, v Version) (fewest, most int) {
	if r.Translate == nil || r.Translate.Enable != nil && !*r.Translate.Enable {
		return 0, 0
	}
	into := map[string][]string{}
	for _, t := range r.Translate.Languages {
		into[t.Source] = distinct(append(into[t.Source], t.Target...))
	}
	for i, spoken := range distinct(r.Spoken(v)) {
		n := len(into[spoken])
		if most = max(most, n); i == 0 || n < fewest {
			fewest = n
		}
	}
	return fewest, most
}

// distinct returns the texts without empty ones, each once.
func distinct(texts []string) []string {
	out := slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return s == "" })
	slices.Sort(out)
	return slices.Compact(out)
}

// Amount writes an amount: "US$ 1.02", and below a cent "US$ 0.004".
func (p Prices) Amount(micros int64) string { return p.Currency + " " + amount(micros) }

func amount(micros int64) string {
	digits := 2
	if micros > 0 && micros < 10_000 {
		digits = 3
	}
	return fmt.Sprintf("%.*f", digits, float64(micros)/1e6)
}

// Span writes what something costs: "US$ 1.02", or "US$ 1.02 to 1.32" where it is not
// known how much of that.
func (p Prices) Span(c Cost) string {
	if least, most := amount(c.Least), amount(c.Most); least != most {
		return p.Currency + " " + least + " to " + most
	}
	return p.Amount(c.Most)
}
