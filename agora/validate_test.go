package agora

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// breaks puts one rule's two sides together: what breaks it, and what at its
// very edge does not.
type breaks struct {
	path, rule string
	broken     func(*Request)
	legal      func(*Request) // nil: minimalRequest, or fullRequest for a field of a section
	project    Project        // zero: v5
	at         string         // the error's path, where it is not the rule's
	says       string         // must stand in the error's text
}

func captioned(set func(*Storage)) func(*Request) {
	return func(r *Request) {
		r.Caption = &CaptionConfig{Storage: Storage{AccessKey: "access", SecretKey: "secret", Bucket: "b", Vendor: ptr(VendorS3), Region: ptr(0)}}
		set(&r.Caption.Storage)
	}
}

// stored stores captions at a vendor, with more about the storage.
func stored(vendor, region int, e ExtensionParams) func(*Request) {
	return func(r *Request) {
		captioned(func(s *Storage) { s.Vendor, s.Region = &vendor, &region })(r)
		r.Caption.Extension = e
	}
}

// many are so many texts, all different, as the text form of a list.
func many(n int, format string) string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = fmt.Sprintf(format, i+1000)
	}
	return strings.Join(texts, ",")
}

func sliced(n int) func(*Request) {
	return func(r *Request) {
		captioned(func(*Storage) {})(r)
		r.Caption.SliceDuration = &n
	}
}

func translated(pairs string) func(*Request) {
	return func(r *Request) {
		r.Translate = &TranslateConfig{}
		if err := r.Set(PathTranslatedPairs, pairs); err != nil {
			panic(err)
		}
	}
}

func setting(path, text string) func(*Request) {
	return func(r *Request) {
		if err := r.Set(path, text); err != nil {
			panic(err)
		}
	}
}

func also(sets ...func(*Request)) func(*Request) {
	return func(r *Request) {
		for _, set := range sets {
			set(r)
		}
	}
}

const certificateOn = "on"

