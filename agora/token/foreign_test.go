package token

import (
	"slices"
	"testing"
	"time"

	"sttwizard/agora"
)

func TestATokenOfAnotherCertificateIsForeign(t *testing.T) {
	const app, own, other = mockAppID, mockCertificate, "00002fd1755d40ecb72977518be15d3b"
	made := func(app, channel, uid string) agora.Secret {
		text, err := Make(Spec{AppID: app, Channel: channel, UID: uid, Role: Publisher, Life: time.Hour, Issued: time.Now(), Salt: 1}, own, nil)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	const old006 = "006970CA35de60c44645bbae8a215061b33IACV0fZUBw+72cVoL9eyGGh3Q6Poi8bgjwVLnyKSJyOXR7dIfRBXoFHlEAABAAAAR/QQAAEAAQCvKDdW"
	for name, tt := range map[string]struct {
		token       agora.Secret
		certificate agora.Secret
		foreign     bool
	}{
		"its own":                     {made(app, "hall", "47091"), own, false},
		"its own, for any uid":        {made(app, "hall", "0"), own, false},
		"another":                     {made(app, "hall", "47091"), other, true},
		"another App ID":              {made(other, "hall", "47091"), other, false}, // that is told already
		"another channel":             {made(app, "elsewhere", "47091"), other, false},
		"an old one of another place": {old006, other, false},
		"a text that is no token":     {"sub-token", other, false},
		"no token":                    {"", other, false},
		"a certificate that is none":  {made(app, "hall", "47091"), "too short", false},
	} {
		r := agora.Request{RTC: agora.RTCConfig{ChannelName: "hall", SubBotUID: "47091", SubBotToken: tt.token}}
		if got := slices.Contains(Foreign(r, agora.Project{AppID: app}, tt.certificate), agora.PathSubBotToken); got != tt.foreign {
			t.Errorf("%s: %v", name, got)
		}
	}
	// One that is signed together with its channel and uid is told as well.
	const channel, uid = mockChannel, mockUID
	r := agora.Request{RTC: agora.RTCConfig{ChannelName: channel, PubBotUID: uid, PubBotToken: old006}}
	for certificate, want := range map[agora.Secret]int{own: 0, other: 1} {
		if got := Foreign(r, agora.Project{AppID: app}, certificate); len(got) != want {
			t.Errorf("an old token: %v, want %d", got, want)
		}
	}
	if p := ForeignProblem(agora.PathPubBotToken); p.Path != agora.PathPubBotToken || p.Rule != "token-certificate" || p.Text == "" {
		t.Errorf("got %+v", p)
	}
}
