package token

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"sttwizard/agora"
)

func TestATokenIsMadeForItsRole(t *testing.T) {
	for role, want := range map[Role]int{Subscriber: 1, Publisher: 4} {
		got, err := Read(made(t, func(s *Spec) { s.Role = role; s.Life = 95 * time.Second }).Reveal())
		if err != nil || !got.Verify(certificate) {
			t.Fatalf("%s: %v", role, err)
		}
		if got.AppID != appID || got.Channel != "town-hall-1122" || got.UID != "47091" || !got.Issued.Equal(noon) || got.Expires.Sub(noon) != 95*time.Second || got.salt == 0 {
			t.Errorf("%s: %+v", role, got)
		}
		if len(got.Privileges) != want || got.Privileges[Join] != got.Expires {
			t.Errorf("%s: privileges %v", role, got.Privileges)
		}
	}
}

func TestTwoTokensOfOneSpecDifferBySaltAlone(t *testing.T) {
	s := Spec{AppID: appID, Channel: "c", UID: "1", Role: Publisher, Life: time.Hour, Issued: noon}
	a, err := Make(s, certificate, strings.NewReader("abcd"))
	b, err2 := Make(s, certificate, strings.NewReader("abce"))
	if err != nil || err2 != nil || a == b {
		t.Errorf("%v, %v, the same: %v", err, err2, a == b)
	}
	s.Salt = 7
	c, _ := Make(s, certificate, nil)
	d, _ := Make(s, certificate, nil)
	if c == "" || c != d {
		t.Error("with a salt the token is not the same every time")
	}
}

func TestWhatCantBeMadeIsRefusedWithWhatWouldBeRight(t *testing.T) {
	for field, change := range map[string]func(*Spec){
		"App ID":  func(s *Spec) { s.AppID = "Z" + appID[1:] },
		"channel": func(s *Spec) { s.Channel = "" },
		"uid":     func(s *Spec) { s.UID = "4294967296" },
		"role":    func(s *Spec) { s.Role = "host" },
		"life":    func(s *Spec) { s.Life = 24*time.Hour + time.Second },
		"salt":    func(s *Spec) { s.Salt = maxSalt + 1 },
		"time":    func(s *Spec) { s.Issued = time.Time{} },
	} {
		s := Spec{AppID: appID, Channel: "c", UID: "1", Role: Publisher, Life: time.Hour, Issued: noon}
		change(&s)
		made, err := Make(s, certificate, random{})
		var bad *agora.ConfigError
		if !errors.As(err, &bad) || bad.Field != field || made != "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	s := Spec{AppID: appID, Channel: "c", UID: "1", Role: Publisher, Life: time.Hour, Issued: noon}
	if _, err := Make(s, "canary", random{}); err == nil || strings.Contains(err.Error(), "canary") || !strings.Contains(err.Error(), "App Certificate") {
		t.Errorf("a bad certificate: %v", err)
	}
	if _, err := Make(s, certificate, iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("no random numbers: %v", err)
	}
}

func TestEmptyTokensOfARequestAreMade(t *testing.T) {
	project := agora.Project{Version: agora.V5, AppID: appID, MakesTokens: true}
	for name, c := range map[string]struct {
		until time.Time
		life  time.Duration
	}{
		"without a reminder":          {time.Time{}, 24 * time.Hour},
		"until the end and a margin":  {noon.Add(2 * time.Hour), 2*time.Hour + 10*time.Minute},
		"never longer than a day":     {noon.Add(30 * time.Hour), 24 * time.Hour},
		"with an end that has passed": {noon.Add(-time.Hour), 10 * time.Minute},
	} {
		r := agora.Request{RTC: agora.RTCConfig{ChannelName: "town-hall-1122", SubBotUID: "47091", PubBotUID: "88222"}}
		if err := Fill(&r, project, certificate, c.until, noon, random{}); err != nil {
			t.Fatal(err)
		}
		if problems := append(Problems(r, project, noon, time.Time{}), Warnings(r, project, noon, time.Time{})...); len(problems) != 0 {
			t.Errorf("%s: %v", name, problems)
		}
		for uid, text := range map[string]agora.Secret{"47091": r.RTC.SubBotToken, "88222": r.RTC.PubBotToken} {
			got, err := Read(text.Reveal())
			if err != nil || got.UID != uid || got.Expires.Sub(noon) != c.life || !got.Verify(certificate) || (len(got.Privileges) == 4) != (uid == "88222") {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
		}
	}
}

func TestOnlyEmptyTokensOfBotsWithAUIDAreMade(t *testing.T) {
	r := agora.Request{RTC: agora.RTCConfig{ChannelName: "c", SubBotToken: "pasted", SubBotUID: "47091"}}
	if err := Fill(&r, agora.Project{AppID: appID}, certificate, time.Time{}, noon, random{}); err != nil {
		t.Fatal(err)
	}
	if r.RTC.SubBotToken != "pasted" || r.RTC.PubBotToken != "" {
		t.Errorf("tokens %q, %q", r.RTC.SubBotToken.Reveal(), r.RTC.PubBotToken.Reveal())
	}
	r.RTC.PubBotUID = "88222"
	err := Fill(&r, agora.Project{}, certificate, time.Time{}, noon, random{})
	var bad *agora.ConfigError
	if !errors.As(err, &bad) || !strings.Contains(err.Error(), "token of the writing bot can't be made") {
		t.Errorf("without an App ID: %v", err)
	}
}
