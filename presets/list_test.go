package presets

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

func TestWithoutPresetsTheListIsEmpty(t *testing.T) {
	if entries, err := testStore(t).List(); err != nil || len(entries) != 0 {
		t.Errorf("got %v, %v", entries, err)
	}
}

func TestTheLastUsedStandFirstAndNothingIsSkipped(t *testing.T) {
	s := testStore(t)
	for _, name := range []string{"d", "c", "b", "a"} {
		save(t, s, named(name, "channel-"+name))
	}
	now := time.Now()
	for name, ago := range map[string]time.Duration{"c": time.Hour, "b": 24 * time.Hour, "gone": 0} {
		if err := s.Used(name, Use{At: now.Add(-ago), Result: "started", Duration: 91 * time.Minute}); err != nil {
			t.Fatal(err)
		}
	}
	for name, file := range map[string]string{
		"broken.yaml": "schema: 1\nrequest:\n  rtcConfig: [\n", "Bad Name.yaml": "schema: 1\n", "other.yml": "schema: 1\n",
		"README.md": "no preset", ".hidden.yaml": "no preset", ".a.yaml.123.tmp": "half", ".gitignore": "",
	} {
		put(t, filepath.Join(s.Dir(), name), file)
	}
	if err := os.Mkdir(filepath.Join(s.Dir(), "directory.yaml"), 0o700); err != nil {
		t.Fatal(err)
	}
	entries, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		word := e.Name
		if e.Err != nil {
			word += "!"
		} else if e.Preset.Name != e.Name || e.Preset.Values[agora.PathChannelName] != "channel-"+e.Name {
			t.Errorf("%s holds %+v", e.Name, e.Preset)
		}
		got = append(got, word)
	}
	if want := "c b Bad Name! a broken! d directory! other.yml!"; strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if use := entries[0].LastUsed; use.Result != "started" || use.Duration != 91*time.Minute {
		t.Errorf("got %+v", use)
	}
	for i, words := range map[int]string{2: `bad-name`, 4: "line 3: ", 6: "is a directory", 7: "ends in .yaml"} {
		if err := entries[i].Err; err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", entries[i].Name, err)
		}
	}
	var bad *BadNameError
	if !errors.As(entries[2].Err, &bad) {
		t.Errorf("got %v", entries[2].Err)
	}
}

func TestADanglingLinkIsListedWithItsReason(t *testing.T) {
	s := testStore(t)
	save(t, s, named("a", "x"))
	if err := os.Symlink("nowhere", filepath.Join(s.Dir(), "link.yaml")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	entries, err := s.List()
	if err != nil || len(entries) != 2 || entries[1].Err == nil {
		t.Errorf("got %+v, %v", entries, err)
	}
}

func TestADirectoryThatCannotBeReadIsAnError(t *testing.T) {
	s := testStore(t)
	put(t, s.Dir(), "a file in the way")
	if _, err := s.List(); err == nil || !strings.Contains(err.Error(), s.Dir()) {
		t.Errorf("got %v", err)
	}
}

func BenchmarkListOf2000(b *testing.B) {
	s := testStore(b)
	p := Preset{Title: "Weekly town hall, English into Spanish and French", Note: "Started by support.\nAsk Ann.", Connection: "production",
		Version: agora.V5, Ask: []string{agora.PathChannelName}, Values: map[string]string{}}
	for _, f := range agora.Fields() {
		if !f.Secret {
			p.Values[f.Path] = examples[f.Path]
		}
	}
	data, err := p.Encode()
	if err != nil {
		b.Fatal(err)
	}
	for n := range 2000 {
		put(b, filepath.Join(s.Dir(), fmt.Sprintf("preset-%04d.yaml", n)), string(data))
	}
	for b.Loop() {
		if entries, err := s.List(); err != nil || len(entries) != 2000 || entries[7].Err != nil {
			b.Fatal(err)
		}
	}
}
