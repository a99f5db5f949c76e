package cli

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

// A storage that is set in place of a preset's gets none of its keys, wherever it stands
// among the settings, and what is set with it.
func TestASetStorageGetsNoneOfThePresetsKeys(t *testing.T) {
	d := form.NewDraft(agora.Project{Version: agora.V7})
	for path, text := range map[string]string{
		agora.PathVendor: "1", agora.PathBucket: "acme", agora.PathAccessKey: "AKIA", agora.PathSecretKey: "secret-of-s3",
	} {
		d.Set(path, text, form.FromPreset("weekly", ""))
	}
	if err := apply(d, []setting{{path: agora.PathBucket, value: "container"}, {path: agora.PathVendor, value: "5"}}); err != nil {
		t.Fatal(err)
	}
	if d.Text(agora.PathVendor) != "5" || d.Text(agora.PathBucket) != "container" || d.Source(agora.PathVendor) != form.Flagged {
		t.Errorf("vendor %q, bucket %q", d.Text(agora.PathVendor), d.Text(agora.PathBucket))
	}
	if key := d.Text(agora.PathAccessKey) + d.Text(agora.PathSecretKey); key != "" {
		t.Errorf("Azure is sent %q", key)
	}
}
