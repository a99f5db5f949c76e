package explain

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/storage"
)

// asked names fields as a form does.
var asked = Context{Label: func(path string) string { return "<" + path[strings.LastIndex(path, ".")+1:] + ">" }}

func placed(vendor int) storage.Place {
	return storage.Place{Vendor: vendor, Bucket: "talks", Prefix: []string{"acme"}}
}

func TestEveryCauseOfAStorageHasWords(t *testing.T) {
	for _, cause := range constants(t, "../storage/finding.go", "Cause") {
		if cause == "" {
			continue
		}
		rows := 0
		for _, row := range storageRows {
			if string(row.cause) == cause && row.vendor == 0 {
				rows++
			}
		}
		if rows != 1 {
			t.Errorf("%s has %d rows that hold for every vendor", cause, rows)
		}
		for _, vendor := range append(agora.V7.Limits().Vendors, 0) {
			for _, c := range []Context{{}, asked} {
				f := storage.Finding{Cause: storage.Cause(cause), Place: placed(vendor), Code: "SomeCode", Skew: 20 * time.Minute, Region: "eu-central-1"}
				e := Failure(fmt.Errorf("wrapped: %w", &storage.Error{Finding: f}), c)
				wellSaid(t, e)
				if strings.ContainsAny(e.What+e.Do, "{}") || e.Kind != "storage-"+cause {
					t.Errorf("%s: %q, %q, %q", cause, e.Kind, e.What, e.Do)
				}
				if e.Field != "" && !strings.Contains(e.What+e.Do, c.label(e.Field)) {
					t.Errorf("%s at %s: %q and %q don't name %s", cause, agora.VendorName(vendor), e.What, e.Do, c.label(e.Field))
				}
			}
		}
	}
	if w := Storage(storage.Finding{}, Context{}); w != (StorageWords{}) {
		t.Errorf("nothing went wrong, and it says %+v", w)
	}
	if e := Failure(&storage.Error{Finding: storage.Finding{Cause: "of tomorrow"}}, Context{}); !strings.Contains(e.What, "does not know") {
		t.Errorf("an unknown cause: %q", e.What)
	}
}

func TestTheWordsOfAStorage(t *testing.T) {
	for _, test := range []struct {
		finding storage.Finding
		what    string
		do      string
		field   string
	}{
		{storage.Finding{Cause: storage.WrongRegion, Region: "eu-central-1", Place: placed(agora.VendorS3)},
			"The <bucket> talks is in another region: eu-central-1.", "choose eu-central-1 as <region>", agora.PathRegion},
		{storage.Finding{Cause: storage.WrongRegion, Region: "mars-1", Place: placed(agora.VendorS3)},
			"The <bucket> talks is in another region: mars-1.", "use a <bucket> of another region: Agora's tables do not have mars-1", agora.PathBucket},
		{storage.Finding{Cause: storage.WrongRegion, Region: "mars-1", Place: placed(agora.VendorS3Like)},
			"The <bucket> talks is in another region: mars-1.", "type mars-1 as <region>", agora.PathStorageRegion},
		{storage.Finding{Cause: storage.WrongRegion, Place: placed(agora.VendorS3)},
			"The <bucket> talks is in another region.", "look its region up in the storage's console, and choose that as <region>", agora.PathRegion},
		{storage.Finding{Cause: storage.ClockWrong, Skew: 20*time.Minute + 3*time.Second, Code: "RequestTimeTooSkewed"},
			"This machine's clock is 20 min 03 s ahead of the storage's, and the storage refuses that (RequestTimeTooSkewed).", "set this machine's clock", ""},
		{storage.Finding{Cause: storage.ClockWrong, Skew: -time.Hour}, "This machine's clock is 1 h 00 min behind the storage's", "set", ""},
		{storage.Finding{Cause: storage.ClockWrong}, "This machine's clock is too far from the storage's", "set", ""},
		{storage.Finding{Cause: storage.KeyRefused, Place: placed(agora.VendorS3)}, "Amazon S3 does not know the <accesskey>.", "copy the <accesskey> again", agora.PathAccessKey},
		{storage.Finding{Cause: storage.KeyRefused, Place: placed(agora.VendorS3Like)}, "The storage does not know the <accesskey>.", "copy", agora.PathAccessKey},
		{storage.Finding{Cause: storage.Denied, Place: placed(agora.VendorS3)}, "may not do this in s3://talks/acme/.", "right to write", agora.PathAccessKey},
		{storage.Finding{Cause: storage.NoTLS, Place: placed(agora.VendorS3Like)}, "One side spoke TLS", "check the port of the <endpoint>", agora.PathEndpoint},
	} {
		w := Storage(test.finding, asked)
		if !strings.Contains(w.What, test.what) || !strings.Contains(w.Do, test.do) || w.Field != test.field {
			t.Errorf("%s: %+v", test.finding.Cause, w)
		}
	}
}

func TestTheRightRegionIsNamedAsItIsTyped(t *testing.T) {
	for _, c := range []struct {
		vendor       int
		region, want string
	}{
		{agora.VendorS3, "us-east-1", "0"}, {agora.VendorS3, "eu-central-1", "7"}, {agora.VendorS3, "mars-1", ""}, {agora.VendorS3, "", ""},
		{agora.VendorS3Like, "mars-1", "mars-1"}, {agora.VendorGoogle, "us-east-1", ""},
	} {
		f := storage.Finding{Cause: storage.WrongRegion, Region: c.region, Place: placed(c.vendor)}
		if w := Storage(f, asked); w.Value != c.want {
			t.Errorf("%d %s: %q for %s", c.vendor, c.region, w.Value, w.Field)
		}
	}
}

func TestTheWordsOfAProbe(t *testing.T) {
	skipped, denied := storage.Finding{Cause: storage.NotTried}, storage.Finding{Cause: storage.Denied}
	for _, test := range []struct {
		name   string
		probed storage.Probed
		what   string
		do     string
	}{
		{"all well", storage.Probed{}, "Captions can be stored, and be seen from here.", ""},
		{"refused", storage.Probed{Write: storage.Finding{Cause: storage.SecretWrong}, Read: skipped, List: skipped, Remove: skipped},
			"The <secretkey> is not the one of the <accesskey>: the signature is wrong.", "copy the <secretkey>"},
		{"a key that only writes", storage.Probed{Read: denied, List: denied, Remove: denied, Key: "acme/check"},
			"but these keys may not read, so nobody here can look at them. The file acme/check of this check stays there.", "let the <accesskey> list and read them too"},
		{"it stays", storage.Probed{Remove: denied, Key: "acme/check"}, "seen from here. The file acme/check of this check stays there.", "delete it"},
		{"no listing", storage.Probed{List: storage.Finding{Cause: storage.Busy}},
			"Captions can be stored, but not be looked at from here. The storage is busy or broken.", "try again"},
	} {
		if w := StorageProbed(test.probed, asked); !strings.Contains(w.What, test.what) || !strings.HasPrefix(w.Do, test.do) || test.do == "" && w.Do != "" {
			t.Errorf("%s: %+v", test.name, w)
		}
	}
}

func TestAStorageThatGivesWayToAContextSaysSo(t *testing.T) {
	err := &storage.Error{Finding: storage.Finding{Cause: storage.Busy, Code: "SlowDown"}}
	if got := Sentence(err, ""); got != "The storage is busy or broken (SlowDown). Try again in a minute." {
		t.Error(got)
	}
	if errors.Unwrap(err) != nil {
		t.Error("something is behind it")
	}
}
