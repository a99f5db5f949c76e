package session

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/report"
	"sttwizard/internal/secret"
)

// begun gives an attempt of a connection of the file.
func begun(t *testing.T, s *Session, name string) *attempt.Attempt {
	t.Helper()
	c, err := s.Choose(name)
	if err != nil {
		t.Fatal(err)
	}
	at, err := s.Journal.Begin(s.Intent(c, request("demo"), Start{}))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// spoil makes a connection one that can't be used, as a person with an editor may.
func spoil(t *testing.T, s *Session, name string) {
	t.Helper()
	err := s.Connections.Change(name, func(c *connections.Connection) error { c.CustomerKey = "to-be-spoiled"; return nil })
	text, failed := os.ReadFile(s.Connections.Path())
	spoiled := strings.ReplaceAll(string(text), "to-be-spoiled", "<CUSTOMER_KEY>")
	if err = errors.Join(err, failed, os.WriteFile(s.Connections.Path(), []byte(spoiled), 0o600)); err != nil {
		t.Fatal(err)
	}
}

func TestAnAttemptWhoseConnectionIsGoneTakesOneOfTheSameAppID(t *testing.T) {
	other := strings.Repeat("b", 32)
	for name, of := range map[string]struct {
		change func(s *Session)
		want   string // empty: none
	}{
		"removed, another of the same App ID": {func(s *Session) { save(t, s, "b", nil); s.Connections.Remove("a") }, "b"},
		"removed, another of another App ID": {func(s *Session) {
			save(t, s, "b", func(c *connections.Connection) { c.AppID = other })
			s.Connections.Remove("a")
		}, ""},
		"removed, none but the sandbox": {func(s *Session) { s.Connections.Remove("a") }, ""},
		"still there, and another":      {func(s *Session) { save(t, s, "b", nil) }, "a"},
		"another App ID now, and no other": {func(s *Session) {
			s.Connections.Change("a", func(c *connections.Connection) error { c.AppID = other; return nil })
		}, "a"},
		"another App ID now, and one of the old": {func(s *Session) {
			save(t, s, "b", nil)
			s.Connections.Change("a", func(c *connections.Connection) error { c.AppID = other; return nil })
		}, "b"},
		"of no use now, and another": {func(s *Session) {
			save(t, s, "b", nil)
			spoil(t, s, "a")
		}, "b"},
		"removed, and the other is of no use": {func(s *Session) {
			save(t, s, "b", nil)
			spoil(t, s, "b")
			s.Connections.Remove("a")
		}, ""},
		"removed, the one of the same place before another": {func(s *Session) {
			save(t, s, "b", func(c *connections.Connection) { c.BaseURL = "https://other.example" })
			save(t, s, "d", nil)
			s.Connections.Remove("a")
		}, "d"},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, nil, nil)
			save(t, s, "a", nil)
			at := begun(t, s, "a")
			of.change(s)
			c, err := s.ForAttempt(at, "")
			if err != nil && (of.want != "" || !strings.Contains(err.Error(), appID)) || err == nil && c.Name != of.want {
				t.Fatalf("%q, %v", c.Name, err)
			}
			line := StandIn(at, c)
			if got := strings.Contains(line, "is taken for demo"); err == nil && got != (of.want != "a") {
				t.Errorf("said: %q", line)
			}
		})
	}
}

func TestACustomerSecretThatIsNotFoundIsTypedForThisRun(t *testing.T) {
	for name, ref := range map[string]secret.Ref{
		"a keyring without it":   secret.Keyring("acme"),
		"a variable that is off": secret.Env("ACME"),
		"no file of secrets":     secret.Age("acme"),
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := withKeyring(t, nil)
			log := filepath.Join(t.TempDir(), "log")
			var err error
			if s.Log, err = report.OpenLog(log, s.Now); err != nil {
				t.Fatal(err)
			}
			save(t, s, "acme", func(c *connections.Connection) { c.Secret = ref })
			c, _ := s.Choose("acme")
			if _, err := s.Client(t.Context(), c, nil); err == nil {
				t.Fatal("found without anybody")
			}
			var asked []string
			ask := func(_ context.Context, what string) (agora.Secret, error) {
				asked = append(asked, what)
				return " hunter2 ", nil
			}
			for range 2 {
				if _, err := s.Client(t.Context(), c, ask); err != nil {
					t.Fatal(err)
				}
			}
			if len(asked) != 1 || !strings.Contains(asked[0], "type the customer secret of acme to go on") {
				t.Errorf("asked %q", asked)
			}
			text, _ := os.ReadFile(log)
			if !strings.Contains(string(text), `msg="no client"`) || strings.Contains(string(text), "hunter2") {
				t.Errorf("the log:\n%s", text)
			}
		})
	}
}

func TestWhatIsTypedOnceMoreIsNamedPlainly(t *testing.T) {
	s, p := withKeyring(t, nil)
	save(t, s, "acme", keyringRef("acme"))
	p.Put(t.Context(), "acme", "hunter2")
	err := s.MoveSecret(t.Context(), "acme", CustomerSecret, secret.Ask(), nil)
	if err == nil || !strings.HasPrefix(err.Error(), "the customer secret is missing: it is asked for each time") {
		t.Error(err)
	}
}
