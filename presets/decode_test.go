package presets

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
)

func TestFilesAreRefusedWithTheirLine(t *testing.T) {
	for name, c := range map[string]struct {
		file  string
		line  int
		words string
	}{
		"nothing":                     {"", 0, "empty"},
		"no schema":                   {"title: a\n", 1, "schema: 2"},
		"a newer schema":              {"title: a\nschema: 3\nnew: 1\n", 2, "newer sttwizard"},
		"schema 0":                    {"schema: 0\n", 1, "must be 1"},
		"a schema in words":           {"schema: one\n", 1, "whole number"},
		"what came with schema 2":     {"schema: 1\nvars: {}\n", 2, "schema: 2"},
		"extends in a text":           {"schema: 2\nextends: [house-style]\n", 2, "beside this one"},
		"extends another directory":   {"schema: 2\nextends:\n- ../up\n", 3, "in the same directory"},
		"extends a path below":        {"schema: 2\nextends: [./a/b.yaml]\n", 2, "in the same directory"},
		"extends from the root":       {"schema: 2\nextends: [/etc/a.yaml]\n", 2, "in the same directory"},
		"extends twice":               {"schema: 2\nextends: [a, a]\n", 2, "twice"},
		"locks no field":              {"schema: 2\nlock: [secretkey, langages]\n", 2, "must be the path"},
		"a variable's name":           {"schema: 2\nvars:\n  Client: a\n", 3, "can't be a variable's name"},
		"a variable that there is":    {"schema: 2\nvars:\n  date: a\n", 3, "choose another name"},
		"a bell in a variable":        {"schema: 2\nvars:\n  a: \"\\a\"\n", 3, "control characters"},
		"a long variable":             {"schema: 2\nvars:\n  a: " + strings.Repeat("x", 257) + "\n", 3, "longer than 256"},
		"no reminder":                 {"schema: 2\nreminder: soon\n", 2, "time of day"},
		"an unknown variable":         {"schema: 2\nrequest:\n  rtcConfig:\n    channelName: a-{clint}\n", 4, "{clint}"},
		"the environment":             {"schema: 2\nrequest:\n  rtcConfig:\n    channelName: a-{$HOME}\n", 4, "{$HOME}"},
		"half a brace":                {"schema: 2\nrequest:\n  rtcConfig:\n    channelName: a-{date\n", 4, "without its other one"},
		"a form of words":             {"schema: 2\nrequest:\n  rtcConfig:\n    channelName: \"a-{date:Monday}\"\n", 4, "of digits"},
		"a form of a name":            {"schema: 2\nrequest:\n  rtcConfig:\n    channelName: \"a-{preset:01}\"\n", 4, "only date and time"},
		"another document":            {"schema: 1\n---\nschema: 1\n", 2, "second document"},
		"an unknown key":              {"schema: 1\ntitl: a\n", 2, "did you mean title"},
		"a host":                      {"schema: 1\nbaseUrl: https://example.org\n", 2, "unknown key"},
		"a command":                   {"schema: 1\ncmd: rm\n", 2, "unknown key"},
		"a file":                      {"schema: 1\nfile: /etc/passwd\n", 2, "unknown key"},
		"a host as connection":        {"schema: 1\nconnection: api.example.org\n", 2, "must be a connection's name"},
		"a list as title":             {"schema: 1\ntitle: [a]\n", 2, "must be text"},
		"a bell in the title":         {"schema: 1\ntitle: \"a\\ab\"\n", 2, "control characters"},
		"two lines as title":          {"schema: 1\ntitle: |\n  a\n  b\n", 2, "control characters"},
		"a turned note":               {"schema: 1\nnote: \"\\u202e\"\n", 2, "direction"},
		"a version nobody knows":      {"schema: 1\nversion: v99\n", 2, "v5"},
		"an unknown path to ask":      {"schema: 1\nask:\n- languages\n- channelname\n", 4, "did you mean rtcConfig.channelName?"},
		"a host to ask for":           {"schema: 1\nask: [baseUrl]\n", 2, "must be the path of a field"},
		"one path to ask, no list":    {"schema: 1\nask: languages\n", 2, "must be a list"},
		"a request without map":       {"schema: 1\nrequest: []\n", 2, "must be a map"},
		"an unknown part":             {"schema: 1\nrequest:\n  rtcConfg: {}\n", 3, "did you mean rtcConfig?"},
		"an unknown field":            {"schema: 1\nrequest:\n  rtcConfig:\n    channelname: a\n", 4, "did you mean channelName?"},
		"a field outside its part":    {"schema: 1\nrequest:\n  channelName: a\n", 3, "did you mean rtcConfig.channelName under request:?"},
		"a field at the top":          {"schema: 1\nchannel: a\n", 2, "did you mean rtcConfig.channelName under request:?"},
		"a secret in other words":     {"schema: 1\nrequest:\n  secret_key: a\n", 3, "did you mean captionConfig.storage.secretkey under secrets:?"},
		"a title to ask for":          {"schema: 1\nask: [channel]\n", 2, "did you mean rtcConfig.channelName?"},
		"a path as key":               {"schema: 1\nrequest:\n  rtcConfig.channelName: a\n", 3, "unknown key"},
		"a part without map":          {"schema: 1\nrequest:\n  captionConfig: true\n", 3, "must be a map"},
		"an empty value":              {"schema: 1\nrequest:\n  maxIdleTime:\n", 3, "has no value"},
		"true as channel":             {"schema: 1\nrequest:\n  rtcConfig:\n    channelName: true\n", 4, "in quotes"},
		"a list as number":            {"schema: 1\nrequest:\n  maxIdleTime: [30]\n", 3, "whole number"},
		"a map as switch":             {"schema: 1\nrequest:\n  rtcConfig:\n    enableJsonProtocol: {}\n", 4, "true or false"},
		"a map as list":               {"schema: 1\nrequest:\n  languages: {}\n", 3, "must be a list"},
		"true in a list":              {"schema: 1\nrequest:\n  languages: [true]\n", 3, "in quotes"},
		"a comma in a list's item":    {"schema: 1\nrequest:\n  languages:\n  - en-US\n  - fr-FR,de-DE\n", 5, "write each item on its own"},
		"an empty item":               {"schema: 1\nrequest:\n  languages: ['']\n", 3, "is empty"},
		"white space round an item":   {"schema: 1\nrequest:\n  languages: [' en-US']\n", 3, "white space"},
		"an unknown key in a pair":    {"schema: 1\nrequest:\n  translateConfig:\n    languages:\n    - source: en-US\n      targets: [fr-FR]\n", 6, "did you mean target?"},
		"a pair without source":       {"schema: 1\nrequest:\n  translateConfig:\n    languages:\n    - target: [fr-FR]\n", 5, "source is missing"},
		"a colon in a source":         {"schema: 1\nrequest:\n  translateConfig:\n    languages:\n    - source: 'a:b'\n", 5, "can't hold :"},
		"a plus in a target":          {"schema: 1\nrequest:\n  translateConfig:\n    languages:\n    - source: en-US\n      target: [a+b]\n", 6, "can't hold +"},
		"a pair that is a text":       {"schema: 1\nrequest:\n  translateConfig:\n    languages: [en-US]\n", 4, "must be a map"},
		"a number as pairs":           {"schema: 1\nrequest:\n  translateConfig:\n    languages: 12\n", 4, "must be a list"},
		"a list as source":            {"schema: 1\nrequest:\n  translateConfig:\n    languages:\n    - source: []\n", 5, "must be text"},
		"JSON that is cut in the end": {"{\"schema\": 1, \"title\": \"a", 1, ""},
	} {
		_, err := Decode([]byte(c.file))
		var wrong *strictyaml.Error
		if !errors.As(err, &wrong) || wrong.Line != c.line || !strings.Contains(wrong.Text, c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASecretInAFileIsRefusedWithItsLineAndNeverQuoted(t *testing.T) {
	var paths []string
	for _, f := range agora.Fields() {
		if f.Secret {
			paths = append(paths, f.Path)
		}
	}
	paths = append(paths, "captionConfig.storage.accessKey", "captionConfig.storage.secretKey", "rtcConfig.SECRET")
	for _, path := range paths {
		for _, value := range []string{"canary", "[canary]", "", "12"} {
			file, line := nested(path, value)
			_, err := Decode([]byte(file))
			var wrong *strictyaml.Error
			if !errors.As(err, &wrong) || wrong.Line != line || !strings.Contains(wrong.Text, "a preset never holds one") {
				t.Errorf("%s: %v", path, err)
			}
			if err != nil && strings.Contains(err.Error(), "canary") {
				t.Errorf("%s is quoted: %v", path, err)
			}
		}
	}
}

// nested writes a file with one value, and says on which line it stands.
func nested(path, value string) (string, int) {
	file, line := "schema: 1\nrequest:\n", 2
	pad := "  "
	parts := strings.Split(path, ".")
	for i, part := range parts {
		line++
		if i == len(parts)-1 {
			file += pad + part + ": " + value + "\n"
			break
		}
		file += pad + part + ":\n"
		pad += "  "
	}
	return file, line
}

func TestWhatPeopleWriteByHandIsRead(t *testing.T) {
	const file = `
# the weekly one
schema: 1
title: Weekly    # for lists
note: >
  Two lines
  in one.
version: 5
ask: []
request:
  languages: en-US, fr-FR
  maxIdleTime: "60"
  rtcConfig:
    channelName: yes
    subBotUid: 47091
    subscribeAudioUids: [123, "456"]
    enableJsonProtocol: TRUE
  captionConfig:
    storage:
      fileNamePrefix: captions/townhall
  translateConfig:
    languages: en-US:fr-FR+de-DE
`
	p, err := Decode([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if p.Title != "Weekly" || p.Note != "Two lines in one." || p.Version != agora.V5 || len(p.Ask) != 0 {
		t.Errorf("got %+v", p)
	}
	r, wrong := p.Request()
	if len(wrong) > 0 || r.Caption == nil {
		t.Errorf("got %+v, %v", r, wrong)
	}
	got := fmt.Sprintln(r.Languages, *r.MaxIdleTime, r.RTC.ChannelName, r.RTC.SubBotUID, r.RTC.SubscribeAudioUIDs,
		*r.RTC.EnableJSONProtocol, r.Translate.Languages, r.Caption.Storage.FileNamePrefix)
	if want := "[en-US fr-FR] 60 yes 47091 [123 456] true [{en-US [fr-FR de-DE]}] [captions townhall]\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAValueThatBreaksARuleOpens(t *testing.T) {
	for path, value := range map[string]string{
		agora.PathMaxIdleTime:   "3",
		agora.PathVendor:        "1_000",
		agora.PathRegion:        "0x1F",
		agora.PathCryptionMode:  "'AES'",
		agora.PathJSONProtocol:  "12",
		agora.PathSliceDuration: "1e3",
		agora.PathChannelName:   `"a\u001b[31m"`,
		agora.PathSubBotUID:     "007",
	} {
		file, _ := nested(path, value)
		p, err := Decode([]byte(file))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		r, wrong := p.Request()
		for _, e := range append(wrong, r.Validate(agora.Project{Version: agora.V5})...) {
			if e.Path == path && e.Rule != "required" {
				path = ""
			}
		}
		if path != "" {
			t.Errorf("%s: %s is not found wrong", path, value)
		}
	}
}

// hostile are texts that do something to a terminal that draws them.
var hostile = []string{
	"\x1b[2J", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "\x1b]8;;http://x\x1b\\a", "\x1bP+q\x1b\\", "\x1bc", "\x9b31m",
	"\u009b31m", "\u009d0;t\u009c", "a\rb", "a\bb", "\u202eabc", "\u2066abc\u2069", "\x00", "\x7f", "\u2028", "\x07",
}

func TestHostileTextsAreRefusedInTitleAndNote(t *testing.T) {
	for _, payload := range hostile {
		for _, key := range []string{"title", "note", "connection"} {
			file := "schema: 1\n" + key + ": " + strconv.QuoteToASCII(payload) + "\n"
			_, err := Decode([]byte(file))
			var wrong *strictyaml.Error
			if !errors.As(err, &wrong) || wrong.Line != 2 {
				t.Errorf("%s %q: %v", key, payload, err)
			}
			if err != nil && strings.Contains(err.Error(), payload) {
				t.Errorf("%s %q is repeated", key, payload)
			}
			raw := Preset{Title: payload}
			if _, err := raw.Encode(); err == nil {
				t.Errorf("%q was written as title", payload)
			}
		}
	}
}

func TestErrorsNeverRepeatAValue(t *testing.T) {
	for _, file := range []string{
		"schema: canary\n", "schema: 1\nversion: canary\n", "schema: 1\nconnection: canary canary\n", "schema: 1\nask: [canary]\n",
		"schema: 1\ntitle: \"canary\\e\"\n", "schema: 1\nrequest: canary\n", "schema: 1\nrequest:\n  languages: ['canary,canary']\n",
		"schema: 1\nrequest:\n  captionConfig: canary\n", "schema: 1\nrequest:\n  rtcConfig:\n    secret: canary\n",
		"schema: 1\nrequest:\n  translateConfig:\n    languages: [canary]\n", "schema: 1\ntitle: 'canary\n", "schema: 1\n canary: [canary\n",
	} {
		if _, err := Decode([]byte(file)); err == nil || strings.Contains(strings.ReplaceAll(err.Error(), `key "canary"`, ""), "canary") {
			t.Errorf("%q: %v", file, err)
		}
	}
}
