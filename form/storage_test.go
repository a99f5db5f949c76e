package form

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

func TestAStorageIsAskedForInItsOwnWords(t *testing.T) {
	for vendor, want := range map[string][3]string{
		"":  {"Access key", "Secret key", "Bucket"},
		"1": {"Access key ID", "Secret access key", "Bucket"}, "2": {"AccessKey ID", "AccessKey secret", "Bucket"},
		"3": {"SecretId", "SecretKey", "Bucket"}, "5": {"Account name", "Account key", "Container"},
		"6": {"HMAC access ID", "HMAC secret", "Bucket"}, "11": {"Access key", "Secret key", "Bucket"},
		"7": {"Access key ID (AK)", "Secret access key (SK)", "Bucket"}, "8": {"Access key ID (AK)", "Secret access key (SK)", "Bucket"},
	} {
		d := NewDraft(agora.Project{Version: agora.V7})
		d.Set(string(Captions), "on", Typed)
		d.Set(agora.PathVendor, vendor, Typed)
		for i, path := range []string{agora.PathAccessKey, agora.PathSecretKey, agora.PathBucket} {
			if q, _ := QuestionFor(d, path); q.Title != want[i] {
				t.Errorf("vendor %s: %s is called %q", vendor, path, q.Title)
			}
		}
		q, _ := QuestionFor(d, agora.PathAccessKey)
		mustContain(t, "the help of vendor "+vendor, q.Help, "write to the "+strings.ToLower(want[2]))
	}
}

func TestAStorageKeepsItsWordsInSentencesReviewAndPlainMode(t *testing.T) {
	d := draftWith(t, full)
	d.Set(agora.PathVendor, "5", Typed)
	for path, want := range map[string]string{
		agora.PathSecretKey: "account key", agora.PathBucket: "container", agora.PathSubBotToken: "subscribing bot's token", "no.such": "no.such",
	} {
		if got := d.NameOf(path); got != want {
			t.Errorf("%s is named %q", path, got)
		}
	}
	if row, _ := rowOf(Review(d), agora.PathBucket); row.Question.Title != "Container" {
		t.Errorf("the review calls it %q", row.Question.Title)
	}
	s := &script{lines: []string{"", ""}}
	if err := s.plain().AskOnly(d, []string{agora.PathBucket, agora.PathAccessKey}); err != nil {
		t.Fatal(err)
	}
	mustContain(t, "plain mode", s.out.String(), "Container [captions]:", "Account name [")
	d.Set(agora.PathVendor, "3", Typed)
	if got := d.NameOf(agora.PathSecretKey); got != "SecretKey" {
		t.Errorf("a name of Tencent's became %q", got)
	}
}

func TestAStorageWithOneRegionIsNotAskedForIt(t *testing.T) {
	d := draftWith(t, full)
	vendor, _ := QuestionFor(d, agora.PathVendor)
	d.Set(agora.PathRegion, "3", Typed)
	vendor.Set(d, "5", Typed)
	if _, asked := rowOf(Review(d), agora.PathRegion); asked || hasRule(d.Problems(), agora.PathRegion, "required") {
		t.Errorf("asked for a region: %v", d.Problems())
	}
	if got, ok := d.Request().Get(agora.PathRegion); !ok || got != "0" {
		t.Errorf("the region that is sent is %q, %v", got, ok)
	}
	vendor.Set(d, "1", Typed)
	if got := d.Text(agora.PathRegion); got != "3" {
		t.Errorf("the region of the storage before came back as %q", got)
	}
	d.Set(agora.PathVendor, "5", Typed) // as a file that gives both
	if _, asked := rowOf(Review(d), agora.PathRegion); !asked {
		t.Error("a region that the storage does not take can't be corrected")
	}
}

func TestOnlyModesThatHaveASaltAreAskedForIt(t *testing.T) {
	asked := func(d *Draft, path string) bool { q := questionsAt(d, path); return len(q) == 1 }
	for mode := range 9 {
		d := draftWith(t, legal)
		d.Set(string(Encryption), "on", Typed)
		if asked(d, agora.PathSalt) || asked(d, agora.PathSecret) {
			t.Error("asked before the mode is known")
		}
		d.Set(agora.PathCryptionMode, string(rune('0'+mode)), Typed)
		if asked(d, agora.PathSalt) != (mode >= 7) || asked(d, agora.PathSecret) != (mode > 0) {
			t.Errorf("mode %d: secret %v, salt %v", mode, asked(d, agora.PathSecret), asked(d, agora.PathSalt))
		}
		d.Set(agora.PathSalt, "c2FsdA==", File)
		if !asked(d, agora.PathSalt) {
			t.Error("a salt that is there can't be taken out")
		}
	}
}

