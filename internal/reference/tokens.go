package main

import (
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
)

// A bot's token is read and held against the request: that is no rule of the
// API's document, so the rules stand in package token, and an example of each here.

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const (
	exampleApp  = "970ca35de60c44645bbae8a215061b33"
	exampleCert = "5cfd2fd1755d40ecb72977518be15d3b"
)

// tokenExample is a token that is not in order, with the rule that says so.
type tokenExample struct {
	rule  string
	token token.Token
	now   time.Time
	until time.Time
}

// goodToken is in order for exampleWant.
func goodToken(change func(*token.Token)) token.Token {
	t := token.Token{
		Version: token.Version007, AppID: exampleApp, Issued: noon, Expires: noon.Add(time.Hour), RTC: true, Channel: "town-hall", UID: "88222",
		Privileges: map[token.Privilege]time.Time{token.Join: noon.Add(time.Hour), token.PublishData: noon.Add(time.Hour)},
	}
	change(&t)
	return t
}

// wrongTokens keep a bot out of the channel; oddTokens do not.
func wrongTokens() []tokenExample {
	return []tokenExample{
		{"token-app", goodToken(func(t *token.Token) { t.AppID = strings.Repeat("0", 32) }), noon, time.Time{}},
		{"token-channel", goodToken(func(t *token.Token) { t.Channel = "board" }), noon, time.Time{}},
		{"token-uid", goodToken(func(t *token.Token) { t.UID = "4711" }), noon, time.Time{}},
		{"token-privilege", goodToken(func(t *token.Token) { delete(t.Privileges, token.Join) }), noon, time.Time{}},
		{"token-expired", goodToken(func(*token.Token) {}), noon.Add(90 * time.Minute), time.Time{}},
	}
}

func oddTokens() []tokenExample {
	return []tokenExample{
		{"token-publish", goodToken(func(t *token.Token) { delete(t.Privileges, token.PublishData) }), noon, time.Time{}},
		{"token-ends", goodToken(func(*token.Token) {}), noon, noon.Add(4 * time.Hour)},
		{"token-clock", goodToken(func(*token.Token) {}), noon.Add(-30 * time.Minute), time.Time{}},
		{"token-any", goodToken(func(t *token.Token) { t.UID = "" }), noon, time.Time{}},
	}
}

// tokenTexts adds the sentences about both bots' tokens to those of the API's
// rules, and gives the rules.
func tokenTexts(errors, warnings map[rule][]said) (wrong, odd []agora.Rule) {
	for _, path := range []string{agora.PathSubBotToken, agora.PathPubBotToken} {
		add := func(to map[rule][]said, rules *[]agora.Rule, name string, texts []string) {
			for _, text := range texts {
				to[rule{path, name}] = append(to[rule{path, name}], always(path, text))
			}
			*rules = append(*rules, agora.Rule{Path: path, Name: name})
		}
		for _, e := range wrongTokens() {
			texts, _ := e.token.Check(e.want())
			add(errors, &wrong, e.rule, texts)
		}
		for _, e := range oddTokens() {
			_, texts := e.token.Check(e.want())
			add(warnings, &odd, e.rule, texts)
		}
		add(errors, &wrong, "token-unreadable", []string{whyNot(cutToken())})
		add(warnings, &odd, "token-form", []string{whyNot("a-token")})
	}
	return wrong, odd
}

func (e tokenExample) want() token.Want {
	return token.Want{AppID: exampleApp, Channel: "town-hall", UID: "88222", Publishes: true, Now: e.now, Until: e.until}
}

// cutToken returns the first half of a token.
func cutToken() string {
	s := token.Spec{AppID: exampleApp, Channel: "town-hall", UID: "88222", Role: token.Publisher, Life: time.Hour, Issued: noon, Salt: 1}
	made, err := token.Make(s, exampleCert, nil)
	if err != nil {
		return "" // which the test finds, as it is another sentence
	}
	return made.Reveal()[:len(made)/2]
}

func whyNot(text string) string {
	_, err := token.Read(text)
	if err == nil {
		return ""
	}
	return err.Error()
}
