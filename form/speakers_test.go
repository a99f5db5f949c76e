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

// The languages of a speaker are chosen from the list that all are chosen from.
func TestWhatEachSpeakerSpeaksIsAskedForItself(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathUIDLanguages, ""))
	d.SetProject(agora.Project{Version: agora.V7})
	at := func(key string) Question {
		t.Helper()
		for _, q := range QuestionsOf(d, StepLanguages) {
			if q.Key == key {
				return q
			}
		}
		t.Fatalf("%s is not asked", key)
		return Question{}
	}
	at(agora.PathUIDLanguages).Set(d, "101, 102", Typed)
	if q := at(speakerKey("102")); q.Kind != Choices || q.Limit(d) != 4 || len(q.Options(d)) < 100 || q.Title != "102 speaks" {
		t.Errorf("it is asked as %+v", q)
	}
	missing := func() (keys []string) {
		for _, q := range QuestionsOf(d, StepLanguages) {
			for _, e := range q.Mine(d, d.Problems()) {
				keys = append(keys, q.Key+" "+e.Text)
			}
		}
		return keys
	}
	if got := missing(); !slices.Equal(got, []string{
		speakerKey("101") + " at least 1 language, for uid 101: choose one", speakerKey("102") + " at least 1 language, for uid 102: choose one",
	}) {
		t.Errorf("wrong is %q", got)
	}
	for _, e := range d.Problems() {
		if !d.IsMissing(e) {
			t.Errorf("%s is called wrong and not missing", d.Sentence(e))
		}
	}
	if counts := Count(Review(d)); counts.Wrong > 0 || counts.Missing != 2 {
		t.Errorf("the review counts %+v", counts)
	}
	at(speakerKey("102")).Set(d, "fr-FR,en-US", Typed)
	at(speakerKey("101")).Set(d, "de-DE", Typed)
	if got := d.Text(agora.PathUIDLanguages); got != "101:de-DE,102:fr-FR+en-US" || len(missing()) > 0 {
		t.Errorf("the answer is %q, wrong is %q", got, missing())
	}
	at(agora.PathUIDLanguages).Set(d, "101,103", Typed) // another number of the same speaker
	if got := d.Text(agora.PathUIDLanguages); got != "101:de-DE,103:fr-FR+en-US" {
		t.Errorf("after the uid was put right it is %q", got)
	}
	d.BeginTyping()
	for _, typed := range []string{"", "1", "10", "103", "103,", "103,1", "103,10", "103,104"} { // all anew, letter by letter
		at(agora.PathUIDLanguages).Set(d, typed, Typed)
	}
	if got := d.Text(agora.PathUIDLanguages); got != "103:fr-FR+en-US,104:" {
		t.Errorf("after it was typed anew it is %q", got)
	}
	at(speakerKey("104")).Set(d, "es-ES", Typed)
	at(agora.PathUIDLanguages).Set(d, "103,104,7", Typed)
	if got := d.Text(agora.PathUIDLanguages); got != "103:fr-FR+en-US,104:es-ES,7:" {
		t.Errorf("with one more it is %q", got)
	}
	at(agora.PathUIDLanguages).Set(d, "103", Typed)
	if got := d.Text(agora.PathUIDLanguages); got != "103:fr-FR+en-US" || at(agora.PathUIDLanguages).Get(d) != "103" {
		t.Errorf("without the other it is %q", got)
	}
	at(agora.PathUIDLanguages).Set(d, "7,7,no", Typed)
	if got := missing(); !slices.ContainsFunc(got, func(e string) bool { return e[0] != '[' }) || len(got) < 2 {
		t.Errorf("of a uid twice and one that is none it says %q", got)
	}
	at(agora.PathUIDLanguages).Set(d, "", Typed)
	if d.Text(agora.PathUIDLanguages) != "" || len(missing()) > 0 {
		t.Errorf("it can't be emptied: %q", d.Text(agora.PathUIDLanguages))
	}
	q := at(agora.PathUIDLanguages)
	put := q.Tidy(d, "101:german+en-us, 102:francais")
	if put.Text != "101,102" || put.More[q.Path] != "101:de-DE+en-US,102:fr-FR" || put.Told != "101 speaks de-DE, en-US; 102 speaks fr-FR" {
		t.Errorf("names are put right as %+v", put)
	}
}
