package agora

import (
	"slices"
	"strings"
	"testing"
)

var brokenLints = []breaks{
	{path: PathLanguages, rule: "two-languages", broken: setting(PathLanguages, "en-US,fr-FR"), legal: setting(PathLanguages, "en-US")},
	{path: PathLanguages, rule: "unpublished", broken: setting(PathLanguages, "af-ZA"), legal: setting(PathLanguages, "en-US"), says: "af-ZA"},
	{path: PathLanguages, rule: "unpublished", broken: setting(PathLanguages, "xx-YY"), legal: setting(PathLanguages, "en-US"), says: "xx-YY"},
	{path: PathMaxIdleTime, rule: "short", broken: setting(PathMaxIdleTime, "29"), legal: setting(PathMaxIdleTime, "30"), says: "29 s"},
	{path: PathMaxIdleTime, rule: "long", broken: setting(PathMaxIdleTime, "301"), legal: setting(PathMaxIdleTime, "300"), says: "over 300 s"},
	{path: PathMaxIdleTime, rule: "long", broken: setting(PathMaxIdleTime, "5400"), legal: setting(PathMaxIdleTime, ""), says: "1.5 hours"},
	{path: PathMaxIdleTime, rule: "long", broken: setting(PathMaxIdleTime, "2592000"), legal: setting(PathMaxIdleTime, ""), says: "30 days"},
	{path: PathChannelName, rule: "length", broken: setting(PathChannelName, strings.Repeat("a", 64)), legal: setting(PathChannelName, strings.Repeat("a", 63)), says: "only 63"},
	{path: PathChannelName, rule: "spaces", broken: setting(PathChannelName, "town hall "), legal: setting(PathChannelName, "town hall")},
	{path: PathChannelName, rule: "template", broken: setting(PathChannelName, "town-${DATE}"), legal: setting(PathChannelName, "town-$DATE"), says: "${DATE}"},
	{path: PathBucket, rule: "template", broken: captioned(func(s *Storage) { s.Bucket = "captions-{{stage}}" }), legal: captioned(func(s *Storage) { s.Bucket = "captions-{stage}" }), says: "{{stage}}"},
	{path: PathSubBotUID, rule: "low", broken: setting(PathSubBotUID, "100"), legal: setting(PathSubBotUID, "101")},
	{path: PathPubBotUID, rule: "low", broken: setting(PathPubBotUID, "1"), legal: setting(PathPubBotUID, "101")},
	{path: PathSubBotToken, rule: "one-token", broken: setting(PathPubBotToken, "t"), legal: also(setting(PathPubBotToken, "t"), setting(PathSubBotToken, "t"))},
	{path: PathPubBotToken, rule: "one-token", broken: setting(PathSubBotToken, "t"), legal: also(setting(PathPubBotToken, "t"), setting(PathSubBotToken, "t"))},
	{path: PathPubBotToken, rule: "one-token", project: Project{Version: V5, Certificate: CertificateUnknown}, broken: setting(PathSubBotToken, "t"), legal: setting(PathSubBotToken, "")},
	{path: PathCryptionMode, rule: "ecb", broken: also(setting(PathCryptionMode, "2"), setting(PathSecret, "s")), legal: also(setting(PathCryptionMode, "1"), setting(PathSecret, "s"))},
	{path: PathCryptionMode, rule: "ecb", broken: also(setting(PathCryptionMode, "4"), setting(PathSecret, "s")), legal: also(setting(PathCryptionMode, "5"), setting(PathSecret, "s"))},
	{path: PathSecret, rule: "unused", broken: setting(PathSecret, "s"), legal: also(setting(PathCryptionMode, "1"), setting(PathSecret, "s"))},
	{path: PathSecret, rule: "unused", broken: also(setting(PathCryptionMode, "0"), setting(PathSecret, "s")), legal: setting(PathCryptionMode, "0")},
	{path: PathSalt, rule: "unused", broken: also(setting(PathCryptionMode, "6"), setting(PathSecret, "s"), setting(PathSalt, goodSalt.Reveal())), legal: salted(goodSalt.Reveal())},
	{path: PathAccessKey, rule: "swapped", broken: captioned(func(s *Storage) { s.SecretKey = "AKIAEXAMPLEEXAMPLE12" }), legal: captioned(func(s *Storage) { s.AccessKey = "AKIAEXAMPLEEXAMPLE12" })},
	{path: PathAccessKey, rule: "swapped", broken: captioned(func(s *Storage) {
		s.AccessKey, s.SecretKey = Secret(strings.Repeat("a", 40)), Secret(strings.Repeat("b", 20))
	}), legal: captioned(func(s *Storage) {
		s.AccessKey, s.SecretKey = Secret(strings.Repeat("a", 20)), Secret(strings.Repeat("b", 40))
	})},
	{path: PathRegion, rule: "ignored", broken: captioned(func(s *Storage) { s.Vendor, s.Region = ptr(VendorGoogle), ptr(3) }), legal: captioned(func(s *Storage) { s.Vendor = ptr(VendorGoogle) }), says: "Google Cloud"},
	{path: PathRegion, rule: "far", project: Project{Version: V5, UTCOffset: ptr(1)}, broken: captioned(func(*Storage) {}), legal: captioned(func(s *Storage) { s.Region = ptr(regionNamed("EU_CENTRAL_1")) }), says: "us-east-1 is about 6 time zones away"},
	{path: PathRegion, rule: "far", project: Project{Version: V5, UTCOffset: ptr(-10)}, broken: captioned(func(*Storage) {}), legal: captioned(func(s *Storage) { s.Region = ptr(regionNamed("AP_SOUTHEAST_2")) })},
	{path: PathTranslatedPairs, at: PathTranslatedPairs + "[0].source", rule: "not-transcribed", broken: translated("fr-FR:en-US"), legal: translated("en-US:fr-FR"), says: "fr-FR"},
	{path: PathTranslatedPairs, rule: "unpublished", broken: translated("en-US:af-ZA"), legal: translated("en-US:fr-FR"), at: "translateConfig.languages[0].target", says: "af-ZA"},
}

