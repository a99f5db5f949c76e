package agora

import (
	"regexp"
	"strings"
	"testing"
)

func TestAFormTellsARightTextFromAWrongOne(t *testing.T) {
	for _, c := range []struct {
		path         string
		right, wrong []string
	}{
		{PathChannelName, []string{"", "town hall", channelChars[:64], channelChars[25:]}, []string{"a/b", strings.Repeat("c", 65), "é", "a\nb", `a"b`, `a\b`}},
		{PathSubBotUID, []string{"1", "99", "4294967295", "4294967294", "4199999999", "999999999", "1000000000"},
			[]string{"0", "01", "4294967296", "4294967300", "5000000000", "10000000000", "a", ""}},
		{PathSubscribeUIDs, []string{"501"}, []string{"al", "0"}},
		{PathLanguages, []string{"en-US", "zh-Hans-CN"}, []string{"en_US", "", "e"}},
		{PathFileNamePrefix, []string{"events2026"}, []string{"", "town-hall", "ä"}},
	} {
		form := regexp.MustCompile(V5.Form(c.path))
		for _, text := range c.right {
			if !form.MatchString(text) {
				t.Errorf("%s: %q is refused by %s", c.path, text, form)
			}
		}
		for _, text := range c.wrong {
			if form.MatchString(text) {
				t.Errorf("%s: %q is taken by %s", c.path, text, form)
			}
		}
	}
	if !regexp.MustCompile(V6.Form(PathSubscribeUIDs)).MatchString(AllUIDs) || V5.Form(PathEndpoint) != "" {
		t.Error("what only newer versions have is not told by version")
	}
}

// Every example is legal, so every form takes it.
func TestEveryExampleHasItsForm(t *testing.T) {
	for _, v := range Versions() {
		for _, f := range v.Fields() {
			form := v.Form(f.Path)
			if form == "" || f.Kind != Text && f.Kind != List {
				continue
			}
			items := []string{f.Example}
			if f.Kind == List {
				items = f.Split(f.Example)
			}
			for _, item := range items {
				if !regexp.MustCompile(form).MatchString(item) {
					t.Errorf("%s: %q is refused by %s", f.Path, item, form)
				}
			}
		}
	}
}
