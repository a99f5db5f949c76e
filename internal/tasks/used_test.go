package tasks

import (
	"slices"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

func TestTheLanguagesOfTheNewestTasksAreTheUsedOnes(t *testing.T) {
	journal := attempt.Open(t.TempDir(), attempt.Options{})
	of := func(body string) *attempt.Attempt {
		a, err := journal.Begin(attempt.Intent{Channel: "demo", Version: agora.V6, Request: []byte(body)})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	all := []*attempt.Attempt{
		of(`{"languages":["es-MX","en-US"],"translateConfig":{"languages":[{"source":"en-US","target":["fr-FR","de-DE"]}]}}`),
		of(`{}`),
		of(`{"languages":["en-US","cs-CZ"]}`),
	}
	got := UsedLanguages(all)
	if !slices.Equal(got.Spoken, []string{"es-MX", "en-US", "cs-CZ"}) || !slices.Equal(got.Targets, []string{"fr-FR", "de-DE"}) {
		t.Errorf("got %+v", got)
	}
	if got := UsedLanguages(nil); got.Spoken != nil || got.Targets != nil {
		t.Errorf("of nothing: %+v", got)
	}
}
