package explain

import (
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

func TestFiguresOfCostSayWhatTheyAssume(t *testing.T) {
	r := agora.Request{Languages: []string{"en-US"}}
	if got := Hourly(agora.PublishedPrices, r, agora.V7); got != "about US$ 1.02 an hour while one microphone is open" {
		t.Error(got)
	}
	if got := HourlyMore(agora.PublishedPrices, r, agora.V7); !strings.Contains(got, "; US$ 3.06 while three are (prices of 2026-05-14, free minutes not counted)") {
		t.Error(got)
	}
}

func TestARangeOfCostSaysWhatItIsAbout(t *testing.T) {
	// What is said in English is translated, what is said in German is not.
	r := agora.Request{Languages: []string{"en-US", "de-DE"}, Translate: &agora.TranslateConfig{Languages: []agora.Translation{{Source: "en-US", Target: []string{"fr-FR"}}}}}
	const translated = "about US$ 1.32 to 1.86 an hour while one microphone is open, the most if all that is said is translated"
	if got := Hourly(agora.PublishedPrices, r, agora.V7); got != translated {
		t.Error(got)
	}
	r.Translate, r.RTC.SubscribeAudioUIDs = nil, []string{"1", "2"}
	r.UIDLanguages = []agora.UIDLanguages{{UID: "1", Languages: []string{"en-US"}}}
	if got := Hourly(agora.PublishedPrices, r, agora.V7); !strings.Contains(got, "US$ 1.02 to 1.32") || !strings.HasSuffix(got, "the most if it is somebody whose language has to be found out") {
		t.Error(got)
	}
}

func TestFiguresByOnesOwnPricesSaySo(t *testing.T) {
	own := agora.Prices{Currency: "EUR", Transcription: 15_500, Identification: 4_000, Translation: 8_000, Standby: 900}
	r := agora.Request{Languages: []string{"en-US"}}
	if got := HourlyMore(own, r, agora.V7); got != "about EUR 0.93 an hour while one microphone is open; EUR 2.79 while three are (your own prices, free minutes not counted)" {
		t.Error(got)
	}
}

func TestWhatATaskCameToIsToldWithItsAssumption(t *testing.T) {
	now := time.Date(2031, 1, 1, 12, 0, 0, 0, time.UTC)
	j := attempt.Open(t.TempDir(), attempt.Options{Now: func() time.Time { return now }})
	in := attempt.Intent{Channel: "hall", BaseURL: "https://api.agora.io", Version: agora.V7, Request: []byte(`{"languages":["en-US"]}`)}
	takenUp := func(in attempt.Intent) *attempt.Attempt {
		a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "t"}, agora.Task{CreatedAt: now.Add(-time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if got := Spent(agora.PublishedPrices, takenUp(in), now); got != "about US$ 1.02 if one microphone was open all the time, US$ 0.06 if none was" {
		t.Error(got)
	}
	if got := SpentShort(agora.PublishedPrices, takenUp(in), now); got != "US$ 1.02" || !strings.Contains(SpentHead, "COST AT MOST, 1 MIC OPEN") {
		t.Errorf("%s: %s", SpentHead, got)
	}
	if got := SpentMore(agora.PublishedPrices, takenUp(in), now); !strings.HasSuffix(got, "if none was (prices of 2026-05-14, free minutes not counted)") {
		t.Error(got)
	}
	partly := in
	partly.Request = []byte(`{"languages":["en-US","de-DE"],"translateConfig":{"languages":[{"source":"en-US","target":["fr-FR"]}]}}`)
	if got := Spent(agora.PublishedPrices, takenUp(partly), now); !strings.HasPrefix(got, "about US$ 1.86 if one microphone was open all the time and all that was said was translated, US$ 0.06 if none was") {
		t.Error(got)
	}
	pretended, unknown := in, in
	pretended.BaseURL, unknown.Request = "", nil
	for name, in := range map[string]attempt.Intent{"in the sandbox": pretended, "of a request that nobody knows": unknown} {
		if got := Spent(agora.PublishedPrices, takenUp(in), now) + SpentShort(agora.PublishedPrices, takenUp(in), now); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
	begun, err := j.Begin(in)
	if err != nil || Spent(agora.PublishedPrices, begun, now) != "" {
		t.Errorf("nothing was sent: %v, %s", err, Spent(agora.PublishedPrices, begun, now))
	}
}
