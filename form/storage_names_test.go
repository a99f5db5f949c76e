package form

import (
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
)

// azured is a draft that stores at Azure with these names and this key.
func azured(t *testing.T, container, account, key string) *Draft {
	t.Helper()
	d := draftWith(t, full)
	for path, text := range map[string]string{
		agora.PathVendor: "5", agora.PathRegion: "", agora.PathBucket: container, agora.PathAccessKey: account, agora.PathSecretKey: key,
	} {
		if err := d.Set(path, text, Typed); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

var azureKey = strings.Repeat("A", 86) + "=="

func TestNamesThatAzureCanNotHaveAreRefused(t *testing.T) {
	for name, legal := range map[string]bool{
		"captions": true, "town-hall-2026": true, "a1b": true, "$web": true, strings.Repeat("a", 63): true, "${CONTAINER}": true,
		"Captions": false, "town_hall": false, "town--hall": false, "-captions": false, "captions-": false, "ab": false,
		"captions.old": false, strings.Repeat("a", 64): false, "$mine": false,
	} {
		d := azured(t, name, "acmecaptions", azureKey)
		if hasRule(d.Problems(), agora.PathBucket, "name") == legal {
			t.Errorf("container %s: %v", name, d.Problems())
		}
		d.Set(agora.PathVendor, "1", Typed) // where other names are legal
		if hasRule(d.Problems(), agora.PathBucket, "name") {
			t.Errorf("%s is refused as a bucket of Amazon's", name)
		}
	}
	for name, legal := range map[string]bool{"acme": true, "acme2026": true, "Acme": false, "acme-captions": false, "ab": false} {
		d := azured(t, "captions", name, azureKey)
		warned := slices.ContainsFunc(d.Warnings(), func(w agora.Warning) bool {
			return w.Path == agora.PathAccessKey && strings.Contains(w.Text, "24 small letters and digits")
		})
		if warned == legal {
			t.Errorf("account %s: %v", name, d.Warnings())
		}
	}
	d := azured(t, "Town_Hall", "acme", azureKey)
	for _, e := range d.Problems() {
		if e.Path == agora.PathBucket && !strings.HasSuffix(d.Sentence(e), ": is it town-hall?") {
			t.Errorf("it says %q", d.Sentence(e))
		}
	}
	d.SetProject(agora.Project{Version: agora.V7})
	d.Set(agora.PathEndpoint, "http://localhost:10000/acme", Typed) // which has its own ways
	if hasRule(d.Problems(), agora.PathBucket, "name") {
		t.Error("a storage on this machine is held to the rule")
	}
}

func TestAnAccountKeyThatWasNotCopiedWholeIsWarnedOf(t *testing.T) {
	for key, fine := range map[string]bool{azureKey: true, "": true, "<KEY>": true, azureKey[:40]: false, azureKey[:87]: false, azureKey + "A": false} {
		d := azured(t, "captions", "acme", key)
		warned := false
		for _, w := range d.Warnings() {
			warned = warned || w.Path == agora.PathSecretKey && strings.Contains(w.Text, "88 of Base64")
			if key != "" && strings.Contains(w.Text, key) {
				t.Errorf("it tells the key: %q", w.Text)
			}
		}
		if warned == fine {
			t.Errorf("a key of %d characters: %v", len(key), d.Warnings())
		}
	}
}
