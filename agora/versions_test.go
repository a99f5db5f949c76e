package agora

import (
	"slices"
	"strings"
	"testing"
)

// newRules break the rules that v6 and v7 have, and those of v5 at the limits
// that differ.
var newRules = []breaks{
	{project: v7, path: PathName, rule: "length", broken: setting(PathName, strings.Repeat("n", 65)), legal: setting(PathName, strings.Repeat("é", 64)), says: "64 characters long; this is 65"},
	{project: v6, path: PathLanguages, rule: "count", broken: setting(PathLanguages, "en-US,fr-FR,de-DE,es-ES,it-IT"), legal: setting(PathLanguages, "en-US,fr-FR,de-DE,es-ES"), says: "at most 4 languages; 5"},
	{project: v7, path: PathLanguages, rule: "count", broken: setting(PathLanguages, "en-US,fr-FR,de-DE,es-ES,it-IT"), legal: setting(PathLanguages, "en-US,fr-FR,de-DE,es-ES"), says: "at most 4 languages; 5"},
	{project: v6, path: PathUIDLanguages, rule: "count", broken: setting(PathUIDLanguages, many(6, "%d:en-US")), legal: setting(PathUIDLanguages, many(5, "%d:en-US")), says: "at most 5 speakers; 6"},
	{project: v7, path: PathUIDLanguages, rule: "count", broken: setting(PathUIDLanguages, many(6, "%d:en-US")), legal: setting(PathUIDLanguages, many(5, "%d:en-US")), says: "at most 5 speakers; 6"},
	{project: v6, path: PathUIDLanguages, rule: "uid", at: "uidLanguagesConfig[1].uid", broken: setting(PathUIDLanguages, "101:en-US,0:en-US"), legal: setting(PathUIDLanguages, "101:en-US,4294967295:en-US"), says: "1 to 4294967295"},
	{project: v6, path: PathUIDLanguages, rule: "duplicate", broken: setting(PathUIDLanguages, "101:en-US,101:fr-FR"), legal: setting(PathUIDLanguages, "101:en-US,102:en-US"), says: "101 twice"},
	{project: v6, path: PathUIDLanguages, rule: "differs", broken: setting(PathUIDLanguages, "47091:en-US"), legal: setting(PathUIDLanguages, "47092:en-US"), says: "bot's uid"},
	{project: v7, path: PathUIDLanguages, rule: "differs", broken: setting(PathUIDLanguages, "88222:en-US"), legal: setting(PathUIDLanguages, "47091:en-US"), says: "bot's uid"},
	{project: v6, path: PathUIDLanguages, rule: "languages", at: "uidLanguagesConfig[0].languages", broken: setting(PathUIDLanguages, "101:"), legal: setting(PathUIDLanguages, "101:en-US"), says: "at least 1 language"},
	{project: v7, path: PathUIDLanguages, rule: "languages", at: "uidLanguagesConfig[0].languages", broken: setting(PathUIDLanguages, "101:en-US+fr-FR+de-DE+es-ES+it-IT"), legal: setting(PathUIDLanguages, "101:en-US+fr-FR+de-DE+es-ES"), says: "at most 4 languages; 5"},
	{project: v6, path: PathUIDLanguages, rule: "language-format", at: "uidLanguagesConfig[0].languages", broken: setting(PathUIDLanguages, "101:en_US"), legal: setting(PathUIDLanguages, "101:en-US")},
	{project: v6, path: PathUIDLanguages, rule: "language-duplicate", at: "uidLanguagesConfig[0].languages", broken: setting(PathUIDLanguages, "101:en-US+en-US"), legal: setting(PathUIDLanguages, "101:en-US+fr-FR"), says: "en-US twice"},
	{project: v7, path: PathKeywords, rule: "count", broken: setting(PathKeywords, many(501, "word%d")), legal: setting(PathKeywords, many(500, "word%d")), says: "at most 500 keywords; 501"},
	{project: v6, path: PathMaxIdleTime, rule: "range", broken: setting(PathMaxIdleTime, "4"), legal: setting(PathMaxIdleTime, "2592000"), says: "5 to 2592000 seconds; 4"},
	{project: v7, path: PathMaxIdleTime, rule: "range", broken: setting(PathMaxIdleTime, "-1"), legal: setting(PathMaxIdleTime, "0"), says: "0 to 259200 seconds; -1"},
	{project: v7, path: PathMaxIdleTime, rule: "range", broken: setting(PathMaxIdleTime, "259201"), legal: setting(PathMaxIdleTime, "259200")},
	{project: v6, path: PathSubscribeUIDs, rule: "count", broken: setting(PathSubscribeUIDs, many(33, "%d")), legal: setting(PathSubscribeUIDs, many(32, "%d")), says: "at most 32 uids; 33"},
	{project: v7, path: PathSubscribeUIDs, rule: "count", broken: setting(PathSubscribeUIDs, many(33, "%d")), legal: setting(PathSubscribeUIDs, many(32, "%d")), says: "at most 32 uids; 33"},
	{path: PathSubscribeUIDs, rule: "format", broken: setting(PathSubscribeUIDs, "all"), legal: setting(PathSubscribeUIDs, "501"), says: `"all"`},
	{project: v6, path: PathSubscribeUIDs, rule: "format", broken: setting(PathSubscribeUIDs, "All"), legal: setting(PathSubscribeUIDs, "all"), says: `"All"`},
	{project: v6, path: PathSubscribeUIDs, rule: "alone", broken: setting(PathSubscribeUIDs, "all,501"), legal: setting(PathSubscribeUIDs, "all"), says: "everybody"},
	{project: v7, path: PathSubscribeUIDs, rule: "alone", broken: setting(PathSubscribeUIDs, "501,all"), legal: setting(PathSubscribeUIDs, "all")},
	{project: v6, path: PathUnSubscribeUIDs, rule: "count", broken: setting(PathUnSubscribeUIDs, many(6, "%d")), legal: setting(PathUnSubscribeUIDs, many(5, "%d")), says: "at most 5 uids; 6"},
	{project: v7, path: PathUnSubscribeUIDs, rule: "format", broken: setting(PathUnSubscribeUIDs, "all"), legal: setting(PathUnSubscribeUIDs, "501"), says: `"all"`},
	{project: v6, path: PathUnSubscribeUIDs, rule: "duplicate", broken: setting(PathUnSubscribeUIDs, "501,501"), legal: setting(PathUnSubscribeUIDs, "501,502")},
	{project: v7, path: PathUnSubscribeUIDs, rule: "exclusive", broken: also(setting(PathSubscribeUIDs, "all"), setting(PathUnSubscribeUIDs, "501")), legal: setting(PathUnSubscribeUIDs, "501"), says: "who is heard"},
	{project: v6, path: PathVendor, rule: "oneof", broken: stored(VendorAlibaba, 3, ExtensionParams{}), legal: stored(VendorGoogle, 0, ExtensionParams{}), says: "2 is not"},
	{project: v7, path: PathVendor, rule: "oneof", broken: stored(4, 0, ExtensionParams{}), legal: stored(VendorHuawei, 15, ExtensionParams{}), says: "11 (S3-compatible); 4 is not"},
	{project: v7, path: PathRegion, rule: "oneof", broken: stored(VendorAlibaba, 28, ExtensionParams{}), legal: stored(VendorAlibaba, 27, ExtensionParams{}), says: "Alibaba Cloud; 28"},
	{project: v7, path: PathRegion, rule: "oneof", broken: stored(VendorBaidu, 0, ExtensionParams{}), legal: stored(VendorBaidu, 1, ExtensionParams{})},
	{project: v7, path: PathRegion, rule: "oneof", broken: stored(VendorTencent, 20, ExtensionParams{}), legal: stored(VendorTencent, 19, ExtensionParams{})},
	{project: v7, path: PathEndpoint, rule: "required", broken: stored(VendorS3Like, 0, ExtensionParams{Type: "s3"}), legal: stored(VendorS3Like, 0, ExtensionParams{Endpoint: "http://host:9002"}), says: "S3-compatible"},
	{project: v7, path: PathEndpoint, rule: "format", broken: stored(VendorS3Like, 0, ExtensionParams{Endpoint: "minio.example.com:9000"}), legal: stored(VendorS3Like, 0, ExtensionParams{Endpoint: "https://minio.example.com"}), says: "whole address"},
	{project: v7, path: PathEndpoint, rule: "format", broken: stored(VendorS3, 0, ExtensionParams{Endpoint: "ftp://minio.example.com"}), legal: stored(VendorS3, 0, ExtensionParams{})},
	{project: v7, path: PathSSE, rule: "oneof", broken: stored(VendorS3, 0, ExtensionParams{SSE: "AES256"}), legal: stored(VendorS3, 0, ExtensionParams{SSE: "kms"}), says: "aes256 or kms"},
	{project: v6, path: PathForceInterval, rule: "range", broken: also(translated("en-US:fr-FR"), setting(PathForceInterval, "6")), legal: also(translated("en-US:fr-FR"), setting(PathForceInterval, "5"))},
	{project: v7, path: PathTranslatedPairs, rule: "required", broken: also(setting(PathForceInterval, "3")), legal: translated("en-US:fr-FR")},
	{project: v6, path: PathTranslatedPairs, rule: "count", broken: translated("en-US:it-IT,fr-FR:it-IT,de-DE:it-IT,es-ES:it-IT,ja-JP:it-IT"), legal: translated("en-US:it-IT,fr-FR:it-IT,de-DE:it-IT,es-ES:it-IT"), says: "at most 4 source languages; 5"},
	{project: v6, path: PathTranslatedPairs, rule: "targets", at: "translateConfig.languages[0].target", broken: translated("en-US:fr-FR+de-DE+es-ES+it-IT+ja-JP+ko-KR"), legal: translated("en-US:fr-FR+de-DE+es-ES+it-IT+ja-JP"), says: "at most 5 target languages; 6"},
	{project: v7, path: PathTranslatedPairs, rule: "targets", at: "translateConfig.languages[0].target", broken: translated("en-US:aa+bb+cc+dd+ee+ff+gg+hh+ii+jj+kk"), legal: translated("en-US:aa+bb+cc+dd+ee+ff+gg+hh+ii+jj"), says: "at most 10 target languages; 11"},
	{project: v6, path: PathTranslatedPairs, rule: "target-differs", at: "translateConfig.languages[0].target", broken: also(setting(PathLanguages, "en-US,fr-FR"), translated("en-US:en-US")), legal: translated("en-US:fr-FR")},
	{project: v7, path: PathTranslatedPairs, rule: "target-differs", at: "translateConfig.languages[0].target", broken: translated("en-US:en-US"), legal: also(setting(PathLanguages, "en-US,fr-FR"), translated("en-US:en-US+fr-FR"))},
}