// regionNamed returns the number of an S3 region.
func regionNamed(name string) int {
	for _, r := range Regions(VendorS3) {
		if r.Name == name {
			return r.Number
		}
	}
	panic("no region " + name)
}

func TestEachWarningComesAloneAndNotBelowItsLimit(t *testing.T) {
	for _, tt := range slices.Concat(brokenLints, newLints) {
		t.Run(tt.path+" "+tt.rule+" "+tt.says, func(t *testing.T) {
			if tt.project.Version == "" {
				tt.project = v5
			}
			if tt.at == "" {
				tt.at = tt.path
			}
			doubtful := with(minimalRequest(), tt.broken)
			got := doubtful.Lint(tt.project)
			if len(got) != 1 || got[0].Path != tt.at || got[0].Rule != tt.rule || !strings.Contains(got[0].Text, tt.says) {
				t.Errorf("doubtful: got %+v, want only %s %s saying %q", got, tt.at, tt.rule, tt.says)
			}
			if errs := doubtful.Validate(tt.project); len(errs) > 0 {
				t.Errorf("what is only doubtful is refused: %v", errs)
			}
			if got := with(minimalRequest(), tt.legal).Lint(tt.project); len(got) > 0 {
				t.Errorf("fine: got %+v", got)
			}
		})
	}
}

func TestEveryWarningHasARequest(t *testing.T) {
	seen := map[string]bool{}
	for _, tt := range slices.Concat(brokenLints, newLints) {
		seen[tt.path+" "+tt.rule] = true
	}
	for _, lint := range Lints() {
		if !seen[lint.Path+" "+lint.Name] {
			t.Errorf("no request for the warning %s %s", lint.Path, lint.Name)
		}
	}
}

func TestWarningsAreOneLineAndQuoteNoSecret(t *testing.T) {
	r := fullRequest()
	r.RTC.CryptionMode = ptr(2)
	r.RTC.Secret = "CANARY"
	r.Caption.Storage.SecretKey = "AKIACANARYCANARY12345"
	r.Caption.Storage.AccessKey = "CANARY"
	for _, w := range r.Lint(Project{Version: V5, UTCOffset: ptr(9)}) {
		if strings.Contains(w.Error(), "CANARY") || strings.Contains(w.Text, "\n") {
			t.Errorf("%v", w)
		}
	}
}

func TestCertificateOnAndOffNeedNoWarningAboutOneToken(t *testing.T) {
	r := with(minimalRequest(), setting(PathSubBotToken, "t"))
	for _, certificate := range []Certificate{CertificateOn, CertificateOff} {
		if got := r.Lint(Project{Version: V5, Certificate: certificate}); len(got) > 0 {
			t.Errorf("%s: %v", certificate, got)
		}
	}
}

// Every S3 region has an offset, so that the warning about far regions forgets none.
func TestEveryRegionHasAnOffset(t *testing.T) {
	for _, r := range Regions(VendorS3) {
		if _, ok := regionOffset(r.Name); !ok {
			t.Errorf("no offset for %s", r.Name)
		}
	}
}
