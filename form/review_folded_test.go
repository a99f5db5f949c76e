package form

import (
	"testing"

	"sttwizard/agora"
)

func TestSettingsOfAFoldAreOneRowUntilOneSpeaks(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathMaxIdleTime, "600"))
	d.Begin("")
	folded := Folded(d, Review(d))
	for title, want := range map[string]string{"Ends": "10 min after the last host left", "Bots": foldBots.Words(d, QuestionsOf(d, StepChannel))} {
		found := 0
		for _, g := range folded {
			for _, r := range g.Rows {
				if r.Title() == title && r.Fold != nil {
					found++
					if r.Value != want {
						t.Errorf("%s says %q, want %q", title, r.Value, want)
					}
				}
			}
		}
		if found != 1 {
			t.Errorf("%s has %d rows", title, found)
		}
	}
	if row, ok := rowOf(folded, agora.PathLanguages); !ok || row.Value != "English (United States) en-US" {
		t.Errorf("the languages are told as %+v", row)
	}
	d.Set(agora.PathPubBotUID, "no uid", Typed)
	if row, ok := rowOf(Folded(d, Review(d)), agora.PathPubBotUID); !ok || row.Fold != nil || len(row.Errors) == 0 {
		t.Errorf("a wrong one is told as %+v", row)
	}
}
