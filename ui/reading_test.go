package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/explain"
	"sttwizard/ui/kit"
)

func TestATextThatDoesNotFitIsScrolled(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{home: withReady(t, "demo"), mode: sandbox.ModeDenied})
	d.tell(tea.WindowSizeMsg{Width: 40, Height: 12})
	d.press("enter")
	d.calm()
	d.press("s")
	d.must("Agora refused the credentials.", "more lines below")
	d.press("f1")
	d.tell(tea.WindowSizeMsg{Width: 40, Height: 40})
	d.tell(tea.WindowSizeMsg{Width: 40, Height: 12})
	d.press("pgdown", "pgdown", "esc")
	for range 40 {
		d.press("down")
	}
	d.must("Request id")
	if text := d.text(); strings.Contains(text, "more lines below") || strings.Contains(text, "Agora refused") {
		t.Errorf("at the end it shows\n%s", text)
	}
	d.press("up")
	d.must("2 more lines below")
	for range 40 {
		d.press("k")
	}
	d.must("Agora refused the credentials.")
	d.press("j", "d")
	d.must("The raw answer") // another text begins at its top
	d.tell(tea.WindowSizeMsg{Width: 120, Height: 40})
	if _, scrolls := kit.Find(d.m.bindings(), "down"); scrolls {
		t.Error("a text that fits has keys to scroll it")
	}
}

func TestTheOtherSpellingKeepsItsKeyWhileATextIsScrolled(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	d.m.draft = withCanaries(t)
	d.m.showFailure(nil, explain.Explanation{
		SuggestSpelling: true, What: strings.Repeat("It failed. ", 90), Do: strings.Repeat("wait ", 90),
	})
	d.tell(tea.WindowSizeMsg{Width: 40, Height: 12})
	if b, ok := kit.Find(d.m.bindings(), "k"); !ok || b.What() != "other spelling of the storage keys" {
		t.Errorf("k does %q", b.What())
	}
	if b, ok := kit.Find(d.m.bindings(), "up"); !ok || b.What() != "read back" {
		t.Errorf("up does %q", b.What())
	}
}
