package samples

import (
	"strings"

	"sttwizard/agora"
)

var (
	v5              = agora.Project{Version: agora.V5}
	withCertificate = agora.Project{Version: agora.V5, Certificate: agora.CertificateOn}
)

// brokenTable has a broken request for each rule of v5, in the order of agora.Rules.
// Those about ranges and counts make theirs themselves. All can be made from texts;
// numbers stand just past their limit.
var brokenTable = []Broken{
	{agora.PathLanguages, "required", "no language", v5, []Setting{{agora.PathLanguages, ""}}},
	{agora.PathLanguages, "format", "a language with an underscore", v5, []Setting{{agora.PathLanguages, "en_US"}}},
	{agora.PathLanguages, "duplicate", "a language twice", v5, []Setting{{agora.PathLanguages, "en-US,en-US"}}},
	{agora.PathChannelName, "required", "no channel", v5, []Setting{{agora.PathChannelName, ""}}},
	{agora.PathChannelName, "length", "a channel name of 65 bytes", v5, []Setting{{agora.PathChannelName, strings.Repeat("c", 65)}}},
	{agora.PathChannelName, "charset", "a channel name with a slash", v5, []Setting{{agora.PathChannelName, "town/hall"}}},
	{agora.PathSubBotUID, "required", "no uid for the subscribing bot", v5, []Setting{{agora.PathSubBotUID, ""}}},
	{agora.PathSubBotUID, "format", "a subscribing bot's uid with a leading zero", v5, []Setting{{agora.PathSubBotUID, "047091"}}},
	{agora.PathSubBotToken, "required", "no token for the subscribing bot with the App Certificate on", withCertificate, []Setting{{agora.PathPubBotToken, "pretend-token"}}},
	{agora.PathPubBotUID, "required", "no uid for the publishing bot", v5, []Setting{{agora.PathPubBotUID, ""}}},
	{agora.PathPubBotUID, "format", "a publishing bot's uid past 32 bits", v5, []Setting{{agora.PathPubBotUID, "4294967296"}}},
	{agora.PathPubBotUID, "differs", "both bots with one uid", v5, []Setting{{agora.PathPubBotUID, "47091"}}},
	{agora.PathPubBotToken, "required", "no token for the publishing bot with the App Certificate on", withCertificate, []Setting{{agora.PathSubBotToken, "pretend-token"}}},
	{agora.PathSubscribeUIDs, "format", "a subscribed uid that is no number", v5, []Setting{{agora.PathSubscribeUIDs, "201,alice"}}},
	{agora.PathSubscribeUIDs, "duplicate", "a subscribed uid twice", v5, []Setting{{agora.PathSubscribeUIDs, "201,201"}}},
	{agora.PathSubscribeUIDs, "differs", "a bot among the subscribed uids", v5, []Setting{{agora.PathSubscribeUIDs, "201,88222"}}},
	{agora.PathSecret, "required", "encryption without a secret", v5, []Setting{{agora.PathCryptionMode, "1"}}},
	{agora.PathSalt, "required", "a GCM2 mode without a salt", v5, []Setting{{agora.PathCryptionMode, "7"}, {agora.PathSecret, "pretend-secret"}}},
	{agora.PathSalt, "format", "a salt of too few bytes", v5, []Setting{{agora.PathCryptionMode, "8"}, {agora.PathSecret, "pretend-secret"}, {agora.PathSalt, "cHJldGVuZA=="}}},
	{agora.PathTransferMode, "oneof", "a transfer mode that does not exist", v5, []Setting{{agora.PathTransferMode, "RTC,RTP"}}},
	{agora.PathTransferMode, "duplicate", "a transfer mode twice", v5, []Setting{{agora.PathTransferMode, "RTM,RTM"}}},
	{agora.PathAccessKey, "required", "captions without an access key", v5, Captions(Setting{agora.PathAccessKey, ""})},
	{agora.PathSecretKey, "required", "captions without a secret key", v5, Captions(Setting{agora.PathSecretKey, ""})},
	{agora.PathBucket, "required", "captions without a bucket", v5, Captions(Setting{agora.PathBucket, ""})},
	{agora.PathVendor, "required", "captions without a vendor", v5, Captions(Setting{agora.PathVendor, ""})},
	{agora.PathVendor, "oneof", "a vendor that v5 does not have", v5, Captions(Setting{agora.PathVendor, "2"})},
	{agora.PathRegion, "required", "captions without a region", v5, Captions(Setting{agora.PathRegion, ""})},
	{agora.PathRegion, "oneof", "an S3 region in no table", v5, Captions(Setting{agora.PathRegion, "999"})},
	{agora.PathFileNamePrefix, "charset", "a folder with a hyphen", v5, Captions(Setting{agora.PathFileNamePrefix, "events,town-hall"})},
	{agora.PathFileNamePrefix, "length", "folders of 129 characters with their slashes", v5, Captions(Setting{agora.PathFileNamePrefix, strings.Repeat("a", 63) + "," + strings.Repeat("b", 64)})},
	{agora.PathTranslatedPairs, "required", "translation without languages", v5, []Setting{{agora.PathForceInterval, "3"}}},
	{agora.PathTranslatedPairs, "duplicate", "a source language twice", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR,en-US:de-DE"}}},
	{agora.PathTranslatedPairs, "source", "a source that is no language code", v5, []Setting{{agora.PathTranslatedPairs, "en_US:fr-FR"}}},
	{agora.PathTranslatedPairs, "targets", "a sixth target language", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR+de-DE+es-ES+it-IT+ja-JP+ko-KR"}}},
	{agora.PathTranslatedPairs, "target-format", "a target that is no language code", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr_FR"}}},
	{agora.PathTranslatedPairs, "target-duplicate", "a target language twice", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR+fr-FR"}}},
	{agora.PathTranslatedPairs, "target-differs", "a target that is its own source", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR+en-US"}}},
}

// newBroken are broken requests of v6 and v7: of the rules that v5 does not have,
// and where another number is the limit.
var newBroken = map[agora.Version][]Broken{
	agora.V6: {
		{Path: agora.PathUIDLanguages, Rule: "uid", Name: "a speaker whose uid is no number", Set: []Setting{{agora.PathUIDLanguages, "alice:en-US"}}},
		{Path: agora.PathUIDLanguages, Rule: "duplicate", Name: "a speaker twice", Set: []Setting{{agora.PathUIDLanguages, "201:en-US,201:fr-FR"}}},
		{Path: agora.PathUIDLanguages, Rule: "differs", Name: "a bot among the speakers", Set: []Setting{{agora.PathUIDLanguages, "88222:en-US"}}},
		{Path: agora.PathUIDLanguages, Rule: "languages", Name: "a fifth language of one speaker", Set: []Setting{{agora.PathUIDLanguages, "201:en-US+fr-FR+de-DE+es-ES+it-IT"}}},
		{Path: agora.PathUIDLanguages, Rule: "language-format", Name: "a speaker's language with an underscore", Set: []Setting{{agora.PathUIDLanguages, "201:en_US"}}},
		{Path: agora.PathUIDLanguages, Rule: "language-duplicate", Name: "a speaker's language twice", Set: []Setting{{agora.PathUIDLanguages, "201:en-US+en-US"}}},
		{Path: agora.PathSubscribeUIDs, Rule: "alone", Name: "a uid beside everybody", Set: []Setting{{agora.PathSubscribeUIDs, "all,201"}}},
		{Path: agora.PathUnSubscribeUIDs, Rule: "format", Name: "a uid that is not heard and no number", Set: []Setting{{agora.PathUnSubscribeUIDs, "alice"}}},
		{Path: agora.PathUnSubscribeUIDs, Rule: "duplicate", Name: "a uid twice that is not heard", Set: []Setting{{agora.PathUnSubscribeUIDs, "201,201"}}},
		{Path: agora.PathUnSubscribeUIDs, Rule: "exclusive", Name: "both who is heard and who is not", Set: []Setting{{agora.PathSubscribeUIDs, "201"}, {agora.PathUnSubscribeUIDs, "202"}}},
		{Path: agora.PathVendor, Rule: "oneof", Name: "a vendor that v6 does not have", Set: Captions(Setting{agora.PathVendor, "2"})},
	},
	agora.V7: {
		{Path: agora.PathName, Rule: "length", Name: "a name of 65 characters", Set: []Setting{{agora.PathName, strings.Repeat("n", 65)}}},
		{Path: agora.PathVendor, Rule: "oneof", Name: "a vendor that v7 does not have", Set: Captions(Setting{agora.PathVendor, "4"})},
		{Path: agora.PathEndpoint, Rule: "required", Name: "S3-compatible storage without its address", Set: Captions(Setting{agora.PathVendor, "11"})},
		{Path: agora.PathEndpoint, Rule: "format", Name: "a storage address without https", Set: Captions(Setting{agora.PathVendor, "11"}, Setting{agora.PathEndpoint, "minio.example.com"})},
		{Path: agora.PathSSE, Rule: "oneof", Name: "an encryption that no storage has", Set: Captions(Setting{agora.PathSSE, "rot13"})},
		{Path: agora.PathTranslatedPairs, Rule: "required", Name: "translation without languages", Set: []Setting{{agora.PathTranslateOn, "true"}}},
		{Path: agora.PathTranslatedPairs, Rule: "targets", Name: "an eleventh target language", Set: []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR+de-DE+es-ES+it-IT+ja-JP+ko-KR+zh-CN+pt-BR+ru-RU+ar-SA+hi-IN"}}},
	},
}
