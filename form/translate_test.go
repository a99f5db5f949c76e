package form

import (
	"testing"

	"sttwizard/agora"
)

func translated(t *testing.T, languages, pairs string) *Draft {
	t.Helper()
	d := draftWith(t, with(legal, agora.PathLanguages, languages))
	d.Set("translateConfig", "on", Typed)
	d.Set(agora.PathTranslatedPairs, pairs, FromPreset("weekly", ""))
	return d
}

func TestEachLanguageIsAskedForItsTranslations(t *testing.T) {
	for name, c := range map[string]struct {
		languages, pairs string
		want             []string // sources in order
	}{
		"what is transcribed":              {"en-US,fr-FR", "", []string{"en-US", "fr-FR"}},
		"and what is translated besides":   {"en-US", "de-DE:en-US,en-US:fr-FR", []string{"en-US", "de-DE"}},
		"a text that can't be read":        {"en-US", "fr", []string{"en-US"}},
		"a source that stands there twice": {"", "en-US:fr-FR,en-US:de-DE", []string{"en-US"}},
	} {
		d := translated(t, c.languages, c.pairs)
		var got []string
		for _, q := range QuestionsOf(d, StepTranslation) {
			if q.Path == agora.PathTranslatedPairs {
				got = append(got, q.Title)
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: asked are %v", name, got)
			continue
		}
		for i, source := range c.want {
			if got[i] != agora.LanguageName(source)+" into" {
				t.Errorf("%s: asked are %v", name, got)
			}
		}
	}
}

func TestTheTargetsOfOneLanguageLeaveTheOthersAlone(t *testing.T) {
	for name, c := range map[string]struct{ pairs, source, targets, want string }{
		"the first answer":                   {"", "en-US", "fr-FR,de-DE", "en-US:fr-FR+de-DE"},
		"another language":                   {"en-US:fr-FR", "fr-FR", "en-US", "en-US:fr-FR,fr-FR:en-US"},
		"other targets":                      {"en-US:fr-FR,fr-FR:en-US", "en-US", "de-DE", "en-US:de-DE,fr-FR:en-US"},
		"none any more":                      {"en-US:fr-FR,fr-FR:en-US", "en-US", "", "fr-FR:en-US"},
		"none at all":                        {"en-US:fr-FR", "en-US", "", ""},
		"a source that stood there twice":    {"en-US:fr-FR,fr-FR:en-US,en-US:de-DE", "en-US", "fr-FR,de-DE", "en-US:fr-FR+de-DE,fr-FR:en-US"},
		"a text that could not be read":      {"fr", "en-US", "fr-FR", "en-US:fr-FR"},
		"a language that is not transcribed": {"de-DE:en-US,en-US:fr-FR", "de-DE", "", "en-US:fr-FR"},
	} {
		d := translated(t, "en-US,fr-FR", c.pairs)
		d.SetTargets(c.source, c.targets, Typed)
		if got := d.Text(agora.PathTranslatedPairs); got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
		if got := d.Targets(c.source); got != c.targets {
			t.Errorf("%s: the targets are %q", name, got)
		}
	}
	d := translated(t, "", "en-US:fr-FR,en-US:de-DE")
	if got := d.Targets("en-US"); got != "fr-FR,de-DE" {
		t.Errorf("of a source that stands there twice only %q is shown", got)
	}
}

func TestErrorsLandOnTheQuestionOfTheirLanguage(t *testing.T) {
	for name, c := range map[string]struct{ languages, pairs, rule, source string }{
		"too many targets":                  {"en-US,fr-FR", "en-US:fr-FR,fr-FR:de-DE+es-ES+it-IT+ja-JP+ko-KR+en-US", "targets", "fr-FR"},
		"no targets":                        {"en-US,fr-FR", "en-US:,fr-FR:de-DE", "targets", "en-US"},
		"a target twice":                    {"en-US,fr-FR", "en-US:fr-FR,fr-FR:de-DE+de-DE", "target-duplicate", "fr-FR"},
		"its own source":                    {"en-US,fr-FR", "fr-FR:en-US,en-US:en-US", "target-differs", "en-US"},
		"a target that is no code":          {"en-US,fr-FR", "fr-FR:en-US,en-US:fr_FR", "target-format", "en-US"},
		"a source that is no code":          {"en-US", "en_US:fr-FR", "source", "en_US"},
		"a source twice":                    {"fr-FR,en-US", "en-US:fr-FR,fr-FR:en-US,en-US:de-DE", "duplicate", "en-US"},
		"a third source":                    {"en-US,fr-FR", "en-US:fr-FR,fr-FR:de-DE,de-DE:en-US", "count", "de-DE"},
		"nothing is translated":             {"en-US,fr-FR", "", "required", "fr-FR"},
		"a text that can't be read":         {"en-US", "fr", "type", "en-US"},
		"nothing is transcribed":            {"", "", "required", ""},
		"nothing is transcribed, no sense":  {"", "fr", "type", ""},
		"the languages are named in no way": {"en-US", ":fr-FR", "type", "en-US"},
	} {
		d := translated(t, c.languages, c.pairs)
		want := agora.PathTranslatedPairs
		if c.source != "" {
			want = targetsKey(c.source)
		}
		for _, q := range QuestionsOf(d, StepTranslation) {
			if mine := hasRule(q.Mine(d, d.Problems()), agora.PathTranslatedPairs, c.rule); mine != (q.Key == want) {
				t.Errorf("%s: at %s: %v", name, q.Key, mine)
			}
		}
	}
}

func TestALanguageIsNotOfferedAsItsOwnTarget(t *testing.T) {
	d := translated(t, "en-US,fr-FR", "")
	for _, q := range QuestionsOf(d, StepTranslation) {
		for _, o := range q.Options(d) {
			if q.Key == targetsKey(o.Value) {
				t.Errorf("%s is offered for itself", o.Value)
			}
		}
	}
}
