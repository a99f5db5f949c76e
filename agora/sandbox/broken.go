package sandbox

import (
	"slices"
	"strings"

	"sttwizard/agora"
)

// Setting is a value in the text form of agora.Request.Set; an empty text unsets.
type Setting struct {
	Path string
	Text string
}

// Broken is a request that breaks exactly one rule: Set put over Legal, in that
// order. Walking the whole table proves that a form, a preset, a command line or
// a server knows every rule.
type Broken struct {
	Path    string // the rule's field
	Rule    string // the rule's name there
	Name    string // what is wrong, as a test's name
	Project agora.Project
	Set     []Setting
}

// Settings gives everything that makes the broken request: Legal with Set over
// it, each path once.
func (b Broken) Settings() []Setting { return over(Legal(), b.Set...) }

// Request gives the broken request itself. Every text of the table is one that
// agora.Request.Set takes; an error is a mistake in the table.
func (b Broken) Request() (agora.Request, error) {
	var r agora.Request
	for _, s := range b.Settings() {
		if err := r.Set(s.Path, s.Text); err != nil {
			return r, err
		}
	}
	return r, nil
}

// Legal gives the smallest request that breaks no rule of a project whose App
// Certificate is not on.
func Legal() []Setting {
	return []Setting{
		{agora.PathLanguages, "en-US"},
		{agora.PathChannelName, "town-hall"},
		{agora.PathSubBotUID, "47091"},
		{agora.PathPubBotUID, "88222"},
	}
}

// over puts changes over settings; a path that was not there comes last.
func over(settings []Setting, changes ...Setting) []Setting {
	out := slices.Clone(settings)
	for _, c := range changes {
		i := slices.IndexFunc(out, func(s Setting) bool { return s.Path == c.Path })
		if i < 0 {
			out = append(out, c)
		} else {
			out[i] = c
		}
	}
	return out
}

// captions are legal caption settings with changes over them.
func captions(changes ...Setting) []Setting {
	return over([]Setting{
		{agora.PathAccessKey, "pretend-access-key"},
		{agora.PathSecretKey, "pretend-secret-key"},
		{agora.PathBucket, "captions"},
		{agora.PathVendor, "1"},
		{agora.PathRegion, "0"},
	}, changes...)
}

var (
	v5              = agora.Project{Version: agora.V5}
	withCertificate = agora.Project{Version: agora.V5, Certificate: agora.CertificateOn}
)

