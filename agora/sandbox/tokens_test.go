package sandbox

import (
	"encoding/json"
	"testing"
	"time"

	"sttwizard/agora"
	bottoken "sttwizard/agora/token"
)

const madeUpCertificate = agora.Secret("fedcba9876543210fedcba9876543210")

// withTokens returns a legal body with tokens of both bots, that of the listening
// bot changed.
func withTokens(t *testing.T, now time.Time, change func(*bottoken.Spec)) string {
	t.Helper()
	r, _, err := agora.DecodeRequest([]byte(legalBody(t)))
	if err != nil {
		t.Fatal(err)
	}
	r.RTC.SubBotToken, r.RTC.PubBotToken = "", ""
	if err := bottoken.Fill(&r, agora.Project{AppID: DefaultAppID}, madeUpCertificate, time.Time{}, now, nil); err != nil {
		t.Fatal(err)
	}
	s := bottoken.Spec{AppID: DefaultAppID, Channel: r.RTC.ChannelName, UID: r.RTC.SubBotUID, Role: bottoken.Subscriber, Life: time.Hour, Issued: now}
	change(&s)
	if r.RTC.SubBotToken, err = bottoken.Make(s, madeUpCertificate, nil); err != nil {
		t.Fatal(err)
	}
	return string(r.Body(agora.Project{Version: agora.V5}))
}

func TestABotWithAWrongTokenCantJoin(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*bottoken.Spec)
		lasts  time.Duration // from the start; 0: until it is stopped
	}{
		"a good one":                  {func(s *bottoken.Spec) { s.Life = bottoken.LongestLife }, 0},
		"for any uid":                 {func(s *bottoken.Spec) { s.UID, s.Life = "0", bottoken.LongestLife }, 0},
		"another channel":             {func(s *bottoken.Spec) { s.Channel = "other" }, 4 * time.Second},
		"another uid":                 {func(s *bottoken.Spec) { s.UID = "1" }, 4 * time.Second},
		"another App ID":              {func(s *bottoken.Spec) { s.AppID = "0123456789abcdef0123456789abcdef" }, 4 * time.Second},
		"expired":                     {func(s *bottoken.Spec) { s.Issued = s.Issued.Add(-2 * time.Hour) }, 4 * time.Second},
		"expires while the bot is in": {func(s *bottoken.Spec) { s.Life = 5 * time.Minute }, 5 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, Options{Pace: time.Second})
			task, token := w.running(withTokens(t, w.clock.Now(), c.change))
			w.clock.pass(4 * time.Second)
			if in := w.present(subBot, "town-hall"); in != (c.lasts != 4*time.Second) {
				t.Errorf("the bot is in the channel: %v", in)
			}
			if c.lasts == 0 {
				w.clock.pass(time.Hour)
				w.expect(w.stop(task, token), 200, "")
				return
			}
			w.clock.pass(c.lasts - 4*time.Second)
			if w.present(subBot, "town-hall") {
				t.Error("the bot is still in the channel")
			}
			var body taskBody
			if r := w.query(task, token); json.Unmarshal([]byte(r.text), &body) != nil || body.Status != agora.StatusStopped {
				t.Errorf("the task is %s", r.text)
			}
		})
	}
}
