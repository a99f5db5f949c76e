package page

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

func translated(t *testing.T, languages, pairs string) *form.Draft {
	t.Helper()
	d := draftWith(t, with(legal, agora.PathLanguages, languages))
	d.Set("translateConfig", "on", form.Typed)
	d.Set(agora.PathTranslatedPairs, pairs, form.FromPreset("weekly", ""))
	return d
}

func TestATranslationOfNothingSaysWhatToDoFirst(t *testing.T) {
	d := translated(t, "", "")
	p := pageOf(d, form.StepTranslation)
	p.Focus(agora.PathTranslatedPairs)
	mustContain(t, "the page", seen(p), "First choose the languages")
	do(p, "down", "space", "f", "enter")
	if got := d.Text(agora.PathTranslatedPairs); got != "" {
		t.Errorf("the draft holds %q", got)
	}
	p.Escape()
	if p.Enter() != Stay || p.Focused().Key != agora.PathTranslatedPairs {
		t.Error("the page lets the person go on")
	}
}
