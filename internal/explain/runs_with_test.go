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
		if got := RunsWith(attempt.Intent{Version: v}, r, 2); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", v, got, want)
		}
	}
	if got := RunsWith(attempt.Intent{Version: agora.V7}, r, 0)[2][1]; got != "a, b, c, d" {
		t.Errorf("the keywords are %q", got)
	}
	taken := attempt.Intent{Version: agora.V7, Languages: "fr-FR"}
	if got := RunsWith(taken, agora.Request{}, 0); !slices.Equal(got, [][2]string{{"spoken", "fr-FR"}}) {
		t.Errorf("of a task that was taken up: %v", got)
	}
}
