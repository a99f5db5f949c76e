package main

import (
	"fmt"
	"strings"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// odd is a request that is legal and probably wrong, one for each warning.
type odd struct {
	path, name string
	set        []sandbox.Setting
}

var (
	aws   = []sandbox.Setting{{Path: agora.PathBucket, Text: "captions"}, {Path: agora.PathVendor, Text: "1"}, {Path: agora.PathRegion, Text: "0"}}
	azure = []sandbox.Setting{{Path: agora.PathBucket, Text: "captions"}, {Path: agora.PathVendor, Text: "5"}, {Path: agora.PathRegion, Text: "1"}}
)

var oddRequests = []odd{
	{agora.PathLanguages, "two-languages", []sandbox.Setting{{Path: agora.PathLanguages, Text: "en-US,fr-FR"}}},
	{agora.PathLanguages, "unpublished", []sandbox.Setting{{Path: agora.PathLanguages, Text: "cy-GB"}}},
	{agora.PathMaxIdleTime, "short", []sandbox.Setting{{Path: agora.PathMaxIdleTime, Text: "10"}}},
	{agora.PathMaxIdleTime, "long", []sandbox.Setting{{Path: agora.PathMaxIdleTime, Text: "600"}}},
	{agora.PathMaxIdleTime, "long", []sandbox.Setting{{Path: agora.PathMaxIdleTime, Text: "86400"}}},
	{agora.PathChannelName, "length", []sandbox.Setting{{Path: agora.PathChannelName, Text: strings.Repeat("a", 64)}}},
	{agora.PathSubBotUID, "low", []sandbox.Setting{{Path: agora.PathSubBotUID, Text: "7"}}},
	{agora.PathPubBotUID, "low", []sandbox.Setting{{Path: agora.PathPubBotUID, Text: "8"}}},
	{agora.PathSubBotToken, "one-token", []sandbox.Setting{{Path: agora.PathPubBotToken, Text: "a-token"}}},
	{agora.PathPubBotToken, "one-token", []sandbox.Setting{{Path: agora.PathSubBotToken, Text: "a-token"}}},
	{agora.PathCryptionMode, "ecb", []sandbox.Setting{{Path: agora.PathCryptionMode, Text: "2"}}},
	{agora.PathSecret, "unused", []sandbox.Setting{{Path: agora.PathSecret, Text: "a-secret"}}},
	{agora.PathSalt, "unused", []sandbox.Setting{{Path: agora.PathSalt, Text: "a-salt"}}},
	{agora.PathAccessKey, "swapped", append([]sandbox.Setting{
		{Path: agora.PathAccessKey, Text: strings.Repeat("k", 40)}, {Path: agora.PathSecretKey, Text: strings.Repeat("K", 20)},
	}, aws...)},
	{agora.PathRegion, "ignored", azure},
	{agora.PathRegion, "far", aws},
	{agora.PathTranslatedPairs, "not-transcribed", []sandbox.Setting{{Path: agora.PathTranslatedPairs, Text: "de-DE:fr-FR"}}},
	{agora.PathTranslatedPairs, "unpublished", []sandbox.Setting{{Path: agora.PathTranslatedPairs, Text: "en-US:cy-GB"}}},
}

// warningTexts gives the sentences of each warning. A warning that no odd
// request brings about is a mistake in their table.
func warningTexts() (map[rule][]string, error) {
	utc := 0
	project := agora.Project{Version: agora.V5, UTCOffset: &utc}
	out := map[rule][]string{}
	for _, o := range oddRequests {
		var r agora.Request
		for _, s := range append(sandbox.Legal(), o.set...) {
			if err := r.Set(s.Path, s.Text); err != nil {
				return nil, err
			}
		}
		for _, w := range r.Lint(project) {
			at := rule{agora.FieldError{Path: w.Path}.Field(), w.Rule}
			if at == (rule{o.path, o.name}) {
				out[at] = add(out[at], w.Text)
			}
		}
	}
	for _, l := range agora.V5.Lints() {
		if out[rule{l.Path, l.Name}] == nil {
			return nil, fmt.Errorf("no request is known that brings about the warning %q of %s; add one to oddRequests", l.Name, l.Path)
		}
	}
	return out, nil
}
