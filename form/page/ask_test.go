package page

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
)

func keyIn(p *Page, text string) {
	for _, r := range text {
		p.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func TestAnAskingPageKeepsOrReplacesWhatThePresetHas(t *testing.T) {
	ask := func() (*form.Draft, *Page) {
		d := draftWith(t, legal)
		d.Begin("weekly")
		p := NewAsk(d, []string{agora.PathChannelName}, testStyles())
		p.Resize(80, 20)
		return d, p
	}
	d, p := ask()
	old := d.Text(agora.PathChannelName)
	if view := ansi.Strip(p.View()); !strings.Contains(view, old) || !strings.Contains(view, "enter keeps it") {
		t.Errorf("what is there is not shown:\n%s", view)
	}
	if p.Enter() != NextStep || d.Text(agora.PathChannelName) != old {
		t.Errorf("enter did not keep it: %q", d.Text(agora.PathChannelName))
	}
	d, p = ask()
	keyIn(p, "room 2")
	if p.Enter() != NextStep || d.Text(agora.PathChannelName) != "room 2" {
		t.Errorf("typing did not replace it: %q", d.Text(agora.PathChannelName))
	}
	d, p = ask()
	keyIn(p, "r")
	p.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
	if d.Text(agora.PathChannelName) != old {
		t.Errorf("an emptied line is not the old answer: %q", d.Text(agora.PathChannelName))
	}
}

func TestAnArrowTakesUpWhatThePresetHas(t *testing.T) {
	for _, k := range []string{"right", "end"} {
		d := draftWith(t, legal)
		p := NewAsk(d, []string{agora.PathChannelName}, testStyles())
		p.Resize(80, 20)
		p.Update(press(k))
		keyIn(p, "-2")
		if p.Enter() != NextStep || d.Text(agora.PathChannelName) != legal[agora.PathChannelName]+"-2" {
			t.Errorf("%s and -2 gave %q", k, d.Text(agora.PathChannelName))
		}
	}
}

func TestALongTextIsKeptOrTakenUpAsAnyOther(t *testing.T) {
	for keys, want := range map[string]string{"": "音声,hall", "b": "b", "end 2": "音声,hall2", "backspace": "音声,hal"} {
		d := draftWith(t, with(legal, agora.PathKeywords, "音声,hall"))
		d.SetProject(v7)
		p := NewAsk(d, []string{agora.PathKeywords}, testStyles())
		p.Resize(80, 20)
		mustContain(t, "the page", seen(p), "音声,hall", "enter keeps it")
		do(p, strings.Fields(keys)...)
		if p.Enter() != NextStep || d.Text(agora.PathKeywords) != want {
			t.Errorf("%q gave %q, want %q", keys, d.Text(agora.PathKeywords), want)
		}
	}
}

func TestAWrongAnswerOfAPresetIsThereToBeMended(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathPubBotUID, "12x"))
	p := NewAsk(d, []string{agora.PathPubBotUID}, testStyles())
	p.Resize(80, 20)
	p.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
	if got := d.Text(agora.PathPubBotUID); got != "12" {
		t.Errorf("backspace left %q, want 12", got)
	}
}

func TestEnterOnASearchedRegionGoesOnToTheNextQuestion(t *testing.T) {
	d := form.NewDraft(agora.Project{Version: agora.V5})
	d.Set(string(form.Captions), "on", form.Typed)
	d.Set(agora.PathVendor, "1", form.Typed)
	p := New(d, form.StepCaptions, testStyles())
	p.Focus(agora.PathRegion)
	keyIn(p, "frankf")
	p.Enter()
	if d.Text(agora.PathRegion) != "7" || p.Focused().Path != agora.PathBucket {
		t.Errorf("region %q, focus on %s", d.Text(agora.PathRegion), p.Focused().Path)
	}
}

func TestASearchPutsTheUsualLanguageFirst(t *testing.T) {
	for search, want := range map[string]string{"engl": "en-US", "germ": "de-DE", "fren": "fr-FR", "span": "es-ES"} {
		d := form.NewDraft(agora.Project{Version: agora.V5})
		p := New(d, form.StepLanguages, testStyles())
		keyIn(p, search)
		if p.Enter(); d.Text(agora.PathLanguages) != want {
			t.Errorf("%q and enter chose %q, want %s", search, d.Text(agora.PathLanguages), want)
		}
	}
}

func TestOfLinesPastedIntoAFieldTheFirstIsTaken(t *testing.T) {
	d := form.NewDraft(agora.Project{Version: agora.V5})
	p := New(d, form.StepChannel, testStyles())
	p.Update(tea.PasteMsg{Content: "line one\rline two\r\nthree\n"})
	if got := d.Text(agora.PathChannelName); got != "line one" {
		t.Errorf("got %q", got)
	}
}

func TestOnAndOffDifferWithoutColours(t *testing.T) {
	d := form.NewDraft(agora.Project{Version: agora.V5})
	p := New(d, form.StepEncryption, testStyles())
	if view := ansi.Strip(p.View()); !strings.Contains(view, "[ ] off") {
		t.Errorf("off is not told:\n%s", view)
	}
	keyIn(p, "y")
	if view := ansi.Strip(p.View()); !strings.Contains(view, "[✓] on") {
		t.Errorf("on is not told:\n%s", view)
	}
}

func TestAPageOfAFewQuestionsIsDrawnAnewWithAFoldedOneThatIsWrong(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathMaxIdleTime, "never", agora.PathChannelName, ""))
	p := NewAsk(d, []string{agora.PathChannelName, agora.PathMaxIdleTime}, testStyles())
	p.Focus(agora.PathMaxIdleTime)
	p.Redraw(testStyles())
	if p.Focused().Path != agora.PathMaxIdleTime {
		t.Errorf("the focus is at %s", p.Focused().Path)
	}
	mustContain(t, "the page", seen(p), "never", "Channel name")
}

func TestAListThatIsDrawnAnewStandsWhereItStood(t *testing.T) {
	p := pageAt(t, draftWith(t, legal), agora.PathLanguages)
	typed(p, "fr")
	do(p, "down", "down")
	list := p.row().picker()
	at, filter := list.options[list.hits[list.cursor]].Value, list.filter.Value()
	p.Redraw(testStyles())
	list = p.row().picker()
	now := list.options[list.hits[list.cursor]].Value
	if now != at || list.filter.Value() != filter || !list.takesEnter() {
		t.Errorf("it stands on %v with %q, and stood on %v with %q", now, list.filter.Value(), at, filter)
	}
}
