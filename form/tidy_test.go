package form

import (
	"maps"
	"strings"
	"testing"

	"sttwizard/agora"
)

func at7(t *testing.T, path string) (*Draft, Question) {
	t.Helper()
	d := NewDraft(agora.Project{Version: agora.V7})
	q, ok := QuestionFor(d, path)
	if !ok {
		t.Fatalf("no question about %s", path)
	}
	return d, q
}

func TestPastedLinesBecomeItemsOfAList(t *testing.T) {
	for _, c := range []struct{ path, now, text, want, told string }{
		{agora.PathKeywords, "", "Agora\r\nMoravia Group\rLadislav\n", "Agora,Moravia Group,Ladislav", "pasted as 3 items"},
		{agora.PathKeywords, "", "Smith, John\nDoe", `Smith\, John,Doe`, "pasted as 2 items"},
		{agora.PathKeywords, "old, ", "new\nnewer", "old,new,newer", "pasted as 2 items"},
		{agora.PathKeywords, "", "  \"one\",\n  \"two\"\n", "one,two", "pasted as 2 items"},
		{agora.PathKeywords, "", `["one", "two"]`, "one,two", "pasted as 2 items"},
		{agora.PathKeywords, "", "one\ttwo", "one,two", "pasted as 2 items"},
		{agora.PathSubscribeUIDs, "", "101 102; 103\n104", "101,102,103,104", "pasted as 4 items"},
		{agora.PathSubscribeUIDs, "7", "[101, 102]", "7,101,102", "pasted as 2 items"},
		{agora.PathUIDLanguages, "", "101:en-US\n102:de-DE+fr-FR\n", "101:en-US,102:de-DE+fr-FR", "pasted as 2 items"},
		{agora.PathFileNamePrefix, "a", "b\nc", "a/b/c", "pasted as 2 items"},
	} {
		_, q := at7(t, c.path)
		got, whole := q.Pasted(c.now, c.text)
		if !whole || got.Text != c.want || got.Told != c.told {
			t.Errorf("%s: %q with %q is %q, %q, %v", c.path, c.now, c.text, got.Text, got.Told, whole)
		}
	}
}

func TestWhatIsNoListOfLinesIsPastedAsItIs(t *testing.T) {
	for _, c := range []struct{ path, text, want, told string }{
		{agora.PathKeywords, "one, two", "one, two", ""},
		{agora.PathKeywords, "Moravia Group", "Moravia Group", ""},
		{agora.PathChannelName, "town-hall\n", "town-hall\n", ""},
		{agora.PathChannelName, " town-hall ", " town-hall ", "the spaces at its ends are taken off"},
		{agora.PathChannelName, "\ntown-hall\nboard\n", "town-hall", "only the first of 2 lines is taken"},
		{agora.PathSecretKey, "ab cd\n", "ab cd\n", "the white space in it is taken out"},
		{agora.PathAccessKey, "\nAKIAEXAMPLE123\nsecretkey/abc+def\n\nextra line", "AKIAEXAMPLE123", "only the first of 3 lines is taken"},
		{agora.PathSecret, "one\rtwo", "one", "only the first of 2 lines is taken"},
		{agora.PathSalt, strings.Repeat("a", 64) + "\nbcd", strings.Repeat("a", 64) + "\nbcd", "the white space in it is taken out"},
		{agora.PathSubBotToken, "ab\ncd", "ab\ncd", "the white space in it is taken out"},
		{agora.PathSecretKey, " abcd\n", " abcd\n", ""},
	} {
		_, q := at7(t, c.path)
		got, whole := q.Pasted("", c.text)
		if whole || got.Text != c.want || got.Told != c.told {
			t.Errorf("%s: %q is %q, %q, %v", c.path, c.text, got.Text, got.Told, whole)
		}
	}
}

