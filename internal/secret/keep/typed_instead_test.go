package keep_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/report"
	"sttwizard/internal/secret"
)

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
	err := s.MoveSecret(t.Context(), "acme", connections.CustomerSecret, secret.Ask(), nil)
	if err == nil || !strings.HasPrefix(err.Error(), "the customer secret is missing: it is asked for each time") {
		t.Error(err)
	}
}
