package page

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
)

func TestLanguagesAreChosenByTypingAndEnter(t *testing.T) {
	d := form.NewDraft(v5)
	p := pageOf(d, form.StepLanguages)
	mustContain(t, "the page", seen(p), "1 to ", "Agora transcribes these.")
	p.ShowErrors()
	mustContain(t, "the page", seen(p), "at least 1 language")
	typed(p, "en-us")
	do(p, "space")
	typed(p, "french (fr")
	do(p, "space")
	if got := d.Text(agora.PathLanguages); got != "en-US,fr-FR" || d.Source(agora.PathLanguages) != form.Typed {
		t.Errorf("chosen is %q", got)
	}
	mustContain(t, "the page", seen(p), "2 chosen, up to 2", "two languages cost more")
	mustNotContain(t, "the page", seen(p), "at least 1")
	typed(p, "de-de")
	do(p, "enter")
	mustContain(t, "the page with a third", seen(p), "takes one back first")
	if p.Escape() {
		t.Error("the filter hides what is chosen")
	}
	if do(p, "enter") != NextStep || d.Text(agora.PathLanguages) != "en-US,fr-FR" {
		t.Errorf("chosen is %q", d.Text(agora.PathLanguages))
	}
}

func TestAPastedCodeFilters(t *testing.T) {
	d := form.NewDraft(v5)
	p := pageOf(d, form.StepLanguages)
	p.Update(tea.PasteMsg{Content: "fr-CA\n"})
	do(p, "enter")
	if got := d.Text(agora.PathLanguages); got != "fr-CA" {
		t.Errorf("chosen is %q", got)
	}
}

func TestIllegalChoicesFromAFileAreShownAndNotLost(t *testing.T) {
	for path, text := range map[string]string{
		agora.PathCryptionMode: "9", agora.PathVendor: "9", agora.PathJSONProtocol: "perhaps", agora.PathRegion: "999",
		agora.PathTransferMode: "RTM,pigeon", agora.PathLanguages: "en-US,tlh",
	} {
		d := draftWith(t, full)
		d.Set(path, text, form.File)
		q, _ := form.QuestionFor(d, path)
		p := pageOf(d, q.Step)
		p.Focus(path)
		items := agora.SplitList(text)
		mustContain(t, path, seen(p), items[len(items)-1], "not on the list")
		p.Tab()
		p.Back()
		if d.Text(path) != text || d.Source(path) != form.File {
			t.Errorf("%s: looking at it made %q of %q", path, d.Text(path), text)
		}
	}
	p := pageAt(t, draftWith(t, with(full, agora.PathTranslatedPairs, "fr")), agora.PathForceInterval)
	mustContain(t, "the page", flat(p), "must name a source and its targets", `"fr" does not`)
}

func TestATransferModeIsOptional(t *testing.T) {
	d := draftWith(t, legal)
	p := pageAt(t, d, agora.PathTransferMode)
	if do(p, "enter") != NextStep || d.Text(agora.PathTransferMode) != "" {
		t.Errorf("chosen is %q", d.Text(agora.PathTransferMode))
	}
	do(p, "space", "down", "space")
	if got := d.Text(agora.PathTransferMode); got != "RTC,RTM" {
		t.Errorf("chosen is %q", got)
	}
}

func TestOneOfTwoLanguagesMayStayUntranslated(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathLanguages, "en-US,fr-FR"))
	p := pageOf(d, form.StepTranslation)
	do(p, "space", "enter")
	mustContain(t, "the page", seen(p), "English (United States) into", "French (France) into")
	if do(p, "enter"); p.Focused().Key != agora.PathTranslatedPairs+"[fr-FR]" {
		t.Fatalf("enter on the first language goes to %s", p.Focused().Key)
	}
	if do(p, "enter"); p.Focused().Key != agora.PathTranslatedPairs+"[fr-FR]" {
		t.Fatal("enter on the last language passes though nothing is translated")
	}
	typed(p, "de-de")
	if move := do(p, "enter"); move != NextStep || len(d.Problems()) > 0 {
		t.Errorf("at %s with %v", p.Focused().Path, d.Problems())
	}
	if got := d.Text(agora.PathTranslatedPairs); got != "fr-FR:de-DE" {
		t.Errorf("translated is %q", got)
	}
}

func TestASixthTargetIsRefused(t *testing.T) {
	d := draftWith(t, with(legal, "translateConfig", "on"))
	p := pageAt(t, d, agora.PathTranslatedPairs)
	for _, code := range []string{"fr-fr", "de-de", "es-es", "it-it", "ja-jp", "ko-kr"} {
		p.Escape()
		typed(p, code)
		do(p, "space")
	}
	if got := d.Text(agora.PathTranslatedPairs); got != "en-US:fr-FR+de-DE+es-ES+it-IT+ja-JP" {
		t.Errorf("translated is %q", got)
	}
	mustContain(t, "the page", seen(p), "takes one back first")
}

func TestAnAskingPageAsksOnlyItsQuestions(t *testing.T) {
	d := draftWith(t, full)
	d.Set(agora.PathChannelName, "", form.Typed)
	p := NewAsk(d, []string{agora.PathChannelName, agora.PathLanguages, agora.PathTranslatedPairs, agora.PathSecret}, testStyles())
	p.Resize(80, 40)
	mustNotContain(t, "the page", seen(p), "Bots", "Bucket", "required")
	mustContain(t, "the page", seen(p), "Channel name", "Spoken in the channel", "Encryption secret", "English (United States) into", "French (France) into")
	typed(p, "town-hall")
	do(p, "enter")
	if p.Focused().Path != agora.PathLanguages {
		t.Fatalf("enter goes to %s", p.Focused().Path)
	}
	do(p, "backspace") // takes a language back
	typed(p, "de-de")
	do(p, "space")
	if p.Focused().Path != agora.PathLanguages {
		t.Error("the list lost the focus")
	}
	mustContain(t, "the page", seen(p), "German (Germany) into")
}

// A choice ends where every list does: its last option does not lead to the first one.
func TestAChoiceStopsAtItsEnds(t *testing.T) {
	d := draftWith(t, unnamed)
	d.Set(string(form.Captions), "on", form.Typed)
	p := pageAt(t, d, agora.PathVendor)
	for _, step := range []struct{ keys, want string }{
		{"up", ""}, {"k", ""}, {"down", "1"}, {"up", ""}, {"down down down down down", "6"}, {"j", "6"}, {"up", "5"},
	} {
		if do(p, strings.Fields(step.keys)...); d.Text(agora.PathVendor) != step.want {
			t.Errorf("after %s it is %q, want %q", step.keys, d.Text(agora.PathVendor), step.want)
		}
	}
}
