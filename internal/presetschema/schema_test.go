package presetschema

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"sttwizard/agora"
	"sttwizard/internal/samples"
	"sttwizard/presets"
)

// compiled returns the schema as its readers take it.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	made, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("preset.schema.json", made); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("preset.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// check returns what the schema says of a file.
func check(t *testing.T, s *jsonschema.Schema, file []byte) error {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(file, &v); err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if v, err = jsonschema.UnmarshalJSON(bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// fileOf writes the preset of settings, for a version or for none.
func fileOf(t *testing.T, settings []samples.Setting, v agora.Version) []byte {
	t.Helper()
	p := presets.Preset{Values: map[string]string{}, Version: v}
	for _, s := range settings {
		switch {
		case agora.IsSecret(s.Path):
			p.Ask = append(p.Ask, s.Path)
		case s.Text != "":
			p.Values[s.Path] = s.Text
		}
	}
	for _, section := range agora.Sections() {
		for path := range p.Values {
			if len(path) > len(section) && path[:len(section)+1] == section+"." && !slices.Contains(p.Sections, section) {
				p.Sections = append(p.Sections, section)
			}
		}
	}
	file, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestEveryLegalPresetIsTaken(t *testing.T) {
	s := compiled(t)
	for _, v := range agora.Versions() {
		of := map[string][]samples.Setting{"smallest": samples.Legal(), "full": samples.Full(v)}
		for _, e := range samples.EdgeRequestsOf(v) {
			of[e.Name] = samples.Broken{Set: e.Set}.Settings()
		}
		for name, settings := range of {
			for _, named := range []agora.Version{v, ""} {
				file := fileOf(t, settings, named)
				if err := check(t, s, file); err != nil {
					t.Errorf("%s, for %q: %v\n%s", name, named, err, file)
				}
			}
		}
	}
}

func TestTheFilesOfOtherPackagesAreTaken(t *testing.T) {
	s := compiled(t)
	files, err := filepath.Glob(filepath.Join("..", "..", "presets", "testdata", "versions", "*.yaml"))
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := check(t, s, file); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// unsaid are the rules that a schema of a preset can't say, and why.
var unsaid = map[string]string{
	"required":         "what is missing may be asked for",
	"differs":          "two values are compared",
	"length of folder": "lengths are added",
	"source twice":     "objects are compared by one of their values",
	"target-differs":   "two values are compared",
	"secret":           "a preset has no secrets",
}

// whyUnsaid returns why the schema can't know that a request is broken, or "".
func whyUnsaid(b samples.Broken) string {
	switch {
	case agora.IsSecret(b.Path):
		return unsaid["secret"]
	case b.Path == agora.PathFileNamePrefix && b.Rule == "length":
		return unsaid["length of folder"]
	case b.Rule == "duplicate" && (b.Path == agora.PathTranslatedPairs || b.Path == agora.PathUIDLanguages):
		return unsaid["source twice"]
	}
	return unsaid[b.Rule]
}

func TestEveryBrokenPresetIsRefusedButForWhatNoSchemaSays(t *testing.T) {
	s := compiled(t)
	broken, err := samples.AllBroken()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, b := range broken {
		why := whyUnsaid(b)
		used[why] = true
		file := fileOf(t, b.Settings(), b.Project.Version)
		switch err := check(t, s, file); {
		case err == nil && why == "":
			t.Errorf("%s, rule %s of %s, is taken:\n%s", b.Name, b.Rule, b.Path, file)
		case err != nil && why != "":
			t.Errorf("%s, rule %s of %s, is refused, though %s: %v", b.Name, b.Rule, b.Path, why, err)
		}
	}
	for name, why := range unsaid {
		if !used[why] {
			t.Errorf("no broken request is there for %q: %s", name, why)
		}
	}
}

func TestWhatNoReaderTakesIsRefused(t *testing.T) {
	s := compiled(t)
	for name, file := range map[string]string{
		"no schema":              "title: a",
		"a newer schema":         "schema: 3",
		"a later key":            "schema: 1\nvars: {}",
		"null":                   "schema: 1\nrequest: {maxIdleTime: null}",
		"a file elsewhere":       "schema: 2\nextends: [../up.yaml]",
		"a variable's name":      "schema: 2\nvars: {Client: a}",
		"a variable that is":     "schema: 2\nvars: {date: a}",
		"no reminder":            "schema: 2\nreminder: soon",
		"a lock of nothing":      "schema: 2\nlock: [channelname]",
		"an unknown key":         "schema: 1\ntitl: a",
		"a host as connection":   "schema: 1\nconnection: api.example.org",
		"an unknown version":     "schema: 1\nversion: v99",
		"an unknown path":        "schema: 1\nask: [channelname]",
		"a secret":               "schema: 1\nrequest: {rtcConfig: {secret: abc}}",
		"a secret in its place":  "schema: 1\nsecrets: {rtcConfig.secret: abc}",
		"a file of secrets":      "schema: 1\nsecrets: {rtcConfig.secret: 'file:/etc/passwd'}",
		"another field's secret": "schema: 1\nsecrets: {rtcConfig.channelName: ask}",
		"a switch that is none":  "schema: 1\nrequest: {rtcConfig: {enableJsonProtocol: maybe}}",
		"a number in letters":    "schema: 1\nrequest: {maxIdleTime: half a minute}",
		"a map as list":          "schema: 1\nrequest: {languages: {}}",
	} {
		if check(t, s, []byte(file)) == nil {
			t.Errorf("%s is taken: %s", name, file)
		}
	}
	for name, file := range map[string]string{
		"another spelling of a version": "schema: 1\nversion: 7\nrequest: {keywords: [a]}",
		"texts as --set takes them":     "schema: 1\nrequest: {languages: 'en-US,fr-FR', maxIdleTime: '30', rtcConfig: {subBotUid: 47091, enableJsonProtocol: 'yes'}}",
		"nothing but its schema":        "schema: 1",
		"all of the second schema":      "schema: 2\nextends: [house-style, ./client.yaml]\nvars: {client: acme, room: }\nlock: [languages]\nreminder: +3h30m\nrequest: {maxIdleTime: null, captionConfig: null, rtcConfig: {channelName: '{client}-{date:0102}'}}",
		"variables in a folder":         "schema: 2\nversion: v7\nreminder: '21:00'\nrequest: {captionConfig: {storage: {vendor: 1, region: null, fileNamePrefix: ['{date:0102}', hall]}}}",
		"empty texts":                   "schema: 1\nrequest: {rtcConfig: {channelName: '', subBotUid: ''}, languages: ''}",
	} {
		if err := check(t, s, []byte(file)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
