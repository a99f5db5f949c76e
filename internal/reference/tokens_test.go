package main

import (
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
)

func TestEachExampleOfATokenBreaksOneRule(t *testing.T) {
	for i, examples := range [][]tokenExample{wrongTokens(), oddTokens()} {
		for _, e := range examples {
			wrong, odd := e.token.Check(e.want())
			if len(wrong) != 1-i || len(odd) != i {
				t.Errorf("%s: wrong %q, odd %q", e.rule, wrong, odd)
			}
		}
	}
	if wrong, odd := goodToken(func(*token.Token) {}).Check(tokenExample{now: noon}.want()); len(wrong)+len(odd) > 0 {
		t.Errorf("the good one: %q, %q", wrong, odd)
	}
}

func TestATokenThatIsCutIsNamedByItsRule(t *testing.T) {
	for text, want := range map[string]string{cutToken(): "token-unreadable", "a-token": "token-form"} {
		r := agora.Request{RTC: agora.RTCConfig{PubBotToken: agora.Secret(text)}}
		found := append(token.Problems(r, agora.Project{}, noon, time.Time{}), token.Warnings(r, agora.Project{}, noon, time.Time{})...)
		if len(found) != 1 || found[0].Rule != want || found[0].Text != whyNot(text) {
			t.Errorf("want %s, got %v", want, found)
		}
	}
}
