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

// A code in small letters is another text for Agora than its own; the list has it spelled
// right, and what is typed, set and read must be as right.
func TestCodesOfLanguagesAreSpelledAsAgoraDoes(t *testing.T) {
	for path, texts := range map[string][2]string{
		agora.PathLanguages:       {"en-us,FR-fr, de-de", "en-US,fr-FR,de-DE"},
		agora.PathUIDLanguages:    {"501:en-us + fr-fr,502: DE-de", "501:en-US+fr-FR,502:de-DE"},
		agora.PathTranslatedPairs: {"en-us:FR-FR+zh-cn", "en-US:fr-FR+zh-CN"},
	} {
		d := NewDraft(agora.Project{Version: agora.V7})
		if d.Set(path, texts[0], Typed); d.Text(path) != texts[1] {
			t.Errorf("%s: %q", path, d.Text(path))
		}
	}
	d := NewDraft(agora.Project{Version: agora.V7})
	for _, kept := range []string{"101:xx-yy", "101:", "101: en ,", "half a, thing", "101:en_us"} {
		if d.Set(agora.PathUIDLanguages, kept, Typed); d.Text(agora.PathUIDLanguages) != kept {
			t.Errorf("%q became %q", kept, d.Text(agora.PathUIDLanguages))
		}
	}
}
