package form

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/convert"
	"sttwizard/internal/samples"
	"sttwizard/internal/secret"
)

// answersOf returns what a draft has at the paths of a storage.
func answersOf(d *Draft) map[string]string {
	out := map[string]string{}
	for _, path := range ofStorage {
		if text := d.Text(path) + d.Ref(path).String(); text != "" {
			out[path] = text
		}
	}
	return out
}

// Each storage has answers of its own, secrets and where they are among them; they are
// there again when it is chosen again, and no other storage is sent them.
func TestAStorageKeepsItsOwnAnswers(t *testing.T) {
	d := draftWith(t, answers(samples.Full(agora.V7)))
	d.SetProject(agora.Project{Version: agora.V7})
	ref, err := secret.ParseRef("keyring:acme-s3")
	if err != nil {
		t.Fatal(err)
	}
	d.SetSecret(agora.PathSecretKey, "", ref, FromPreset("weekly", ""))
	choose := func(vendor string) {
		q, _ := QuestionFor(d, agora.PathVendor)
		q.Set(d, vendor, Typed)
	}
	s3 := answersOf(d)
	if len(s3) < 8 {
		t.Fatalf("there is little to keep: %v", s3)
	}
	choose("5")
	if left := answersOf(d); len(left) > 0 || len(d.Refs()) > 0 {
		t.Errorf("Azure is sent %v, %v", left, d.Refs())
	}
	d.Set(agora.PathBucket, "azure-container", Typed)
	d.Set(agora.PathAccessKey, "azure-account", Typed)
	choose("6")
	choose("1")
	if got := answersOf(d); len(got) != len(s3) || got[agora.PathBucket] != s3[agora.PathBucket] || d.Ref(agora.PathSecretKey) != ref ||
		d.Source(agora.PathSecretKey) != FromPreset("weekly", "") || d.Source(agora.PathBucket) == Typed && s3[agora.PathBucket] == "" {
		t.Errorf("S3 had %v and has %v", s3, got)
	}
	copied := d.Clone()
	choose("5")
	if d.Text(agora.PathBucket) != "azure-container" || d.Text(agora.PathAccessKey) != "azure-account" || len(answersOf(d)) != 2 {
		t.Errorf("Azure has %v", answersOf(d))
	}
	if got := answersOf(copied); len(got) != len(s3) {
		t.Errorf("the copy has %v", got)
	}
	d.ForgetSecrets()
	choose("1")
	if strings.Contains(strings.Join([]string{d.Text(agora.PathAccessKey), d.Text(agora.PathSecretKey)}, ""), "key") {
		t.Error("a secret of a storage that is not chosen was not forgotten")
	}
}

// What is typed before a storage is chosen is lost by choosing none of them, and an
// answer that was emptied stays so.
func TestAnswersFromBeforeAStorageWasChosenGoAlong(t *testing.T) {
	d := draftWith(t, legal)
	d.Set(string(Captions), "on", Typed)
	d.Set(agora.PathBucket, "acme", Typed)
	q, _ := QuestionFor(d, agora.PathVendor)
	for _, vendor := range []string{"1", "5", "6"} {
		if q.Set(d, vendor, Typed); d.Text(agora.PathBucket) != "acme" {
			t.Errorf("at %s the bucket is %q", vendor, d.Text(agora.PathBucket))
		}
	}
	d.Set(agora.PathBucket, "", Typed)
	q.Set(d, "1", Typed)
	q.Set(d, "6", Typed)
	if got := d.Text(agora.PathBucket); got != "" {
		t.Errorf("the emptied bucket is %q again", got)
	}
}

func TestPlainModeAsksAStorageForItsOwnKeys(t *testing.T) {
	d := draftWith(t, full)
	s := &script{lines: []string{"5", "", ":quit"}}
	s.plain().AskOnly(d, []string{agora.PathVendor, agora.PathAccessKey})
	if d.Text(agora.PathVendor) != "5" || len(answersOf(d)) > 0 {
		t.Errorf("vendor %q, answers %v", d.Text(agora.PathVendor), answersOf(d))
	}
	mustContain(t, "plain mode", s.out.String(), "Account name")
}

func TestWordsForAStorageThatAgoraDoesNotNameAreWarnedOf(t *testing.T) {
	for _, c := range []struct{ path, text, want string }{
		{agora.PathStorageType, "S3", "Agora's pages name only s3"}, {agora.PathStorageType, "s3", ""}, {agora.PathStorageType, "swift", "name only s3"},
		{agora.PathProvider, "minio", "Agora's pages write Minio: type it so"}, {agora.PathProvider, "Minio", ""}, {agora.PathProvider, "Ceph", ""},
		{agora.PathEndpoint, "http://localhost:9000", "only a pretend Agora writes there"}, {agora.PathEndpoint, "https://minio.example.com", ""},
	} {
		d := draftWith(t, full)
		d.SetProject(agora.Project{Version: agora.V7})
		d.Set(agora.PathVendor, "11", Typed)
		d.Set(c.path, c.text, Typed)
		var told string
		for _, w := range d.Warnings() {
			if w.Path == c.path {
				told += w.Text
			}
		}
		if (c.want == "") != (told == "") || !strings.Contains(told, c.want) {
			t.Errorf("%s %q: %q", c.path, c.text, told)
		}
	}
}

// A file or an import over a preset that names another storage gets none of its keys: it
// has those that it says itself. The same storage keeps what the preset says.
func TestAFileOverAPresetOfAnotherStorageGetsNoneOfItsKeys(t *testing.T) {
	for name, put := range map[string]func(d *Draft, body string){
		"a request's file": func(d *Draft, body string) {
			r, _, err := agora.DecodeRequest([]byte(body))
			if err != nil {
				t.Fatal(err)
			}
			d.Load(r, File)
		},
		"an import": func(d *Draft, body string) {
			im, err := convert.Read([]byte(body))
			if err != nil {
				t.Fatal(err)
			}
			d.Import(im)
		},
	} {
		for vendor, keeps := range map[string]bool{"5": false, "1": true} {
			d := draftWith(t, legal)
			for path, text := range map[string]string{
				agora.PathVendor: "1", agora.PathRegion: "2", agora.PathAccessKey: "AKIAOFTHEPRESET", agora.PathSecretKey: "secret-of-s3",
			} {
				d.Set(path, text, FromPreset("weekly", ""))
			}
			put(d, `{"languages":["en-US"],"captionConfig":{"storage":{"bucket":"of-the-file","vendor":`+vendor+`}}}`)
			if d.Text(agora.PathVendor) != vendor || d.Text(agora.PathBucket) != "of-the-file" {
				t.Errorf("%s: vendor %q, bucket %q", name, d.Text(agora.PathVendor), d.Text(agora.PathBucket))
			}
			if kept := d.Text(agora.PathAccessKey) != "" && d.Text(agora.PathSecretKey) != "" && d.Text(agora.PathRegion) != ""; kept != keeps {
				t.Errorf("%s at %s has %v", name, vendor, answersOf(d))
			}
		}
	}
}
