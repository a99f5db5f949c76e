package main

import (
	"fmt"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

// odd is a request that is legal and probably wrong, one for each warning.
type odd struct {
	path, name string
	set        []samples.Setting
}

var (
	aws   = []samples.Setting{{Path: agora.PathBucket, Text: "captions"}, {Path: agora.PathVendor, Text: "1"}, {Path: agora.PathRegion, Text: "0"}}
	azure = []samples.Setting{{Path: agora.PathBucket, Text: "captions"}, {Path: agora.PathVendor, Text: "5"}, {Path: agora.PathRegion, Text: "1"}}
)

var oddRequests = []odd{
	{agora.PathLanguages, "two-languages", []samples.Setting{{Path: agora.PathLanguages, Text: "en-US,fr-FR"}}},
	{agora.PathLanguages, "unpublished", []samples.Setting{{Path: agora.PathLanguages, Text: "cy-GB"}}},
	{agora.PathLanguages, "two-languages", []samples.Setting{{Path: agora.PathLanguages, Text: "en-US,fr-FR,de-DE"}}},
	{agora.PathUIDLanguages, "unpublished", []samples.Setting{{Path: agora.PathUIDLanguages, Text: "101:cy-GB"}}},
	{agora.PathKeywords, "twice", []samples.Setting{{Path: agora.PathKeywords, Text: "Agora,wizard,Agora"}}},
	{agora.PathMaxIdleTime, "never", []samples.Setting{{Path: agora.PathMaxIdleTime, Text: "0"}}},
	{agora.PathMaxIdleTime, "short", []samples.Setting{{Path: agora.PathMaxIdleTime, Text: "10"}}},
	{agora.PathMaxIdleTime, "long", []samples.Setting{{Path: agora.PathMaxIdleTime, Text: "600"}}},
	{agora.PathMaxIdleTime, "long", []samples.Setting{{Path: agora.PathMaxIdleTime, Text: "86400"}}},
	{agora.PathChannelName, "length", []samples.Setting{{Path: agora.PathChannelName, Text: strings.Repeat("a", 64)}}},
	{agora.PathChannelName, "spaces", []samples.Setting{{Path: agora.PathChannelName, Text: "town-hall "}}},
	{agora.PathChannelName, "template", []samples.Setting{{Path: agora.PathChannelName, Text: "town-${DATE}"}}},
	{agora.PathSubBotUID, "low", []samples.Setting{{Path: agora.PathSubBotUID, Text: "7"}}},
	{agora.PathPubBotUID, "low", []samples.Setting{{Path: agora.PathPubBotUID, Text: "8"}}},
	{agora.PathSubBotToken, "one-token", []samples.Setting{{Path: agora.PathPubBotToken, Text: "a-token"}}},
	{agora.PathPubBotToken, "one-token", []samples.Setting{{Path: agora.PathSubBotToken, Text: "a-token"}}},
	{agora.PathCryptionMode, "ecb", []samples.Setting{{Path: agora.PathCryptionMode, Text: "2"}}},
	{agora.PathCryptionMode, "deprecated", []samples.Setting{{Path: agora.PathCryptionMode, Text: "5"}}},
	{agora.PathSecret, "unused", []samples.Setting{{Path: agora.PathSecret, Text: "a-secret"}}},
	{agora.PathSalt, "unused", []samples.Setting{{Path: agora.PathSalt, Text: "a-salt"}}},
	{agora.PathAccessKey, "swapped", append([]samples.Setting{
		{Path: agora.PathAccessKey, Text: strings.Repeat("k", 40)}, {Path: agora.PathSecretKey, Text: strings.Repeat("K", 20)},
	}, aws...)},
	{agora.PathBucket, "template", []samples.Setting{{Path: agora.PathBucket, Text: "captions-{{stage}}"}}},
	{agora.PathRegion, "ignored", azure},
	{agora.PathRegion, "far", aws},
	{agora.PathSSE, "unused", append([]samples.Setting{{Path: agora.PathSSE, Text: "kms"}}, azure...)},
	{agora.PathForceInterval, "undocumented", []samples.Setting{{Path: agora.PathForceInterval, Text: "3"}}},
	{agora.PathTranslatedPairs, "not-transcribed", []samples.Setting{{Path: agora.PathTranslatedPairs, Text: "de-DE:fr-FR"}}},
	{agora.PathTranslatedPairs, "unpublished", []samples.Setting{{Path: agora.PathTranslatedPairs, Text: "en-US:cy-GB"}}},
}

// warningTexts returns the sentences of each warning. A warning that no odd
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

// warningsOf returns what a version says about an odd request.
func warningsOf(v agora.Version, o odd) ([]string, error) {
	var r agora.Request
	for _, s := range append(samples.Legal(), o.set...) {
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
