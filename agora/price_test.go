package agora

import (
	"testing"
	"time"
)

// Each sum is made by hand from the words of Agora's page.
func TestAnHourCostsWhatThePageSays(t *testing.T) {
	en, two := []string{"en-US"}, []string{"en-US", "de-DE"}
	off := false
	into := func(pairs ...Translation) *TranslateConfig { return &TranslateConfig{Languages: pairs} }
	each := []UIDLanguages{{"1", []string{"en-US"}}, {"2", []string{"de-DE"}}}
	several := into(Translation{"en-US", []string{"fr-FR", "es-ES"}}, Translation{"de-DE", []string{"fr-FR", "es-ES", "it-IT"}})
	for name, c := range map[string]struct {
		request Request
		version Version
		open    int
		want    Cost
	}{
		"one language, 60 x 0.01699":                        {Request{Languages: en}, V5, 1, Cost{1_019_400, 1_019_400}},
		"three microphones, 180 x 0.01699":                  {Request{Languages: en}, V7, 3, Cost{3_058_200, 3_058_200}},
		"two languages, 60 x (0.01699 + 0.005)":             {Request{Languages: two}, V5, 1, Cost{1_319_400, 1_319_400}},
		"the same language twice is one":                    {Request{Languages: []string{"en-US", "en-US"}}, V7, 1, Cost{1_019_400, 1_019_400}},
		"one each, nobody else is heard: 60 x 0.01699":      {Request{Languages: two, UIDLanguages: each, RTC: RTCConfig{SubscribeAudioUIDs: []string{"1", "2"}}}, V7, 1, Cost{1_019_400, 1_019_400}},
		"one each, everybody is heard":                      {Request{Languages: two, UIDLanguages: each}, V7, 1, Cost{1_019_400, 1_319_400}},
		"one each, a third is heard":                        {Request{Languages: two, UIDLanguages: each, RTC: RTCConfig{SubscribeAudioUIDs: []string{"1", "3"}}}, V6, 1, Cost{1_019_400, 1_319_400}},
		"v5 has no languages of speakers":                   {Request{Languages: two, UIDLanguages: each}, V5, 1, Cost{1_319_400, 1_319_400}},
		"a speaker with two, one language for all":          {Request{Languages: en, UIDLanguages: []UIDLanguages{{"1", two}}}, V7, 1, Cost{1_019_400, 1_019_400}},
		"one target, 60 x (0.01699 + 0.00899)":              {Request{Languages: en, Translate: into(Translation{"en-US", []string{"fr-FR", "fr-FR"}})}, V5, 1, Cost{1_558_800, 1_558_800}},
		"a source that nobody speaks":                       {Request{Languages: en, Translate: into(Translation{"ja-JP", []string{"a", "b"}})}, V5, 1, Cost{1_019_400, 1_019_400}},
		"a translation that is off":                         {Request{Languages: en, Translate: &TranslateConfig{Enable: &off, Languages: []Translation{{"en-US", []string{"fr-FR"}}}}}, V7, 1, Cost{1_019_400, 1_019_400}},
		"two and three targets: 60 x (0.02199 + 0.01798..)": {Request{Languages: two, Translate: several}, V7, 1, Cost{2_398_200, 2_937_600}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := PublishedPrices.Hour(c.request, c.version, c.open); got != c.want {
				t.Errorf("%+v, by hand %+v", got, c.want)
			}
		})
	}
}

func TestThePagesOwnExamplesComeOut(t *testing.T) {
	minutes := func(n time.Duration, r Request) int64 { return PublishedPrices.SoFar(r, V7, n*time.Minute, 1).Most }
	en, two := Request{Languages: []string{"en-US"}}, Request{Languages: []string{"en-US", "de-DE"}}
	one, both := en, en
	one.Translate = &TranslateConfig{Languages: []Translation{{"en-US", []string{"fr-FR"}}}}
	both.Translate = &TranslateConfig{Languages: []Translation{{"en-US", []string{"fr-FR", "de-DE"}}}}
	for name, c := range map[string]struct{ got, want int64 }{
		"2 + 3 + 3 minutes of three hosts":  {minutes(8, en), 135_920},
		"the same with identification":      {minutes(8, two), 175_920},
		"the same into one language":        {minutes(8, one), 207_840},
		"the same into two":                 {minutes(8, both), 279_760},
		"an hour in which all are muted":    {PublishedPrices.SoFar(two, V7, time.Hour, 1).Least, 59_400},
		"before it ran":                     {minutes(-1, en), 0},
		"90 minutes with two, two to three": {PublishedPrices.SoFar(both, V7, 90*time.Minute, 2).Most, 2 * 90 * (16_990 + 2*8_990)},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, by hand %d", name, c.got, c.want)
		}
	}
}

func TestAmountsAreWrittenInCents(t *testing.T) {
	for micros, want := range map[int64]string{0: "US$ 0.00", 4_000: "US$ 0.004", 1_019_400: "US$ 1.02", 12_345_678: "US$ 12.35"} {
		if got := PublishedPrices.Amount(micros); got != want {
			t.Errorf("%d: %s", micros, got)
		}
	}
	for want, c := range map[string]Cost{"US$ 1.02": {1_019_400, 1_019_400}, "US$ 1.02 to 1.32": {1_019_400, 1_319_400}} {
		if got := PublishedPrices.Span(c); got != want {
			t.Errorf("%s", got)
		}
	}
}
