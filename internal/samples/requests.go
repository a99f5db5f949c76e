package samples

import "sttwizard/agora"

// full has legal values for every field, of all versions together.
var full = []Setting{
	{agora.PathName, "sttw-full"},
	{agora.PathLanguages, "en-US,fr-FR"},
	{agora.PathUIDLanguages, "101:en-US+fr-FR,102:de-DE"},
	{agora.PathKeywords, `Agora,one\, two,back\\slash,声网`},
	{agora.PathMaxIdleTime, "60"},
	{agora.PathChannelName, "town-hall"},
	{agora.PathSubBotUID, "47091"},
	{agora.PathSubBotToken, "007listening"},
	{agora.PathPubBotUID, "88222"},
	{agora.PathPubBotToken, "007writing"},
	{agora.PathSubscribeUIDs, "501,502"},
	{agora.PathCryptionMode, "8"},
	{agora.PathSecret, "a-channel-secret"},
	{agora.PathSalt, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="},
	{agora.PathJSONProtocol, "false"},
	{agora.PathTransferMode, "RTC,RTM"},
	{agora.PathSliceDuration, "120"},
	{agora.PathAccessKey, "an-access-key"},
	{agora.PathSecretKey, "a-secret-key"},
	{agora.PathBucket, "captions"},
	{agora.PathVendor, "1"},
	{agora.PathRegion, "0"},
	{agora.PathFileNamePrefix, "events,2026"},
	{agora.PathEndpoint, "https://minio.example.com:9000"},
	{agora.PathStorageType, "s3"},
	{agora.PathProvider, "Minio"},
	{agora.PathStorageRegion, "eu-1"},
	{agora.PathTag, "event=1"},
	{agora.PathTagByRule, `[{"suffix":"vtt","n":1.50}]`},
	{agora.PathSSE, "aes256"},
	{agora.PathOverwriteKeys, `{"a":["b",null,true]}`},
	{agora.PathTranslateOn, "true"},
	{agora.PathForceInterval, "3"},
	{agora.PathTranslatedPairs, "en-US:fr-FR+de-DE,fr-FR:en-US"},
}

// Full returns a legal value for every field that a version has, in the order of the
// API's document. Only who is not heard is left out: a request says either that or
// who is.
func Full(v agora.Version) []Setting {
	var out []Setting
	for _, s := range full {
		if v.Has(s.Path) {
			out = append(out, s)
		}
	}
	return out
}

// FullRequest returns the request that [Full] makes.
func FullRequest(v agora.Version) agora.Request { return made(Full(v)) }

// LegalRequest returns the request that [Legal] makes, for a channel.
func LegalRequest(channel string) agora.Request {
	return made(over(Legal(), Setting{agora.PathChannelName, channel}))
}

// made panics where a text can't be set: that is a mistake in a table of this
// package, which its test finds.
func made(settings []Setting) agora.Request {
	var r agora.Request
	for _, s := range settings {
		if err := r.Set(s.Path, s.Text); err != nil {
			panic(err)
		}
	}
	return r
}