// newLints are the warnings of v6 and v7.
var newLints = []breaks{
	{project: v6, path: PathLanguages, rule: "two-languages", broken: setting(PathLanguages, "en-US,fr-FR,de-DE"), legal: setting(PathLanguages, "en-US"), says: "3 languages"},
	{project: v7, path: PathLanguages, rule: "two-languages", broken: also(setting(PathLanguages, "en-US,fr-FR"), setting(PathUIDLanguages, "201:en-US,202:fr-FR+en-US")), legal: also(setting(PathLanguages, "en-US,fr-FR"), setting(PathUIDLanguages, "201:en-US,202:fr-FR"))},
	{project: v6, path: PathLanguages, rule: "two-languages", broken: also(setting(PathLanguages, "en-US,fr-FR"), setting(PathUIDLanguages, "201:en-US"), setting(PathSubscribeUIDs, "201,202")), legal: also(setting(PathLanguages, "en-US,fr-FR"), setting(PathUIDLanguages, "201:en-US"), setting(PathSubscribeUIDs, "201"))},
	{project: v7, path: PathTranslatedPairs, at: PathTranslatedPairs + "[0].source", rule: "not-transcribed", broken: also(translated("de-DE:fr-FR"), setting(PathUIDLanguages, "201:es-ES")), legal: also(translated("de-DE:fr-FR"), setting(PathUIDLanguages, "201:de-DE")), says: "de-DE"},
	{project: v7, path: PathUIDLanguages, rule: "unpublished", at: "uidLanguagesConfig[0].languages", broken: setting(PathUIDLanguages, "101:xx-YY"), legal: setting(PathUIDLanguages, "101:en-US"), says: "xx-YY"},
	{project: v7, path: PathKeywords, rule: "twice", broken: setting(PathKeywords, `Acme\, Inc.,wizard,Acme\, Inc.`), legal: setting(PathKeywords, "Acme,acme"), says: "Acme, Inc. twice"},
	{project: v7, path: PathMaxIdleTime, rule: "never", broken: setting(PathMaxIdleTime, "0"), legal: setting(PathMaxIdleTime, "30"), says: "72 hours"},
	{project: v7, path: PathMaxIdleTime, rule: "short", broken: setting(PathMaxIdleTime, "1"), legal: setting(PathMaxIdleTime, "30"), says: "1 s"},
	{project: v7, path: PathCryptionMode, rule: "deprecated", broken: also(setting(PathCryptionMode, "8"), setting(PathSecret, "s"), setting(PathSalt, goodSalt.Reveal())), legal: setting(PathCryptionMode, "")},
	{project: v7, path: PathRegion, rule: "ignored", broken: stored(VendorS3Like, 3, ExtensionParams{Endpoint: "https://h"}), legal: stored(VendorHuawei, 3, ExtensionParams{}), says: "S3-compatible"},
	{project: v7, path: PathSSE, rule: "unused", broken: stored(VendorGoogle, 0, ExtensionParams{SSE: "kms"}), legal: stored(VendorS3, 0, ExtensionParams{SSE: "kms"})},
	{project: v6, path: PathForceInterval, rule: "undocumented", broken: also(translated("en-US:fr-FR"), setting(PathForceInterval, "3")), legal: translated("en-US:fr-FR"), says: "does not name it"},
}

