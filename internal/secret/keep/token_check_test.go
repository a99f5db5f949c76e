package keep_test

import (
	"errors"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
)

func TestATokenOfAnotherCertificateIsFoundAndNotSent(t *testing.T) {
	const own, other = "fedcba9876543210fedcba9876543210", "00dcba9876543210fedcba9876543210"
	s, p := withKeyring(t, nil)
	c := connection("acme")
	c.AppCertificate = secret.Keyring("acme-app-certificate")
	made, err := token.Make(token.Spec{AppID: appID, Channel: "hall", UID: "88222", Role: token.Publisher, Life: time.Hour, Issued: s.Now()}, own, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := agora.Request{RTC: agora.RTCConfig{ChannelName: "hall", SubBotUID: "47091", PubBotUID: "88222", SubBotToken: "sub-token", PubBotToken: made}}
	for name, tt := range map[string]struct {
		kept    agora.Secret
		ref     secret.Ref
		foreign bool
	}{
		"its own":                   {own, c.AppCertificate, false},
		"another":                   {other, c.AppCertificate, true},
		"one that is not there":     {"", c.AppCertificate, false},
		"one that is malformed":     {"cert", c.AppCertificate, false},
		"one that is not asked for": {other, secret.Ask(), false},
		"none":                      {other, secret.Ref{}, false},
	} {
		p.kept = map[string]agora.Secret{"acme-app-certificate": tt.kept}
		if tt.kept == "" {
			p.kept = map[string]agora.Secret{}
		}
		c.AppCertificate = tt.ref
		if got := s.CheckTokens(t.Context(), c, r); (len(got) == 1 && got[0] == agora.PathPubBotToken) != tt.foreign {
			t.Errorf("%s: %v", name, got)
		}
		sent := r
		err := s.FillTokens(t.Context(), c, &sent, time.Time{}, nil)
		field, isField := errors.AsType[agora.FieldError](err)
		if isField != tt.foreign || !tt.foreign && err != nil || tt.foreign && field.Path != agora.PathPubBotToken {
			t.Errorf("%s: filling gives %v", name, err)
		}
	}
	if got := s.CheckTokens(t.Context(), c, agora.Request{}); got != nil {
		t.Errorf("without a token: %v", got)
	}
}

func TestAMalformedCertificateIsNotStored(t *testing.T) {
	s, p := withKeyring(t, nil)
	_, err := s.SaveConnection(t.Context(), connection("acme"), false,
		inKeyring(connections.CustomerSecret, "of any form"), inKeyring(connections.AppCertificate, "too-short-canary"))
	invalid, ok := errors.AsType[*connections.InvalidError](err)
	if !ok || invalid.Fields[0].Path != connections.FieldAppCertificate || len(p.kept) > 0 {
		t.Errorf("got %v, kept %v", err, p.kept)
	}
	if _, err := s.Connections.Get("acme"); err == nil {
		t.Error("the connection was saved")
	}
}
