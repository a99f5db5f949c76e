package presets

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

func TestARequestThatBreaksARuleIsSavedAndOpensWithTheSameError(t *testing.T) {
	s := testStore(t)
	var all []samples.Broken
	for _, v := range agora.Versions() {
		all = append(all, samples.BrokenRequestsOf(v)...)
	}
	for _, broken := range all {
		t.Run(string(broken.Project.Version)+" "+broken.Name, func(t *testing.T) {
			r, err := broken.Request()
			if err != nil {
				t.Fatal(err)
			}
			p := FromRequest(r)
			p.Name = Slug(broken.Name)
			if err := s.Save(p, true); err != nil {
				t.Fatal(err)
			}
			if p, err = s.Load(p.Name); err != nil {
				t.Fatal(err)
			}
			back, wrong := p.Request()
			if len(wrong) > 0 {
				t.Errorf("wrong texts: %v", wrong)
			}
			answerSecrets(t, &back, broken)
			errs := back.Validate(broken.Project)
			if len(errs) != 1 || errs[0].Field() != broken.Path {
				t.Fatalf("got %v, want one error at %s", errs, broken.Path)
			}
			if errs[0].Rule != broken.Rule {
				t.Errorf("got rule %s, want %s", errs[0].Rule, broken.Rule)
			}
		})
	}
}

// answerSecrets puts the secrets back that a preset leaves out.
func answerSecrets(t *testing.T, r *agora.Request, broken samples.Broken) {
	t.Helper()
	for _, setting := range broken.Settings() {
		if !agora.IsSecret(setting.Path) {
			continue
		}
		if err := r.Set(setting.Path, setting.Text); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatIsLegalAtTheLimitIsSavedAndOpensAsItWas(t *testing.T) {
	for _, v := range agora.Versions() {
		for _, e := range samples.EdgeRequestsOf(v) {
			r, err := e.Request()
			if err != nil {
				t.Fatal(err)
			}
			p := FromRequest(r)
			back, wrong := reread(t, p).Request()
			without, _ := r.WithoutSecrets()
			if project := (agora.Project{Version: v}); len(wrong) > 0 || back.JSON(project, agora.Revealed) != without.JSON(project, agora.Revealed) {
				t.Errorf("%s, %s: %v, %s", v, e.Name, wrong, back.JSON(project, agora.Revealed))
			}
		}
	}
}

func TestAPlaceholderIsNotSavedButTakenOverFromAFile(t *testing.T) {
	s := testStore(t)
	for path, text := range map[string]string{
		agora.PathChannelName: "<CHANNEL>", agora.PathKeywords: "Agora,{{word}}", agora.PathRegion: "${REGION}", agora.PathTranslatedPairs: "en-US:<LANGUAGE>",
	} {
		p := Preset{Name: "draft", Values: map[string]string{path: text}}
		err := s.Save(p, true)
		if wrong, ok := errors.AsType[*ValueError](err); !ok || !strings.HasPrefix(wrong.Path, path) {
			t.Errorf("%s: %v", path, err)
		}
		data, err := p.Encode()
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "sent.yaml")
		put(t, file, string(data))
		got, err := s.Import(file, "", true)
		if err != nil || got.Values[path] != text || len(got.Placeholders()) != 1 {
			t.Errorf("%s: %v, %v", path, got.Values, err)
		}
	}
}