// Broken requests, one for each of agora.Rules, in that order. All of them can
// be made from texts; numbers stand just past their limit.
var brokenTable = []Broken{
	{agora.PathLanguages, "required", "no language", v5, []Setting{{agora.PathLanguages, ""}}},
	{agora.PathLanguages, "count", "a third language", v5, []Setting{{agora.PathLanguages, "en-US,fr-FR,de-DE"}}},
	{agora.PathLanguages, "format", "a language with an underscore", v5, []Setting{{agora.PathLanguages, "en_US"}}},
	{agora.PathLanguages, "duplicate", "a language twice", v5, []Setting{{agora.PathLanguages, "en-US,en-US"}}},
	{agora.PathMaxIdleTime, "range", "an idle time below 5 seconds", v5, []Setting{{agora.PathMaxIdleTime, "4"}}},
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
	{agora.PathSubscribeUIDs, "count", "a fourth subscribed uid", v5, []Setting{{agora.PathSubscribeUIDs, "201,202,203,204"}}},
	{agora.PathSubscribeUIDs, "format", "a subscribed uid that is no number", v5, []Setting{{agora.PathSubscribeUIDs, "201,alice"}}},
	{agora.PathSubscribeUIDs, "duplicate", "a subscribed uid twice", v5, []Setting{{agora.PathSubscribeUIDs, "201,201"}}},
	{agora.PathSubscribeUIDs, "differs", "a bot among the subscribed uids", v5, []Setting{{agora.PathSubscribeUIDs, "201,88222"}}},
	{agora.PathCryptionMode, "range", "a ninth encryption mode", v5, []Setting{{agora.PathCryptionMode, "9"}, {agora.PathSecret, "pretend-secret"}}},
	{agora.PathSecret, "required", "encryption without a secret", v5, []Setting{{agora.PathCryptionMode, "1"}}},
	{agora.PathSalt, "required", "a GCM2 mode without a salt", v5, []Setting{{agora.PathCryptionMode, "7"}, {agora.PathSecret, "pretend-secret"}}},
	{agora.PathSalt, "format", "a salt of too few bytes", v5, []Setting{{agora.PathCryptionMode, "8"}, {agora.PathSecret, "pretend-secret"}, {agora.PathSalt, "cHJldGVuZA=="}}},
	{agora.PathTransferMode, "oneof", "a transfer mode that does not exist", v5, []Setting{{agora.PathTransferMode, "RTC,RTP"}}},
	{agora.PathTransferMode, "duplicate", "a transfer mode twice", v5, []Setting{{agora.PathTransferMode, "RTM,RTM"}}},
	{agora.PathSliceDuration, "range", "caption files of more than 8 hours", v5, captions(Setting{agora.PathSliceDuration, "28801"})},
	{agora.PathAccessKey, "required", "captions without an access key", v5, captions(Setting{agora.PathAccessKey, ""})},
	{agora.PathSecretKey, "required", "captions without a secret key", v5, captions(Setting{agora.PathSecretKey, ""})},
	{agora.PathBucket, "required", "captions without a bucket", v5, captions(Setting{agora.PathBucket, ""})},
	{agora.PathVendor, "required", "captions without a vendor", v5, captions(Setting{agora.PathVendor, ""})},
	{agora.PathVendor, "oneof", "a vendor that v5 does not have", v5, captions(Setting{agora.PathVendor, "2"})},
	{agora.PathRegion, "required", "captions without a region", v5, captions(Setting{agora.PathRegion, ""})},
	{agora.PathRegion, "oneof", "an S3 region in no table", v5, captions(Setting{agora.PathRegion, "999"})},
	{agora.PathFileNamePrefix, "charset", "a folder with a hyphen", v5, captions(Setting{agora.PathFileNamePrefix, "events,town-hall"})},
	{agora.PathFileNamePrefix, "length", "folders of 129 characters with their slashes", v5, captions(Setting{agora.PathFileNamePrefix, strings.Repeat("a", 63) + "," + strings.Repeat("b", 64)})},
	{agora.PathForceInterval, "range", "a translation interval of 6 seconds", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR"}, {agora.PathForceInterval, "6"}}},
	{agora.PathTranslatedPairs, "required", "translation without languages", v5, []Setting{{agora.PathForceInterval, "3"}}},
	{agora.PathTranslatedPairs, "count", "a third source language", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR,fr-FR:de-DE,de-DE:en-US"}}},
	{agora.PathTranslatedPairs, "duplicate", "a source language twice", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR,en-US:de-DE"}}},
	{agora.PathTranslatedPairs, "source", "a source that is no language code", v5, []Setting{{agora.PathTranslatedPairs, "en_US:fr-FR"}}},
	{agora.PathTranslatedPairs, "targets", "a sixth target language", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR+de-DE+es-ES+it-IT+ja-JP+ko-KR"}}},
	{agora.PathTranslatedPairs, "target-format", "a target that is no language code", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr_FR"}}},
	{agora.PathTranslatedPairs, "target-duplicate", "a target language twice", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR+fr-FR"}}},
	{agora.PathTranslatedPairs, "target-differs", "a target that is its own source", v5, []Setting{{agora.PathTranslatedPairs, "en-US:fr-FR+en-US"}}},
}

// BrokenRequests gives a broken request for every rule of agora.Rules, in that order.
func BrokenRequests() []Broken {
	out := slices.Clone(brokenTable)
	for i := range out {
		out[i].Set = slices.Clone(out[i].Set)
	}
	return out
}
