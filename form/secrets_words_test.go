package form

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// TestSecretsStandInTheSameWordsWhereverTheyAreFrom compares what a preset asks for with what
// answers lost that were kept in a file.
func TestSecretsStandInTheSameWordsWhereverTheyAreFrom(t *testing.T) {
	t.Parallel()
	typed := draftWith(t, full)
	data, err := typed.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := ReadDraft(data, v5)
	if err != nil {
		t.Fatal(err)
	}
	preset, stored := draftWith(t, full), draftWith(t, full)
	all := typed.secrets()
	for i, path := range all {
		preset.SetSecret(path, "", secret.Ask(), FromPreset("gala", ""))
		ref := secret.Keyring("acme")
		if i == 0 {
			ref = secret.Age("acme")
		}
		stored.SetSecret(path, "", ref, FromPreset("gala", ""))
	}
	if len(all) != 6 {
		t.Fatalf("there are %d secrets", len(all))
	}
	for name, row := range map[string]struct {
		of             *Draft
		stands, toType string
	}{
		"typed":  {typed, "6 typed", ""},
		"kept":   {kept, "6 to be typed", "6 secrets to be typed: files hold none"},
		"asked":  {preset, "6 to be typed", "6 secrets to be typed: asked each time"},
		"stored": {stored, "1 in the file of secrets, 5 in the keyring", "6 secrets to be typed: not found in the file of secrets and not found in the keyring"},
	} {
		if got, toType := row.of.SecretsWords(), row.of.ToType(all); got != row.stands || toType != row.toType {
			t.Errorf("%s: %q and %q, want %q and %q", name, got, toType, row.stands, row.toType)
		}
	}
	if got := NewDraft(v5).ToType([]string{agora.PathSecret, agora.PathChannelName}); got != "1 secret to be typed" {
		t.Errorf("of a secret that nobody gave: %q", got)
	}
	if got := NewDraft(v5).SecretsWords() + NewDraft(v5).ToType([]string{agora.PathChannelName}); got != "" {
		t.Errorf("without secrets there is %q", got)
	}
	kept.Set(string(Encryption), "off", Typed)
	if got := kept.SecretsWords(); got != "4 to be typed" {
		t.Errorf("without encryption there are %q", got)
	}
}