func TestMinimalAndFullRequestsOfEveryVersionAreLegal(t *testing.T) {
	for _, v := range Versions() {
		for _, r := range []Request{minimalRequest(), fullOf(v), fullRequest()} {
			if got := r.Validate(Project{Version: v, Certificate: CertificateOn, MakesTokens: true}); len(got) > 0 {
				t.Errorf("%s: %v", v, got)
			}
		}
	}
}

func TestV7HasOneBotAndAsksForNoOther(t *testing.T) {
	r := with(minimalRequest(), func(r *Request) { r.RTC.SubBotUID = "88222" })
	if got := r.Validate(v7); len(got) > 0 {
		t.Errorf("both uids are the same, as v7's page wants it: %v", got)
	}
	r.RTC.SubBotUID = ""
	if got := r.Validate(Project{Version: V7, Certificate: CertificateOn}); len(got) != 1 || got[0].Path != PathPubBotToken {
		t.Errorf("one token is missing: %v", got)
	}
	if !slices.Equal(V7.Bots(), []string{PathPubBotUID}) || len(V6.Bots()) != 2 {
		t.Errorf("%v, %v", V7.Bots(), V6.Bots())
	}
}

func TestEveryVersionHasRulesOfItsOwnFieldsOnly(t *testing.T) {
	for _, v := range Versions() {
		for _, rule := range slices.Concat(v.Rules(), v.Lints()) {
			if !v.Has(rule.Path) {
				t.Errorf("%s has the rule %s %s and lacks the field", v, rule.Path, rule.Name)
			}
		}
		for _, f := range v.Fields() {
			if !v.Has(f.Path) {
				t.Errorf("%s has no %s", v, f.Path)
			}
		}
	}
	for _, rule := range slices.Concat(Rules(), Lints()) {
		if !slices.ContainsFunc(Versions(), func(v Version) bool { return v.Has(rule.Path) }) {
			t.Errorf("no version has %s", rule.Path)
		}
	}
}
