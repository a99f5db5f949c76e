package home

import (
	"strings"
	"testing"

	"sttwizard/presets"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

func TestAPresetIsDeletedAfterAYes(t *testing.T) {
	s, told := opened(&world{presets: []presets.Entry{ready("demo")}})
	kittest.Press(t, s, "d")
	ask, asks := (*told)[0].(Ask)
	if !asks || !strings.Contains(ask.Text, "Delete the preset demo?") {
		t.Fatalf("d tells %v", *told)
	}
	if b, _ := kit.Find(ask.Answers, "y"); !b.IsHeld() {
		t.Error("a slip of a finger deletes it")
	}
	kittest.Do(t, ask.Answers, "n")
	kittest.Do(t, ask.Answers, "y")
	if (*told)[1] != Nothing || (*told)[2] != (Change{What: Delete, Name: "demo"}) {
		t.Errorf("the answers tell %v", (*told)[1:])
	}
}

func TestAPresetGetsALegalName(t *testing.T) {
	for key, test := range map[string]struct {
		offered string
		want    Change
	}{
		"m": {"demo", Change{What: Rename, Name: "demo", To: "gala"}},
		"y": {"demo-copy", Change{What: Duplicate, Name: "demo", To: "gala"}},
	} {
		s, told := opened(&world{presets: []presets.Entry{ready("demo")}})
		kittest.Press(t, s, key)
		fill, fills := (*told)[0].(Fill)
		if !fills || len(fill.Lines) != 1 || fill.Lines[0].Text != test.offered {
			t.Fatalf("%s tells %v", key, *told)
		}
		if fill.Wrong(0, []string{"No Name"}) == nil || fill.Wrong(0, []string{"gala"}) != nil {
			t.Errorf("%s: a name that no file can have is taken, or a legal one is not", key)
		}
		if got := fill.Filled([]string{"gala"}); got != test.want {
			t.Errorf("%s makes %v, want %v", key, got, test.want)
		}
	}
}

func TestAFileIsImportedUnderAnotherNameOrItsOwn(t *testing.T) {
	s, told := opened(&world{})
	kittest.Press(t, s, "i")
	fill, fills := (*told)[0].(Fill)
	if !fills || len(fill.Lines) != 2 {
		t.Fatalf("i tells %v", *told)
	}
	for _, test := range []struct {
		line   int
		values []string
		wrong  bool
	}{
		{0, []string{"", ""}, true}, {0, []string{"a.yaml", ""}, false}, {1, []string{"a.yaml", ""}, false},
		{1, []string{"a.yaml", "gala"}, false}, {1, []string{"a.yaml", "No Name"}, true},
	} {
		if err := fill.Wrong(test.line, test.values); (err != nil) != test.wrong {
			t.Errorf("line %d of %q: %v", test.line, test.values, err)
		}
	}
	if got := fill.Filled([]string{"a.yaml", "gala"}); got != (Change{What: Import, Name: "a.yaml", To: "gala"}) {
		t.Errorf("it makes %v", got)
	}
}
