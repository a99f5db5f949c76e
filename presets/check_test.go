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
		got := Check([]byte(c.text), filepath.Join(dir, "here.yaml"))
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
