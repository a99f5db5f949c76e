package form

import (
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestTokensThatAreMadeWhenSentAreShownInWords(t *testing.T) {
	d := NewDraft(agora.Project{Version: agora.V5, MakesTokens: true})
	d.Set(agora.PathSubBotToken, "pasted", Typed)
	d.Set(agora.PathSubBotUID, "47091", Typed)
	text := d.Shown().JSON(d.Project(), d.Show)
	if !strings.Contains(text, `"pubBotToken": "made when sent"`) || !strings.Contains(text, `"subBotToken": "••••`) {
		t.Errorf("got %s", text)
	}
	if d.Request().RTC.PubBotToken != "" {
		t.Error("the words would be sent")
	}
	d.SetProject(agora.Project{Version: agora.V5})
	if text := d.Shown().JSON(d.Project(), d.Show); strings.Contains(text, "pubBotToken") {
		t.Errorf("nobody makes it: %s", text)
	}
}