var brokenRules = []breaks{
	{path: PathLanguages, rule: "required", broken: setting(PathLanguages, ""), legal: setting(PathLanguages, "en-US"), says: "at least 1 language"},
	{path: PathLanguages, rule: "count", broken: setting(PathLanguages, "en-US,fr-FR,de-DE"), legal: setting(PathLanguages, "en-US,fr-FR"), says: "at most 2 languages; 3 given"},
	{path: PathLanguages, rule: "format", broken: setting(PathLanguages, "english!"), legal: setting(PathLanguages, "zh-CN"), says: "english!"},
	{path: PathLanguages, rule: "duplicate", broken: setting(PathLanguages, "en-US,en-US"), legal: setting(PathLanguages, "en-US,en-GB"), says: "en-US twice"},
	{path: PathMaxIdleTime, rule: "range", broken: setting(PathMaxIdleTime, "4"), legal: setting(PathMaxIdleTime, "5"), says: "5 to 2592000 seconds; 4"},
	{path: PathMaxIdleTime, rule: "range", broken: setting(PathMaxIdleTime, "2592001"), legal: setting(PathMaxIdleTime, "2592000")},
	{path: PathMaxIdleTime, rule: "range", broken: setting(PathMaxIdleTime, "0"), legal: setting(PathMaxIdleTime, "")},
	{path: PathChannelName, rule: "required", broken: setting(PathChannelName, ""), legal: setting(PathChannelName, "a"), says: "required"},
	{path: PathChannelName, rule: "length", broken: setting(PathChannelName, strings.Repeat("a", 65)), legal: setting(PathChannelName, strings.Repeat("a", 64)), says: "64 bytes long; this is 65"},
	{path: PathChannelName, rule: "charset", broken: setting(PathChannelName, "a/b"), legal: setting(PathChannelName, "a !#$%&()+-:;<=.>?@[]^_{}|~,Z9"), says: "'/'"},
	{path: PathChannelName, rule: "charset", broken: setting(PathChannelName, "a*"), legal: setting(PathChannelName, " ")},
	{path: PathChannelName, rule: "charset", broken: setting(PathChannelName, "caf\u00e9"), legal: setting(PathChannelName, "cafe")},
	{path: PathSubBotUID, rule: "required", broken: setting(PathSubBotUID, ""), legal: setting(PathSubBotUID, "1"), says: "required"},
	{path: PathSubBotUID, rule: "format", broken: setting(PathSubBotUID, "4294967296"), legal: setting(PathSubBotUID, "4294967295"), says: "1 to 4294967295"},
	{path: PathSubBotUID, rule: "format", broken: setting(PathSubBotUID, "0"), legal: setting(PathSubBotUID, "1")},
	{path: PathSubBotUID, rule: "format", broken: setting(PathSubBotUID, "047091"), legal: setting(PathSubBotUID, "47091")},
	{path: PathSubBotUID, rule: "format", broken: setting(PathSubBotUID, "+47091"), legal: setting(PathSubBotUID, "47091")},
	{path: PathSubBotUID, rule: "format", broken: setting(PathSubBotUID, " 47091"), legal: setting(PathSubBotUID, "47091")},
	{path: PathSubBotUID, rule: "format", broken: setting(PathSubBotUID, "47091\n"), legal: setting(PathSubBotUID, "47091")},
	{path: PathSubBotUID, rule: "format", broken: setting(PathSubBotUID, "\u0664"), legal: setting(PathSubBotUID, "4")},
	{path: PathSubBotToken, rule: "required", project: Project{Version: V5, Certificate: certificateOn}, broken: setting(PathPubBotToken, "t"), legal: also(setting(PathPubBotToken, "t"), setting(PathSubBotToken, "t")), says: "App Certificate is on"},
	{path: PathPubBotUID, rule: "required", broken: setting(PathPubBotUID, ""), legal: setting(PathPubBotUID, "2"), says: "required"},
	{path: PathPubBotUID, rule: "format", broken: setting(PathPubBotUID, "bot"), legal: setting(PathPubBotUID, "88222"), says: "digits only"},
	{path: PathPubBotUID, rule: "differs", broken: setting(PathPubBotUID, "47091"), legal: setting(PathPubBotUID, "47092"), says: "differ"},
	{path: PathPubBotToken, rule: "required", project: Project{Version: V5, Certificate: certificateOn}, broken: setting(PathSubBotToken, "t"), legal: also(setting(PathPubBotToken, "t"), setting(PathSubBotToken, "t"))},
	{path: PathSubscribeUIDs, rule: "count", broken: setting(PathSubscribeUIDs, "1,2,3,4"), legal: setting(PathSubscribeUIDs, "1,2,3"), says: "at most 3 uids"},
	{path: PathSubscribeUIDs, rule: "format", broken: setting(PathSubscribeUIDs, "501,all"), legal: setting(PathSubscribeUIDs, "501"), says: `"all"`},
	{path: PathSubscribeUIDs, rule: "duplicate", broken: setting(PathSubscribeUIDs, "501,501"), legal: setting(PathSubscribeUIDs, "501,502"), says: "501 twice"},
	{path: PathSubscribeUIDs, rule: "differs", broken: setting(PathSubscribeUIDs, "501,47091"), legal: setting(PathSubscribeUIDs, "501"), says: "47091"},
	{path: PathSubscribeUIDs, rule: "differs", broken: setting(PathSubscribeUIDs, "88222"), legal: setting(PathSubscribeUIDs, "88223"), says: "88222"},
	{path: PathCryptionMode, rule: "range", broken: also(setting(PathCryptionMode, "9"), setting(PathSecret, "s")), legal: also(setting(PathCryptionMode, "8"), setting(PathSecret, "s"), setting(PathSalt, goodSalt.Reveal())), says: "0 to 8; 9"},
	{path: PathCryptionMode, rule: "range", broken: also(setting(PathCryptionMode, "-1"), setting(PathSecret, "s")), legal: setting(PathCryptionMode, "0")},
	{path: PathSecret, rule: "required", broken: setting(PathCryptionMode, "1"), legal: setting(PathCryptionMode, "0"), says: "AES_128_XTS"},
	{path: PathSalt, rule: "required", broken: also(setting(PathCryptionMode, "7"), setting(PathSecret, "s")), legal: also(setting(PathCryptionMode, "6"), setting(PathSecret, "s")), says: "AES_128_GCM2"},
	{path: PathSalt, rule: "required", broken: also(setting(PathCryptionMode, "8"), setting(PathSecret, "s")), legal: also(setting(PathCryptionMode, "8"), setting(PathSecret, "s"), setting(PathSalt, goodSalt.Reveal()))},
	{path: PathSalt, rule: "format", broken: salted("c2hvcnQ="), legal: salted(goodSalt.Reveal()), says: "this holds 5"},
	{path: PathSalt, rule: "format", broken: salted(strings.Repeat("c3Nz", 11)), legal: salted(goodSalt.Reveal()), says: "this holds 33"},
	{path: PathSalt, rule: "format", broken: salted(strings.TrimRight(goodSalt.Reveal(), "=")), legal: salted(goodSalt.Reveal()), says: "standard Base64"},
	{path: PathSalt, rule: "format", broken: salted(goodSalt.Reveal()[:20] + "\n" + goodSalt.Reveal()[20:]), legal: salted(goodSalt.Reveal())},
	{path: PathSalt, rule: "format", broken: salted("__" + goodSalt.Reveal()[2:]), legal: salted("//" + goodSalt.Reveal()[2:]), says: "standard Base64"},
	{path: PathTransferMode, rule: "oneof", broken: setting(PathTransferMode, "RTC,rtm"), legal: setting(PathTransferMode, "RTC,RTM"), says: `"rtm"`},
	{path: PathTransferMode, rule: "duplicate", broken: setting(PathTransferMode, "RTM,RTM"), legal: setting(PathTransferMode, "RTM"), says: "RTM twice"},
	{path: PathSliceDuration, rule: "range", broken: sliced(4), legal: sliced(5), says: "5 to 28800 seconds; 4"},
	{path: PathSliceDuration, rule: "range", broken: sliced(28801), legal: sliced(28800)},
	{path: PathAccessKey, rule: "required", broken: captioned(func(s *Storage) { s.AccessKey = "" }), legal: captioned(func(s *Storage) { s.AccessKey = "k" })},
	{path: PathSecretKey, rule: "required", broken: captioned(func(s *Storage) { s.SecretKey = "" }), legal: captioned(func(s *Storage) { s.SecretKey = "k" })},
	{path: PathBucket, rule: "required", broken: captioned(func(s *Storage) { s.Bucket = "" }), legal: captioned(func(s *Storage) { s.Bucket = "k" })},
	{path: PathVendor, rule: "required", broken: captioned(func(s *Storage) { s.Vendor = nil }), legal: captioned(func(s *Storage) { s.Vendor = ptr(VendorGoogle) })},
	{path: PathVendor, rule: "oneof", broken: captioned(func(s *Storage) { s.Vendor = ptr(2) }), legal: captioned(func(s *Storage) { s.Vendor = ptr(VendorAzure) }), says: "1 (Amazon S3), 5 (Microsoft Azure), 6 (Google Cloud); 2 is not"},
	{path: PathRegion, rule: "required", broken: captioned(func(s *Storage) { s.Region = nil }), legal: captioned(func(s *Storage) { s.Region = ptr(0) })},
	{path: PathRegion, rule: "oneof", broken: captioned(func(s *Storage) { s.Region = ptr(999) }), legal: captioned(func(s *Storage) { s.Vendor, s.Region = ptr(VendorAzure), ptr(999) }), says: "999"},
	{path: PathRegion, rule: "oneof", broken: captioned(func(s *Storage) { s.Region = ptr(-1) }), legal: captioned(func(s *Storage) { s.Region = ptr(28) })},
	{path: PathFileNamePrefix, rule: "charset", broken: captioned(func(s *Storage) { s.FileNamePrefix = []string{"sub-folder"} }), legal: captioned(func(s *Storage) { s.FileNamePrefix = []string{"subFolder9"} }), says: "'-'"},
	{path: PathFileNamePrefix, rule: "charset", broken: captioned(func(s *Storage) { s.FileNamePrefix = []string{"a", ""} }), legal: captioned(func(s *Storage) { s.FileNamePrefix = []string{"a"} }), says: "empty"},
	{path: PathFileNamePrefix, rule: "charset", broken: captioned(func(s *Storage) { s.FileNamePrefix = []string{"\u00e9"} }), legal: captioned(func(s *Storage) { s.FileNamePrefix = nil })},
	{path: PathFileNamePrefix, rule: "length", broken: captioned(func(s *Storage) { s.FileNamePrefix = []string{strings.Repeat("a", 63), strings.Repeat("b", 64)} }), legal: captioned(func(s *Storage) { s.FileNamePrefix = []string{strings.Repeat("a", 63), strings.Repeat("b", 63)} }), says: "128 characters with a slash after each part; this is 129"},
	{path: PathForceInterval, rule: "range", broken: also(translated("en-US:fr-FR"), setting(PathForceInterval, "1")), legal: also(translated("en-US:fr-FR"), setting(PathForceInterval, "2")), says: "2 to 5 seconds; 1"},
	{path: PathForceInterval, rule: "range", broken: also(translated("en-US:fr-FR"), setting(PathForceInterval, "6")), legal: also(translated("en-US:fr-FR"), setting(PathForceInterval, "5"))},
	{path: PathTranslatedPairs, rule: "required", broken: translated(""), legal: translated("en-US:fr-FR"), says: "at least 1 source language"},
	{path: PathTranslatedPairs, rule: "count", broken: translated("en-US:fr-FR,fr-FR:en-US,de-DE:en-US"), legal: translated("en-US:fr-FR,fr-FR:en-US"), says: "at most 2 source languages; 3"},
	{path: PathTranslatedPairs, rule: "duplicate", broken: translated("en-US:fr-FR,en-US:de-DE"), legal: translated("en-US:fr-FR,de-DE:fr-FR"), says: "en-US twice"},
	{path: PathTranslatedPairs, rule: "source", broken: translated("english!:fr-FR"), legal: translated("en-US:fr-FR"), at: "translateConfig.languages[0].source"},
	{path: PathTranslatedPairs, rule: "source", broken: func(r *Request) {
		r.Translate = &TranslateConfig{Languages: []Translation{{Target: []string{"fr-FR"}}}}
	}, legal: translated("en-US:fr-FR"), at: "translateConfig.languages[0].source", says: "required"},
	{path: PathTranslatedPairs, rule: "targets", broken: translated("en-US:"), legal: translated("en-US:fr-FR"), at: "translateConfig.languages[0].target", says: "at least 1 target language"},
	{path: PathTranslatedPairs, rule: "targets", broken: translated("de-DE:en-US,en-US:fr-FR+de-DE+es-ES+it-IT+ja-JP+ko-KR"), legal: translated("en-US:fr-FR+de-DE+es-ES+it-IT+ja-JP"), at: "translateConfig.languages[1].target", says: "at most 5 target languages; 6"},
	{path: PathTranslatedPairs, rule: "target-format", broken: translated("en-US:french!"), legal: translated("en-US:fr-FR"), at: "translateConfig.languages[0].target"},
	{path: PathTranslatedPairs, rule: "target-duplicate", broken: translated("en-US:fr-FR+fr-FR"), legal: translated("en-US:fr-FR+fr-CA"), at: "translateConfig.languages[0].target", says: "fr-FR twice"},
	{path: PathTranslatedPairs, rule: "target-differs", broken: translated("en-US:fr-FR+en-US"), legal: translated("en-US:fr-FR"), at: "translateConfig.languages[0].target", says: "own source"},
}

