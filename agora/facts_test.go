package agora

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestHintsReadAsWords(t *testing.T) {
	l := V5.Limits()
	tests := []struct{ got, want string }{
		{l.Languages.Hint(), "1 to 2 languages"},
		{l.SubscribeAudioUIDs.Hint(), "up to 3 uids"},
		{l.SliceDuration.Hint(), "5 to 28800 seconds"},
		{l.CryptionMode.Hint(), "0 to 8"},
		{Count{Min: 1, Max: 1, One: "name", Many: "names"}.Hint(), "1 name"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestVersionsAreReadInAnySpelling(t *testing.T) {
	for s, want := range map[string]Version{"v5": V5, "5": V5, "V5": V5, " v5 ": V5, "6": V6, "V7": V7} {
		if v, err := ParseVersion(s); err != nil || v != want {
			t.Errorf("%q gives %q, %v", s, v, err)
		}
	}
	if _, err := ParseVersion("v8"); err == nil || !strings.Contains(err.Error(), "v5") {
		t.Errorf("an unknown version: %v", err)
	}
	if _, ok := V7.EndOfLife(); ok {
		t.Error("no end of life of v7 was stated")
	}
	if day, ok := V6.EndOfLife(); !ok || day.Format("2006-01-02") != "2026-06-11" {
		t.Errorf("end of life %v %v", day, ok)
	}
}

func TestEveryVersionHasEndpointsAndLimits(t *testing.T) {
	for _, v := range Versions() {
		if len(endpoints[v]) == 0 || v.Limits().Languages.Max == 0 {
			t.Errorf("%s lacks endpoints or limits", v)
		}
	}
}

func TestStatusesAreThoseOfTheDocuments(t *testing.T) {
	for v, want := range map[Version]int{V5: 10, V6: 10, V7: 7} {
		if n := len(v.Statuses()); n != want {
			t.Errorf("%s has %d statuses", v, n)
		}
	}
	for _, s := range slices.Concat(V5.Statuses(), V7.Statuses(), []Status{"RECONNECTING"}) {
		if s.Ended() != (s == StatusStopped || s == StatusFailed) || s.Running() != (s == StatusInProgress || s == StatusRunning) || s.Meaning() == "" {
			t.Errorf("%s: ended %v, running %v, %q", s, s.Ended(), s.Running(), s.Meaning())
		}
		if strings.Contains(s.Meaning(), "does not know") != (s == "RECONNECTING") {
			t.Errorf("%s: %q", s, s.Meaning())
		}
	}
	if !strings.Contains(Status("RECONNECTING").Meaning(), "still there") {
		t.Error("an unknown status does not count as still there")
	}
}

func TestATaskThatStaysStartedRunsFromTheTenthSecondOn(t *testing.T) {
	for after, want := range map[time.Duration]bool{0: false, StartedRuns - 1: false, StartedRuns: true, time.Hour: true} {
		if got := StatusStarted.RunsAfter(after); got != want || (StatusStarted.MeaningAfter(after) == StatusRunning.Meaning()) != want {
			t.Errorf("after %s: %v, %q", after, got, StatusStarted.MeaningAfter(after))
		}
		if StatusStarting.RunsAfter(after) {
			t.Errorf("a task that is starting runs after %s", after)
		}
	}
}

func TestKeySpellings(t *testing.T) {
	if LowerKeys.Other() != CamelKeys || CamelKeys.Other() != LowerKeys {
		t.Error("the other spelling is wrong")
	}
}

func TestPublishedLanguagesComeFirst(t *testing.T) {
	for _, use := range []Use{Transcription, TranslationSource, TranslationTarget} {
		all := Languages(V5, use)
		first := slices.IndexFunc(all, func(l Language) bool { return !l.Published(V5, use) })
		if first <= 0 {
			t.Fatalf("use %d: the first unpublished language stands at %d", use, first)
		}
		for _, l := range all[first:] {
			if l.Published(V5, use) {
				t.Errorf("use %d: %s is published and stands after others", use, l.Code)
			}
		}
	}
	codes := map[string]bool{}
	for _, l := range Languages(V5, Transcription) {
		if codes[l.Code] || !languageCode().MatchString(l.Code) || l.Name == "" {
			t.Errorf("language %+v is twice, has no name or no code", l)
		}
		codes[l.Code] = true
	}
}

func TestCatalogueNames(t *testing.T) {
	if got := LanguageName("en-US"); got == "en-US" || got == "" {
		t.Errorf("en-US is called %q", got)
	}
	if got := LanguageName("xx-YY"); got != "xx-YY" {
		t.Errorf("an unknown code is called %q", got)
	}
	if r, ok := RegionOf(VendorS3, 0); !ok || r.Label() != "us-east-1" {
		t.Errorf("region 0 is %+v", r)
	}
	if got := (Region{Name: "X"}).Label(); got != "X" {
		t.Errorf("a region without code is called %q", got)
	}
	if VendorName(VendorS3) != "Amazon S3" || VendorName(99) != "99" {
		t.Errorf("vendors are called %q and %q", VendorName(VendorS3), VendorName(99))
	}
	if CryptionModeName(0) != "none" || CryptionModeName(8) != "AES_256_GCM2" || CryptionModeName(9) != "9" {
		t.Error("encryption modes have wrong names")
	}
}
