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
	{agora.PathLanguages, "two-languages", []sandbox.Setting{{Path: agora.PathLanguages, Text: "en-US,fr-FR,de-DE"}}},
	{agora.PathUIDLanguages, "unpublished", []sandbox.Setting{{Path: agora.PathUIDLanguages, Text: "101:cy-GB"}}},
	{agora.PathMaxIdleTime, "never", []sandbox.Setting{{Path: agora.PathMaxIdleTime, Text: "0"}}},
	{agora.PathMaxIdleTime, "short", []sandbox.Setting{{Path: agora.PathMaxIdleTime, Text: "10"}}},
	{agora.PathMaxIdleTime, "long", []sandbox.Setting{{Path: agora.PathMaxIdleTime, Text: "600"}}},
	{agora.PathMaxIdleTime, "long", []sandbox.Setting{{Path: agora.PathMaxIdleTime, Text: "86400"}}},
	{agora.PathChannelName, "length", []sandbox.Setting{{Path: agora.PathChannelName, Text: strings.Repeat("a", 64)}}},
	{agora.PathChannelName, "template", []sandbox.Setting{{Path: agora.PathChannelName, Text: "town-${DATE}"}}},
	{agora.PathSubBotUID, "low", []sandbox.Setting{{Path: agora.PathSubBotUID, Text: "7"}}},
	{agora.PathPubBotUID, "low", []sandbox.Setting{{Path: agora.PathPubBotUID, Text: "8"}}},
	{agora.PathSubBotToken, "one-token", []sandbox.Setting{{Path: agora.PathPubBotToken, Text: "a-token"}}},
	{agora.PathPubBotToken, "one-token", []sandbox.Setting{{Path: agora.PathSubBotToken, Text: "a-token"}}},
	{agora.PathCryptionMode, "ecb", []sandbox.Setting{{Path: agora.PathCryptionMode, Text: "2"}}},
	{agora.PathCryptionMode, "deprecated", []sandbox.Setting{{Path: agora.PathCryptionMode, Text: "5"}}},
	{agora.PathSecret, "unused", []sandbox.Setting{{Path: agora.PathSecret, Text: "a-secret"}}},
	{agora.PathSalt, "unused", []sandbox.Setting{{Path: agora.PathSalt, Text: "a-salt"}}},
	{agora.PathAccessKey, "swapped", append([]sandbox.Setting{
		{Path: agora.PathAccessKey, Text: strings.Repeat("k", 40)}, {Path: agora.PathSecretKey, Text: strings.Repeat("K", 20)},
	}, aws...)},
	{agora.PathBucket, "template", []sandbox.Setting{{Path: agora.PathBucket, Text: "captions-{{stage}}"}}},
	{agora.PathRegion, "ignored", azure},
	{agora.PathRegion, "far", aws},
	{agora.PathSSE, "unused", append([]sandbox.Setting{{Path: agora.PathSSE, Text: "kms"}}, azure...)},
	{agora.PathForceInterval, "undocumented", []sandbox.Setting{{Path: agora.PathForceInterval, Text: "3"}}},
	{agora.PathTranslatedPairs, "not-transcribed", []sandbox.Setting{{Path: agora.PathTranslatedPairs, Text: "de-DE:fr-FR"}}},
	{agora.PathTranslatedPairs, "unpublished", []sandbox.Setting{{Path: agora.PathTranslatedPairs, Text: "en-US:cy-GB"}}},
}

// warningTexts gives the sentences of each warning. A warning that no odd
// request brings about is a mistake in their table.
func warningTexts() (map[rule][]said, error) {
	out := map[rule][]said{}
	for _, v := range agora.Versions() {
		for _, o := range oddRequests {
			texts, err := warningsOf(v, o)
			if err != nil {
				return nil, err
			}
			at := rule{o.path, o.name}
			for _, text := range texts {
				out[at] = add(out[at], v, text)
			}
		}
	}
	for _, l := range agora.Lints() {
		if out[rule{l.Path, l.Name}] == nil {
			return nil, fmt.Errorf("no request is known that brings about the warning %q of %s; add one to oddRequests", l.Name, l.Path)
		}
	}
	return out, nil
}

// warningsOf gives what a version says about an odd request.
func warningsOf(v agora.Version, o odd) ([]string, error) {
	var r agora.Request
	for _, s := range append(sandbox.Legal(), o.set...) {
		if err := r.Set(s.Path, s.Text); err != nil {
			return nil, err
		}
	}
	utc := 0
	if len(r.Languages) > v.Limits().Languages.Max {
		return nil, nil // an error there
	}
	var texts []string
	for _, w := range r.Lint(agora.Project{Version: v, UTCOffset: &utc}) {
		if (agora.FieldError{Path: w.Path}).Field() == o.path && w.Rule == o.name {
			texts = append(texts, strings.ReplaceAll(w.Text, " for "+string(v)+" ", " for the version "))
		}
	}
	return texts, nil
}
