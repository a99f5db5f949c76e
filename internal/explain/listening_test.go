package explain

import (
	"testing"

	"sttwizard/agora"
)

func TestWhatATaskDoesIsSaidInPeoplesWords(t *testing.T) {
	into := func(codes ...string) *agora.TranslateConfig {
		return &agora.TranslateConfig{Languages: []agora.Translation{{Source: "en-US", Target: codes}}}
	}
	for want, r := range map[string]agora.Request{
		"":                                      {},
		"listening to English":                  {Languages: []string{"en-US"}},
		"listening to English (United Kingdom)": {Languages: []string{"en-GB"}},
		"listening to English and German":       {Languages: []string{"en-US", "de-DE"}},
		"listening to English (United States) and English (India)":    {Languages: []string{"en-US", "en-IN"}},
		"listening to English, translating into Spanish and French":   {Languages: []string{"en-US"}, Translate: into("es-ES", "fr-FR")},
		"listening to English, translating into Spanish and xx-Plain": {Languages: []string{"en-US"}, Translate: into("es-ES", "xx-Plain")},
	} {
		if got := Listening(r); got != want {
			t.Errorf("%+v: %q, want %q", r, got, want)
		}
	}
}
