package page

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

func TestTheFieldSaysThatItIsAutomatic(t *testing.T) {
	d := form.NewDraft(v5)
	p := pageOf(d, form.StepChannel)
	typed(p, "town-hall")
	do(p, "down", "space")
	if p.Focused().Path != agora.PathSubBotUID {
		t.Fatalf("at %s", p.Focused().Path)
	}
	mustContain(t, "the empty field", seen(p), "┃ automatic", "empty: automatic, a fresh one for each start", "Publishing bot's uid     automatic")
	do(p, "enter")
	mustContain(t, "the field that was left", seen(p), "Subscribing bot's uid    automatic")
	mustNotContain(t, "the page", seen(p), "✗")
	typed(p, "007token")
	mustNotContain(t, "the page while the token is typed", seen(p), "✗")
	do(p, "enter")
	mustContain(t, "the page with a token", flat(p), "○ Subscribing bot's uid", "a token is made for one uid")
	p.Focus(agora.PathSubBotUID)
	mustNotContain(t, "the field that the token needs", seen(p), "uid      automatic\n", "empty: automatic")
	if do(p, "enter"); p.Focused().Path != agora.PathSubBotUID {
		t.Error("enter passed the uid that a token needs")
	}
	if err := p.Make(); err != nil || d.Source(agora.PathSubBotUID) != form.Made || d.Automatic(agora.PathSubBotUID) {
		t.Errorf("ctrl+g left %q, %v", d.Text(agora.PathSubBotUID), err)
	}
}

func TestAnAskingPageAsksForTheUidThatATokenNeeds(t *testing.T) {
	d := draftWith(t, unnamed)
	paths := []string{agora.PathSubBotToken}
	p := NewAsk(d, paths, testStyles())
	p.Resize(80, 30)
	mustNotContain(t, "the page", seen(p), "bot's uid")
	typed(p, "007token")
	if do(p, "enter") != Stay || p.Focused().Path != agora.PathSubBotUID {
		t.Fatalf("enter goes to %s", p.Focused().Path)
	}
	mustContain(t, "the page", seen(p), "○ Subscribing bot's uid", "a token is made for one uid")
	typed(p, "47091")
	do(p, "enter")
	if do(p, "enter") != NextStep || len(d.Problems()) > 0 || len(paths) != 1 {
		t.Errorf("it stays at %s with %v", p.Focused().Path, d.Problems())
	}
}
