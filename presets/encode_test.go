package presets

import (
	"bytes"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestAFileLooksLikeTheDocument(t *testing.T) {
	p := FromRequest(full(t))
	p.Title, p.Note = "Weekly town hall, in English", "Started by support.\nAsk Ann about the bucket."
	p.Connection, p.Version = "production", agora.V5
	p.Ask = []string{agora.PathChannelName}
	data, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	const want = `# Saved by sttwizard (b4a1a9b6). Edit what you like; the line ... at the end must stay.
# yaml-language-server: $schema=../preset.schema.json
schema: 1
title: "Weekly town hall, in English"
note: |-
  Started by support.
  Ask Ann about the bucket.
connection: production
version: v5
ask: [rtcConfig.channelName]
request:
  languages: [en-US, fr-FR]
  maxIdleTime: 60
  rtcConfig:
    channelName: town-hall
    subBotUid: "47091"
    pubBotUid: "88222"
    subscribeAudioUids: ["501", "502"]
    cryptionMode: 8
    enableJsonProtocol: false
    transferMode: [RTC, RTM]
  captionConfig:
    sliceDuration: 120
    storage:
      bucket: captions
      vendor: 1
      region: 0
      fileNamePrefix: [events, "2026"]
  translateConfig:
    forceTranslateInterval: 3
    languages:
      - source: en-US
        target: [fr-FR, de-DE]
      - source: fr-FR
        target: [en-US]
...
`
	if string(data) != want {
		t.Errorf("got\n%s", data)
	}
	if bytes.Contains(data, []byte("canary")) {
		t.Error("a secret was written")
	}
}

// traps are texts that look like something else in YAML.
var traps = []string{
	"null", "Null", "~", "yes", "NO", "on", "off", "y", "n", "true", "False", "012", "0o14", "0x1F", "1e3", "1_000", "1.5",
	".inf", ".NaN", "12:30:45", "2026-06-11", "2026-06-11T10:00:00Z", "-", "- a", "a: b", "a #b", "# a", ": ", "a:", "?", "? a",
	"[a]", "{a}", "a, b", "&a", "*a", "!a", "!!str a", "|", ">", "%a", "@a", "`a", "'", "''", `"`, `\`, `\n`, "<<", "=", "---", "...",
	" ", "  a", "a  ", " a ", "a  b", "\ta", "a\t", "a\nb", "a\n", "\na", "a\n\nb\n\n", " a\nb", "a\rb", "a\r\nb", "\u00e9", "日本語", "🎉", "\u0085",
	"\u2028", "\ufeff", "\u0000", "\u001b[31m", "\u007f", "\u202e", "a\u200bb", "\ufffd", "\U0010ffff", "\ue000", "\uffff",
}

func TestEveryTextReadsBackAsItWas(t *testing.T) {
	for _, text := range append(slices.Clone(traps), strings.Repeat("long ", 500)+"text") {
		for _, f := range agora.Fields() {
			if f.Secret || f.Kind == agora.List || f.Kind == agora.Pairs || f.Kind == agora.Speakers {
				continue
			}
			p := Preset{Values: map[string]string{f.Path: text}}
			if back := reread(t, p); !maps.Equal(back.Values, p.Values) {
				t.Errorf("%s: %q became %q", f.Path, text, back.Values[f.Path])
			}
		}
	}
}

func TestListsReadBackAsTheyWere(t *testing.T) {
	for _, trap := range traps {
		item := strings.TrimSpace(trap)
		if item == "" || strings.ContainsAny(item, `,+:\`) {
			continue
		}
		for path, text := range map[string]string{
			agora.PathLanguages:       item + ",en-US," + item,
			agora.PathFileNamePrefix:  item,
			agora.PathTranslatedPairs: item + ":" + item + "+" + item + ",en-US:",
			agora.PathUIDLanguages:    item + ":" + item + "+" + item + ",101:",
		} {
			p := Preset{Values: map[string]string{path: text}}
			if back := reread(t, p); back.Values[path] != text {
				t.Errorf("%s: %q became %q", path, text, back.Values[path])
			}
		}
	}
}

func TestChannelNamesOfAllTheirCharactersReadBack(t *testing.T) {
	const chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,"
	if len(chars) != 89 {
		t.Fatalf("%d characters", len(chars))
	}
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 5000 {
		name := make([]byte, 1+random.IntN(64))
		for i := range name {
			name[i] = chars[random.IntN(len(chars))]
		}
		if n < len(chars) { // each one alone, first and last
			c := chars[n]
			name = []byte{c, 'a', c, ' ', c}
			if n%2 == 0 {
				name = name[:1]
			}
		}
		p := Preset{Values: map[string]string{agora.PathChannelName: string(name)}}
		if back := reread(t, p); !maps.Equal(back.Values, p.Values) {
			t.Fatalf("%q became %q", name, back.Values)
		}
	}
}

func TestTitlesAndNotesReadBackAsTheyWere(t *testing.T) {
	for _, text := range []string{"null", "12", "a: b", " a", "- a", "é 日本語 🎉", `"quoted" and 'single'`, "\u05d0\u05d1", "# no comment", `C:\path`} {
		p := Preset{Title: text, Note: text + "\n  " + text + "\n\n" + text, Values: map[string]string{}}
		back := reread(t, p)
		if back.Title != p.Title || back.Note != p.Note {
			t.Errorf("%q became %q and %q", text, back.Title, back.Note)
		}
	}
}

func TestAWrongTextIsKeptForItsField(t *testing.T) {
	for path, text := range map[string]string{
		agora.PathMaxIdleTime:     "soon",
		agora.PathVendor:          " 1 ",
		agora.PathRegion:          "99999999999999999999999",
		agora.PathJSONProtocol:    "perhaps",
		agora.PathTranslatedPairs: ":fr-FR",
		agora.PathSubBotUID:       "-0",
	} {
		p := Preset{Values: map[string]string{path: text}}
		if back := reread(t, p); back.Values[path] != text {
			t.Errorf("%s: %q became %q", path, text, back.Values[path])
		}
	}
}

func TestWhatAFileCannotHoldIsNotWritten(t *testing.T) {
	values := func(path, text string) Preset { return Preset{Values: map[string]string{path: text}} }
	for name, c := range map[string]struct {
		preset Preset
		path   string
		words  string
	}{
		"a control character in the title": {Preset{Title: "a\x1b[2J"}, "title", "control characters"},
		"a line break in the title":        {Preset{Title: "a\nb"}, "title", "control characters"},
		"a C1 character in the note":       {Preset{Note: "a\u009bb"}, "note", "control characters"},
		"a turned direction in the title":  {Preset{Title: "a\u202eb"}, "title", "direction"},
		"a title that is not UTF-8":        {Preset{Title: "a\xff"}, "title", "UTF-8"},
		"a value that is not UTF-8":        {values(agora.PathBucket, "a\xff"), agora.PathBucket, "UTF-8"},
		"an address as connection":         {Preset{Connection: "https://example.org"}, "connection", "a-z"},
		"a version that nobody knows":      {Preset{Version: "v99"}, "version", "v5"},
		"an unknown path to ask for":       {Preset{Ask: []string{"channelName"}}, "ask", "rtcConfig.channelName"},
		"an unknown part":                  {Preset{Sections: []string{"rtcConfig"}}, "request", "no part"},
		"an unknown path":                  {values("rtcConfig.color", "red"), "rtcConfig.color", "no such field"},
		"more than a file may hold":        {values(agora.PathBucket, strings.Repeat("x", MaxBytes)), "request", "256 KiB"},
	} {
		_, err := c.preset.Encode()
		var wrong *ValueError
		if !errors.As(err, &wrong) || wrong.Path != c.path || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASecretIsNeverWritten(t *testing.T) {
	for _, f := range agora.Fields() {
		if !f.Secret {
			continue
		}
		_, err := Preset{Values: map[string]string{f.Path: "canary"}}.Encode()
		var wrong *ValueError
		if !errors.As(err, &wrong) || wrong.Path != f.Path || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", f.Path, err)
		}
	}
}
