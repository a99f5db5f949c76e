package keep_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/clock"
	"sttwizard/internal/connections"
	"sttwizard/internal/report"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

func TestASecretIsLostOnlyWhereTypingItHelps(t *testing.T) {
	stored := connections.Connection{Name: "acme", Secret: secret.Keyring("acme")}
	asked := connections.Connection{Name: "acme", Secret: secret.Ask()}
	pretend := connections.Connection{Name: "sandbox", Sandbox: true, Secret: secret.Keyring("acme")}
	missing := &secret.MissingError{What: "customer secret", Tried: "the keyring has nothing named acme"}
	for name, test := range map[string]struct {
		c    connections.Connection
		err  error
		lost bool
	}{
		"found":                    {stored, nil, false},
		"not there":                {stored, missing, true},
		"locked":                   {stored, &secret.LockedError{}, true},
		"another passphrase":       {stored, &secret.WrongPassphraseError{}, true},
		"no answer":                {stored, context.DeadlineExceeded, true},
		"another trouble":          {stored, os.ErrPermission, false},
		"it is typed in any case":  {asked, missing, false},
		"the sandbox has a secret": {pretend, missing, false},
	} {
		if why, lost := connections.LostSecret(test.c, test.err); lost != test.lost || (why != "") != lost {
			t.Errorf("%s: %q, %v", name, why, lost)
		}
	}
}

// TestNothingTypedIsNoSecret: the cause is told once more, and nothing is kept.
func TestNothingTypedIsNoSecret(t *testing.T) {
	s, _ := withKeyring(t, nil)
	save(t, s, "acme", func(c *connections.Connection) { c.Secret = secret.Env("ACME") })
	c, _ := s.Choose("acme")
	ask, asked := answering(" ", "hunter2")
	if _, err := s.Client(t.Context(), c, ask); err == nil {
		t.Error("a client was made without a secret")
	} else if _, ok := errors.AsType[*secret.MissingError](err); !ok {
		t.Errorf("it does not say what is missing: %v", err)
	}
	if _, err := s.Client(t.Context(), c, ask); err != nil || len(*asked) != 2 {
		t.Errorf("%v, asked %d times", err, len(*asked))
	}
}

func TestATokenThatIsMadeIsNotInTheLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	log, err := report.OpenLog(path, clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, nil, func(o *session.Options) { o.Log = log })
	c := connections.Connection{Version: agora.V7, AppID: appID, Auth: agora.AuthToken, AppCertificate: secret.Ask()}
	made, err := s.CallTokens(c, "0f0e0d0c0b0a09080706050403020100")(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.Log.Event("canary", "text", "before "+made.Reveal()+" after")
	if text, err := os.ReadFile(path); err != nil || strings.Contains(string(text), made.Reveal()) || !strings.Contains(string(text), "after") {
		t.Errorf("%v, the log:\n%s", err, text)
	}
}
