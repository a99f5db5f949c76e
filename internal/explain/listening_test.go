package explain

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// translated makes what is translated of sources and their targets.
func translated(pairs ...agora.Translation) *agora.TranslateConfig {
	return &agora.TranslateConfig{Languages: pairs}
}

func pair(source string, into ...string) agora.Translation {
	return agora.Translation{Source: source, Target: into}
}

func TestWhatATaskDoesIsSaidInPeoplesWords(t *testing.T) {
	one, two := []string{"en-US"}, []string{"en-US", "de-DE"}
	for want, r := range map[string]agora.Request{
		"":                                      {},
		"listening to English":                  {Languages: one},
		"listening to English (United Kingdom)": {Languages: []string{"en-GB"}},
		"listening to English and German":       {Languages: two},
		"listening to English (United States) and English (India)":    {Languages: []string{"en-US", "en-IN"}},
		"listening to English, translating into Spanish and French":   {Languages: one, Translate: translated(pair("en-US", "es-ES", "fr-FR"))},
		"listening to English, translating into Spanish and xx-Plain": {Languages: one, Translate: translated(pair("en-US", "es-ES", "xx-Plain"))},
		"listening to English and German, translating into French":    {Languages: two, Translate: translated(pair("en-US", "fr-FR"), pair("de-DE", "fr-FR"))},
		// Only what is translated is said to be, and only of what is spoken.
		"listening to English and German, translating English into Spanish":                     {Languages: two, Translate: translated(pair("en-US", "es-ES"))},
		"listening to English and German, translating English into German, German into English": {Languages: two, Translate: translated(pair("en-US", "de-DE"), pair("de-DE", "en-US"))},
		"listening to German": {Languages: two[1:], Translate: translated(pair("en-US", "es-ES"))},
		"listening to English (United States) and English (India), translating English (India) into French": {
			Languages: []string{"en-US", "en-IN"}, Translate: translated(pair("en-IN", "fr-FR"))},
		"listening to English, translating German into French": {
			Languages: one, UIDLanguages: []agora.UIDLanguages{{UID: "101", Languages: two[1:]}}, Translate: translated(pair("de-DE", "fr-FR"))},
	} {
		if got := Listening(agora.V7, r); got != want {
			t.Errorf("%+v: %q, want %q", r, got, want)
		}
	}
}

func TestWhatAChangeWithoutAnAnswerMayHaveMadeOfATaskIsSaidToo(t *testing.T) {
	french, italian := agora.Request{Languages: []string{"fr-FR"}}, agora.Request{Languages: []string{"it-IT"}}
	for want, s := range map[string]attempt.Settings{
		"listening to French":                          {Request: french},
		"listening to French, or listening to Italian": {Request: french, Perhaps: []agora.Request{italian}},
		"": {Perhaps: []agora.Request{italian}},
	} {
		if got := listens(agora.V7, s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
