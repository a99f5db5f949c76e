package explain

import (
	"slices"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

func TestWhatATaskRunsWithIsToldAsItsVersionHasIt(t *testing.T) {
	var r agora.Request
	for _, set := range [][2]string{
		{agora.PathLanguages, "en-US"}, {agora.PathUIDLanguages, "101:de-DE+fr-FR,102:es-ES"},
		{agora.PathKeywords, "a,b,c,d"},
		{agora.PathTranslatedPairs, "de-DE:en-US+fr-FR"}, {agora.PathSubscribeUIDs, "101,102"},
	} {
		if err := r.Set(set[0], set[1]); err != nil {
			t.Fatal(err)
		}
	}
	spoken, heard := [2]string{"spoken", "en-US"}, [2]string{"heard", "101, 102"}
	into := [2]string{"into", "de-DE → en-US fr-FR"}
	speakers := [2]string{"speakers", "101 speaks de-DE or fr-FR, 102 speaks es-ES"}
	keywords := [2]string{"keywords", "a, b and 2 more"}
	for v, want := range map[agora.Version][][2]string{
		agora.V5: {spoken, into, heard}, agora.V6: {spoken, speakers, into, heard},
		agora.V7: {spoken, speakers, keywords, into, heard},
	} {
		if got := runsWith(attempt.Settings{Request: r, Known: true}, v, 2); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", v, got, want)
		}
	}
	if got := runsWith(attempt.Settings{Request: r, Known: true}, agora.V7, 0)[2][1]; got != "a, b, c, d" {
		t.Errorf("the keywords are %q", got)
	}
}

func TestATaskIsToldWithWhatAChangeWithoutAnAnswerMayHaveMadeOfIt(t *testing.T) {
	of := func(languages, pairs string) agora.Request {
		var r agora.Request
		for path, text := range map[string]string{agora.PathLanguages: languages, agora.PathTranslatedPairs: pairs} {
			if err := r.Set(path, text); err != nil {
				t.Fatal(err)
			}
		}
		return r
	}
	for name, test := range map[string]struct {
		s    attempt.Settings
		want [][2]string
	}{
		"sure":           {attempt.Settings{Request: of("fr-FR", ""), Known: true}, [][2]string{{"spoken", "fr-FR"}}},
		"it may be both": {attempt.Settings{Request: of("fr-FR", ""), Known: true, Perhaps: []agora.Request{of("it-IT", "")}}, [][2]string{{"spoken", "fr-FR or it-IT: a change of it has no answer"}}},
		"two changes": {
			attempt.Settings{Request: of("fr-FR", "fr-FR:en-US"), Known: true, Perhaps: []agora.Request{of("it-IT", ""), of("de-DE", "fr-FR:en-US")}},
			[][2]string{{"spoken", "fr-FR or it-IT or de-DE: a change of it has no answer"}, {"into", "fr-FR → en-US or not translated: a change of it has no answer"}},
		},
		"taken up":               {attempt.Settings{}, [][2]string{{"spoken", "not known"}}},
		"taken up, and changed":  {attempt.Settings{Perhaps: []agora.Request{of("it-IT", "")}}, [][2]string{{"spoken", "not known or it-IT: a change of it has no answer"}}},
		"in words that are kept": {attempt.Settings{Request: of("fr-FR", "")}, [][2]string{{"spoken", "fr-FR"}}},
	} {
		if got := runsWith(test.s, agora.V7, 0); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}