// salted encrypts with a mode that needs a salt, and gives it one.
func salted(salt string) func(*Request) {
	return also(setting(PathCryptionMode, "7"), setting(PathSecret, "s"), setting(PathSalt, salt))
}

func TestEachRuleBreaksAloneAndHoldsAtItsLimit(t *testing.T) {
	for i, tt := range slices.Concat(brokenRules, newRules) {
		t.Run(fmt.Sprintf("%02d %s %s", i, tt.path, tt.rule), func(t *testing.T) {
			if tt.project.Version == "" {
				tt.project = v5
			}
			if tt.at == "" {
				tt.at = tt.path
			}
			got := with(minimalRequest(), tt.broken).Validate(tt.project)
			if len(got) != 1 || got[0].Path != tt.at || got[0].Rule != tt.rule || !strings.Contains(got[0].Text, tt.says) {
				t.Errorf("broken: got %+v, want only %s %s saying %q", got, tt.at, tt.rule, tt.says)
			}
			if want := with(minimalRequest(), tt.broken); !slices.ContainsFunc(tt.project.Version.Rules(), func(r Rule) bool { return r.Path == tt.path && r.Name == tt.rule }) {
				t.Errorf("the version does not have the rule: %+v", want)
			}
			if len(got) > 0 && got[0].Field() != tt.path {
				t.Errorf("the error's field is %s, not %s", got[0].Field(), tt.path)
			}
			if got := with(minimalRequest(), tt.legal).Validate(tt.project); len(got) > 0 {
				t.Errorf("legal: got %+v", got)
			}
		})
	}
}

