package ui

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
)

// What a change without an answer may have made another is taken along, and said to be unsure.
func TestAnswersOfATaskSayWhichOfThemAreNotSure(t *testing.T) {
	t.Parallel()
	set := func(r agora.Request, path, text string) agora.Request {
		r = r.Clone()
		if err := r.Set(path, text); err != nil {
			t.Fatal(err)
		}
		return r
	}
	runs := set(set(agora.Request{}, agora.PathLanguages, "fr-FR"), agora.PathKeywords, "Agora")
	perhaps := attempt.Settings{Request: runs, Known: true, Unsure: []string{agora.PathLanguages}, Perhaps: []agora.Request{set(runs, agora.PathLanguages, "it-IT")}}
	for name, test := range map[string]struct {
		runs attempt.Settings
		want form.Source
	}{
		"sure":     {attempt.Settings{Request: runs, Known: true}, fromTask},
		"not sure": {perhaps, notSure},
	} {
		d := form.NewDraft(agora.Project{Version: agora.V7})
		d.Load(test.runs.Request, fromTask)
		if some := markDoubts(d, test.runs); some != (test.want == notSure) {
			t.Errorf("%s: doubts are told: %t", name, some)
		}
		if got := d.Text(agora.PathLanguages); got != "fr-FR" || d.Source(agora.PathLanguages) != test.want || d.Source(agora.PathKeywords) != fromTask {
			t.Errorf("%s: %s from %q", name, got, d.Source(agora.PathLanguages))
		}
	}
}
