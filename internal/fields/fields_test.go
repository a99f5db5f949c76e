package fields

import (
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestEveryFieldIsToldWithWhatIsKnownOfIt(t *testing.T) {
	for _, of := range agora.Fields() {
		f, ok := At(of.Path)
		if !ok {
			t.Errorf("%s is not told", of.Path)
			continue
		}
		if len(f.In)+len(f.Lacks) != len(agora.Versions()) {
			t.Errorf("%s: %d versions have it and %d lack it", of.Path, len(f.In), len(f.Lacks))
		}
		for _, in := range f.In {
			if !of.Secret && in.Version.Has(of.Path) && in.Title == "" && of.Path != agora.PathName {
				t.Errorf("%s has no title in %s", of.Path, in.Version)
			}
			if !strings.HasPrefix(in.Page, "https://docs.agora.io/") {
				t.Errorf("%s: the page %q", of.Path, in.Page)
			}
		}
		if of.Secret && (f.Example == of.Example || !strings.HasPrefix(f.Type, "secret ")) {
			t.Errorf("%s is a secret, and its example is %q, its type %q", of.Path, f.Example, f.Type)
		}
	}
}

// TestNoFieldIsToldAsAPageOfTheWizardTellsIt: nobody who reads of fields is asked anything.
func TestNoFieldIsToldAsAPageOfTheWizardTellsIt(t *testing.T) {
	for _, f := range All() {
		if strings.Contains(f.Help, "asked here") || strings.HasPrefix(f.Help, "First ") {
			t.Errorf("%s: %s", f.Path, f.Help)
		}
	}
}

func TestTheNumbersOfEveryRuleAreTold(t *testing.T) {
	for _, v := range agora.Versions() {
		for _, rule := range v.Rules() {
			f, _ := At(rule.Path)
			var in In
			for _, one := range f.In {
				if one.Version == v {
					in = one
				}
			}
			if r, is := rule.Range(v); is && (in.Range == nil || *in.Range != r || in.Limits == "") {
				t.Errorf("%s in %s: told %v, %q; the rule has %v", rule.Path, v, in.Range, in.Limits, r)
			}
			if c, is := rule.Count(v); is && (in.Count == nil || *in.Count != c || in.Limits == "") {
				t.Errorf("%s in %s: told %v, %q; the rule has %v", rule.Path, v, in.Count, in.Limits, c)
			}
		}
	}
}

func TestWhatIsNeededFollowsFromTheRules(t *testing.T) {
	for path, want := range map[string]bool{
		agora.PathChannelName: true, agora.PathLanguages: true, agora.PathBucket: true, agora.PathTranslatedPairs: true,
		agora.PathMaxIdleTime: false, agora.PathSubBotToken: false, agora.PathSecret: false, agora.PathKeywords: false,
	} {
		if f, _ := At(path); f.Required != want {
			t.Errorf("%s: required %t, want %t", path, f.Required, want)
		}
	}
}

func TestAnObjectHasWhatStandsDirectlyInIt(t *testing.T) {
	for path, want := range map[string]string{
		"captionConfig":             "sliceDuration storage extensionParams",
		"translateConfig.languages": "source target",
		"uidLanguagesConfig":        "uid languages",
		"maxIdleTime":               "",
	} {
		var got []string
		for _, f := range Below(path) {
			got = append(got, strings.TrimPrefix(f.Path, path+"."))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
	if f, _ := At("translateConfig.languages.target"); f.In[2].Count == nil || f.In[2].Count.Max != 10 {
		t.Errorf("targets in v7: %v", f.In[2].Count)
	}
	if _, ok := At("rtcConfig.nothing"); ok {
		t.Error("a field that is none was found")
	}
}