func TestMinimalAndFullRequestsAreLegal(t *testing.T) {
	for _, certificate := range []Certificate{"", CertificateUnknown, CertificateOff} {
		if got := minimalRequest().Validate(Project{Version: V5, Certificate: certificate}); len(got) > 0 {
			t.Errorf("minimal, certificate %q: %v", certificate, got)
		}
	}
	if got := fullRequest().Validate(Project{Version: V5, Certificate: CertificateOn}); len(got) > 0 {
		t.Errorf("full: %v", got)
	}
}

func TestTokensThatAreMadeWhenSentAreNotMissed(t *testing.T) {
	p := Project{Version: V5, Certificate: CertificateOn}
	if got := minimalRequest().Validate(p); len(got) != 2 {
		t.Errorf("both tokens are missing: %v", got)
	}
	p.MakesTokens = true
	if got := minimalRequest().Validate(p); len(got) > 0 {
		t.Errorf("both are made: %v", got)
	}
	for _, known := range []Certificate{"", CertificateOn} {
		p.Certificate = known
		if got := with(minimalRequest(), setting(PathSubBotToken, "t")).Lint(p); len(got) > 0 {
			t.Errorf("the other one is made: %v", got)
		}
	}
}

func TestAllErrorsComeAtOnceInTheDocumentsOrder(t *testing.T) {
	r := Request{
		Languages: []string{"x!"}, MaxIdleTime: ptr(1), RTC: RTCConfig{SubBotUID: "a", CryptionMode: ptr(7)},
		Caption: &CaptionConfig{}, Translate: &TranslateConfig{},
	}
	var got []string
	for _, e := range r.Validate(Project{Version: V5, Certificate: CertificateOn}) {
		got = append(got, e.Path+" "+e.Rule)
	}
	want := []string{
		PathLanguages + " format", PathMaxIdleTime + " range", PathChannelName + " required", PathSubBotUID + " format",
		PathSubBotToken + " required", PathPubBotUID + " required", PathPubBotToken + " required",
		PathSecret + " required", PathSalt + " required", PathAccessKey + " required", PathSecretKey + " required",
		PathBucket + " required", PathVendor + " required", PathRegion + " required", PathTranslatedPairs + " required",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRuleTextsQuoteNoSecret(t *testing.T) {
	r := fullRequest()
	r.RTC.Salt = "CANARY not base64"
	for _, e := range r.Validate(v5) {
		if strings.Contains(e.Error(), "CANARY") {
			t.Errorf("%v", e)
		}
	}
}
