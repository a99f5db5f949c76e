package form

import (
	"testing"

	"sttwizard/agora"
)

func TestAForeignTokenIsAnErrorOfTheDraft(t *testing.T) {
	d := draftWith(t, unnamed)
	d.SetProject(makes)
	if _, fresh := d.Unverified(); fresh {
		t.Error("there is nothing to verify")
	}
	d.Set(agora.PathSubBotUID, "47091", Typed)
	d.Set(agora.PathSubBotToken, tokenFor(t, d.Text(agora.PathChannelName), "47091"), Typed)
	r, fresh := d.Unverified()
	if !fresh || r.RTC.SubBotToken == "" {
		t.Fatal("the token is to be verified")
	}
	if _, again := d.Unverified(); again {
		t.Error("it is to be verified twice")
	}
	if hasRule(d.Problems(), agora.PathSubBotToken, "token-certificate") {
		t.Error("it counts as wrong before that is known")
	}
	d.Verified(r, []string{agora.PathSubBotToken})
	if !hasRule(d.Problems(), agora.PathSubBotToken, "token-certificate") {
		t.Errorf("got %v", d.Problems())
	}
	if row := reviewOf(d, agora.PathSubBotToken); len(row.Errors) == 0 {
		t.Error("the review does not say so")
	}
	copied := d.Clone()
	d.Set(agora.PathPubBotUID, "88222", Typed)
	d.Set(agora.PathPubBotToken, tokenFor(t, d.Text(agora.PathChannelName), "88222"), Typed)
	if _, fresh := d.Unverified(); !fresh || !hasRule(d.Problems(), agora.PathSubBotToken, "token-certificate") {
		t.Error("the other token takes the verdict away")
	}
	d.Set(agora.PathSubBotToken, "", Typed)
	if hasRule(d.Problems(), agora.PathSubBotToken, "token-certificate") || !hasRule(copied.Problems(), agora.PathSubBotToken, "token-certificate") {
		t.Error("the verdict is not the token's")
	}
	copied.SetProject(makes)
	if hasRule(copied.Problems(), agora.PathSubBotToken, "token-certificate") {
		t.Error("another connection keeps the verdict")
	}
}

func TestABadTokenIsHelpedByWhatTheConnectionCanDo(t *testing.T) {
	for name, tt := range map[string]struct {
		project agora.Project
		want    string
	}{
		"it makes tokens":       {makes, "empty: made when sent, with the connection's App Certificate"},
		"it knows none of them": {agora.Project{Version: agora.V5}, "empty if the App Certificate is off"},
	} {
		d := draftWith(t, legal)
		d.SetProject(tt.project)
		d.Set(agora.PathSubBotToken, "007broken", Typed)
		q, _ := QuestionFor(d, agora.PathSubBotToken)
		if got := q.Hint(d); got != tt.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