func TestAnswersAreTidied(t *testing.T) {
	for _, c := range []struct {
		path, text, want, told string
		more                   map[string]string
	}{
		{agora.PathChannelName, " town  hall ", "town  hall", "the spaces at its ends are taken off", nil},
		{agora.PathMaxIdleTime, "30 ", "30", "the spaces at its ends are taken off", nil},
		{agora.PathChannelName, "town-hall", "town-hall", "", nil},
		{agora.PathSecretKey, " a ", " a ", "", nil},
		{agora.PathBucket, "s3://acme/a/b", "acme", "taken from the address: bucket acme, folder a/b", map[string]string{agora.PathFileNamePrefix: "a/b"}},
		{agora.PathBucket, "s3://acme", "acme", "taken from the address: bucket acme", nil},
		{agora.PathBucket, "https://acme.s3.us-east-1.amazonaws.com/a", "acme", "taken from the address: bucket acme, folder a, region us-east-1",
			map[string]string{agora.PathFileNamePrefix: "a", agora.PathRegion: "0"}},
		{agora.PathBucket, "gs://acme", "acme", "taken from the address: bucket acme; but it is an address of Google Cloud, " +
			"and the storage is Amazon S3: choose Google Cloud above, or paste an address of Amazon S3", nil},
		{agora.PathEndpoint, "https://acme.s3.us-east-1.amazonaws.com/a", "https://acme.s3.us-east-1.amazonaws.com/a", "", nil},
	} {
		d, q := at7(t, c.path)
		d.Set(agora.PathVendor, "1", Typed)
		got := q.Tidy(d, c.text)
		if got.Text != c.want || got.Told != c.told || !maps.Equal(got.More, c.more) && len(got.More)+len(c.more) > 0 {
			t.Errorf("%s: %q is %+v", c.path, c.text, got)
		}
	}
}

func TestAnAddressIsNoBucketAndAnOpenOneNoEndpoint(t *testing.T) {
	for _, c := range []struct{ path, text, rule, says string }{
		{agora.PathBucket, "s3://acme/a", "name", `can't hold "/"`},
		{agora.PathBucket, "my bucket", "name", "can't hold a space"},
		{agora.PathBucket, "my-bucket.1_A", "", ""},
		{agora.PathEndpoint, "HTTP://minio.example.com:9000/x", "https", "https://minio.example.com:9000/x"},
		{agora.PathEndpoint, "https://minio.example.com:9000", "", ""},
		{agora.PathEndpoint, "http://127.0.0.1:9000", "", ""},
	} {
		d := draftWith(t, full)
		d.SetProject(agora.Project{Version: agora.V7})
		d.Set(agora.PathVendor, "11", Typed)
		d.Set(agora.PathEndpoint, "https://minio.example.com", Typed)
		d.Set(c.path, c.text, Flagged)
		var got []string
		for _, e := range d.Problems() {
			if e.Path == c.path {
				got = append(got, e.Rule+" "+e.Text)
			}
		}
		if c.rule == "" && len(got) > 0 || c.rule != "" && (len(got) != 1 || !strings.HasPrefix(got[0], c.rule) || !strings.Contains(got[0], c.says)) {
			t.Errorf("%s %q: %q", c.path, c.text, got)
		}
	}
}

// A length of time may be typed as the screens write it; what is none, and a text that
// is no number anyway, stays.
func TestALengthOfTimeMayBeTypedWithItsUnit(t *testing.T) {
	for _, c := range []struct{ path, text, want, told string }{
		{agora.PathMaxIdleTime, "30 s", "30", "30 s is 30 seconds"},
		{agora.PathMaxIdleTime, "1 h 30 min", "5400", "1 h 30 min is 5400 seconds"},
		{agora.PathSliceDuration, " 2 Minutes", "120", "2 Minutes is 120 seconds"},
		{agora.PathForceInterval, "1s", "1", "1s is 1 second"},
		{agora.PathMaxIdleTime, "30", "30", ""},
		{agora.PathMaxIdleTime, "0", "0", ""},
		{agora.PathMaxIdleTime, "1.5 s", "1.5 s", ""},
		{agora.PathMaxIdleTime, "soon", "soon", ""},
		{agora.PathChannelName, "30 s", "30 s", ""},
	} {
		d := draftWith(t, full)
		q, ok := QuestionFor(d, c.path)
		if got := q.Tidy(d, c.text); !ok || got.Text != c.want || got.Told != c.told {
			t.Errorf("%s: %q is %+v", c.path, c.text, got)
		}
	}
}