func TestAFolderIsTypedWithSlashes(t *testing.T) {
	for text, want := range map[string]string{"a/b": `["a","b"]`, "/a/b/": `["a","b"]`, "a,b": `["a","b"]`, "a//b": `["a","b"]`, "a": `["a"]`} {
		d := draftWith(t, full)
		d.Set(agora.PathFileNamePrefix, text, Typed)
		folder := d.Request().Caption.Storage.FileNamePrefix
		if got := `["` + strings.Join(folder, `","`) + `"]`; got != want || hasRule(d.Problems(), agora.PathFileNamePrefix, "charset") {
			t.Errorf("%s is sent as %s", text, got)
		}
	}
	d := draftWith(t, full)
	if row, _ := rowOf(Review(d), agora.PathFileNamePrefix); row.Value != "events/2026/" || d.Text(agora.PathFileNamePrefix) != "events/2026" {
		t.Errorf("the folder is shown as %q, edited as %q", row.Value, d.Text(agora.PathFileNamePrefix))
	}
}

func TestNothingTakesEncryptionForOffWhileItsModeIsMissing(t *testing.T) {
	d := draftWith(t, legal)
	d.Set(agora.PathSecret, "the channel's", Typed)
	d.Set(agora.PathSalt, full[agora.PathSalt], Typed)
	if w := d.Warnings(); len(w) > 0 {
		t.Errorf("warned: %v", w)
	}
	if !hasRule(d.Problems(), agora.PathCryptionMode, "required") {
		t.Error("the missing mode is no problem")
	}
	d.Set(agora.PathCryptionMode, "0", Typed)
	if w := d.Warnings(); !hasRule(w, agora.PathSecret, "unused") || !hasRule(w, agora.PathSalt, "unused") {
		t.Errorf("with no encryption: %v", w)
	}
}

func TestNoSentenceAboutAnAnswerHasAPath(t *testing.T) {
	for _, v := range agora.Versions() {
		for _, b := range samples.BrokenRequestsOf(v) {
			d := draftWith(t, answers(b.Settings()))
			d.SetProject(b.Project)
			for _, e := range append(d.Problems(), d.Warnings()...) {
				said := d.Sentence(e)
				for _, f := range agora.Fields() {
					if strings.Contains(f.Path, ".") && strings.Contains(said, f.Path) {
						t.Errorf("%s: %s", b.Name, said)
					}
				}
				if q, ok := QuestionFor(d, e.Path); !ok || !strings.HasPrefix(said, q.Title) || !strings.HasSuffix(said, " "+e.Text) {
					t.Errorf("%s: %s does not say %s", b.Name, said, e.Text)
				}
			}
		}
	}
	if got := draftWith(t, legal).Sentence(agora.FieldError{Path: "no.such", Text: "is odd"}); got != "no.such: is odd" {
		t.Errorf("got %q", got)
	}
}

func TestAnAddressThatAnotherStorageLeftBehindIsWarnedOf(t *testing.T) {
	d := NewDraft(v7)
	for _, set := range [][2]string{
		{string(Captions), "on"}, {agora.PathVendor, "11"}, {agora.PathEndpoint, "https://minio.example"},
	} {
		if err := d.Set(set[0], set[1], Typed); err != nil {
			t.Fatal(err)
		}
	}
	warned := func() bool {
		return slices.ContainsFunc(d.Warnings(), func(w agora.Warning) bool { return w.Path == agora.PathEndpoint })
	}
	if warned() {
		t.Error("it is warned of where it belongs")
	}
	if err := d.Set(agora.PathVendor, "6", Typed); err != nil || !warned() {
		t.Errorf("it is not warned of after another storage was chosen: %v", err)
	}
}

// What the help calls an address of the storage is one, and fills bucket and folder.
func TestTheHelpNamesAnAddressOfTheStorageItself(t *testing.T) {
	for _, vendor := range agora.V7.Limits().Vendors {
		d := NewDraft(agora.Project{Version: agora.V7})
		d.Set(string(Captions), "on", Typed)
		d.Set(agora.PathVendor, strconv.Itoa(vendor), Typed)
		q, _ := QuestionFor(d, agora.PathBucket)
		at := slices.IndexFunc(strings.Fields(q.Help), func(word string) bool { return strings.Contains(word, "://") })
		address := strings.TrimSuffix(strings.Fields(q.Help)[at], ",")
		a, ok := agora.ParseStorageAddress(address)
		if vendor == agora.VendorS3Like {
			vendor = agora.VendorS3 // it has the scheme of Amazon's tools
		}
		if !ok || a.Vendor != vendor || a.Bucket != "captions" || len(a.Folder) != 1 {
			t.Errorf("%s: %s is read as %+v", agora.VendorName(vendor), address, a)
		}
	}
}
