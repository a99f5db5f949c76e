package form

import (
	"slices"
	"testing"

	"sttwizard/agora"
)

func TestALanguageOfOneSpeakerCanBeTranslated(t *testing.T) {
	for v, want := range map[agora.Version][]string{
		agora.V5: {"en-US"}, agora.V6: {"en-US", "de-DE"}, agora.V7: {"en-US", "de-DE"},
	} {
		d := NewDraft(agora.Project{Version: v})
		d.Set(agora.PathLanguages, "en-US", Typed)
		d.Set(agora.PathUIDLanguages, "101:de-DE+en-US", Typed)
		d.Set(string(Translation), "on", Typed)
		var asked []string
		for _, q := range QuestionsOf(d, StepTranslation) {
			if q.Path == agora.PathTranslatedPairs {
				asked = append(asked, q.Title)
			}
		}
		if got := d.TranslationSources(); !slices.Equal(got, want) || len(asked) != len(want) {
			t.Errorf("%s: the sources are %v, asked %q; want %v", v, got, asked, want)
		}
		if d.Set(agora.PathUIDLanguages, "101:", Typed); !slices.Equal(d.TranslationSources(), []string{"en-US"}) {
			t.Errorf("%s: of a text that can't be read the sources are %v", v, d.TranslationSources())
		}
	}
}
