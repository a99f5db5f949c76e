package presets

import (
	"slices"
	"testing"

	"sttwizard/agora"
)

func TestAPresetOfAnswersAsksForTheChannelAndEverySecretGiven(t *testing.T) {
	var r agora.Request
	for path, text := range map[string]string{
		agora.PathChannelName: "hall", agora.PathLanguages: "en-US", agora.PathPubBotToken: "canary-token", agora.PathSecret: "canary-secret",
	} {
		if err := r.Set(path, text); err != nil {
			t.Fatal(err)
		}
	}
	p := FromAnswers(r, "hall", "production", agora.V5)
	if want := []string{agora.PathChannelName, agora.PathPubBotToken, agora.PathSecret}; !slices.Equal(p.Ask, want) {
		t.Errorf("asks %v, want %v", p.Ask, want)
	}
	if p.Name != "hall" || p.Connection != "production" || p.Version != agora.V5 || p.Values[agora.PathLanguages] != "en-US" {
		t.Errorf("got %+v", p)
	}
	for path, text := range p.Values {
		if agora.IsSecret(path) {
			t.Errorf("holds the secret %s: %s", path, text)
		}
	}
}
