package page

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
)

// The address of another storage is no success: it says so with the mark of a warning,
// and what to do.
func TestAnAddressOfAnotherStorageIsToBeLookedAt(t *testing.T) {
	p := pageAt(t, draftWith(t, with(full, agora.PathBucket, "")), agora.PathBucket)
	pastes(p, "https://acme.blob.core.windows.net/captions/a")
	mustContain(t, "the page", flat(p), "! Taken from the address: bucket captions, folder a; but it is an address of Microsoft Azure, "+
		"and the storage is Amazon S3: choose Microsoft Azure above, or paste an address of Amazon S3.")
	mustNotContain(t, "the page", flat(p), "✓ Taken")
	pastes(p, "oss://captions")
	mustContain(t, "the page", flat(p), "! ", "v5 can't store there, so paste an address of Amazon S3.")
}

// A pasted address takes the place of what stands there; what is typed, or pasted and no
// address, is added as ever.
func TestAPastedAddressTakesThePlaceOfTheAnswer(t *testing.T) {
	d := draftWith(t, with(full, agora.PathBucket, "old"))
	p := pageAt(t, d, agora.PathBucket)
	pastes(p, "s3://acme/a/b\n")
	if d.Text(agora.PathBucket) != "acme" {
		t.Errorf("the bucket is %q", d.Text(agora.PathBucket))
	}
	mustContain(t, "the page", flat(p), "✓ The pasted address takes the place of what stood here; taken from the address: bucket acme, folder a/b.")
	pastes(p, "-2")
	if typed(p, "x"); d.Text(agora.PathBucket) != "acme-2x" {
		t.Errorf("the bucket is %q", d.Text(agora.PathBucket))
	}
	d = draftWith(t, with(full, agora.PathVendor, "11", agora.PathEndpoint, "https://one.example.com"))
	d.SetProject(v7)
	p = pageAt(t, d, agora.PathEndpoint)
	if pastes(p, " https://two.example.com"); d.Text(agora.PathEndpoint) != "https://two.example.com" {
		t.Errorf("the address is %q", d.Text(agora.PathEndpoint))
	}
}

func TestAPastedAddressTakesThePlaceOfOneInADialog(t *testing.T) {
	d := NewDialog(testStyles(), &Line{Label: "Address", Text: "https://one.example.com"})
	pasted := func(text string) { d.Update(tea.PasteMsg{Content: text}) }
	if pasted("https://two.example.com\n"); d.Value(0) != "https://two.example.com" {
		t.Errorf("the address is %q", d.Value(0))
	}
	lines, _ := d.View(Said{}, 80)
	mustContain(t, "the dialog", strings.Join(lines, "\n"), "The pasted address takes the place of the one before.")
	if pasted("/v1"); d.Value(0) != "https://two.example.com/v1" {
		t.Errorf("the address is %q", d.Value(0))
	}
	lines, _ = d.View(Said{}, 80)
	mustNotContain(t, "the dialog", strings.Join(lines, "\n"), "The pasted address")
}
