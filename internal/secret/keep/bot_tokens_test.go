package keep_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
)

// answering returns an keep.Ask that types one thing after another, and what it was asked.
func answering(answers ...agora.Secret) (keep.Ask, *[]string) {
	asked := &[]string{}
	return func(_ context.Context, what string) (agora.Secret, error) {
		*asked = append(*asked, what)
		if len(answers) == 0 {
			return "", context.Canceled
		}
		answer := answers[0]
		answers = answers[1:]
		return answer, nil
	}, asked
}

func TestBotTokensThatAreMissingAreMade(t *testing.T) {
	const certificate = "fedcba9876543210fedcba9876543210"
	s, p := withKeyring(t, nil)
	p.kept["acme-app-certificate"] = certificate
	c := connection("acme")
	r := agora.Request{RTC: agora.RTCConfig{ChannelName: "hall", SubBotUID: "47091", PubBotUID: "88222"}}
	if err := s.FillTokens(t.Context(), c, &r, time.Time{}, nil); err != nil || r.RTC.SubBotToken != "" {
		t.Errorf("without a certificate: %v, %v", err, r.RTC)
	}
	c.AppCertificate = secret.Keyring("acme-app-certificate")
	until := s.Now().Add(2 * time.Hour)
	if err := s.FillTokens(t.Context(), c, &r, until, nil); err != nil {
		t.Fatal(err)
	}
	for uid, text := range map[string]agora.Secret{"47091": r.RTC.SubBotToken, "88222": r.RTC.PubBotToken} {
		got, err := token.Read(text.Reveal())
		if err != nil || got.AppID != appID || got.Channel != "hall" || got.UID != uid || !got.Verify(certificate) || got.Expires.Before(until) {
			t.Errorf("%s: %v, %+v", uid, err, got)
		}
	}
	// With both there, nothing has to be found.
	delete(p.kept, "acme-app-certificate")
	was := r
	if err := s.FillTokens(t.Context(), c, &r, until, nil); err != nil || r.RTC.SubBotToken != was.RTC.SubBotToken {
		t.Errorf("got %v", err)
	}
	r.RTC.SubBotToken = ""
	if err := s.FillTokens(t.Context(), c, &r, until, nil); err == nil || !strings.Contains(err.Error(), "App Certificate") {
		t.Errorf("got %v", err)
	}
	// keep.Typed each time is typed once in a session.
	c.AppCertificate = secret.Ask()
	ask, asked := answering(certificate)
	for range 2 {
		r.RTC.SubBotToken = ""
		if err := s.FillTokens(t.Context(), c, &r, until, ask); err != nil {
			t.Fatal(err)
		}
	}
	if len(*asked) != 1 || (*asked)[0] != connections.AppCertificate {
		t.Errorf("asked %q", *asked)
	}
}

func TestALockedFileOfSecretsIsOpenedWhenItIsNeeded(t *testing.T) {
	home := t.TempDir()
	first := open(t, map[string]string{"STTWIZARD_HOME": home}, nil)
	if err := first.AgeFile().Create(t.Context(), "correct horse"); err != nil {
		t.Fatal(err)
	}
	if err := first.Keep(t.Context(), secret.Age("acme"), "hunter2"); err != nil {
		t.Fatal(err)
	}
	s := open(t, map[string]string{"STTWIZARD_HOME": home}, nil)
	if _, _, err := s.Resolve(t.Context(), secret.Age("acme"), connections.CustomerSecret, nil); !errors.As(err, new(*secret.LockedError)) {
		t.Errorf("with nobody to ask: %v", err)
	}
	var asked *[]string
	s.Passphrase, asked = answering("wrong horse", "correct horse")
	value, found, err := s.Resolve(t.Context(), secret.Age("acme"), connections.CustomerSecret, nil)
	if err != nil || value != "hunter2" || found.String() != "customer secret from the file of secrets (acme)" || len(*asked) != 2 || !strings.Contains((*asked)[1], "wrong") {
		t.Errorf("%v, %s, asked %q", err, found, *asked)
	}
	// It stays open for the run.
	if err := s.Drop(t.Context(), secret.Age("acme")); err != nil || len(*asked) != 2 {
		t.Errorf("%v, asked %q", err, *asked)
	}
	third := open(t, map[string]string{"STTWIZARD_HOME": home}, nil)
	third.Passphrase, asked = answering("a", "b", "c", "d")
	if err := third.Keep(t.Context(), secret.Age("x"), "y"); !errors.As(err, new(*secret.WrongPassphraseError)) || len(*asked) != 3 {
		t.Errorf("%v, asked %q", err, *asked)
	}
}
