package page

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/form"
	"sttwizard/internal/clock/clocktest"
)

const (
	appID       = "970ca35de60c44645bbae8a215061b33"
	certificate = "5cfd2fd1755d40ecb72977518be15d3b"
)

var noon = clocktest.At(12, 0, 0)

// makes is a project whose connection knows the App Certificate.
var makes = agora.Project{Version: agora.V5, AppID: appID, Certificate: agora.CertificateOn, MakesTokens: true}

// tokenFor makes a token as a token server would, an hour long.
func tokenFor(t *testing.T, channel, uid string) string {
	t.Helper()
	made, err := token.Make(token.Spec{AppID: appID, Channel: channel, UID: uid, Role: token.Publisher, Life: time.Hour, Issued: noon, Salt: 1}, certificate, nil)
	if err != nil {
		t.Fatal(err)
	}
	return made.Reveal()
}

func tokenDraft(t *testing.T, answers map[string]string) *form.Draft {
	d := draftWith(t, answers)
	d.SetProject(agora.Project{Version: agora.V5, AppID: appID})
	d.Clock(func() time.Time { return noon }, time.Time{})
	return d
}

func TestAnEmptyTokenSaysThatItIsMadeWhenSent(t *testing.T) {
	d := draftWith(t, unnamed)
	d.SetProject(makes)
	p := pageAt(t, d, agora.PathSubBotToken)
	mustContain(t, "the page", seen(p), "┃ made when sent", "Publishing bot's token   made when sent")
}

func TestAPastedTokenIsReadInWords(t *testing.T) {
	d := tokenDraft(t, legal)
	p := pageAt(t, d, agora.PathSubBotToken)
	text := tokenFor(t, "town-hall", "47091")
	p.Update(tea.PasteMsg{Content: text[:40] + "\r\n" + text[40:] + "\n"})
	mustContain(t, "the page", seen(p), "App ID 970c", "town-hall", "uid 47091", "send subtitles", "ends in 60 min")
	mustNotContain(t, "the page", seen(p), "token server", text[10:30], "✗")
	if p.Enter() != Stay || p.Focused().Path != agora.PathPubBotUID {
		t.Errorf("enter led to %s", p.Focused().Path)
	}
	mustNotContain(t, "the page without the focus", seen(p), "send subtitles")
	p.Focus(agora.PathSubBotToken)
	p.Resize(80, 9)
	mustContain(t, "the low page", seen(p), "App ID 970c", "; ")
}

func TestAPastedTokenIsCheckedOnTheSpot(t *testing.T) {
	for name, c := range map[string]struct {
		token, words string
		wrong        bool
	}{
		"another channel":  {tokenFor(t, "town-hall-1115", "47091"), "was made for the channel", true},
		"another uid":      {tokenFor(t, "town-hall", "4711"), "was made for the uid", true},
		"cut off":          {tokenFor(t, "town-hall", "47091")[:80], "can't be read", true},
		"no token at all":  {"sub-token", "does not look like an Agora token", false},
		"one for any uid":  {tokenFor(t, "town-hall", "0"), "any uid", false},
		"what is in order": {tokenFor(t, "town-hall", "47091"), "", false},
	} {
		d := tokenDraft(t, legal)
		p := pageAt(t, d, agora.PathSubBotToken)
		p.Update(tea.PasteMsg{Content: c.token})
		view := strings.Join(strings.Fields(seen(p)), " ")
		if !strings.Contains(view, c.words) || strings.Contains(view, "✗") != c.wrong {
			t.Errorf("%s:\n%s", name, seen(p))
		}
		row := reviewOf(d, agora.PathSubBotToken)
		if len(row.Errors) > 0 != c.wrong || len(row.Warnings) > 0 != (!c.wrong && c.words != "") {
			t.Errorf("%s: the review has %v, %v", name, row.Errors, row.Warnings)
		}
		if moved := p.Enter() == Stay && p.Focused().Path != agora.PathSubBotToken; moved == c.wrong {
			t.Errorf("%s: enter led to %s", name, p.Focused().Path)
		}
	}
}

func TestATypedTokenIsToldWhenItIsLeftAndThenWhileItIsCorrected(t *testing.T) {
	d := tokenDraft(t, legal)
	p := pageAt(t, d, agora.PathSubBotToken)
	other := tokenFor(t, "other", "47091")
	typed(p, other)
	mustNotContain(t, "while it is typed", seen(p), "✗")
	p.Tab()
	mustContain(t, "when it is left", seen(p), "✗", "was made for the channel")
	p.Focus(agora.PathChannelName)
	empty(p)
	typed(p, "other")
	p.Tab()
	mustNotContain(t, "with the channel corrected", seen(p), "✗")
	if problems := d.Problems(); len(problems) > 0 {
		t.Errorf("left are %v", problems)
	}
}

func TestAForeignTokenIsToldOnceThatIsKnown(t *testing.T) {
	d := draftWith(t, with(unnamed, agora.PathSubBotUID, "47091"))
	d.SetProject(makes)
	d.Set(agora.PathSubBotToken, tokenFor(t, d.Text(agora.PathChannelName), "47091"), form.Typed)
	r, _ := d.Unverified()
	p := pageAt(t, d, agora.PathSubBotToken)
	p.ShowErrors()
	d.Verified(r, []string{agora.PathSubBotToken})
	p.Recheck()
	if got := strings.Join(strings.Fields(seen(p)), " "); !strings.Contains(got, "signed with another") {
		t.Errorf("the page does not say so:\n%s", seen(p))
	}
}

func reviewOf(d *form.Draft, path string) form.ReviewRow {
	for _, g := range form.Review(d) {
		for _, row := range g.Rows {
			if row.Question.Path == path {
				return row
			}
		}
	}
	return form.ReviewRow{}
}
