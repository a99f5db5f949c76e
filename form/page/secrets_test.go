package page

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/secret"
)

// storage are legal answers of captions but for the two keys.
var storage = with(legal, string(form.Captions), "on", agora.PathBucket, "captions", agora.PathVendor, "1", agora.PathRegion, "0")

const canary = "canary-7f3a-value"

var acme = secret.Keyring("acme-storage")

func TestAnEmptyFieldSaysWhereItsSecretIs(t *testing.T) {
	d := draftWith(t, storage)
	d.SetSecret(agora.PathSecretKey, "", acme, form.FromPreset("weekly"))
	p := pageAt(t, d, agora.PathSecretKey)
	mustContain(t, "the focused field", seen(p), "keyring acme-storage, not found yet")
	p.Focus(agora.PathBucket)
	mustContain(t, "the field", seen(p), "keyring acme-storage, not found yet")
	p.Focus(agora.PathSecretKey)
	typed(p, canary)
	mustNotContain(t, "the focused field", seen(p), canary, "acme-storage")
	if d.Text(agora.PathSecretKey) != canary || !d.Ref(agora.PathSecretKey).IsZero() {
		t.Errorf("typed was %q, from %s", d.Text(agora.PathSecretKey), d.Ref(agora.PathSecretKey))
	}
}
