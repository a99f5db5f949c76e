package agora_test

import (
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

func TestAPlaceholderIsToldFromAValue(t *testing.T) {
	for _, text := range samples.Placeholders() {
		if !agora.IsPlaceholder(text) || !agora.IsPlaceholder(" "+text+"\n") {
			t.Errorf("%q passes for a value", text)
		}
		for _, path := range []string{agora.PathChannelName, agora.PathSecretKey, agora.PathKeywords} {
			e, ok := agora.PlaceholderError(path, text)
			if !ok || e.Path != path || e.Rule != agora.RulePlaceholder || !strings.Contains(e.Text, "put the ") {
				t.Errorf("%q at %s: %+v, %t", text, path, e, ok)
			}
		}
	}
	for _, text := range samples.LookAlikes() {
		if e, ok := agora.PlaceholderError(agora.PathChannelName, text); ok {
			t.Errorf("the channel %q can't be named: %s", text, e.Text)
		}
		if e, ok := agora.PlaceholderError(agora.PathSecret, text); ok {
			t.Errorf("the secret %q can't be given: %s", text, e.Text)
		}
	}
}

func TestAnErrorAboutASecretsPlaceholderSaysTheReferenceAndNotTheText(t *testing.T) {
	e, _ := agora.PlaceholderError(agora.PathSecretKey, "${STORAGE_KEY}")
	if !strings.HasSuffix(e.Text, "as env:STORAGE_KEY") {
		t.Error(e.Text)
	}
	for _, text := range []string{"<hunter2>", "•••• cd23", "xxxxxxxx"} {
		e, ok := agora.PlaceholderError(agora.PathSecretKey, text)
		if !ok || strings.Contains(e.Text, text) || !strings.HasSuffix(e.Text, "as env:NAME") {
			t.Errorf("%q: %+v", text, e)
		}
	}
	if _, ok := agora.PlaceholderError(agora.PathChannelName, "xxxxxxxx"); ok {
		t.Error("a channel may be called xxxxxxxx")
	}
}

func TestEveryTextOfARequestIsLookedAt(t *testing.T) {
	const word = "<NAME>"
	for _, v := range agora.Versions() {
		for _, f := range agora.Fields() {
			text := map[agora.Kind]string{agora.Text: word, agora.List: "a," + word, agora.Object: `{"k":["` + word + `"]}`}[f.Kind]
			if text == "" || !v.Has(f.Path) {
				continue
			}
			found(t, v, f.Path, f.Path, text)
		}
		found(t, v, agora.PathTranslatedPairs, agora.PathTranslatedPairs+"[1].source", "en-US:fr-FR,<NAME>:fr-FR")
		found(t, v, agora.PathTranslatedPairs, agora.PathTranslatedPairs+"[0].target", "en-US:fr-FR+<NAME>")
		if v.Has(agora.PathUIDLanguages) {
			found(t, v, agora.PathUIDLanguages, agora.PathUIDLanguages+"[0].uid", "<NAME>:en-US")
			found(t, v, agora.PathUIDLanguages, agora.PathUIDLanguages+"[0].languages", "101:<NAME>")
		}
	}
}

// found checks that a text set at a path is told as a placeholder, once and in
// place of what else is wrong there.
func found(t *testing.T, v agora.Version, path, at, text string) {
	t.Helper()
	var r agora.Request
	if err := r.Set(path, text); err != nil {
		t.Fatal(path, err)
	}
	p := agora.Project{Version: v}
	here := func(errs []agora.FieldError) []agora.FieldError {
		return slices.DeleteFunc(errs, func(e agora.FieldError) bool { return e.Path != at })
	}
	if got := here(r.Problems(p)); len(got) != 1 || got[0].Rule != agora.RulePlaceholder {
		t.Errorf("%s, %s: %v", v, at, got)
	}
	if slices.ContainsFunc(r.Validate(p), func(e agora.FieldError) bool { return e.Rule == agora.RulePlaceholder }) {
		t.Errorf("%s, %s: it is no rule of the API", v, at)
	}
}

func TestAPlaceholderWhereANumberBelongsIsToldAsSuch(t *testing.T) {
	var r agora.Request
	for _, path := range []string{agora.PathMaxIdleTime, agora.PathRegion} {
		if e, _ := r.Set(path, "<NUMBER>").(agora.FieldError); e.Rule != agora.RulePlaceholder {
			t.Errorf("set: %+v", e)
		}
	}
	_, wrong, err := agora.DecodeRequest([]byte(`{"maxIdleTime":"${SECONDS}","captionConfig":{"storage":{"region":"us"}}}`))
	if err != nil || len(wrong) != 2 || wrong[0].Rule != agora.RulePlaceholder || wrong[1].Rule != "type" {
		t.Errorf("%v, %v", wrong, err)
	}
}

func TestAChangeOfATaskHasNoPlaceholder(t *testing.T) {
	was := agora.Request{Languages: []string{"en-US"}}
	now := agora.Request{Languages: []string{"en-US"}, Keywords: []string{"Agora", "{{word}}"}}
	u := agora.V7.UpdateOf(1, was, now)
	if got := u.Problems(agora.Project{Version: agora.V7}); len(got) != 1 || got[0].Path != agora.PathKeywords || got[0].Rule != agora.RulePlaceholder {
		t.Error(got)
	}
	u.Mask = []string{agora.PathLanguages}
	if got := u.Problems(agora.Project{Version: agora.V7}); len(got) != 0 {
		t.Error(got)
	}
}
