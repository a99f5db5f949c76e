package presets

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestPresetsOfEveryVersionAreReadAndWrittenAgain(t *testing.T) {
	files, err := filepath.Glob("testdata/versions/*.yaml")
	if err != nil || len(files) < len(agora.Versions()) {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		p, err := LoadFile(file)
		if err != nil {
			t.Error(err)
			continue
		}
		if !strings.HasPrefix(filepath.Base(file), string(p.Version)+"-") {
			t.Errorf("%s is of %s", file, p.Version)
		}
		back := reread(t, p)
		if !maps.Equal(back.Values, p.Values) || !maps.Equal(back.Secrets, p.Secrets) || !slices.Equal(back.Ask, p.Ask) || back.Version != p.Version {
			t.Errorf("%s: read again\n%+v\nit was\n%+v", file, back, p)
		}
		r, wrong := p.Request()
		if len(wrong) > 0 {
			t.Errorf("%s: %v", file, wrong)
		}
		errs := slices.DeleteFunc(r.Validate(agora.Project{Version: p.Version}), func(e agora.FieldError) bool {
			return e.Rule == "required" && (agora.IsSecret(e.Path) || strings.HasSuffix(e.Path, "BotUid"))
		})
		if len(errs) > 0 {
			t.Errorf("%s breaks rules of %s: %v", file, p.Version, errs)
		}
	}
}

func TestANewerFieldIsWrittenAsTheDocumentHasIt(t *testing.T) {
	data, err := FromRequest(fullest(t)).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"  uidLanguagesConfig:\n    - uid: \"101\"\n      languages: [en-US, fr-FR]\n    - uid: \"102\"\n      languages: [de-DE]\n",
		"  keywords: [Agora, \"Hello, world\"]\n",
		"  extensionParams:\n      endpoint: \"https://minio.example.com:9000\"\n",
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the file lacks %q:\n%s", want, data)
		}
	}
}

func TestMapsOfAFileAreReadAsJSON(t *testing.T) {
	const head = "schema: 1\nrequest:\n  captionConfig:\n    extensionParams:\n      "
	for text, want := range map[string]string{
		"tagByRule: [{a: 1, b: [x, null]}, {c: true}]": `[{"a":1,"b":["x",null]},{"c":true}]`,
		`overwritekeys: {z: "1", a: "\u001b"}`:         `{"z":"1","a":"\u001b"}`,
		`overwritekeys: '{"a": 1}'`:                    `{"a": 1}`,
	} {
		p, err := Decode([]byte(head + text + "\n"))
		if err != nil {
			t.Error(err)
			continue
		}
		if len(p.Values) != 1 || slices.Collect(maps.Values(p.Values))[0] != want {
			t.Errorf("%s reads %q", text, p.Values)
		}
	}
	for text, want := range map[string]string{
		"tagByRule: [1]":            "map",
		"tagByRule: [{a: 0x1F}]":    "decimal",
		"overwritekeys: [[{a: 1}]]": "map",
	} {
		if _, err := Decode([]byte(head + text + "\n")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestListItemsThatHoldACommaStay(t *testing.T) {
	for _, path := range []string{agora.PathKeywords, agora.PathLanguages, agora.PathFileNamePrefix} {
		p := Preset{Values: map[string]string{path: `a\,b,c\\d`}}
		if back := reread(t, p); back.Values[path] != p.Values[path] {
			t.Errorf("%s: %q became %q", path, p.Values[path], back.Values[path])
		}
	}
	p := Preset{Values: map[string]string{agora.PathUIDLanguages: `1\,2:en-US`}}
	if back := reread(t, p); back.Values[agora.PathUIDLanguages] != p.Values[agora.PathUIDLanguages] {
		t.Errorf("a uid with a comma became %q", back.Values)
	}
}
