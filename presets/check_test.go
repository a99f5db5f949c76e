package presets

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestATextIsCheckedAsTheFileThatItIsToBe(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("house-style.yaml", "schema: 2\nvars: {client: \"\"}\nversion: v5\nrequest: {maxIdleTime: 120, languages: [en-US]}\n")
	put("sloppy.yaml", "schema: 2\nrequest: {maxIdleTime: 3}\n")
	put("broken.yaml", "schema: 2\nrequst: {}\n")
	for name, c := range map[string]struct {
		text string
		want []Mistake // of their texts a piece
	}{
		"nothing":             {"schema: 2\nextends: [house-style]\nrequest:\n  rtcConfig: {channelName: \"{client}-{preset}-{date}\"}\n", nil},
		"its own value":       {"schema: 2\nextends: [house-style]\nrequest:\n  rtcConfig:\n    channelName: a/b\n", []Mistake{{5, "rtcConfig.channelName", "pattern", "can't hold"}}},
		"an inherited value":  {"schema: 2\ntitle: a\nextends: [house-style, ./sloppy.yaml]\nrequest: {}\n", []Mistake{{3, "maxIdleTime", "range", "(it comes from sloppy)"}}},
		"a broken base":       {"schema: 2\nextends:\n  - house-style\n  - ./broken.yaml\nrequest: {}\n", []Mistake{{4, "", "", "did you mean request?"}}},
		"itself":              {"schema: 2\nextends: [./here.yaml]\nrequest: {}\n", []Mistake{{2, "", "", "here → here"}}},
		"no such base":        {"schema: 2\nextends: [none]\nrequest: {}\n", []Mistake{{2, "", "", "there is no such file"}}},
		"a tab as an indent":  {"schema: 2\nrequest:\n\tlanguages: [en-US]\n", []Mistake{{3, "", "", "YAML wants spaces only"}}},
		"an unknown variable": {"schema: 2\nrequest:\n  rtcConfig: {channelName: \"{no}\"}\n", []Mistake{{3, "", "", "{no}"}}},
	} {
		got, _ := Check([]byte(c.text), filepath.Join(dir, "here.yaml"))
		ok := len(got) == len(c.want)
		for i := range got {
			ok = ok && got[i].Line == c.want[i].Line && got[i].Path == c.want[i].Path &&
				(c.want[i].Rule == "" || got[i].Rule == c.want[i].Rule || c.want[i].Rule == "pattern") && strings.Contains(got[i].Text, c.want[i].Text)
		}
		if !ok {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestAnUnknownNameIsAnsweredWithTheOneThatWasMeant(t *testing.T) {
	t.Parallel()
	have := []string{"gala", "house-style", "town-hall"}
	for name, want := range map[string]string{
		"gla": "did you mean gala?", "town": "did you mean town-hall?", "Gala": "did you mean gala?", "xyz": "there is gala, house-style, town-hall",
	} {
		if got := (&NotFoundError{Name: name, Have: have}).Error(); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Where no version is named, one that lacks the field says nothing of its value.
func TestAValueIsJudgedByTheVersionsThatHaveItsField(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]struct{ mistake, note string }{
		"rtcConfig: {subBotUid: \"abc\"}":  {"must be a whole number", ""},
		"rtcConfig: {transferMode: [foo]}": {"must be RTC or RTM", ""},
		"languages: [xx-YY]":               {"", "xx-YY is not on the list that Agora published"},
		"languages: [en-US, fr-FR, de-DE]": {"", "is right in v6 and v7, and wrong in v5: "},
		"languages: [en-US]":               {"", ""},
		"languages: [en-US]\n  translateConfig: {forceTranslateInterval: 900, languages: [{source: en-US, target: [fr-FR]}]}": {"must be 2 to 5 seconds", ""},
	} {
		mistakes, notes := Check([]byte("schema: 2\nrequest:\n  "+body+"\n"), "here.yaml")
		for what, c := range map[string]struct {
			got  []Mistake
			want string
		}{"mistakes": {mistakes, want.mistake}, "notes": {notes, want.note}} {
			if c.want == "" && len(c.got) > 0 || c.want != "" && (len(c.got) != 1 || !strings.Contains(c.got[0].Text, c.want) || c.got[0].Line == 0) {
				t.Errorf("%s: %s are %+v, want %q", body, what, c.got, c.want)
			}
		}
	}
	named, _ := Check([]byte("schema: 2\nversion: v7\nrequest: {rtcConfig: {subBotUid: \"abc\"}}\n"), "here.yaml")
	if len(named) > 0 {
		t.Errorf("v7 has no such field: %+v", named)
	}
}
